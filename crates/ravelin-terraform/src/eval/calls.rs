//! Module calls: which module, how often, and what it puts out.

use super::memo::Memo;
use super::repeat::{Key, Mode, Turn, Turns, whole_unknown};
use super::scope::Env;
use super::unit::{Caller, Start, Unit};
use super::world::derived;
use crate::ir::{Module, ModuleCall};
use crate::types::{self, Type};
use ravelin_finding::{Link, Place, ProblemKind};
use ravelin_model::{Form, ObjectBuilder, ObjectKind, Reason, Value};
use ravelin_template::json;
use ravelin_template::loader::Unloaded;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// A module call with all its turns.
pub(super) struct Calls<'w> {
    pub(super) mode: Mode,
    pub(super) list: Vec<(Turn, Rc<Unit<'w>>)>,
    at: HashMap<Arc<str>, usize>,
    /// What `count` or `for_each` says, where that is unknown in any part.
    unknown: Option<Value>,
    /// Why the module can't be had.
    missing: Option<Arc<Reason>>,
    somewhere: RefCell<HashMap<String, Rc<Unit<'w>>>>,
    wholes: Memo<Value>,
    module: Option<Arc<Module>>,
}

impl Calls<'_> {
    /// Is this the key of one of the turns?
    pub(super) fn is_key(&self, key: &str) -> bool {
        self.at.contains_key(key)
    }
}

