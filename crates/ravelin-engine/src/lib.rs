//! Configuration, discovery, selection: the one place where files are read
