//! The built-in functions of Terraform that need nothing but their arguments and files.
//!
//! `can`, `try`, `templatefile`, `templatestring` and `type` are the evaluator's: they need expressions.

use ravelin_model::Value;

/// What functions ask of the outside.
pub trait Context {
    /// The bytes of a file, seen from the module's folder; the error in words.
    ///
    /// # Errors
    /// When it can't be had.
    fn bytes(&self, path: &str) -> Result<Vec<u8>, String>;
    /// The files below a folder, for `fileset()`.
    ///
    /// # Errors
    /// When it can't be had.
    fn files_below(&self, path: &str) -> Result<Vec<String>, String>;
}

/// Calls a function. Arguments may be unknown in parts; the result keeps what is certain.
///
/// # Errors
/// What is wrong with the call, in Terraform's sense: lower case, no full stop.
pub fn call(name: &str, args: &[Value], context: &dyn Context) -> Result<Value, String> {
    let _ = (args, context);
    Err(format!("there is no function named `{name}`"))
}