impl<'w> Unit<'w> {
    /// The turns of a call.
    pub(super) fn called(self: &Rc<Self>, number: usize) -> Option<Rc<Calls<'w>>> {
        let (call, memo) = (self.module.calls.get(number)?, self.calls.get(number)?);
        let work = || self.world.node(self.certain(), || Rc::new(self.make_calls(number, call)));
        let calls = memo.get_or(work);
        if calls.is_none() {
            self.world
                .fail(call.header, &format!("the instances of `module.{}` depend on themselves", call.name));
        }
        calls
    }

    fn make_calls(self: &Rc<Self>, number: usize, call: &ModuleCall) -> Calls<'w> {
        let turns = self.turns(call.count.as_ref(), call.for_each.as_ref(), call.header, &Env::default());
        let Turns { mode, list, unknown } = turns;
        let mut calls = Calls {
            mode,
            list: Vec::new(),
            at: HashMap::new(),
            unknown,
            missing: None,
            somewhere: RefCell::default(),
            wholes: Memo::default(),
            module: None,
        };
        // What is not called need not be there.
        if list.is_empty() {
            return calls;
        }
        let module = match self.module_of(call) {
            Ok(module) => module,
            Err(reason) => {
                calls.missing = Some(reason);
                return calls;
            }
        };
        self.check_arguments(call, &module);
        calls.module = Some(Arc::clone(&module));
        for turn in list {
            if !self.world.resource(call.header) {
                break;
            }
            if let Key::Text(text) = &turn.key {
                calls.at.insert(Arc::clone(text), calls.list.len());
            }
            let unit = self.child(number, call, &module, &turn);
            calls.list.push((turn, unit));
        }
        calls
    }

    fn child(
        self: &Rc<Self>,
        number: usize,
        call: &ModuleCall,
        module: &Arc<Module>,
        turn: &Turn,
    ) -> Rc<Self> {
        let link = Link { place: call.header, says: format!("deployed by module `{}`", call.name) };
        let chain: Vec<Link> = std::iter::once(link).chain(self.chain.iter().cloned()).collect();
        let mut folders = self.folders.clone();
        folders.push(Arc::clone(&module.folder));
        let mut conditions = self.conditions.clone();
        conditions.extend(turn.condition.clone());
        let path = if self.path.is_empty() {
            Arc::clone(&call.name)
        } else {
            format!("{}.{}", self.path, call.name).into()
        };
        Self::new(
            self.world,
            Start {
                module: Arc::clone(module),
                caller: Some(Caller { unit: Rc::downgrade(self), call: number, own: turn.own.clone() }),
                address: self.address_of(&format!("module.{}{}", call.name, turn.key)).into(),
                path,
                chain: chain.into(),
                folders,
                conditions,
            },
        )
    }

    /// The module that a call names; otherwise why not, which is reported.
    fn module_of(&self, call: &ModuleCall) -> Result<Arc<Module>, Arc<Reason>> {
        let loader = self.world.loader;
        let Some((source, place)) = &call.source else {
            let failure = Unloaded::new(format!("`module.{}` has no constant `source`", call.name));
            return Err(self.unavailable(call, call.header, ProblemKind::Invalid, &failure));
        };
        let local = ["./", "../", ".\\", "..\\"].iter().any(|start| source.starts_with(start))
            || matches!(&**source, "." | "..");
        let folder = if local {
            loader.folder(&self.module.folder, &source.replace('\\', "/"))
        } else {
            match self.fetched(call) {
                Some(folder) => folder,
                None => {
                    let message = format!("module `{}` (`{source}`) is not on this machine", call.name);
                    let help = "`terraform init` or `terraform get` fetches it; its resources are not checked, and its outputs not known";
                    let failure = Unloaded::new(message).help(help);
                    return Err(self.unavailable(call, *place, ProblemKind::Note, &failure));
                }
            }
        };
        let itself = self.folders.iter().any(|other| **other == *folder);
        let limit = self.world.settings.limits.nesting as usize;
        if itself || self.folders.len() >= limit {
            let message = if itself {
                format!("module `{}` calls itself", call.name)
            } else {
                "modules nest too deep".to_owned()
            };
            return Err(self.unavailable(call, *place, ProblemKind::Invalid, &Unloaded::new(message)));
        }
        match loader.module(&folder) {
            Ok(module) => {
                self.world.report(&module);
                Ok(module)
            }
            Err(failure) => Err(self.unavailable(call, *place, ProblemKind::Unreadable, &failure)),
        }
    }

    /// Says that a module could not be had: its resources are missing from the model.
    fn unavailable(
        &self,
        call: &ModuleCall,
        place: Place,
        kind: ProblemKind,
        failure: &Unloaded,
    ) -> Arc<Reason> {
        self.world.problem(kind, Some(place), &failure.message, failure.help.clone());
        let address = self.address_of(&format!("module.{}", call.name));
        let reason = Reason::new(address, failure.message.as_str(), Some(place));
        self.world.gap(Arc::clone(&reason));
        reason
    }

    /// Where a module lies that was fetched for this call.
    fn fetched(&self, call: &ModuleCall) -> Option<String> {
        let world = self.world;
        let root = &world.entry.folder;
        let key = if self.path.is_empty() {
            call.name.as_ref().to_owned()
        } else {
            format!("{}.{}", self.path, call.name)
        };
        let folders = world.fetched.get_or_init(|| {
            let found = world.loader.text(root, ".terraform/modules/modules.json");
            let text = found.ok().and_then(|file| world.loader.sources().get(file));
            text.map_or_else(HashMap::new, |text| fetched_folders(text.text()))
        });
        folders.get(&key).map(|folder| world.loader.folder(root, folder))
    }

    /// Arguments that the module does not take, and those that it wants and does not get.
    fn check_arguments(&self, call: &ModuleCall, module: &Module) {
        let declared = |name: &str| module.variables.iter().any(|variable| &*variable.name == name);
        for argument in call.arguments.iter().filter(|argument| !declared(&argument.name)) {
            let message = format!("module `{}` has no variable `{}`", call.name, argument.name);
            self.world.fail(argument.place, &message);
        }
        let given = |name: &str| call.arguments.iter().any(|argument| &*argument.name == name);
        for variable in module.variables.iter().filter(|one| Self::is_required(one) && !given(&one.name)) {
            let message = format!("module `{}` is not given its variable `{}`", call.name, variable.name);
            self.world.fail(call.header, &message);
        }
    }

    /// `module.x`, `module.x["key"]`: the unit, or a value that stands for it.
    pub(super) fn called_at(
        self: &Rc<Self>,
        number: usize,
        calls: &Calls<'w>,
        key: &Value,
        place: Place,
    ) -> Result<Rc<Self>, Value> {
        let Some(call) = self.module.calls.get(number) else { return Err(Value::NULL) };
        if let Some(reason) = &calls.missing {
            let address = self.address_of(&format!("module.{}", call.name));
            return Err(Value::unknown(format!("{address}[{}]", key.residual()), Arc::clone(reason)));
        }
        let position = match (calls.mode, key.as_unknown()) {
            (_, Some(unknown)) => calls.list.iter().position(|(turn, _)| match &turn.key {
                Key::Unknown(value) => value.residual() == *unknown.residual,
                Key::None | Key::Number(_) | Key::Text(_) => false,
            }),
            (Mode::Once, None) => None,
            (Mode::Count, None) => {
                let number = types::convert(key, &Type::Number).ok().and_then(|number| number.as_int());
                number.and_then(|number| usize::try_from(number).ok()).filter(|at| {
                    calls.list.get(*at).is_some_and(|(turn, _)| matches!(turn.key, Key::Number(_)))
                })
            }
            (Mode::Each, None) => {
                let text = types::convert(key, &Type::String).ok();
                text.and_then(|text| calls.at.get(text.as_str()?).copied())
            }
        };
        if let Some((turn, unit)) = position.and_then(|at| calls.list.get(at)) {
            if turn.condition.is_some() {
                self.world.doubt();
            }
            return Ok(Rc::clone(unit));
        }
        if let (Some(over), Some(module)) = (&calls.unknown, &calls.module)
            && !matches!(key.as_unknown().map(|unknown| &unknown.form), Some(Form::OneOf(_)))
        {
            self.world.doubt();
            let name = key.residual();
            if let Some(unit) = calls.somewhere.borrow().get(&name) {
                return Ok(Rc::clone(unit));
            }
            let condition = derived(format!("contains(keys({}), {name})", over.residual()), &[over, key]);
            let turn = Turn::somewhere(calls.mode, key.clone(), over, Some(condition));
            let unit = self.child(number, call, module, &turn);
            calls.somewhere.borrow_mut().insert(name, Rc::clone(&unit));
            return Ok(unit);
        }
        let whole = self.whole_call(number, calls, place);
        Err(self.settled(super::access::index(&whole, key), place))
    }

    /// What stands for a module, or an output of it, that can't be had.
    pub(super) fn missing_call(&self, calls: &Calls<'w>, address: &str) -> Option<Value> {
        calls.missing.as_ref().map(|reason| Value::unknown(address, Arc::clone(reason)))
    }

    /// All of a call as one value: an object of outputs, a tuple of these, or an object of these.
    pub(super) fn whole_call(self: &Rc<Self>, number: usize, calls: &Calls<'w>, place: Place) -> Value {
        let Some(call) = self.module.calls.get(number) else { return Value::NULL };
        let address = self.address_of(&format!("module.{}", call.name));
        if let Some(value) = self.missing_call(calls, &address) {
            return value;
        }
        let work = || self.make_whole_call(&address, calls, place);
        let circle = || self.world.fail(place, &format!("`{address}` depends on itself"));
        calls.wholes.get_or(work).unwrap_or_else(circle)
    }

    fn make_whole_call(self: &Rc<Self>, address: &str, calls: &Calls<'w>, place: Place) -> Value {
        match (calls.mode, &calls.unknown) {
            (Mode::Once, _) => calls.list.first().map_or(Value::NULL, |(_, unit)| unit.all_outputs(place)),
            (_, Some(over)) => whole_unknown(address, over),
            (Mode::Count, None) => {
                let items: Vec<Value> = calls.list.iter().map(|(_, unit)| unit.all_outputs(place)).collect();
                self.world.made(place, items.into())
            }
            (Mode::Each, None) => {
                let mut object = ObjectBuilder::of_kind(ObjectKind::Exact);
                for (turn, unit) in &calls.list {
                    if let Key::Text(key) = &turn.key {
                        object.put(Arc::clone(key), unit.all_outputs(place));
                    }
                }
                self.world.made(place, object.build().into())
            }
        }
    }

    /// The outputs as an object.
    pub(super) fn all_outputs(self: &Rc<Self>, place: Place) -> Value {
        let mut object = ObjectBuilder::of_kind(ObjectKind::Exact);
        for (at, output) in self.module.outputs.iter().enumerate() {
            object.put(Arc::clone(&output.name), self.output(at));
        }
        self.world.made(place, object.build().into())
    }

    /// `module.x.output`
    pub(super) fn output_named(self: &Rc<Self>, name: &str, place: Place) -> Value {
        match self.names.outputs.get(name) {
            Some(at) => self.output(*at),
            None => {
                let known: Vec<String> =
                    self.module.outputs.iter().take(12).map(|one| format!("`{}`", one.name)).collect();
                let help = if known.is_empty() {
                    "it has none".to_owned()
                } else {
                    format!("it has {}", known.join(", "))
                };
                let message = format!("`{}` has no output `{name}`", self.address);
                self.world.fail_with(place, &message, Some(help))
            }
        }
    }
}

/// The folders in a list of fetched modules, by the names of the calls that lead to them.
fn fetched_folders(text: &str) -> HashMap<String, String> {
    let parsed = json::parse(text);
    let Some(document) = &parsed.document else { return HashMap::new() };
    let mut found = HashMap::new();
    let modules = document.root().get("Modules");
    for module in modules.into_iter().flat_map(|modules| modules.items()) {
        let text = |name: &str| module.get(name).and_then(|node| node.as_str().map(|text| text.to_string()));
        if let (Some(key), Some(folder)) = (text("Key"), text("Dir")) {
            found.insert(key, folder.replace('\\', "/"));
        }
    }
    found
}
