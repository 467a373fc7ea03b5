//! Multipart bodies, the usual and the unusual.
