//! Which block is what: the words that have a meaning for the module as a whole.
//!
//! Words are those of <https://developer.hashicorp.com/terraform/language>; what is not known here (newer words) is
//! noted and left out.

use super::invalid;
use crate::ir::{
    Attribute, Block, Body, Expr, ExprKind, Module, ModuleCall, Output, RequiredProvider, ResourceBlock,
    Variable,
};
use ravelin_finding::{FileId, Place};
use ravelin_model::Value;
use std::sync::Arc;

/// Blocks that change nothing of what is deployed: they steer the state, tests and checks.
const WITHOUT_RESOURCES: &[&str] =
    &["action", "check", "ephemeral", "import", "list", "moved", "policy", "removed", "run", "mock_provider"];

/// Arguments of a resource that are Terraform's own.
const META_BLOCKS: &[&str] = &["connection", "lifecycle", "provisioner"];

/// Adds what stands in a file to its module.
pub(super) fn add(module: &mut Module, file: FileId, body: Body) {
    module.files.push(file);
    for attribute in body.attributes {
        let help = "arguments belong into a block".to_owned();
        let message = format!("`{}` stands outside of all blocks", attribute.name);
        module.problems.push(invalid(attribute.place, message, Some(help)));
    }
    for block in body.blocks {
        self::block(module, block);
    }
}

fn block(module: &mut Module, block: Block) {
    let labels: Vec<Arc<str>> = block.labels.clone();
    match (&*block.ty, labels.as_slice()) {
        ("locals", []) => module.locals.extend(block.body.attributes),
        ("variable", [name]) => module.variables.push(variable(name, block)),
        ("output", [name]) => module.outputs.push(output(name, block)),
        ("module", [name]) => module.calls.push(call(name, block)),
        ("resource" | "data", [ty, name]) => module.resources.push(resource(ty, name, block)),
        ("provider", [_]) => module.providers.push(block),
        ("terraform", []) => terraform(module, block),
        (
            "resource" | "data" | "variable" | "output" | "module" | "locals" | "provider" | "terraform",
            labels,
        ) => {
            let wanted = match &*block.ty {
                "resource" | "data" => 2,
                "locals" | "terraform" => 0,
                _ => 1,
            };
            let message = format!("`{}` takes {wanted} labels, here are {}", block.ty, labels.len());
            let help = "see https://developer.hashicorp.com/terraform/language".to_owned();
            module.problems.push(invalid(block.header, message, Some(help)));
        }
        (word, _) if WITHOUT_RESOURCES.contains(&word) => {}
        (word, _) => {
            let message = format!("a block `{word}` is not known");
            let help = "write `resource`, `data`, `module`, `variable`, `locals`, `output`, `provider` or `terraform`";
            module.problems.push(invalid(block.header, message, Some(help.to_owned())));
        }
    }
}

/// Takes an attribute out of a body.
fn take(body: &mut Body, name: &str) -> Option<Attribute> {
    let at = body.attributes.iter().position(|attribute| &*attribute.name == name)?;
    Some(body.attributes.remove(at))
}

fn take_expr(body: &mut Body, name: &str) -> Option<Expr> {
    take(body, name).map(|attribute| attribute.value)
}

fn literal(expr: &Expr) -> Option<&Value> {
    match &expr.kind {
        ExprKind::Literal(value) => Some(value),
        _ => None,
    }
}

fn text(expr: &Expr) -> Option<Arc<str>> {
    literal(expr).and_then(|value| value.as_str()).map(Arc::from)
}

fn flag(body: &mut Body, name: &str, absent: bool) -> bool {
    let value = take_expr(body, name);
    value.as_ref().and_then(literal).and_then(Value::as_bool).unwrap_or(absent)
}

fn variable(name: &Arc<str>, mut block: Block) -> Variable {
    let body = &mut block.body;
    Variable {
        name: Arc::clone(name),
        ty: take_expr(body, "type"),
        default: take_expr(body, "default"),
        nullable: flag(body, "nullable", true),
        sensitive: flag(body, "sensitive", false),
        ephemeral: flag(body, "ephemeral", false),
        place: block.place,
        header: block.header,
    }
}

fn output(name: &Arc<str>, mut block: Block) -> Output {
    Output {
        name: Arc::clone(name),
        value: take_expr(&mut block.body, "value"),
        sensitive: flag(&mut block.body, "sensitive", false),
        place: block.place,
    }
}

