//! Test harness: runs the examples of control pages and compares evaluations
