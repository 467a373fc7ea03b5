//! Exports of compiled modules: variables and functions are taken over with all that they use, types are read.

use super::types::Facts;
use super::{Binding, Lower, number};
use ravelin_finding::FileId;
use ravelin_template::ir::{
    Expr, ExprId, Item, Kind, Loop, LoopOver, Member, Slot, Template, UserFunction, Variable,
};
use ravelin_template::lower;
use std::collections::HashMap;

/// How deep what is taken over may nest, variables and functions that use one another included.
const MAX_TAKEN: u16 = 500;

impl Lower<'_> {
    /// Is this file a compiled module, rather than Bicep?
    pub(crate) fn is_compiled(&self, file: FileId) -> bool {
        self.loader.sources().get(file).is_some_and(|source| source.text().trim_start().starts_with('{'))
    }

    /// A variable or function that a compiled module exports.
    pub(crate) fn compiled_export(&mut self, file: FileId, name: &str) -> Option<Binding> {
        let template = self.loader.template(file).ok()?;
        let variable = template.variables.iter().position(|one| &*one.name == name);
        if let Some(at) = variable {
            return Some(Binding::Variable(self.taken_variable(&template, at)));
        }
        let is_named = |one: &UserFunction| one.name.strip_prefix("__bicep.") == Some(name);
        let at = template.functions.iter().position(is_named)?;
        Some(Binding::Function(self.taken_function(&template, at)))
    }

    /// What a type of a compiled module says of its values.
    pub(crate) fn compiled_facts(&mut self, file: FileId, name: &str, path: &[String]) -> Option<Facts> {
        let source = self.loader.sources().get(file)?;
        if !self.may_import(file, source.text().len()) {
            return None;
        }
        let definition = lower::definition(file, source.text(), name, path)?;
        let ty = ["string", "int", "bool", "object", "array"].into_iter().find(|ty| *ty == &*definition.ty);
        Some(Facts {
            ty: ty.unwrap_or(""),
            nullable: definition.nullable,
            secure: definition.secure,
            allowed: definition.allowed,
        })
    }

    /// The number here of a variable of another template; it is taken over once.
    fn taken_variable(&mut self, template: &Template, at: usize) -> u32 {
        if let Some(known) = self.taken.get(&(template.file, false, at)) {
            return *known;
        }
        self.variables.push(None);
        let here = number(self.variables.len());
        self.taken.insert((template.file, false, at), here);
        if let Some(variable) = template.variables.get(at) {
            let value = self.taken_expression(template, variable.value, &mut HashMap::new());
            let taken = Variable { name: variable.name.clone(), place: variable.place, value };
            super::fill(&mut self.variables, here, taken);
        }
        here
    }

    fn taken_function(&mut self, template: &Template, at: usize) -> u32 {
        if let Some(known) = self.taken.get(&(template.file, true, at)) {
            return *known;
        }
        self.functions.push(None);
        let here = number(self.functions.len());
        self.taken.insert((template.file, true, at), here);
        if let Some(function) = template.functions.get(at) {
            let mut slots = HashMap::new();
            let parameters =
                function.parameters.iter().map(|slot| self.taken_slot(*slot, &mut slots)).collect();
            let body = self.taken_expression(template, function.body, &mut slots);
            let taken = UserFunction { name: function.name.clone(), parameters, body };
            super::fill(&mut self.functions, here, taken);
        }
        here
    }

    fn taken_slot(&mut self, slot: Slot, slots: &mut HashMap<Slot, Slot>) -> Slot {
        *slots.entry(slot).or_insert_with(|| self.builder.slot())
    }

    /// An expression of another template with all that it uses. The depth of the tree is bounded by that template's
    /// parsers, the length of chains of variables by `MAX_TAKEN`.
    fn taken_expression(
        &mut self,
        template: &Template,
        id: ExprId,
        slots: &mut HashMap<Slot, Slot>,
    ) -> ExprId {
        let nowhere = ravelin_finding::Span::default().in_file(template.file);
        let Some(Expr { place, kind }) = template.expr(id) else {
            return self.broken(nowhere, "an expression");
        };
        if self.taking == MAX_TAKEN {
            return self.broken(*place, "imported expressions nest too deep here");
        }
        self.taking += 1;
        let kind = self.taken_kind(template, kind, slots);
        self.taking -= 1;
        match kind {
            Some(kind) => self.builder.add(*place, kind),
            None => self.broken(*place, "an export can't depend on parameters or resources"),
        }
    }

    fn taken_kind(
        &mut self,
        template: &Template,
        kind: &Kind,
        slots: &mut HashMap<Slot, Slot>,
    ) -> Option<Kind> {
        let mut take = |id: ExprId| self.taken_expression(template, id, slots);
        Some(match kind {
            Kind::Constant(value) => Kind::Constant(value.clone()),
            Kind::Call(function, arguments) => {
                Kind::Call(function, arguments.iter().map(|id| take(*id)).collect())
            }
            Kind::Special(special, arguments) => {
                Kind::Special(*special, arguments.iter().map(|id| take(*id)).collect())
            }
            Kind::Member { base, key, safe } => {
                Kind::Member { base: take(*base), key: take(*key), safe: *safe }
            }
            Kind::Array(items) => Kind::Array(
                items
                    .iter()
                    .map(|item| match item {
                        Item::One(id) => Item::One(take(*id)),
                        Item::Spread(id) => Item::Spread(take(*id)),
                    })
                    .collect(),
            ),
            Kind::Object(members) => Kind::Object(
                members
                    .iter()
                    .map(|member| match member {
                        Member::Named(key, id, place) => Member::Named(key.clone(), take(*id), *place),
                        Member::Computed(key, id, place) => Member::Computed(take(*key), take(*id), *place),
                        Member::Spread(id) => Member::Spread(take(*id)),
                    })
                    .collect(),
            ),
            Kind::User(at, arguments) => {
                let arguments = arguments.iter().map(|id| take(*id)).collect();
                Kind::User(self.taken_function(template, *at as usize), arguments)
            }
            Kind::Variable(at) => Kind::Variable(self.taken_variable(template, *at as usize)),
            Kind::Local(slot) => Kind::Local(self.taken_slot(*slot, slots)),
            Kind::Lambda(parameters, body) => {
                let parameters = parameters.iter().map(|slot| self.taken_slot(*slot, slots)).collect();
                Kind::Lambda(parameters, self.taken_expression(template, *body, slots))
            }
            Kind::For { each, body } => {
                let over = match each.over {
                    LoopOver::Count(id) => LoopOver::Count(take(id)),
                    LoopOver::Items(id) => LoopOver::Items(take(id)),
                };
                let condition = each.condition.map(&mut take);
                let item = each.item.map(|slot| self.taken_slot(slot, slots));
                let index = self.taken_slot(each.index, slots);
                let body = self.taken_expression(template, *body, slots);
                Kind::For { each: Loop { over, item, index, condition }, body }
            }
            Kind::Parameter(_) | Kind::Resource(..) | Kind::ModuleOutput { .. } => return None,
        })
    }
}