fn call(name: &Arc<str>, mut block: Block) -> ModuleCall {
    let body = &mut block.body;
    let source = take(body, "source").and_then(|source| Some((text(&source.value)?, source.place)));
    let version = take_expr(body, "version").as_ref().and_then(text);
    let providers = take_expr(body, "providers").map(|expr| pairs(&expr)).unwrap_or_default();
    let (count, for_each) = (take_expr(body, "count"), take_expr(body, "for_each"));
    take(body, "depends_on");
    ModuleCall {
        name: Arc::clone(name),
        source,
        version,
        count,
        for_each,
        providers,
        arguments: block.body.attributes,
        place: block.place,
        header: block.header,
    }
}

/// `{ azurerm = azurerm.hub }`
fn pairs(expr: &Expr) -> Vec<(Arc<str>, Arc<str>)> {
    let ExprKind::Object(members) = &expr.kind else { return Vec::new() };
    members.iter().filter_map(|(key, value)| Some((reference(key)?, reference(value)?))).collect()
}

/// `azurerm`, `azurerm.hub`, or the same as text, as older code has it.
fn reference(expr: &Expr) -> Option<Arc<str>> {
    match &expr.kind {
        ExprKind::Literal(value) => value.as_str().map(Arc::from),
        ExprKind::Name(name) => Some(Arc::clone(name)),
        ExprKind::Attribute(inner, name, _) => Some(format!("{}.{name}", reference(inner)?).into()),
        ExprKind::Index(inner, index) => {
            let key = literal(index)?;
            Some(match key.as_str() {
                Some(text) => format!("{}[\"{text}\"]", reference(inner)?).into(),
                None => format!("{}[{}]", reference(inner)?, key.as_int()?).into(),
            })
        }
        _ => None,
    }
}

fn resource(ty: &Arc<str>, name: &Arc<str>, mut block: Block) -> ResourceBlock {
    let managed = &*block.ty == "resource";
    let body = &mut block.body;
    let provider =
        take(body, "provider").and_then(|attribute| Some((reference(&attribute.value)?, attribute.place)));
    let depends_on = match take_expr(body, "depends_on").map(|expr| expr.kind) {
        Some(ExprKind::Tuple(items)) => items,
        _ => Vec::new(),
    };
    let (count, for_each) = (take_expr(body, "count"), take_expr(body, "for_each"));
    let ignore_changes =
        body.blocks.iter().filter(|block| &*block.ty == "lifecycle").flat_map(ignored).collect();
    body.blocks.retain(|block| !META_BLOCKS.contains(&&*block.ty));
    ResourceBlock {
        managed,
        ty: Arc::clone(ty),
        name: Arc::clone(name),
        count,
        for_each,
        provider,
        depends_on,
        ignore_changes,
        body: block.body,
        place: block.place,
        header: block.header,
    }
}

/// What `ignore_changes` names.
fn ignored(lifecycle: &Block) -> Vec<Arc<str>> {
    let attribute = lifecycle.body.attributes.iter().find(|attribute| &*attribute.name == "ignore_changes");
    match attribute.map(|attribute| &attribute.value.kind) {
        Some(ExprKind::Tuple(items)) => items.iter().filter_map(reference).collect(),
        Some(ExprKind::Name(all)) => vec![Arc::clone(all)],
        _ => Vec::new(),
    }
}

/// <https://developer.hashicorp.com/terraform/language/providers/requirements>
fn terraform(module: &mut Module, block: Block) {
    for inner in block.body.blocks.iter().filter(|inner| &*inner.ty == "required_providers") {
        for attribute in &inner.body.attributes {
            module.required_providers.push(required(attribute));
        }
    }
}

fn required(attribute: &Attribute) -> RequiredProvider {
    let name = &attribute.name;
    let implied: Arc<str> = format!("hashicorp/{name}").into();
    let member = |wanted: &str| -> Option<(Arc<str>, Place)> {
        let ExprKind::Object(members) = &attribute.value.kind else { return None };
        let (_, value) = members.iter().find(|(key, _)| text(key).as_deref() == Some(wanted))?;
        Some((text(value)?, value.place))
    };
    let old = text(&attribute.value).map(|version| (version, attribute.value.place));
    let source = member("source").map_or(implied, |(source, _)| {
        source.strip_prefix("registry.terraform.io/").map_or_else(|| Arc::clone(&source), Arc::from)
    });
    RequiredProvider { name: Arc::clone(name), source, version: member("version").or(old) }
}
