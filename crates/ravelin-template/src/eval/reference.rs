//! References to resources and modules: answered from the code where it says, unknown where only Azure can.

use super::context;
use super::deployment::{Deployment, Env};
use super::ids;
use super::instance::{Identity, Instance};
use super::special::short;
use crate::ir::{ExprId, Symbol};
use ravelin_finding::Place;
use ravelin_model::{Data, Form, Lookup, ObjectBuilder, Open, Reason, Unknown, Value};
use std::rc::Rc;
use std::sync::Arc;

/// A key of a path with whether it may be missing, and its place.
type Key = (Value, bool, Place);

impl<'w> Deployment<'w> {
    /// A declared resource and the keys after it; tells how many keys were used up.
    pub(super) fn resource_path(
        self: &Rc<Self>,
        symbol: Symbol,
        index: Option<ExprId>,
        keys: &[Key],
        place: Place,
        env: &Env<'_>,
    ) -> (Value, usize) {
        if index.is_none() && self.instances(symbol).looped {
            let list = self.instances(symbol);
            let answers = list.list.iter().map(|one| {
                if self.is_module(one) { self.module_answer(one) } else { self.answer(one, true) }
            });
            return (answers.collect::<Vec<_>>().into(), 0);
        }
        match self.instance_at(symbol, index, env) {
            // Bicep's `child.name` is the name as it is written, without the parent's.
            Some(instance) if keys.first().is_some_and(|(key, _, _)| key.as_str() == Some("name")) => {
                (self.identity(&instance).own_name, 1)
            }
            Some(instance) if keys.first().is_some_and(|(_, safe, _)| *safe) => {
                let (value, used) = self.world.speculate(|| self.answer_path(&instance, true, keys)).0;
                (self.if_deployed(&instance, || value), used)
            }
            Some(instance) => self.answer_path(&instance, true, keys),
            None => (self.out_of_range(symbol, index, place, env), 0),
        }
    }

    fn out_of_range(
        self: &Rc<Self>,
        symbol: Symbol,
        index: Option<ExprId>,
        place: Place,
        env: &Env<'_>,
    ) -> Value {
        let name = self
            .template
            .declaration(symbol)
            .and_then(|declared| declared.symbol.clone())
            .unwrap_or_default();
        let index = index.map_or(Value::NULL, |id| self.eval(id, env));
        match index.as_unknown() {
            Some(unknown) => {
                super::deployment::following(format!("reference({name}[{}])", unknown.residual), unknown)
            }
            None => self.world.fail(place, &format!("`{name}` has no such index")),
        }
    }

    /// `reference(which[, version[, 'Full']])` and the keys after it.
    pub(super) fn reference_path(
        self: &Rc<Self>,
        arguments: &[ExprId],
        keys: &[Key],
        place: Place,
        env: &Env<'_>,
    ) -> (Value, usize) {
        let values = self.eval_all(arguments, env);
        let Some(which) = values.first() else {
            return (self.world.fail(place, "`reference` takes a resource"), 0);
        };
        let full = values
            .iter()
            .skip(1)
            .any(|value| value.as_str().is_some_and(|text| text.eq_ignore_ascii_case("full")));
        match self.find(which) {
            Some(instance) => self.answer_path(&instance, full, keys),
            None => (foreign(which, full, place), 0),
        }
    }

    /// `references(symbol)`: all resources of a loop.
    pub(super) fn references(self: &Rc<Self>, arguments: &[ExprId], place: Place, env: &Env<'_>) -> Value {
        let values = self.eval_all(arguments, env);
        let full = values
            .iter()
            .skip(1)
            .any(|value| value.as_str().is_some_and(|text| text.eq_ignore_ascii_case("full")));
        let symbol = values.first().and_then(|value| self.symbol_named(value.as_str()?));
        match symbol {
            Some(symbol) => {
                let instances = self.instances(symbol);
                instances.list.iter().map(|one| self.answer(one, full)).collect::<Vec<_>>().into()
            }
            None => values.first().map_or(Value::NULL, |which| foreign(which, full, place)),
        }
    }

    /// `resourceInfo(symbol)`: id, name, type and API version.
    pub(super) fn resource_info(self: &Rc<Self>, arguments: &[ExprId], place: Place, env: &Env<'_>) -> Value {
        let values = self.eval_all(arguments, env);
        let Some(which) = values.first() else {
            return self.world.fail(place, "`resourceInfo` takes a resource");
        };
        match self.find(which) {
            Some(instance) => {
                let mut members = ObjectBuilder::default();
                own_members(&self.identity(&instance), &mut members);
                members.build().into()
            }
            None => foreign(which, true, place),
        }
    }

    fn symbol_named(&self, name: &str) -> Option<Symbol> {
        let at =
            self.template.resources.iter().position(|one| {
                one.symbol.as_deref().is_some_and(|symbol| symbol.eq_ignore_ascii_case(name))
            })?;
        Some(Symbol(u32::try_from(at).ok()?))
    }

