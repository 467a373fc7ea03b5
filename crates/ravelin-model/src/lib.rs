//! The resource graph: values known and unknown, resources, names, edges
