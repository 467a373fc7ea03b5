//! Function calls: arguments, files seen from the root's folder, and the functions that need expressions (`try`, `can`,
//! `templatefile`, `templatestring`, `type`).

use super::expr::{computed, either};
use super::scope::Env;
use super::unit::Unit;
use super::world::{derived, unknown};
use crate::functions::{self, Context};
use crate::ir::{Expr, ExprKind, Part};
use crate::loader::Loader;
use crate::syntax;
use ravelin_finding::{FileId, Place, ProblemKind};
use ravelin_model::{Data, Form, MAX_STRING, Piece, Reason, Value};
use std::rc::Rc;
use std::sync::Arc;

/// Functions whose first argument is a path.
const OF_PATHS: &[&str] = &[
    "file",
    "filebase64",
    "filebase64sha256",
    "filebase64sha512",
    "fileexists",
    "filemd5",
    "fileset",
    "filesha1",
    "filesha256",
    "filesha512",
    "templatefile",
];

/// The files that functions see: paths are relative to where Terraform runs, the root's folder.
struct Files<'l> {
    loader: &'l dyn Loader,
    root: &'l str,
}

impl Context for Files<'_> {
    fn bytes(&self, path: &str) -> Result<Vec<u8>, String> {
        self.loader.bytes(self.root, path).map_err(|failure| failure.message)
    }

    fn files_below(&self, path: &str) -> Result<Vec<String>, String> {
        self.loader.files_below(self.root, path).map_err(|failure| failure.message)
    }
}

impl<'w> Unit<'w> {
    pub(super) fn call(
        self: &Rc<Self>,
        name: &str,
        args: &[Expr],
        expand: bool,
        place: Place,
        env: &Env<'_>,
    ) -> Value {
        let name = name.strip_prefix("core::").unwrap_or(name);
        match name {
            "try" if !expand => return self.try_(args, place, env),
            "can" => return self.can(args, place, env),
            "templatestring" => return self.template_string(args, place, env),
            _ => {}
        }
        let mut values: Vec<Value> = args.iter().map(|arg| self.eval(arg, env)).collect();
        if expand && let Some(last) = values.pop() {
            match &last.data {
                Data::Array(array) => {
                    values.extend(array.items().iter().map(|item| item.clone().marked(last.secret)));
                }
                Data::Unknown(unknown) if !matches!(unknown.form, Form::Pattern(_)) => {
                    let residuals: Vec<String> = values.iter().map(Value::residual).collect();
                    let residual = format!("{name}({}, {}...)", residuals.join(", "), unknown.residual);
                    let from: Vec<&Value> = values.iter().chain([&last]).collect();
                    return computed(derived(residual, &from), &[], place);
                }
                _ => return self.world.fail(place, "`...` follows a list, set or tuple"),
            }
        }
        if OF_PATHS.contains(&name) {
            values = values
                .into_iter()
                .enumerate()
                .map(|(at, value)| if at == 0 { from_here(value) } else { value })
                .collect();
        }
        match name {
            "templatefile" => self.template_file(&values, place, env),
            "try" => values
                .into_iter()
                .next()
                .unwrap_or_else(|| self.world.fail(place, "`try` takes an expression")),
            _ if name.starts_with("provider::") => {
                let residuals: Vec<String> = values.iter().map(Value::residual).collect();
                let why = format!("`{name}` is a function of a provider");
                let residual = format!("{name}({})", residuals.join(", "));
                let secret = values.iter().any(Value::is_secret);
                unknown(residual, name, &why, Some(place)).marked(secret)
            }
            _ => {
                let files = Files { loader: self.world.loader, root: &self.world.entry.folder };
                match functions::call(name, &values, &files) {
                    Ok(value) => self.world.made(place, computed(value, &values, place)),
                    Err(message) => self.world.fail(place, &message),
                }
            }
        }
    }

    /// The first argument that does not fail. One that is not known to fail or not is one of several answers.
    fn try_(self: &Rc<Self>, args: &[Expr], place: Place, env: &Env<'_>) -> Value {
        let mut maybe: Vec<Value> = Vec::new();
        for arg in args {
            let attempt = self.world.speculate(|| self.eval(arg, env));
            if attempt.failed {
                continue;
            }
            maybe.push(attempt.value);
            if !attempt.doubtful {
                break;
            }
        }
        if maybe.is_empty() {
            let help = "an argument that can't fail, as the last, is what `try` gives then";
            return self.world.fail_with(place, "every argument of `try` fails", Some(help.to_owned()));
        }
        if let [only] = maybe.as_slice() {
            return only.clone();
        }
        let residuals: Vec<String> = maybe.iter().map(Value::residual).collect();
        let reasons: Vec<Arc<Reason>> = maybe.iter().flat_map(Value::reasons).collect();
        Value::one_of(maybe, format!("try({})", residuals.join(", ")), reasons)
    }

    fn can(self: &Rc<Self>, args: &[Expr], place: Place, env: &Env<'_>) -> Value {
        let [arg] = args else { return self.world.fail(place, "`can` takes one argument") };
        let attempt = self.world.speculate(|| self.eval(arg, env));
        match (attempt.failed, attempt.doubtful || attempt.value.as_unknown().is_some()) {
            (true, _) => false.into(),
            (false, false) => true.into(),
            (false, true) if attempt.value.reasons().is_empty() => true.into(),
            (false, true) => either(format!("can({})", attempt.value.residual()), &[&attempt.value]),
        }
    }

