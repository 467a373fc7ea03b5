//! What the reference pages show, what is known of unknown arguments, and that nothing claimed of them is wrong.
