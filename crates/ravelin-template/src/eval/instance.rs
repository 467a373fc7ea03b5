//! Resources of a deployment: loops unrolled, identities worked out, bodies evaluated when asked for.

use super::deployment::{Deployment, Env};
use super::expr::bind;
use super::ids;
use super::scope::Target;
use super::world::unknown;
use crate::ir::{Level, LoopOver, ModuleSource, Parent, ResourceDeclaration, Scope, Slot, Symbol};
use ravelin_model::{Lookup, Value};
use std::cell::{Cell, OnceCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// How a management group is written as the scope of a deployment.
const MANAGEMENT_GROUPS: &str = "Microsoft.Management/managementGroups/";

/// The resources that one declaration becomes.
pub(super) struct Instances<'w> {
    pub(super) list: Vec<Rc<Instance<'w>>>,
    /// Is it declared with a loop?
    pub(super) looped: bool,
}

/// One resource.
pub(super) struct Instance<'w> {
    pub(super) symbol: Symbol,
    /// The loop variables that it was made with, those of loops around it included.
    pub(super) own: Vec<(Slot, Value)>,
    /// The scope of the block it stands in.
    pub(super) target: Target,
    /// What decides whether it is deployed, beside its own condition.
    pub(super) turn: Option<Value>,
    pub(super) identity: OnceCell<Identity>,
    pub(super) body: OnceCell<Value>,
    pub(super) child: OnceCell<Option<Rc<Deployment<'w>>>>,
    /// The resources of a nested template that is evaluated here.
    pub(super) outer: OnceCell<Vec<(Symbol, Rc<Instances<'w>>)>>,
    /// Is its body, or the template that it deploys, being worked out?
    pub(super) busy: Cell<bool>,
}

impl Instance<'_> {
    fn new(symbol: Symbol, own: Vec<(Slot, Value)>, target: Target, turn: Option<Value>) -> Self {
        Self {
            symbol,
            own,
            target,
            turn,
            identity: OnceCell::new(),
            body: OnceCell::new(),
            child: OnceCell::new(),
            outer: OnceCell::new(),
            busy: Cell::new(false),
        }
    }

    /// Does `work` unless it is being done already; `None` when it leads back to itself.
    pub(super) fn once_at_a_time<T>(&self, work: impl FnOnce() -> T) -> Option<T> {
        if self.busy.replace(true) {
            return None;
        }
        let result = work();
        self.busy.set(false);
        Some(result)
    }
}

/// Who a resource is.
#[derive(Clone)]
pub(super) struct Identity {
    pub(super) ty: Arc<str>,
    pub(super) name: Value,
    /// The name as it is written: the last part only where the parent is given apart.
    pub(super) own_name: Value,
    pub(super) scope: Value,
    pub(super) id: Value,
    pub(super) api_version: Option<Value>,
}

