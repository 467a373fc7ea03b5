//! Modules, nested and linked deployments: the template that a resource deploys, with its parameters.

use super::deployment::{Deployment, Env, Start, named};
use super::instance::Instance;
use crate::ir::{Module, ModuleSource, ResourceDeclaration, Template};
use crate::loader::Unloaded;
use ravelin_finding::{Link, Place, ProblemKind};
use ravelin_model::{Data, Form, Lookup, Reason, Step, Value};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

impl<'w> Deployment<'w> {
    /// The template that a module deploys; `None` when it can't be had, or is evaluated in this one's scope.
    pub(super) fn child(self: &Rc<Self>, instance: &Instance<'w>) -> Option<Rc<Self>> {
        if let Some(known) = instance.child.get() {
            return known.clone();
        }
        let Some(made) = instance.once_at_a_time(|| self.make_child(instance)) else {
            let header = self.template.declaration(instance.symbol).map(|declared| declared.header);
            header.map(|header| self.world.fail(header, "this module depends on itself"));
            return None;
        };
        instance.child.get_or_init(|| made).clone()
    }

    fn make_child(self: &Rc<Self>, instance: &Instance<'w>) -> Option<Rc<Self>> {
        let own = Arc::clone(&self.template);
        let declaration = own.declaration(instance.symbol)?;
        let module = declaration.module.as_ref()?;
        let env = Env { own: &instance.own, outer: None };
        let template = self.module_template(module, declaration, &env)?;
        let limit = self.world.settings.limits.nesting as usize;
        let file = template.file;
        let own_file = matches!(module.source, ModuleSource::Inline(_));
        let nested_in_itself = !own_file && self.files.contains(&file);
        if self.files.len() >= limit || nested_in_itself {
            let message =
                if nested_in_itself { "the template deploys itself" } else { "templates nest too deep" };
            self.missing(declaration.header, &Unloaded::new(message));
            return None;
        }
        let identity = self.identity(instance);
        let mut files = self.files.clone();
        files.push(file);
        let mut conditions = self.conditions.clone();
        conditions.extend(instance.turn.clone());
        if let Some(condition) = declaration.condition {
            let condition = self.eval(condition, &env);
            conditions.extend(condition.as_unknown().is_some().then_some(condition));
        }
        let says =
            format!("deployed by `{}`", declaration.symbol.as_deref().unwrap_or("a nested deployment"));
        let link = Link { place: declaration.header, says };
        let chain: Vec<Link> = std::iter::once(link).chain(self.chain.iter().cloned()).collect();
        Some(Self::new(
            self.world,
            Start {
                target: {
                    let mut target = self.module_target(instance, declaration, &env);
                    target.level = template.scope;
                    target
                },
                given: self.given_parameters(module, &env),
                template,
                name: identity.name,
                id: identity.id,
                root: false,
                chain: chain.into(),
                files,
                conditions,
            },
        ))
    }

    fn module_template(
        self: &Rc<Self>,
        module: &Module,
        declaration: &ResourceDeclaration,
        env: &Env<'_>,
    ) -> Option<Arc<Template>> {
        let loader = self.world.loader;
        let from = self.template.file;
        let (found, place) = match &module.source {
            ModuleSource::Inline(template) => return Some(Arc::clone(template)),
            ModuleSource::Outer(_) => return None,
            ModuleSource::Unknown(why) => (Err(Unloaded::new(why.as_ref())), declaration.header),
            ModuleSource::Computed(id) => return self.computed_template(self.eval(*id, env), declaration),
            ModuleSource::Path(path, place) => (loader.resolve(from, path), *place),
            ModuleSource::Link { uri, relative_path } => {
                let value = |id: &Option<crate::ir::ExprId>| id.map(|id| self.eval(id, env));
                let found = match (value(relative_path), value(uri)) {
                    (Some(path), _) if path.as_str().is_some() => {
                        loader.resolve(from, path.as_str().unwrap_or(""))
                    }
                    (_, Some(uri)) => loader.linked(from, &uri),
                    _ => Err(Unloaded::new("which template is deployed is known only at deployment")),
                };
                (found, declaration.header)
            }
        };
        match found.and_then(|file| loader.template(file)) {
            Ok(template) => {
                self.report_problems(&template);
                Some(template)
            }
            Err(failure) => {
                self.missing(place, &failure);
                None
            }
        }
    }

