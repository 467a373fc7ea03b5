//! A module as it is called once: its variables, local values, outputs, resources and calls, each evaluated when first
//! asked for.

use super::calls::Calls;
use super::memo::{Memo, memos};
use super::names::Names;
use super::resources::Rows;
use super::scope::Env;
use super::world::World;
use crate::ProviderConfig;
use crate::ir::{Module, ModuleCall};
use ravelin_finding::{Link, Place};
use ravelin_model::{Origin, Step, Value};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::{Rc, Weak};
use std::sync::Arc;

/// The call that a module is evaluated for.
pub(super) struct Caller<'w> {
    pub(super) unit: Weak<Unit<'w>>,
    /// The number of the call.
    pub(super) call: usize,
    /// `each` or `count` of the call.
    pub(super) own: Vec<(Arc<str>, Value)>,
}

/// A module as it is called once.
pub(super) struct Unit<'w> {
    pub(super) world: &'w World<'w>,
    pub(super) module: Arc<Module>,
    pub(super) names: Rc<Names>,
    /// Who calls it; `None` for the root.
    pub(super) caller: Option<Caller<'w>>,
    /// `module.hub["a"]`; empty for the root.
    pub(super) address: Arc<str>,
    /// The names of the calls that lead here, joined by dots: how fetched modules are listed.
    pub(super) path: Arc<str>,
    /// The module calls that lead here, the nearest first.
    pub(super) chain: Arc<[Link]>,
    /// The folders of the modules around this one, this one included.
    pub(super) folders: Vec<Arc<str>>,
    /// Values that decide whether it is there at all and are unknown.
    pub(super) conditions: Vec<Value>,
    pub(super) variables: Vec<Memo<Value>>,
    pub(super) locals: Vec<Memo<Value>>,
    pub(super) outputs: Vec<Memo<Value>>,
    pub(super) resources: Vec<Memo<Rc<Rows>>>,
    pub(super) calls: Vec<Memo<Rc<Calls<'w>>>>,
    pub(super) providers: RefCell<HashMap<String, Rc<Memo<Arc<ProviderConfig>>>>>,
}

/// What a unit is made of.
pub(super) struct Start<'w> {
    pub(super) module: Arc<Module>,
    pub(super) caller: Option<Caller<'w>>,
    pub(super) address: Arc<str>,
    pub(super) path: Arc<str>,
    pub(super) chain: Arc<[Link]>,
    pub(super) folders: Vec<Arc<str>>,
    pub(super) conditions: Vec<Value>,
}

impl<'w> Unit<'w> {
    pub(super) fn new(world: &'w World<'w>, start: Start<'w>) -> Rc<Self> {
        let Start { module, caller, address, path, chain, folders, conditions } = start;
        Rc::new(Self {
            world,
            names: world.names(&module),
            caller,
            address,
            path,
            chain,
            folders,
            conditions,
            variables: memos(module.variables.len()),
            locals: memos(module.locals.len()),
            outputs: memos(module.outputs.len()),
            resources: memos(module.resources.len()),
            calls: memos(module.calls.len()),
            providers: RefCell::default(),
            module,
        })
    }

    /// Will it be there, for certain?
    pub(super) fn certain(&self) -> bool {
        self.conditions.is_empty()
    }

    /// The unit that calls this one, and the call.
    pub(super) fn parent(&self) -> Option<(Rc<Self>, &Caller<'w>)> {
        let caller = self.caller.as_ref()?;
        Some((caller.unit.upgrade()?, caller))
    }

    /// The call of this unit in its parent's module.
    pub(super) fn call_of<'p>(parent: &'p Self, caller: &Caller<'w>) -> Option<&'p ModuleCall> {
        parent.module.calls.get(caller.call)
    }

    /// The address of something in this module.
    pub(super) fn address_of(&self, local: &str) -> String {
        if self.address.is_empty() { local.to_owned() } else { format!("{}.{local}", self.address) }
    }

    /// The value of a local.
    pub(super) fn local(self: &Rc<Self>, number: usize) -> Value {
        let (Some(local), Some(memo)) = (self.module.locals.get(number), self.locals.get(number)) else {
            return Value::NULL;
        };
        let work = || {
            let value = self.world.node(self.certain(), || self.eval(&local.value, &Env::default()));
            named(value, local.place, Step::Variable(Arc::clone(&local.name)))
        };
        let circle = || self.world.fail(local.place, &format!("`local.{}` depends on itself", local.name));
        memo.get_or(work).unwrap_or_else(circle)
    }

    /// The value of an output.
    pub(super) fn output(self: &Rc<Self>, number: usize) -> Value {
        let (Some(output), Some(memo)) = (self.module.outputs.get(number), self.outputs.get(number)) else {
            return Value::NULL;
        };
        let work = || {
            let Some(value) = &output.value else { return Value::NULL };
            let value = self.world.node(self.certain(), || self.eval(value, &Env::default()));
            named(value, output.place, Step::Output(Arc::clone(&output.name))).marked(output.sensitive)
        };
        let circle = || self.world.fail(output.place, &format!("output `{}` depends on itself", output.name));
        memo.get_or(work).unwrap_or_else(circle)
    }
}

/// The value with a further step on its way.
pub(super) fn named(value: Value, place: Place, step: Step) -> Value {
    let origin = Origin::step(place, step, value.origin.as_ref());
    value.with_origin(origin)
}
