//! Transformations: what rules do to a value before they look at it.