    /// A template that is a value: read as if it were a file of its own.
    fn computed_template(&self, value: Value, declaration: &ResourceDeclaration) -> Option<Arc<Template>> {
        if !value.is_known() {
            self.missing(declaration.header, &Unloaded::new("the template is known only at deployment"));
            return None;
        }
        let resources = match value.get("resources") {
            Lookup::Found(resources) => resources.as_array().is_none_or(|items| !items.is_empty()),
            Lookup::Absent | Lookup::Unknown(_) => false,
        };
        let outputs = matches!(value.get("outputs"), Lookup::Found(_));
        if !resources && !outputs {
            return None;
        }
        let sources = self.world.loader.sources();
        let path = sources.get(self.template.file).map_or_else(String::new, |file| file.path().to_string());
        let text = serde_json::to_string_pretty(&value.plain()).unwrap_or_default();
        let name = declaration.symbol.as_deref().unwrap_or("deployment");
        let file = sources.add(format!("{path} (template of {name})"), text);
        let text = sources.get(file);
        let template = Arc::new(crate::lower::template(file, text.as_ref().map_or("", |file| file.text())));
        self.report_problems(&template);
        Some(template)
    }

    /// Says that a module could not be read: its resources are missing from the model.
    fn missing(&self, place: Place, failure: &Unloaded) {
        self.world.problem(ProblemKind::Unreadable, Some(place), &failure.message, failure.help.clone());
        self.world.gap(Reason::new("module", failure.message.as_str(), Some(place)));
    }

    /// Passes on what is wrong in a template that is deployed.
    pub(super) fn report_problems(&self, template: &Template) {
        for problem in &template.problems {
            self.world.problem(problem.kind, problem.place, &problem.message, problem.help.clone());
            if problem.kind != ProblemKind::Note {
                self.world.gap(Reason::new("syntax", problem.message.as_str(), problem.place));
            }
        }
    }

    fn given_parameters(self: &Rc<Self>, module: &Module, env: &Env<'_>) -> HashMap<String, Value> {
        let mut given = HashMap::new();
        if let Some(id) = module.parameters_object {
            let object = self.eval(id, env);
            for entry in object.as_object().map_or(&[][..], |object| object.entries()) {
                let value = self.unwrapped(&entry.value);
                let value = match entry.place {
                    Some(place) => named(value, place, Step::Given(Arc::clone(&entry.key))),
                    None => value,
                };
                given.insert(entry.key.to_ascii_lowercase(), value);
            }
        }
        for (name, id, place) in &module.parameters {
            let value = named(self.eval(*id, env), *place, Step::Given(Arc::clone(name)));
            given.insert(name.to_ascii_lowercase(), value);
        }
        given
    }

    /// What is in `{"value": …}` or `{"reference": …}`, where it may be one of several of them.
    fn unwrapped(&self, parameter: &Value) -> Value {
        if let Some(Form::OneOf(values)) = parameter.as_unknown().map(|unknown| &unknown.form) {
            let inner = values.iter().map(|value| self.unwrapped(value)).collect();
            return Value::one_of(inner, format!("{}.value", parameter.residual()), parameter.reasons());
        }
        match parameter.get("value") {
            Lookup::Found(value) => value,
            Lookup::Unknown(unknown) => unknown.into(),
            Lookup::Absent => self.vault_reference(parameter),
        }
    }

    /// `{"reference": {"keyVault": {"id": …}, "secretName": …}}`
    fn vault_reference(&self, parameter: &Value) -> Value {
        let text = |path: &str| match parameter.at(path) {
            Lookup::Found(value) => value.display().unwrap_or_default(),
            Lookup::Absent | Lookup::Unknown(_) => String::new(),
        };
        let (vault, secret) = (text("reference.keyVault.id"), text("reference.secretName"));
        if vault.is_empty() && secret.is_empty() {
            return Value::NULL;
        }
        let why = format!(
            "secret `{secret}` of key vault `{}` is read at deployment",
            super::special::short(&vault)
        );
        Value::unknown(format!("getSecret('{vault}', '{secret}')"), Reason::new(secret, why, None))
            .marked(true)
    }

    /// The body of a deployment as it is shown: its parameters. The template is in the rows of its resources.
    pub(super) fn deployment_body(self: &Rc<Self>, instance: &Instance<'w>) -> Value {
        let mut properties = ravelin_model::ObjectBuilder::default();
        properties.put("mode", "Incremental");
        if let Some(child) = self.child(instance) {
            let mut parameters = ravelin_model::ObjectBuilder::default();
            for parameter in &child.template.parameters {
                if let Some(value) = child.given.get(&parameter.name.to_ascii_lowercase()) {
                    let mut one = ravelin_model::ObjectBuilder::default();
                    one.put("value", value.clone().marked(parameter.secure));
                    parameters.put(Arc::clone(&parameter.name), one.build());
                }
            }
            if !parameters.entries().is_empty() {
                properties.put("parameters", parameters.build());
            }
        }
        let mut body = ravelin_model::ObjectBuilder::default();
        body.put("properties", properties.build());
        Data::Object(body.build()).into()
    }
}