impl<'w> Deployment<'w> {
    /// The resources of a declaration at the top of the template.
    pub(super) fn instances(self: &Rc<Self>, symbol: Symbol) -> Rc<Instances<'w>> {
        let Some(slot) = self.symbols.get(symbol.0 as usize) else {
            return Rc::new(Instances { list: Vec::new(), looped: false });
        };
        if let Some(known) = slot.get() {
            return Rc::clone(known);
        }
        let made = Rc::new(self.make_instances(symbol, &Env::default(), &self.target));
        Rc::clone(slot.get_or_init(|| made))
    }

    /// The resources of a declaration in a block that is deployed to `target`, inside the loops of `env`.
    pub(super) fn make_instances(
        self: &Rc<Self>,
        symbol: Symbol,
        env: &Env<'_>,
        target: &Target,
    ) -> Instances<'w> {
        let template = Arc::clone(&self.template);
        let Some(declaration) = template.declaration(symbol) else {
            return Instances { list: Vec::new(), looped: false };
        };
        let around: Vec<(Slot, Value)> = env.own.to_vec();
        let make = |own: Vec<(Slot, Value)>, turn: Option<Value>| {
            Rc::new(Instance::new(symbol, own, target.clone(), turn))
        };
        let Some(each) = &declaration.each else {
            return Instances { list: vec![make(around, None)], looped: false };
        };
        let turns = self.turns(each, declaration.header, env);
        let mut list = Vec::with_capacity(turns.len());
        for turn in turns {
            if self.world.stopped() {
                break;
            }
            let mut own = bind(each, turn.index, turn.item);
            own.extend(around.iter().cloned());
            list.push(make(own, turn.condition));
        }
        Instances { list, looped: true }
    }

    /// Who a resource is: type, name and id, without its body.
    pub(super) fn identity(self: &Rc<Self>, instance: &Instance<'w>) -> Identity {
        if let Some(known) = instance.identity.get() {
            return known.clone();
        }
        let template = Arc::clone(&self.template);
        let Some(declaration) = template.declaration(instance.symbol) else { return nobody("") };
        if self.busy.borrow().contains(&instance.symbol) {
            self.world.fail(declaration.header, "this resource's name or scope depends on itself");
            return nobody("");
        }
        self.busy.borrow_mut().push(instance.symbol);
        let before = self.world.failures();
        let identity = self.work_out(instance, declaration);
        self.busy.borrow_mut().pop();
        // A mistake that was passed over because its place may never be reached must be found again when it is.
        if self.world.is_speculative() && self.world.failures() > before {
            return identity;
        }
        instance.identity.get_or_init(|| identity).clone()
    }

    fn work_out(self: &Rc<Self>, instance: &Instance<'w>, declaration: &ResourceDeclaration) -> Identity {
        let env = Env { own: &instance.own, outer: None };
        let ty = self.eval(declaration.ty, &env);
        let ty = ty.display().unwrap_or_default();
        let own_name = match declaration.name {
            Some(name) => self.eval(name, &env),
            None => self.unnamed_module(declaration, &env),
        };
        let api_version = declaration.api_version.map(|id| self.eval(id, &env));
        if let Some(parent) = declaration.parent
            && let Some(above) = self.parent_identity(parent, &env)
        {
            let ty = format!("{}/{ty}", above.ty);
            let name = Value::join(&[above.name, "/".into(), own_name.clone()]);
            let id = ids::id_of(&above.scope, &ty, &name);
            return Identity { ty: ty.into(), name, own_name, scope: above.scope, id, api_version };
        }
        let scope = self.scope_id(instance, declaration, &env, &ty);
        if let Some((scope, ty, name)) = ids::older_extension(&scope, &ty, &own_name) {
            let id = ids::id_of(&scope, &ty, &name);
            return Identity { ty: ty.into(), name: name.clone(), own_name: name, scope, id, api_version };
        }
        let id = ids::id_of(&scope, &ty, &own_name);
        Identity { ty: ty.into(), name: own_name.clone(), own_name, scope, id, api_version }
    }

    fn parent_identity(self: &Rc<Self>, parent: Parent, env: &Env<'_>) -> Option<Identity> {
        let instance = self.instance_at(parent.symbol, parent.index, env)?;
        Some(self.identity(&instance))
    }

    /// The instance of a symbol, by index where it is a loop. An unknown index means the one that stands for all.
    pub(super) fn instance_at(
        self: &Rc<Self>,
        symbol: Symbol,
        index: Option<crate::ir::ExprId>,
        env: &Env<'_>,
    ) -> Option<Rc<Instance<'w>>> {
        let instances = self.instances(symbol);
        let Some(index) = index else { return instances.list.first().cloned() };
        let index = self.eval(index, env);
        match index.as_int() {
            Some(at) => instances.list.get(usize::try_from(at).ok()?).cloned(),
            None if instances.list.len() == 1 => instances.list.first().cloned(),
            None => self.instance_somewhere(symbol, index, env),
        }
    }

    /// One instance of a loop of which only an expression for its index is known.
    fn instance_somewhere(
        self: &Rc<Self>,
        symbol: Symbol,
        index: Value,
        env: &Env<'_>,
    ) -> Option<Rc<Instance<'w>>> {
        let template = Arc::clone(&self.template);
        let declaration = template.declaration(symbol)?;
        let each = declaration.each.as_ref()?;
        let key = (symbol, Arc::clone(&index.as_unknown()?.residual));
        if let Some(known) = self.somewhere.borrow().get(&key) {
            return Some(Rc::clone(known));
        }
        let item = match each.over {
            LoopOver::Items(items) => self.step(&self.eval(items, env), &index, false, declaration.header),
            LoopOver::Count(_) => Value::NULL,
        };
        let made = Rc::new(Instance::new(symbol, bind(each, index, item), self.target.clone(), None));
        self.somewhere.borrow_mut().insert(key, Rc::clone(&made));
        Some(made)
    }

    /// The name of a module that is given none: a hash of its symbol and of this deployment's name, as the Bicep
    /// compiler writes it (`Emit/TemplateWriter`).
    fn unnamed_module(self: &Rc<Self>, declaration: &ResourceDeclaration, env: &Env<'_>) -> Value {
        let symbol: Value = declaration.symbol.as_deref().unwrap_or("module").into();
        let hash = self.call("uniqueString", &[symbol.clone(), self.name.clone()], declaration.header);
        let mut parts = vec![symbol, "-".into()];
        if let Some(each) = &declaration.each {
            parts.extend([env.get(each.index).cloned().unwrap_or(Value::NULL), "-".into()]);
        }
        parts.push(hash);
        Value::join(&parts)
    }

    fn scope_id(
        self: &Rc<Self>,
        instance: &Instance<'w>,
        declaration: &ResourceDeclaration,
        env: &Env<'_>,
        ty: &str,
    ) -> Value {
        let here = &instance.target;
        if declaration.module.is_some() {
            return self.module_target(instance, declaration, env).id();
        }
        match &declaration.scope {
            None => default_scope(here, ty),
            Some(Scope::Id(id)) => {
                let scope = self.eval(*id, env);
                self.absolute(&scope, here)
            }
            Some(Scope::Resource(symbol, index)) => match self.instance_at(*symbol, *index, env) {
                Some(target) => self.identity(&target).id,
                None => unknown("scope", "scope", "the scope's index is not known", Some(declaration.header)),
            },
            Some(_) => self.module_target(instance, declaration, env).id(),
        }
    }

    /// A scope as written: absolute, `/` for the tenant, or relative to the deployment's.
    fn absolute(&self, scope: &Value, here: &Target) -> Value {
        match scope.as_str() {
            Some("/" | "") => "".into(),
            Some(text) if text.starts_with('/') => text.trim_end_matches('/').into(),
            Some(text) if text.starts_with(MANAGEMENT_GROUPS) => format!("/providers/{text}").into(),
            Some(text) if text.contains('/') => {
                Value::join(&[here.id(), format!("/providers/{text}").into()])
            }
            Some(_) => scope.clone(),
            None if ids::starts_with(scope, "/") || ids::starts_with(scope, "{") => scope.clone(),
            None if ids::starts_with(scope, MANAGEMENT_GROUPS) => {
                Value::join(&["/providers/".into(), scope.clone()])
            }
            None if ids::starts_with(scope, "Microsoft.") => {
                Value::join(&[here.id(), "/providers/".into(), scope.clone()])
            }
            None => scope.clone(),
        }
    }

    /// Where a module or nested deployment is deployed.
    pub(super) fn module_target(
        self: &Rc<Self>,
        instance: &Instance<'w>,
        declaration: &ResourceDeclaration,
        env: &Env<'_>,
    ) -> Target {
        let here = &instance.target;
        let value = |id: &Option<crate::ir::ExprId>| id.map(|id| self.eval(id, env));
        match &declaration.scope {
            None => here.clone(),
            Some(Scope::ResourceGroup { subscription, name }) => {
                let (subscription, name) = (value(subscription), value(name));
                match name {
                    Some(name) => self.group_from(here, subscription.as_ref(), &name),
                    None => here.group(subscription, None),
                }
            }
            Some(Scope::Subscription(id)) => here.subscription(value(id)),
            Some(Scope::ManagementGroup(name)) => here.management_group(value(name)),
            Some(Scope::Tenant) => here.at(Level::Tenant),
            Some(Scope::Id(id)) => self.target_of_id(here, &self.eval(*id, env)),
            Some(Scope::Resource(symbol, index)) => match self.instance_at(*symbol, *index, env) {
                Some(scope) => self.target_of_instance(here, &scope),
                None => here.clone(),
            },
        }
    }

    /// A scope given as an id, `Microsoft.Management/managementGroups/x` for instance.
    fn target_of_id(self: &Rc<Self>, here: &Target, id: &Value) -> Target {
        let Some(text) = id.as_str() else {
            if ids::starts_with(id, "Microsoft.Management/managementGroups/")
                || ids::starts_with(id, "/providers/Microsoft.Management/managementGroups/")
            {
                let name = ids::split_name(id, 3).or_else(|| ids::split_name(id, 5));
                return here.management_group(name.and_then(|mut parts| parts.pop()));
            }
            return here.clone();
        };
        let parts: Vec<&str> = text.trim_matches('/').split('/').collect();
        match parts.as_slice() {
            [""] => here.at(Level::Tenant),
            ["subscriptions", subscription, "resourceGroups" | "resourcegroups", group, ..] => {
                here.group(Some((*subscription).into()), Some((*group).into()))
            }
            ["subscriptions", subscription, ..] => here.subscription(Some((*subscription).into())),
            [.., name] if text.contains("managementGroups/") => here.management_group(Some((*name).into())),
            _ => here.clone(),
        }
    }

    fn target_of_instance(self: &Rc<Self>, here: &Target, scope: &Instance<'w>) -> Target {
        let identity = self.identity(scope);
        match &*identity.ty.to_ascii_lowercase() {
            "microsoft.resources/resourcegroups" => {
                let subscription = scope.target.subscription.clone();
                let mut target = here.group(Some(subscription), Some(identity.name));
                if let Some(location) = self.location_of(scope) {
                    target.group_location = location;
                }
                target
            }
            "microsoft.management/managementgroups" => here.management_group(Some(identity.name)),
            "microsoft.resources/subscriptions" | "microsoft.subscription/aliases" => {
                here.subscription(Some(identity.name))
            }
            _ => here.clone(),
        }
    }

    /// A resource group by name; its location is known where the same deployment declares the group.
    pub(super) fn group_named(self: &Rc<Self>, subscription: Option<&Value>, name: &Value) -> Target {
        self.group_from(&self.target, subscription, name)
    }

    fn group_from(self: &Rc<Self>, here: &Target, subscription: Option<&Value>, name: &Value) -> Target {
        let mut target = here.group(subscription.cloned(), Some(name.clone()));
        if let Some(location) = self.declared_group_location(&target) {
            target.group_location = location;
        }
        target
    }

    fn declared_group_location(self: &Rc<Self>, target: &Target) -> Option<Value> {
        let wanted = target.id();
        let template = Arc::clone(&self.template);
        let mut groups = (0u32..).map(Symbol).zip(&template.resources).filter(|(_, declaration)| {
            let ty = template.expr(declaration.ty).map(|expr| &expr.kind);
            matches!(ty, Some(crate::ir::Kind::Constant(ty)) if ty.same_ignoring_case("Microsoft.Resources/resourceGroups") == Some(true))
        });
        groups.find_map(|(symbol, _)| {
            if self.busy.borrow().contains(&symbol) {
                return None;
            }
            let instances = self.instances(symbol);
            let mut found =
                instances.list.iter().filter(|one| self.identity(one).id.same(&wanted) == Some(true));
            found.find_map(|one| self.location_of(one))
        })
    }

    fn location_of(self: &Rc<Self>, instance: &Instance<'w>) -> Option<Value> {
        match self.body(instance).get("location") {
            Lookup::Found(location) => Some(location),
            Lookup::Absent | Lookup::Unknown(_) => None,
        }
    }

    /// What the code gives of a resource beside its identity. For a module, its parameters.
    pub(super) fn body(self: &Rc<Self>, instance: &Instance<'w>) -> Value {
        if let Some(known) = instance.body.get() {
            return known.clone();
        }
        let template = Arc::clone(&self.template);
        let Some(declaration) = template.declaration(instance.symbol) else { return Value::NULL };
        let env = Env { own: &instance.own, outer: None };
        let before = self.world.failures();
        let Some(value) = instance.once_at_a_time(|| self.eval(declaration.body, &env)) else {
            return self.world.fail(declaration.header, "this resource depends on itself");
        };
        if self.world.is_speculative() && self.world.failures() > before {
            return value;
        }
        instance.body.get_or_init(|| value).clone()
    }

    /// The resources of a nested template that is evaluated in this deployment's scope.
    pub(super) fn outer_instances<'i>(
        self: &Rc<Self>,
        instance: &'i Instance<'w>,
    ) -> &'i [(Symbol, Rc<Instances<'w>>)] {
        instance.outer.get_or_init(|| {
            let template = Arc::clone(&self.template);
            let Some(declaration) = template.declaration(instance.symbol) else { return Vec::new() };
            let Some(ModuleSource::Outer(block)) = declaration.module.as_ref().map(|module| &module.source)
            else {
                return Vec::new();
            };
            let env = Env { own: &instance.own, outer: None };
            let target = self.module_target(instance, declaration, &env);
            let make = |symbol: &Symbol| (*symbol, Rc::new(self.make_instances(*symbol, &env, &target)));
            block.resources.iter().map(make).collect()
        })
    }

    /// Every resource of this deployment by id, those of nested templates evaluated here included.
    pub(super) fn index(self: &Rc<Self>) -> &HashMap<String, Rc<Instance<'w>>> {
        self.by_id.get_or_init(|| {
            let mut found = HashMap::new();
            let template = Arc::clone(&self.template);
            for symbol in &template.block.resources {
                let existing = template.declaration(*symbol).is_none_or(|declared| declared.existing);
                if !existing && !self.busy.borrow().contains(symbol) {
                    // Whether it is deployed at all is decided elsewhere; here it only might be the one that is meant.
                    self.world.speculate(|| self.index_instances(&self.instances(*symbol), &mut found));
                }
            }
            found
        })
    }

    fn index_instances(
        self: &Rc<Self>,
        instances: &Instances<'w>,
        found: &mut HashMap<String, Rc<Instance<'w>>>,
    ) {
        for instance in &instances.list {
            if let Some(key) = ids::key(&self.identity(instance).id) {
                found.entry(key).or_insert_with(|| Rc::clone(instance));
            }
            for (_, inner) in self.outer_instances(instance) {
                self.index_instances(inner, found);
            }
        }
    }
}

/// The scope of a resource that names none. Some types live at a level of their own, wherever they are declared.
fn default_scope(here: &Target, ty: &str) -> Value {
    if ty.eq_ignore_ascii_case("Microsoft.Resources/resourceGroups") {
        return here.subscription_id();
    }
    if ty.eq_ignore_ascii_case("Microsoft.Management/managementGroups") {
        return "".into();
    }
    here.id()
}

fn nobody(ty: &str) -> Identity {
    let name = unknown("error", "error", "the resource's name could not be worked out", None);
    Identity {
        ty: ty.into(),
        name: name.clone(),
        own_name: name.clone(),
        scope: "".into(),
        id: name,
        api_version: None,
    }
}
