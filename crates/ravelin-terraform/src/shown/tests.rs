//! Plans and states, written by hand.
