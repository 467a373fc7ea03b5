//! As much of types as evaluation needs: may it be null, is it secret, which values may it have.

use super::{Lower, Unit};
use crate::syntax::ast::{Decorator, StatementKind, Type, TypeKind, UnaryOperator};
use ravelin_model::{Data, Value};

/// How many aliases refer to one another before they are taken for a circle.
const MAX_ALIASES: u8 = 24;
/// How many types are looked at for the parameters of one file; more than that say nothing.
const MAX_LOOKS: u32 = 200_000;

/// What a type says of its values.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    /// `string`, `int`, `bool`, `object`, `array`; empty for anything else.
    pub(crate) ty: &'static str,
    pub(crate) nullable: bool,
    pub(crate) secure: bool,
    pub(crate) allowed: Option<Vec<Value>>,
}

/// A step into a type: a property's name, `*`, or an index.
type Step = String;

impl Lower<'_> {
    /// What a parameter's type and decorators say.
    pub(crate) fn parameter_facts(
        &mut self,
        unit: &Unit<'_>,
        ty: &Type<'_>,
        decorators: &[Decorator<'_>],
    ) -> Facts {
        let mut facts = self.facts(unit, ty, &[], 0);
        facts.secure |= super::has_decorator(decorators, "secure");
        let allowed = decorators.iter().find(|decorator| decorator.name.text == "allowed");
        if let Some(argument) = allowed.and_then(|decorator| decorator.arguments.first()) {
            let id = self.expression(unit, argument);
            if let Some(Data::Array(array)) = self.builder.constant(id).map(|value| &value.data) {
                facts.allowed = Some(array.items().to_vec());
            }
        }
        facts
    }

    /// What a type says, after `path` steps into it.
    fn facts(&mut self, unit: &Unit<'_>, ty: &Type<'_>, path: &[Step], depth: u8) -> Facts {
        self.type_looks += 1;
        if depth > MAX_ALIASES || self.type_looks > MAX_LOOKS {
            return Facts::default();
        }
        let literal =
            |value: Value, ty: &'static str| Facts { ty, allowed: Some(vec![value]), ..Facts::default() };
        match &ty.kind {
            TypeKind::Named(name) => self.named_facts(unit, name.text, path, depth),
            TypeKind::Parenthesized(inner) => self.facts(unit, inner, path, depth),
            TypeKind::Nullable(inner) => {
                let facts = self.facts(unit, inner, path, depth);
                Facts { nullable: facts.nullable || path.is_empty(), ..facts }
            }
            TypeKind::NonNull(inner) => Facts { nullable: false, ..self.facts(unit, inner, path, depth) },
            TypeKind::String(text) => {
                text.plain().map_or_else(Facts::default, |text| literal(text.into(), "string"))
            }
            TypeKind::Bool(value) => literal((*value).into(), "bool"),
            TypeKind::Integer(value) => match value.and_then(|value| i64::try_from(value).ok()) {
                Some(value) => literal(value.into(), "int"),
                None => Facts { ty: "int", ..Facts::default() },
            },
            TypeKind::Unary(UnaryOperator::Minus, inner) => match &inner.kind {
                TypeKind::Integer(Some(value)) => i64::try_from(*value)
                    .map_or_else(|_| Facts::default(), |value| literal((-value).into(), "int")),
                _ => Facts::default(),
            },
            TypeKind::Null => Facts { nullable: true, allowed: Some(Vec::new()), ..Facts::default() },
            TypeKind::Union(members) => self.union_facts(unit, members, path, depth),
            TypeKind::Object(members) => {
                let Some((step, rest)) = path.split_first() else {
                    return Facts { ty: "object", ..Facts::default() };
                };
                let member = members.iter().find(|member| member.name.as_deref() == Some(step));
                match member.or_else(|| members.iter().find(|member| member.name.is_none())) {
                    Some(member) => {
                        let mut facts = self.facts(unit, &member.ty, rest, depth + 1);
                        facts.secure |= rest.is_empty() && super::has_decorator(&member.decorators, "secure");
                        facts
                    }
                    None => Facts::default(),
                }
            }
            TypeKind::Array(inner) => match path.split_first() {
                None => Facts { ty: "array", ..Facts::default() },
                Some((_, rest)) => self.facts(unit, inner, rest, depth + 1),
            },
            TypeKind::Tuple(items) => match path.split_first() {
                None => Facts { ty: "array", ..Facts::default() },
                Some((step, rest)) => match step.parse::<usize>().ok().and_then(|at| items.get(at)) {
                    Some((_, item)) => self.facts(unit, item, rest, depth + 1),
                    None => Facts::default(),
                },
            },
            TypeKind::Property(base, name) => self.stepped(unit, base, name.text.to_owned(), path, depth),
            TypeKind::Index(base, Some(at)) => self.stepped(unit, base, at.to_string(), path, depth),
            TypeKind::Items(base) | TypeKind::AdditionalProperties(base) => {
                self.stepped(unit, base, "*".to_owned(), path, depth)
            }
            TypeKind::Index(_, None)
            | TypeKind::Generic(..)
            | TypeKind::Resource(_)
            | TypeKind::Unary(..) => Facts::default(),
        }
    }

    fn stepped(&mut self, unit: &Unit<'_>, base: &Type<'_>, step: Step, path: &[Step], depth: u8) -> Facts {
        // `alias.type` may name an export of another file.
        if let TypeKind::Named(name) = &base.kind
            && let Some(super::Binding::Namespace(file)) = self.binding(unit, name.text)
        {
            return self.exported_facts(file, &step, path, depth + 1);
        }
        let path: Vec<Step> = std::iter::once(step).chain(path.iter().cloned()).collect();
        self.facts(unit, base, &path, depth + 1)
    }

    fn named_facts(&mut self, unit: &Unit<'_>, name: &str, path: &[Step], depth: u8) -> Facts {
        let statement = unit.names.get(name).copied();
        if let Some((StatementKind::Type(_, ty), decorators)) =
            statement.map(|statement| (&statement.kind, &statement.decorators))
        {
            let mut facts = self.facts(unit, ty, path, depth + 1);
            facts.secure |= path.is_empty() && super::has_decorator(decorators, "secure");
            return facts;
        }
        if let Some((file, exported)) = self.import_of(unit, name) {
            return self.exported_facts(file, &exported, path, depth + 1);
        }
        let ty = ["string", "int", "bool", "object", "array"].into_iter().find(|ty| *ty == name);
        Facts { ty: ty.filter(|_| path.is_empty()).unwrap_or(""), ..Facts::default() }
    }

    fn exported_facts(
        &mut self,
        file: ravelin_finding::FileId,
        name: &str,
        path: &[Step],
        depth: u8,
    ) -> Facts {
        if depth > MAX_ALIASES {
            return Facts::default();
        }
        if self.is_compiled(file) {
            return self.compiled_facts(file, name, path).unwrap_or_default();
        }
        self.with_unit(file, |lower, unit| lower.named_facts(unit, name, path, depth)).unwrap_or_default()
    }

    fn union_facts(&mut self, unit: &Unit<'_>, members: &[Type<'_>], path: &[Step], depth: u8) -> Facts {
        let mut union = Facts { allowed: Some(Vec::new()), ..Facts::default() };
        for member in members {
            let facts = self.facts(unit, member, path, depth + 1);
            union.nullable |= facts.nullable;
            union.ty = if facts.ty.is_empty() { union.ty } else { facts.ty };
            match (&mut union.allowed, facts.allowed) {
                (Some(all), Some(more)) => all.extend(more),
                (allowed, _) => *allowed = None,
            }
        }
        union
    }
}
