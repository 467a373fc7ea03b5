//! From deployments to rows of the model.

use super::deployment::{Deployment, Env, Start};
use super::instance::{Instance, Instances};
use super::scope::Target;
use super::world::{World, derived};
use super::{EntryPoint, Evaluation, Settings};
use crate::ir::{Level, ResourceDeclaration, Symbol};
use crate::loader::Loader;
use ravelin_finding::{Place, Span};
use ravelin_model::{
    Data, Deployed, Existence, Lookup, Object, ObjectBuilder, OutputValue, ParameterValue, Resource, Step,
    Value,
};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// Members of a declaration that are not part of a resource's body.
const NOT_BODY: [&str; 5] = ["type", "name", "apiVersion", "location", "dependsOn"];

pub(super) fn run(entry: &EntryPoint, loader: &dyn Loader, settings: &Settings) -> Evaluation {
    let given_names: Vec<String> = entry.parameters.iter().map(|one| one.name.to_ascii_lowercase()).collect();
    let hypothetical = entry.template.parameters.iter().any(|parameter| {
        parameter.default.is_none()
            && !parameter.nullable
            && !given_names.contains(&parameter.name.to_ascii_lowercase())
    });
    let world = World::new(loader, settings, entry.id, hypothetical);
    let mut out = Evaluation::default();
    {
        let target = Target::new(entry.template.scope, settings);
        let name = Value::unknown(
            "deployment().name",
            ravelin_model::Reason::new(
                "deployment().name",
                "the deployment's name is chosen at deployment",
                None,
            ),
        );
        let id_scope = if target.level == Level::Tenant { "".into() } else { target.id() };
        let id = super::ids::id_of(
            &id_scope,
            "Microsoft.Resources/deployments",
            &Value::from(Arc::clone(&entry.name)),
        );
        let root = Deployment::new(
            &world,
            Start {
                template: Arc::clone(&entry.template),
                target,
                name,
                id,
                given: given(entry),
                root: true,
                chain: Arc::new([]),
                files: vec![entry.template.file],
                conditions: Vec::new(),
            },
        );
        root.report_problems(&entry.template);
        root.emit(&mut out, Some(Arc::clone(&entry.name)));
    }
    let (problems, gaps) = world.finish();
    out.problems = problems;
    out.gaps = gaps;
    out
}

fn given(entry: &EntryPoint) -> HashMap<String, Value> {
    let mut given = HashMap::new();
    for parameter in &entry.parameters {
        let step = match parameter.place {
            Some(_) => Step::Given(Arc::clone(&parameter.name)),
            None => Step::Set(Arc::clone(&parameter.name)),
        };
        let declared =
            entry.template.parameters.iter().find(|one| one.name.eq_ignore_ascii_case(&parameter.name));
        let value = match parameter.place.or_else(|| declared.map(|declared| declared.place)) {
            Some(place) => super::deployment::named(parameter.value.clone(), place, step),
            None => parameter.value.clone(),
        };
        given.insert(parameter.name.to_ascii_lowercase(), value);
    }
    given
}

impl<'w> Deployment<'w> {
    fn emit(self: &Rc<Self>, out: &mut Evaluation, shown: Option<Arc<str>>) {
        let at = out.deployed.len();
        out.deployed.push(self.deployed(shown));
        let template = Arc::clone(&self.template);
        for symbol in &template.block.resources {
            let instances = self.instances(*symbol);
            self.emit_instances(*symbol, &instances, out);
            if self.world.stopped() {
                break;
            }
        }
        for assertion in &template.assertions {
            let value = self.eval(assertion.value, &Env::default());
            if value.as_bool() == Some(false) {
                self.world.fail(assertion.place, &format!("assertion `{}` does not hold", assertion.name));
            }
        }
        let outputs = self.outputs_now();
        if let Some(deployed) = out.deployed.get_mut(at) {
            deployed.outputs = outputs;
        }
    }

    fn deployed(self: &Rc<Self>, shown: Option<Arc<str>>) -> Deployed {
        let template = Arc::clone(&self.template);
        let parameters = (0u32..).zip(&template.parameters).map(|(number, parameter)| {
            let value = self.parameter(number);
            let given = self.given.contains_key(&parameter.name.to_ascii_lowercase());
            let constant = parameter.default.and_then(|id| match template.expr(id).map(|expr| &expr.kind) {
                Some(crate::ir::Kind::Constant(value)) => Some(value.clone()),
                _ => None,
            });
            let evaluated = (!given && parameter.default.is_some()).then(|| value.clone());
            ParameterValue {
                name: Arc::clone(&parameter.name),
                place: parameter.place,
                ty: Arc::clone(&parameter.ty),
                secure: parameter.secure,
                default: constant.or(evaluated),
                value,
            }
        });
        Deployed {
            entry: self.world.entry,
            id: self.id.clone(),
            name: shown.map_or_else(|| self.name.clone(), Value::from),
            root: self.root,
            place: Place { file: template.file, span: Span::default() },
            chain: Arc::clone(&self.chain),
            parameters: parameters.collect(),
            outputs: Vec::new(),
        }
    }

