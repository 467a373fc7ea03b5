//! Documents, flattened.