    /// The resource that a value names: by symbol, `symbol[3]`, id, or plain name.
    pub(super) fn find(self: &Rc<Self>, which: &Value) -> Option<Rc<Instance<'w>>> {
        if let Some(text) = which.as_str() {
            let (symbol, index) = match text.strip_suffix(']').and_then(|text| text.rsplit_once('[')) {
                Some((symbol, index)) => (symbol, index.parse::<usize>().ok()),
                None => (text, Some(0)),
            };
            if let (Some(symbol), Some(index)) = (self.symbol_named(symbol), index) {
                return self.instances(symbol).list.get(index).cloned();
            }
        }
        if let Some(found) = self.index().get(&ids::key(which)?) {
            return Some(Rc::clone(found));
        }
        let plain = which.as_str().filter(|text| !text.contains('/'))?;
        let is_named = |one: &&Rc<Instance<'w>>| {
            let (identity, _) = self.world.speculate(|| self.identity(one));
            identity.name.as_str().is_some_and(|name| name.eq_ignore_ascii_case(plain))
        };
        let mut named = self.index().values().filter(is_named);
        match (named.next(), named.next()) {
            (Some(only), None) => Some(Rc::clone(only)),
            _ => None,
        }
    }

    /// A value of a resource that may not be deployed, asked for with `.?`: null where it certainly is not, and one of
    /// both where that is unknown.
    fn if_deployed(self: &Rc<Self>, instance: &Instance<'w>, value: impl FnOnce() -> Value) -> Value {
        let template = Arc::clone(&self.template);
        let condition = template.declaration(instance.symbol).and_then(|declared| declared.condition);
        let Some(condition) = condition else { return value() };
        let condition = self.eval(condition, &Env { own: &instance.own, outer: None });
        match condition.as_bool() {
            Some(true) => value(),
            Some(false) => Value::NULL,
            None => {
                let (value, _) = self.world.speculate(value);
                let residual = format!("if({}, {}, null)", condition.residual(), value.residual());
                let reasons = condition.reasons().into_iter().chain(value.reasons()).collect::<Vec<_>>();
                Value::one_of(vec![value, Value::NULL], residual, reasons)
            }
        }
    }

    fn answer_path(self: &Rc<Self>, instance: &Rc<Instance<'w>>, full: bool, keys: &[Key]) -> (Value, usize) {
        let names: Vec<Option<&str>> = keys.iter().map(|(key, _, _)| key.as_str()).collect();
        let is = |at: usize, wanted: &str| {
            names.get(at).is_some_and(|name| name.is_some_and(|name| name.eq_ignore_ascii_case(wanted)))
        };
        if full {
            let identity = self.identity(instance);
            if is(0, "id") {
                return (identity.id, 1);
            }
            if is(0, "name") {
                return (identity.name, 1);
            }
            if is(0, "type") {
                return (Value::from(Arc::clone(&identity.ty)), 1);
            }
            if is(0, "apiVersion") {
                return (identity.api_version.unwrap_or(Value::NULL), 1);
            }
        }
        let outputs = usize::from(full);
        let is_outputs = (!full || is(0, "properties")) && is(outputs, "outputs");
        if let (true, true, Some(Some(name))) = (is_outputs, is(outputs + 2, "value"), names.get(outputs + 1))
            && self.is_module(instance)
        {
            return (self.output_of(instance, name), outputs + 3);
        }
        (self.answer(instance, full), 0)
    }

    fn is_module(&self, instance: &Instance<'w>) -> bool {
        self.template.declaration(instance.symbol).is_some_and(|declared| declared.module.is_some())
    }

    /// An output of a module.
    pub(super) fn module_output(
        self: &Rc<Self>,
        module: Symbol,
        index: Option<ExprId>,
        (name, safe): (&str, bool),
        place: Place,
        env: &Env<'_>,
    ) -> Value {
        match self.instance_at(module, index, env) {
            Some(instance) if safe => self.if_deployed(&instance, || self.output_of(&instance, name)),
            Some(instance) => self.output_of(&instance, name),
            None => self.out_of_range(module, index, place, env),
        }
    }

    fn output_of(self: &Rc<Self>, instance: &Rc<Instance<'w>>, name: &str) -> Value {
        if let Some(child) = self.child(instance) {
            if let Some(value) = child.output_named(name) {
                return value;
            }
        } else if let Some(value) = self.outer_output(instance, name) {
            return value;
        }
        let identity = self.identity(instance);
        let id = identity.id.display().unwrap_or_default();
        let shown = identity.name.display().unwrap_or_default();
        let why = format!("output `{name}` of `{shown}` is known only after deployment");
        Value::unknown(
            format!("reference('{id}').outputs.{name}.value"),
            Reason::new(format!("{shown}.{name}"), why, None),
        )
    }

    /// An output of a nested template that is evaluated in this deployment's scope.
    fn outer_output(self: &Rc<Self>, instance: &Instance<'w>, name: &str) -> Option<Value> {
        let template = Arc::clone(&self.template);
        let module = template.declaration(instance.symbol)?.module.as_ref()?;
        let crate::ir::ModuleSource::Outer(block) = &module.source else { return None };
        let output = block.outputs.iter().find(|output| output.name.eq_ignore_ascii_case(name))?;
        Some(self.eval(output.value, &Env { own: &instance.own, outer: None }))
    }

    /// What Azure would answer of a resource: `full` as a whole, otherwise its properties.
    fn answer(self: &Rc<Self>, instance: &Rc<Instance<'w>>, full: bool) -> Value {
        let identity = self.identity(instance);
        let rest = self.rest(instance, &identity, false);
        let properties = self.properties(instance, &rest);
        if !full {
            return properties;
        }
        let mut members = ObjectBuilder::default();
        let rest = self.rest(instance, &identity, true);
        if let Some(object) = self.body(instance).as_object() {
            object.entries().iter().for_each(|entry| members.insert(entry.clone()));
        }
        own_members(&identity, &mut members);
        members.put("properties", properties);
        context::answer(members, rest)
    }

    fn properties(self: &Rc<Self>, instance: &Rc<Instance<'w>>, rest: &Arc<Unknown>) -> Value {
        let open = Some(Arc::new(Open { rest: Arc::clone(rest), deep: true }));
        if self.is_module(instance) {
            let mut members = ObjectBuilder::default();
            members.put("outputs", self.all_outputs(instance));
            return Data::Object(members.build().opened(open)).into();
        }
        match self.body(instance).get("properties") {
            Lookup::Found(value) => match &value.data {
                Data::Object(object) => Data::Object(object.opened(open)).into(),
                _ => value,
            },
            Lookup::Unknown(unknown) => unknown.into(),
            Lookup::Absent => Arc::clone(rest).into(),
        }
    }

    /// What Bicep shows of a module: its name, and each output as its value.
    fn module_answer(self: &Rc<Self>, instance: &Rc<Instance<'w>>) -> Value {
        let mut members = ObjectBuilder::default();
        members.put("name", self.identity(instance).own_name);
        let outputs = self.child(instance).map(|child| output_values(&child));
        members.put("outputs", outputs.unwrap_or_else(|| self.all_outputs(instance)));
        members.build().into()
    }

    fn all_outputs(self: &Rc<Self>, instance: &Rc<Instance<'w>>) -> Value {
        let Some(child) = self.child(instance) else {
            let identity = self.identity(instance);
            let rest = self.rest(instance, &identity, false);
            return Unknown::new(
                format!("{}.outputs", rest.residual),
                rest.reasons.iter().cloned(),
                Form::Any,
            )
            .into();
        };
        let mut outputs = ObjectBuilder::default();
        for (number, output) in child.template.block.outputs.iter().enumerate() {
            let mut one = ObjectBuilder::default();
            one.put("value", child.output(number));
            outputs.put(Arc::clone(&output.name), one.build());
        }
        outputs.build().into()
    }

    /// The secure outputs of a module, as `listOutputsWithSecureValues()` gives them.
    pub(super) fn secure_outputs(self: &Rc<Self>, which: &Value) -> Option<Value> {
        let instance = self.find(which)?;
        Some(output_values(&self.child(&instance)?))
    }

    /// The unknown that stands for what only Azure knows of a resource.
    fn rest(self: &Rc<Self>, instance: &Instance<'w>, identity: &Identity, full: bool) -> Arc<Unknown> {
        let id = identity.id.display().unwrap_or_default();
        let name = identity.name.display().unwrap_or_default();
        let declared = self.template.declaration(instance.symbol);
        let existing = declared.is_some_and(|declared| declared.existing);
        let subject = format!("{}/{name}", identity.ty);
        let why = if existing {
            format!("`{subject}` exists already, and what it is like is not in the code")
        } else {
            format!("reference() of `{subject}` is known only after deployment")
        };
        let residual = if full { format!("reference('{id}', 'full')") } else { format!("reference('{id}')") };
        Unknown::any(residual, Reason::new(subject, why, declared.map(|declared| declared.header)))
    }
}