    fn outputs_now(self: &Rc<Self>) -> Vec<OutputValue> {
        let template = Arc::clone(&self.template);
        let mut outputs = Vec::new();
        for (number, output) in template.block.outputs.iter().enumerate() {
            let condition = output.condition.map(|id| self.eval(id, &Env::default()));
            let absent = condition.as_ref().and_then(Value::as_bool) == Some(false);
            if absent || self.world.stopped() {
                continue;
            }
            // An output of a deployment that may not take place may never be evaluated.
            let unsure =
                !self.conditions.is_empty() || condition.is_some_and(|value| value.as_bool().is_none());
            let value =
                if unsure { self.world.speculate(|| self.output(number)).0 } else { self.output(number) };
            outputs.push(OutputValue {
                name: Arc::clone(&output.name),
                place: output.place,
                secure: output.secure,
                value,
            });
        }
        outputs
    }

    fn emit_instances(self: &Rc<Self>, symbol: Symbol, instances: &Instances<'w>, out: &mut Evaluation) {
        let template = Arc::clone(&self.template);
        let Some(declaration) = template.declaration(symbol) else { return };
        for instance in &instances.list {
            if !self.world.resource(declaration.header) {
                return;
            }
            self.emit_instance(declaration, instance, out);
        }
    }

    fn emit_instance(
        self: &Rc<Self>,
        declaration: &ResourceDeclaration,
        instance: &Rc<Instance<'w>>,
        out: &mut Evaluation,
    ) {
        let Some(conditions) = self.conditions_of(declaration, instance) else { return };
        let mut work = || {
            out.resources.push(self.resource(declaration, instance, &conditions));
            if declaration.module.is_none() {
                return;
            }
            if let Some(child) = self.child(instance) {
                child.emit(out, None);
            }
            for (symbol, inner) in self.outer_instances(instance) {
                self.emit_instances(*symbol, inner, out);
            }
        };
        if conditions.is_empty() {
            work();
        } else {
            self.world.speculate(work);
        }
    }

    /// What must be there first, as ids. One that is not deployed has none, and is no mistake.
    fn depends_on(self: &Rc<Self>, declaration: &ResourceDeclaration, env: &Env<'_>) -> Vec<Value> {
        let ids = declaration.depends_on.iter().map(|id| self.world.speculate(|| self.eval(*id, env)));
        ids.filter_map(|(id, failed)| (!failed).then_some(id)).collect()
    }

    /// The unknown values that decide whether a resource is deployed; `None` when it certainly is not.
    fn conditions_of(
        self: &Rc<Self>,
        declaration: &ResourceDeclaration,
        instance: &Instance<'w>,
    ) -> Option<Vec<Value>> {
        let mut conditions = self.conditions.clone();
        conditions.extend(instance.turn.clone());
        let env = Env { own: &instance.own, outer: None };
        if let Some(parent) = declaration.parent.filter(|parent| parent.nested) {
            let template = Arc::clone(&self.template);
            let above = self.instance_at(parent.symbol, parent.index, &env)?;
            conditions.extend(self.conditions_of(template.declaration(parent.symbol)?, &above)?);
        }
        if let Some(id) = declaration.condition {
            let condition = self.eval(id, &env);
            match condition.as_bool() {
                Some(true) => {}
                Some(false) => return None,
                None if condition.as_unknown().is_some() => conditions.push(condition),
                None => {
                    self.world.fail(declaration.header, "the condition must be true or false");
                }
            }
        }
        // The same unknown said twice is one.
        let mut seen = std::collections::HashSet::new();
        conditions.retain(|value| seen.insert(value.residual()));
        Some(conditions)
    }

    fn resource(
        self: &Rc<Self>,
        declaration: &ResourceDeclaration,
        instance: &Instance<'w>,
        conditions: &[Value],
    ) -> Resource {
        let identity = self.identity(instance);
        let whole = self.body(instance);
        let body =
            if declaration.module.is_some() { self.deployment_body(instance) } else { stripped(&whole) };
        let env = Env { own: &instance.own, outer: None };
        let location = match whole.get("location") {
            Lookup::Found(value) if !value.is_null() => Some(value),
            Lookup::Unknown(unknown) if whole.as_unknown().is_some() => Some(unknown.into()),
            _ => None,
        };
        let existence = match conditions {
            [] => Existence::Certain,
            [only] => Existence::Depends(only.clone()),
            several => {
                let from: Vec<&Value> = several.iter().collect();
                let residuals: Vec<String> = several.iter().map(Value::residual).collect();
                Existence::Depends(derived(format!("and({})", residuals.join(", ")), &from))
            }
        };
        Resource {
            entry: self.world.entry,
            ty: identity.ty,
            name: identity.name,
            id: identity.id,
            scope: identity.scope,
            api_version: identity.api_version,
            existing: declaration.existing,
            existence,
            location,
            body,
            place: declaration.place,
            header: declaration.header,
            chain: Arc::clone(&self.chain),
            depends_on: self.depends_on(declaration, &env),
        }
    }
}

/// The body without what has fields of its own.
fn stripped(body: &Value) -> Value {
    let Data::Object(object) = &body.data else { return body.clone() };
    let is_body = |key: &str| !NOT_BODY.iter().any(|not| key.eq_ignore_ascii_case(not));
    if object.entries().iter().all(|entry| is_body(&entry.key)) {
        return body.clone();
    }
    let mut kept = ObjectBuilder::with_capacity(object.entries().len());
    object.entries().iter().filter(|entry| is_body(&entry.key)).for_each(|entry| kept.insert(entry.clone()));
    let kept: Object = kept.build().opened(object.open().cloned());
    Value { data: Data::Object(kept), origin: body.origin.clone(), secret: body.secret }
}
