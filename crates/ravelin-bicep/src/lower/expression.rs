//! Expressions.

use super::{Binding, Lower, Unit};
use crate::syntax::ast::{
    BinaryOperator, Expression, ExpressionKind, ForHeader, Item as AstItem, Member as AstMember, Name,
    Object, StringLiteral, UnaryOperator,
};
use ravelin_finding::Place;
use ravelin_model::Value;
use ravelin_template::ir::{ExprId, Item, Kind, Loop, LoopOver, Member, Special, Symbol};

/// A resource or module as an expression names it, with its index in a loop.
pub(crate) struct Declared {
    pub(crate) symbol: Symbol,
    pub(crate) index: Option<ExprId>,
}

impl Lower<'_> {
    /// Lowers an expression. The depth of the tree is bounded by the parser.
    pub(crate) fn expression(&mut self, unit: &Unit<'_>, expression: &Expression<'_>) -> ExprId {
        let place = unit.place(expression.span);
        match &expression.kind {
            ExpressionKind::Null => self.builder.literal(place, Value::NULL),
            ExpressionKind::Bool(value) => self.builder.literal(place, *value),
            ExpressionKind::Integer(value) => self.integer(*value, false, place),
            ExpressionKind::String(text) => self.string(unit, text),
            ExpressionKind::Object(object) => self.object(unit, object, &[]),
            ExpressionKind::Array(items) => self.array(unit, items, place),
            ExpressionKind::For { header, condition, body } => {
                let (each, depth) = self.loop_over(unit, header, condition.as_deref());
                let body = self.expression(unit, body);
                self.locals.truncate(depth);
                self.builder.add(place, Kind::For { each, body })
            }
            ExpressionKind::Variable(name) => self.variable(unit, *name),
            ExpressionKind::Call(name, arguments) => self.call(unit, *name, arguments, place),
            ExpressionKind::Method { base, name, arguments } => {
                self.method(unit, base, *name, arguments, place)
            }
            ExpressionKind::Property { .. } | ExpressionKind::Index { .. } => self.access(unit, expression),
            ExpressionKind::Nested(_, name) => match self.declared(unit, expression) {
                Some(declared) => self.builder.add(place, Kind::Resource(declared.symbol, declared.index)),
                None => self.unknown_name(unit, *name, "nested resource"),
            },
            ExpressionKind::NonNull(inner) | ExpressionKind::Parenthesized(inner) => {
                self.expression(unit, inner)
            }
            ExpressionKind::Unary(operator, inner) => self.unary(unit, *operator, inner, place),
            ExpressionKind::Binary(operator, left, right) => {
                let left = self.expression(unit, left);
                let right = self.expression(unit, right);
                self.binary(*operator, left, right, place)
            }
            ExpressionKind::Conditional(condition, yes, no) => {
                let arguments = [condition, yes, no].map(|part| self.expression(unit, part));
                self.builder.add(place, Kind::Special(Special::If, arguments.into()))
            }
            ExpressionKind::Lambda(names, body) => {
                let depth = self.locals.len();
                let slots = names.iter().map(|name| self.local(*name)).collect();
                let body = self.expression(unit, body);
                self.locals.truncate(depth);
                self.builder.add(place, Kind::Lambda(slots, body))
            }
        }
    }

    /// The loop of a header; its variables are in sight until the locals are cut back to the depth that is returned.
    pub(crate) fn loop_over(
        &mut self,
        unit: &Unit<'_>,
        header: &ForHeader<'_>,
        condition: Option<&Expression<'_>>,
    ) -> (Loop, usize) {
        let items = self.expression(unit, &header.items);
        let depth = self.locals.len();
        let item = self.local(header.item);
        let index = match header.index {
            Some(name) => self.local(name),
            None => self.builder.slot(),
        };
        let condition = condition.map(|condition| self.expression(unit, condition));
        (Loop { over: LoopOver::Items(items), item: Some(item), index, condition }, depth)
    }

    fn integer(&mut self, value: Option<u64>, negative: bool, place: Place) -> ExprId {
        let value = value.and_then(|value| {
            let value = i128::from(value);
            i64::try_from(if negative { -value } else { value }).ok()
        });
        match value {
            Some(value) => self.builder.literal(place, value),
            None => {
                self.problem(place, "this number does not fit 64 bits", None);
                self.broken(place, "a number that does not fit 64 bits")
            }
        }
    }

    /// A string; with holes it is the `format()` that the compiler would write.
    pub(crate) fn string(&mut self, unit: &Unit<'_>, literal: &StringLiteral<'_>) -> ExprId {
        let place = unit.place(literal.span);
        if let Some(text) = literal.plain() {
            return self.builder.literal(place, text);
        }
        let mut format = String::new();
        for (at, text) in literal.texts.iter().enumerate() {
            if at > 0 {
                format.push_str(&format!("{{{}}}", at - 1));
            }
            format.push_str(&text.replace('{', "{{").replace('}', "}}"));
        }
        let mut arguments = vec![self.builder.literal(place, format)];
        arguments.extend(literal.holes.iter().map(|hole| self.expression(unit, hole)));
        self.builtin("format", arguments, place)
    }

    /// A call of a function that needs only its arguments.
    pub(crate) fn builtin(&mut self, name: &str, arguments: Vec<ExprId>, place: Place) -> ExprId {
        match self.builder.call(place, name, arguments) {
            Some(id) => id,
            None => self.broken(place, &format!("there is no function `{name}`")),
        }
    }

    /// An object but for some members.
    pub(crate) fn object(&mut self, unit: &Unit<'_>, object: &Object<'_>, without: &[&str]) -> ExprId {
        let mut members = Vec::with_capacity(object.members.len());
        for member in &object.members {
            match member {
                AstMember::Spread(value) => members.push(Member::Spread(self.expression(unit, value))),
                AstMember::Property { key, value } => {
                    let place = unit.place(key.span.to(value.span));
                    match key.plain() {
                        Some(name) if without.contains(&name) => {}
                        Some(name) => {
                            members.push(Member::Named(name.into(), self.expression(unit, value), place))
                        }
                        None => {
                            let key = self.string(unit, key);
                            members.push(Member::Computed(key, self.expression(unit, value), place));
                        }
                    }
                }
            }
        }
        self.builder.object(unit.place(object.span), members)
    }

    fn array(&mut self, unit: &Unit<'_>, items: &[AstItem<'_>], place: Place) -> ExprId {
        let items = items.iter().map(|item| match item {
            AstItem::Value(value) => Item::One(self.expression(unit, value)),
            AstItem::Spread(value) => Item::Spread(self.expression(unit, value)),
        });
        let items = items.collect();
        self.builder.array(place, items)
    }

    fn variable(&mut self, unit: &Unit<'_>, name: Name<'_>) -> ExprId {
        let place = unit.place(name.span);
        if let Some((_, slot)) = self.locals.iter().rev().find(|(local, _)| local == name.text) {
            return self.builder.add(place, Kind::Local(*slot));
        }
        if let Some((_, symbol)) = self.in_sight.iter().rev().find(|(nested, _)| nested == name.text) {
            return self.builder.add(place, Kind::Resource(*symbol, None));
        }
        match self.binding(unit, name.text) {
            Some(Binding::Parameter(at)) => self.builder.add(place, Kind::Parameter(at)),
            Some(Binding::Variable(at)) => self.builder.add(place, Kind::Variable(at)),
            Some(Binding::Resource(symbol)) => self.builder.add(place, Kind::Resource(symbol, None)),
            Some(Binding::Function(_) | Binding::Namespace(_)) => {
                self.problem(place, format!("`{}` is no value", name.text), None);
                self.broken(place, "a name that is no value")
            }
            Some(Binding::Missing) => self.missing_import(name, place, false),
            None if unit.imported(name.text).is_some() => {
                let on_disk = self.import_of(unit, name.text).is_some();
                self.missing_import(name, place, on_disk)
            }
            None => self.unknown_name(unit, name, "name"),
        }
    }

    /// What is imported, but not exported by a file that may not even be there.
    fn missing_import(&mut self, name: Name<'_>, place: Place, on_disk: bool) -> ExprId {
        let why = if on_disk {
            format!("`{}` is not among what the file exports that it is imported from", name.text)
        } else {
            format!("`{}` is imported from a file that is not on disk", name.text)
        };
        let reason = ravelin_model::Reason::new(name.text, why, Some(place));
        self.builder.add(place, Kind::Constant(Value::unknown(format!("import {}", name.text), reason)))
    }

    pub(crate) fn unknown_name(&mut self, unit: &Unit<'_>, name: Name<'_>, what: &str) -> ExprId {
        let place = unit.place(name.span);
        if unit.ast.lost.contains(&name.text) {
            return self.broken(place, &format!("the declaration of `{}` has a syntax error", name.text));
        }
        self.problem(place, format!("there is no {what} `{}`", name.text), None);
        self.broken(place, &format!("there is no {what} `{}`", name.text))
    }

    fn unary(
        &mut self,
        unit: &Unit<'_>,
        operator: UnaryOperator,
        inner: &Expression<'_>,
        place: Place,
    ) -> ExprId {
        if let (UnaryOperator::Minus, ExpressionKind::Integer(value)) = (operator, &inner.kind) {
            return self.integer(*value, true, place);
        }
        let value = self.expression(unit, inner);
        match operator {
            UnaryOperator::Not => self.builtin("not", vec![value], place),
            UnaryOperator::Plus => value,
            UnaryOperator::Minus => {
                let zero = self.builder.literal(place, 0);
                self.builtin("sub", vec![zero, value], place)
            }
        }
    }

    fn binary(&mut self, operator: BinaryOperator, left: ExprId, right: ExprId, place: Place) -> ExprId {
        let name = match operator {
            BinaryOperator::And | BinaryOperator::Or | BinaryOperator::Coalesce => {
                let special = match operator {
                    BinaryOperator::And => Special::And,
                    BinaryOperator::Or => Special::Or,
                    _ => Special::Coalesce,
                };
                return self.builder.add(place, Kind::Special(special, [left, right].into()));
            }
            BinaryOperator::NotEqual => {
                let equal = self.builtin("equals", vec![left, right], place);
                return self.builtin("not", vec![equal], place);
            }
            BinaryOperator::EqualInsensitive | BinaryOperator::NotEqualInsensitive => {
                let left = self.builtin("toLower", vec![left], place);
                let right = self.builtin("toLower", vec![right], place);
                let equal = self.builtin("equals", vec![left, right], place);
                if operator == BinaryOperator::EqualInsensitive {
                    return equal;
                }
                return self.builtin("not", vec![equal], place);
            }
            BinaryOperator::Multiply => "mul",
            BinaryOperator::Divide => "div",
            BinaryOperator::Modulo => "mod",
            BinaryOperator::Add => "add",
            BinaryOperator::Subtract => "sub",
            BinaryOperator::Greater => "greater",
            BinaryOperator::GreaterOrEqual => "greaterOrEquals",
            BinaryOperator::Less => "less",
            BinaryOperator::LessOrEqual => "lessOrEquals",
            BinaryOperator::Equal => "equals",
        };
        self.builtin(name, vec![left, right], place)
    }

    /// `a.b`, `a.?b`, `a[b]`, …
    fn access(&mut self, unit: &Unit<'_>, expression: &Expression<'_>) -> ExprId {
        let place = unit.place(expression.span);
        if let Some(output) = self.module_output(unit, expression) {
            return output;
        }
        if let Some(declared) = self.declared(unit, expression) {
            return self.builder.add(place, Kind::Resource(declared.symbol, declared.index));
        }
        match &expression.kind {
            ExpressionKind::Property { base, name, safe } => {
                if let Some(id) = self.namespaced_value(unit, base, *name) {
                    return id;
                }
                // Once a step may be missing, so may all after it: they are skipped together.
                let safe = *safe || is_safe(base);
                let base = self.expression(unit, base);
                let key = self.builder.literal(unit.place(name.span), name.text);
                self.builder.add(place, Kind::Member { base, key, safe })
            }
            ExpressionKind::Index { base, index, safe, from_end } => {
                let safe = *safe || is_safe(base);
                let base = self.expression(unit, base);
                let key = self.expression(unit, index);
                if *from_end {
                    let name = if safe { "tryIndexFromEnd" } else { "indexFromEnd" };
                    return self.builtin(name, vec![base, key], place);
                }
                self.builder.add(place, Kind::Member { base, key, safe })
            }
            _ => self.broken(place, "an access"),
        }
    }

    /// `alias.name` of `import * as alias`.
    fn namespaced_value(&mut self, unit: &Unit<'_>, base: &Expression<'_>, name: Name<'_>) -> Option<ExprId> {
        let ExpressionKind::Variable(alias) = &base.kind else { return None };
        if self.locals.iter().any(|(local, _)| local == alias.text) {
            return None;
        }
        let place = unit.place(name.span);
        match self.binding(unit, alias.text)? {
            Binding::Namespace(file) => Some(match self.exported(file, name.text) {
                Some(Binding::Variable(at)) => self.builder.add(place, Kind::Variable(at)),
                _ => self.missing_import(name, place, true),
            }),
            Binding::Missing => Some(self.missing_import(name, place, false)),
            _ => None,
        }
    }

    /// The resource or module that an expression names: `r`, `r[0]`, `r::child`, `r!`.
    pub(crate) fn declared(&mut self, unit: &Unit<'_>, expression: &Expression<'_>) -> Option<Declared> {
        match &expression.kind {
            ExpressionKind::Variable(name) => {
                if self.locals.iter().any(|(local, _)| local == name.text) {
                    return None;
                }
                if let Some((_, symbol)) = self.in_sight.iter().rev().find(|(nested, _)| nested == name.text)
                {
                    return Some(Declared { symbol: *symbol, index: None });
                }
                match self.binding(unit, name.text)? {
                    Binding::Resource(symbol) => Some(Declared { symbol, index: None }),
                    _ => None,
                }
            }
            ExpressionKind::Index { base, index, from_end: false, .. } => {
                let declared = self.declared(unit, base)?;
                if !self.looped.contains(&declared.symbol) || declared.index.is_some() {
                    return None;
                }
                let index = self.expression(unit, index);
                Some(Declared { index: Some(index), ..declared })
            }
            ExpressionKind::Nested(base, name) => {
                let parent = self.declared(unit, base)?;
                let children = self.nested.get(&parent.symbol)?;
                let (_, symbol) = children.iter().find(|(child, _)| child == name.text)?;
                Some(Declared { symbol: *symbol, index: None })
            }
            ExpressionKind::NonNull(inner) | ExpressionKind::Parenthesized(inner) => {
                self.declared(unit, inner)
            }
            _ => None,
        }
    }

    /// `module.outputs.name` in all its spellings.
    fn module_output(&mut self, unit: &Unit<'_>, expression: &Expression<'_>) -> Option<ExprId> {
        let (base, name, place) = match &expression.kind {
            ExpressionKind::Property { base, name, .. } => {
                (base, name.text.to_owned(), unit.place(expression.span))
            }
            ExpressionKind::Index { base, index, from_end: false, .. } => match &index.kind {
                ExpressionKind::String(text) => (base, text.plain()?.to_owned(), unit.place(expression.span)),
                _ => return None,
            },
            _ => return None,
        };
        let ExpressionKind::Property { base: module, name: outputs, .. } = &stripped(base).kind else {
            return None;
        };
        if outputs.text != "outputs" {
            return None;
        }
        let declared = self.declared(unit, module)?;
        if !self.modules.contains(&declared.symbol) {
            return None;
        }
        let kind = Kind::ModuleOutput {
            module: declared.symbol,
            index: declared.index,
            name: name.into(),
            safe: is_safe(expression),
        };
        Some(self.builder.add(place, kind))
    }
}

fn stripped<'e, 's>(expression: &'e Expression<'s>) -> &'e Expression<'s> {
    match &expression.kind {
        ExpressionKind::NonNull(inner) | ExpressionKind::Parenthesized(inner) => stripped(inner),
        _ => expression,
    }
}

/// Does a step of this chain of accesses allow its member to be missing?
fn is_safe(expression: &Expression<'_>) -> bool {
    match &expression.kind {
        ExpressionKind::Property { base, safe, .. } | ExpressionKind::Index { base, safe, .. } => {
            *safe || is_safe(base)
        }
        ExpressionKind::NonNull(inner) => is_safe(inner),
        _ => false,
    }
}