/// The outputs of a deployed template, each as its value.
fn output_values(child: &Rc<Deployment<'_>>) -> Value {
    let mut outputs = ObjectBuilder::default();
    for (number, output) in child.template.block.outputs.iter().enumerate() {
        outputs.put(Arc::clone(&output.name), child.output(number));
    }
    outputs.build().into()
}

/// A resource that this template does not declare.
fn foreign(which: &Value, full: bool, place: Place) -> Value {
    let id = which.display().unwrap_or_default();
    let subject = short(&id);
    let why = format!("reference() of `{subject}` is known only after deployment");
    let reason = Reason::new(subject, why, Some(place));
    if full {
        // `reference(x, 'full').properties` is what `reference(x)` gives.
        let mut members = ObjectBuilder::default();
        members.put("properties", Value::unknown(format!("reference('{id}')"), Arc::clone(&reason)));
        return context::answer(members, Unknown::any(format!("reference('{id}', 'full')"), reason));
    }
    Value::unknown(format!("reference('{id}')"), reason)
}

fn own_members(identity: &Identity, members: &mut ObjectBuilder) {
    members.put("id", identity.id.clone());
    members.put("name", identity.name.clone());
    members.put("type", Value::from(Arc::clone(&identity.ty)));
    if let Some(version) = &identity.api_version {
        members.put("apiVersion", version.clone());
    }
}
