//! Function calls.

use super::{Binding, Lower, Unit};
use crate::syntax::ast::{Expression, ExpressionKind, Name};
use ravelin_finding::Place;
use ravelin_template::functions;
use ravelin_template::ir::{ExprId, Kind, Special};
use ravelin_template::lower::special;

impl Lower<'_> {
    pub(crate) fn call(
        &mut self,
        unit: &Unit<'_>,
        name: Name<'_>,
        arguments: &[Expression<'_>],
        place: Place,
    ) -> ExprId {
        match self.binding(unit, name.text) {
            Some(Binding::Function(at)) => {
                let arguments = self.all(unit, arguments);
                return self.builder.add(place, Kind::User(at, arguments.into()));
            }
            Some(Binding::Missing) => return self.missing_function(name, place),
            _ => {}
        }
        self.system_call(unit, name, arguments, place)
    }

    fn all(&mut self, unit: &Unit<'_>, arguments: &[Expression<'_>]) -> Vec<ExprId> {
        arguments.iter().map(|argument| self.expression(unit, argument)).collect()
    }

    /// A function of the namespaces `sys` and `az`.
    fn system_call(
        &mut self,
        unit: &Unit<'_>,
        name: Name<'_>,
        arguments: &[Expression<'_>],
        place: Place,
    ) -> ExprId {
        match (name.text, arguments) {
            ("any", [only]) => return self.expression(unit, only),
            ("nameof", [only]) => {
                let Some(name) = name_of(only) else {
                    self.problem(unit.place(only.span), "`nameof` takes something that has a name", None);
                    return self.broken(place, "`nameof` takes something that has a name");
                };
                return self.builder.literal(place, name);
            }
            _ => {}
        }
        if let Some(loaded) = self.load(unit, name.text, arguments, place) {
            return loaded;
        }
        let arguments = self.all(unit, arguments);
        let lower = name.text.to_ascii_lowercase();
        if lower == "getsecret" {
            // In parameter files: getSecret(subscription, group, vault, secret[, version]).
            let parts = [arguments.get(2), arguments.get(3)].into_iter().flatten().copied().collect();
            return self.builder.add(place, Kind::Special(Special::Secret, parts));
        }
        // `list…` of Bicep is a method; as a function only the older form with an id exists.
        if let Some(special) = special(&lower) {
            let mut arguments = arguments;
            if special == Special::List {
                arguments.insert(0, self.builder.literal(place, name.text));
            }
            return self.builder.add(place, Kind::Special(special, arguments.into()));
        }
        if let Some(function) = functions::find(&lower) {
            return self.builder.add(place, Kind::Call(function, arguments.into()));
        }
        if unit.imported(name.text).is_some() {
            return self.missing_function(name, place);
        }
        self.unknown_name(unit, name, "function")
    }

    fn missing_function(&mut self, name: Name<'_>, place: Place) -> ExprId {
        let why = format!("function `{}` is imported from a file that could not be read", name.text);
        let reason = ravelin_model::Reason::new(name.text, why, Some(place));
        let residual = format!("{}()@{}:{}", name.text, place.file.0, place.span.start);
        self.builder.add(place, Kind::Constant(ravelin_model::Value::unknown(residual, reason)))
    }

    /// `base.name(arguments)`: a namespace's function, or a method of a resource.
    pub(crate) fn method(
        &mut self,
        unit: &Unit<'_>,
        base: &Expression<'_>,
        name: Name<'_>,
        arguments: &[Expression<'_>],
        place: Place,
    ) -> ExprId {
        if let ExpressionKind::Variable(namespace) = &base.kind
            && !self.locals.iter().any(|(local, _)| local == namespace.text)
        {
            match self.binding(unit, namespace.text) {
                Some(Binding::Namespace(file)) => {
                    return self.exported_call(unit, file, name, arguments, place);
                }
                Some(Binding::Missing) => return self.missing_function(name, place),
                None if matches!(namespace.text, "sys" | "az") => {
                    return self.system_call(unit, name, arguments, place);
                }
                _ => {}
            }
        }
        let Some(declared) = self.declared(unit, base) else {
            // A method of something else: an extension's function, or a mistake that the compiler reports.
            let values = self.all(unit, arguments);
            let base = self.expression(unit, base);
            let _ = values;
            let method = self.builder.literal(place, name.text);
            return self.builder.add(place, Kind::Special(Special::List, [method, base].into()));
        };
        let resource =
            self.builder.add(unit.place(base.span), Kind::Resource(declared.symbol, declared.index));
        let key = self.builder.literal(unit.place(base.span), "id");
        let id = self.builder.add(unit.place(base.span), Kind::Member { base: resource, key, safe: false });
        let values = self.all(unit, arguments);
        if name.text == "getSecret" {
            let mut parts = vec![id];
            parts.extend(values.first());
            return self.builder.add(place, Kind::Special(Special::Secret, parts.into()));
        }
        let method = self.builder.literal(place, name.text);
        let parts: Vec<ExprId> = [method, id].into_iter().chain(values).collect();
        self.builder.add(place, Kind::Special(Special::List, parts.into()))
    }

    fn exported_call(
        &mut self,
        unit: &Unit<'_>,
        file: ravelin_finding::FileId,
        name: Name<'_>,
        arguments: &[Expression<'_>],
        place: Place,
    ) -> ExprId {
        let arguments = self.all(unit, arguments);
        match self.exported(file, name.text) {
            Some(Binding::Function(at)) => self.builder.add(place, Kind::User(at, arguments.into())),
            _ => self.missing_function(name, place),
        }
    }
}

/// The name that `nameof()` gives: that of the last step.
fn name_of<'e>(expression: &'e Expression<'_>) -> Option<&'e str> {
    match &expression.kind {
        ExpressionKind::Variable(name)
        | ExpressionKind::Property { name, .. }
        | ExpressionKind::Nested(_, name) => Some(name.text),
        ExpressionKind::Index { index, .. } => match &index.kind {
            ExpressionKind::String(text) => text.plain(),
            _ => None,
        },
        _ => None,
    }
}