    /// <https://developer.hashicorp.com/terraform/language/functions/templatefile>
    fn template_file(self: &Rc<Self>, values: &[Value], place: Place, env: &Env<'_>) -> Value {
        let [path, vars] = values else {
            return self.world.fail(place, "`templatefile` takes a path and an object of variables");
        };
        if env.closed {
            return self.world.fail(place, "`templatefile` can't be called inside a template");
        }
        let Some(path_text) = path.as_str() else {
            if path.as_unknown().is_some() {
                return derived(
                    format!("templatefile({}, {})", path.residual(), vars.residual()),
                    &[path, vars],
                );
            }
            return self.world.fail(place, "the path of a template must be a string");
        };
        let file = match self.world.loader.text(&self.world.entry.folder, path_text) {
            Ok(file) => file,
            Err(failure) => return self.world.fail_with(place, &failure.message, failure.help),
        };
        let value = self.rendered(file, vars, place, "templatefile", path);
        value.marked(path.is_secret())
    }

    /// <https://developer.hashicorp.com/terraform/language/functions/templatestring>
    fn template_string(self: &Rc<Self>, args: &[Expr], place: Place, env: &Env<'_>) -> Value {
        let [text, vars] = args else {
            return self.world.fail(place, "`templatestring` takes a template and an object of variables");
        };
        let refers = matches!(text.kind, ExprKind::Name(_) | ExprKind::Attribute(..) | ExprKind::Index(..));
        let (text, vars) = (self.eval(text, env), self.eval(vars, env));
        if !refers {
            return self.world.fail(place, "the template must be a reference to a value defined elsewhere");
        }
        let Some(known) = text.as_str() else {
            if text.as_unknown().is_some() {
                return derived(
                    format!("templatestring({}, {})", text.residual(), vars.residual()),
                    &[&text, &vars],
                );
            }
            return self.world.fail(place, "the template must be a string");
        };
        let known: Arc<str> = known.into();
        let file = self.world.texts.borrow().get(&known).copied();
        let file = file.unwrap_or_else(|| {
            let sources = self.world.loader.sources();
            let path = sources.get(place.file).map_or_else(String::new, |file| file.path().to_string());
            let file = sources.add(format!("{path} (template)"), Arc::clone(&known));
            self.world.texts.borrow_mut().insert(known, file);
            file
        });
        self.rendered(file, &vars, place, "templatestring", &text).marked(text.is_secret())
    }

    fn rendered(
        self: &Rc<Self>,
        file: FileId,
        vars: &Value,
        place: Place,
        what: &str,
        from: &Value,
    ) -> Value {
        let Some(parts) = self.world.template(file) else {
            return unknown(
                format!("error@{}:{}", place.file.0, place.span.start),
                "error",
                "the template can't be read",
                Some(place),
            );
        };
        let Some(object) = vars.as_object().filter(|object| object.open().is_none()) else {
            if vars.is_known() {
                return self.world.fail(place, &format!("`{what}` takes an object of variables"));
            }
            return derived(format!("{what}({}, {})", from.residual(), vars.residual()), &[from, vars]);
        };
        let own: Vec<(Arc<str>, Value)> = object
            .entries()
            .iter()
            .map(|entry| (Arc::clone(&entry.key), entry.value.clone().marked(vars.secret)))
            .collect();
        let env = Env { own: &own, outer: None, closed: true };
        if let [Part::Hole(only)] = parts.as_slice() {
            return self.eval(only, &env);
        }
        let mut texts = Vec::new();
        self.parts(&parts, &mut texts, &env);
        self.joined(&texts, place)
    }
}

impl super::world::World<'_> {
    /// The parts of a template that is a file of its own; `None` when it can't be read, which is reported once.
    fn template(&self, file: FileId) -> Option<Rc<Vec<Part>>> {
        if let Some(known) = self.templates.borrow().get(&file) {
            return known.clone();
        }
        let source = self.loader.sources().get(file)?;
        let text = source.text();
        let read = if text.len() > MAX_STRING { None } else { Some(syntax::template(file, text, 0)) };
        let parts = match read {
            Some(Ok(parts)) => Some(Rc::new(parts)),
            Some(Err(problem)) => {
                self.problem(problem.kind, problem.place, &problem.message, problem.help);
                None
            }
            None => {
                let place = Place { file, span: ravelin_finding::Span::default() };
                self.problem(ProblemKind::Invalid, Some(place), "the template is too large", None);
                None
            }
        };
        self.templates.borrow_mut().insert(file, parts.clone());
        parts
    }
}

/// A path that begins with `path.cwd`, as seen from there: that is where Terraform runs.
fn from_here(path: Value) -> Value {
    let Some(unknown) = path.as_unknown() else { return path };
    let pieces = unknown.pieces();
    match pieces.as_slice() {
        [Piece::Hole(hole), Piece::Text(rest)] if &*hole.residual == "path.cwd" => format!(".{rest}").into(),
        [Piece::Hole(hole)] if &*hole.residual == "path.cwd" => ".".into(),
        _ => path,
    }
}
