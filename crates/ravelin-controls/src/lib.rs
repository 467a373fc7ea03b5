//! The catalogue: a folder a service, a pair of files a control
