//! Deployments inside templates: nested in either scope, linked, or kept in a variable.

use super::Lower;
use crate::expression::{self, Kind as Syntax};
use crate::ir::{ExprId, Kind, Member, Module, ModuleSource, Special};
use crate::json::Node;
use ravelin_finding::Place;
use std::sync::Arc;

/// Is this object a template?
pub(super) fn is_template(node: Node<'_, '_>) -> bool {
    node.is_object() && node.get("$schema").is_some() && node.get("resources").is_some()
}

impl Lower {
    pub(super) fn module(&mut self, node: Node<'_, '_>, header: Place) -> Module {
        let Some(properties) = node.get("properties") else {
            return unknown("the deployment has no `properties`");
        };
        let source = self.source(properties, header);
        let mut module = Module { source, parameters: Vec::new(), parameters_object: None };
        if properties.get("parametersLink").is_some() {
            self.problem(
                header,
                "parameters by `parametersLink` are not read; they count as not given",
                None,
            );
        }
        let Some(parameters) = properties.get("parameters") else { return module };
        if !parameters.is_object() {
            module.parameters_object = Some(self.value(parameters));
            return module;
        }
        let members: Vec<_> = parameters.members().collect();
        let mut wrapped = Vec::new();
        for (key, value) in members {
            let place = key.span.to(value.span()).in_file(self.file);
            let name: Arc<str> = key.text.as_ref().into();
            match self.given(value, place) {
                Some(given) => module.parameters.push((name, given, place)),
                None => wrapped.push(Member::Named(name, self.value(value), place)),
            }
        }
        if !wrapped.is_empty() {
            module.parameters_object = Some(self.builder.object(header, wrapped));
        }
        module
    }

    /// `{"value": …}` or `{"reference": {…}}`; `None` for an expression that gives one of them.
    fn given(&mut self, node: Node<'_, '_>, place: Place) -> Option<ExprId> {
        if let Some(value) = node.get("value") {
            return Some(self.value(value));
        }
        let reference = node.get("reference")?;
        let vault = reference.get("keyVault").and_then(|vault| vault.get("id"));
        let parts = [vault, reference.get("secretName")];
        let arguments: Vec<ExprId> = parts.into_iter().flatten().map(|node| self.value(node)).collect();
        Some(self.builder.add(place, Kind::Special(Special::Secret, arguments.into())))
    }

    fn source(&mut self, properties: Node<'_, '_>, header: Place) -> ModuleSource {
        if let Some(template) = properties.get("template") {
            if template.is_object() {
                return self.inline(properties, template);
            }
            let kept = template.as_str().and_then(|text| variable_name(&text));
            if let Some(inner) = kept.and_then(|name| self.kept.get(&name.to_ascii_lowercase())) {
                return ModuleSource::Inline(Arc::clone(inner));
            }
            return ModuleSource::Computed(self.value(template));
        }
        let Some(link) = properties.get("templateLink") else {
            self.problem(header, "the deployment has neither `template` nor `templateLink`", None);
            return ModuleSource::Unknown("the deployment has no template".into());
        };
        if link.get("id").is_some() && link.get("uri").is_none() {
            return ModuleSource::Unknown("the template is a template spec, which is not on disk".into());
        }
        ModuleSource::Link {
            uri: link.get("uri").map(|node| self.value(node)),
            relative_path: link.get("relativePath").map(|node| self.value(node)),
        }
    }

    fn inline(&mut self, properties: Node<'_, '_>, template: Node<'_, '_>) -> ModuleSource {
        let options = properties.get("expressionEvaluationOptions");
        let scope =
            options.and_then(|options| options.get("scope")).and_then(Node::as_str).unwrap_or_default();
        if scope.eq_ignore_ascii_case("inner") {
            let mut inner = Self::new(self.file, self.escaped).template(template);
            self.problems.append(&mut inner.problems);
            return ModuleSource::Inline(Arc::new(inner));
        }
        let symbols = std::mem::take(&mut self.symbols);
        let block = self.block(template);
        self.symbols = symbols;
        ModuleSource::Outer(block)
    }
}

/// `x` of `[variables('x')]`.
fn variable_name(text: &str) -> Option<String> {
    let ast = expression::parse(text).ok()?;
    let Syntax::Call { name, args } = ast.root().kind() else { return None };
    let Syntax::Str(variable) = args.get(0)?.kind() else { return None };
    name.eq_ignore_ascii_case("variables").then(|| variable.into_owned())
}

fn unknown(why: &str) -> Module {
    Module { source: ModuleSource::Unknown(why.into()), parameters: Vec::new(), parameters_object: None }
}
