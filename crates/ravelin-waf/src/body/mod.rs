//! Request and response bodies: urlencoded, multipart, JSON and XML, as the rules see them.
