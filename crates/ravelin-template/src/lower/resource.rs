//! Resource declarations.

use super::{Lower, number};
use crate::expression;
use crate::functions;
use crate::ir::{ExprId, Kind, Loop, ResourceDeclaration, Scope, Symbol};
use crate::json::Node;
use ravelin_finding::Place;
use std::sync::Arc;

/// Members of a resource that are not part of its body.
const NOT_BODY: [&str; 14] = [
    "type",
    "name",
    "apiVersion",
    "copy",
    "condition",
    "dependsOn",
    "scope",
    "existing",
    "resources",
    "comments",
    "import",
    "extension",
    "metadata",
    "@options",
];

/// What a child declared inside another resource takes from it.
#[derive(Clone)]
pub(super) struct Above {
    pub(super) ty: String,
    pub(super) name: ExprId,
    pub(super) each: Option<Loop>,
}

impl Lower {
    /// The resources of a template node: an array, or an object by symbolic name.
    pub(super) fn resources_of(&mut self, node: Node<'_, '_>, root: Node<'_, '_>) -> Vec<Symbol> {
        let _ = root;
        let mut all = Vec::new();
        if node.is_object() {
            let members: Vec<_> = node.members().collect();
            let symbols: Vec<Symbol> = members
                .iter()
                .map(|(key, _)| {
                    let symbol = self.reserve();
                    self.symbols.insert(key.text.to_ascii_lowercase(), symbol);
                    symbol
                })
                .collect();
            for ((key, node), symbol) in members.into_iter().zip(symbols) {
                self.resource(node, symbol, Some(key.text.as_ref().into()), None, &mut all);
            }
            return all;
        }
        for item in node.items() {
            let symbol = self.reserve();
            self.resource(item, symbol, None, None, &mut all);
        }
        all
    }

    /// A number for a declaration that follows.
    pub(super) fn reserve(&mut self) -> Symbol {
        self.resources.push(None);
        Symbol(number(self.resources.len() - 1))
    }

    fn resource(
        &mut self,
        node: Node<'_, '_>,
        symbol: Symbol,
        name: Option<Arc<str>>,
        above: Option<&Above>,
        all: &mut Vec<Symbol>,
    ) {
        let place = self.place(node);
        let header = self.header(node);
        let type_node = node.get("type");
        let written = type_node.and_then(Node::as_str).unwrap_or_default().into_owned();
        if written.is_empty() {
            self.problem(
                header,
                "this resource has no `type`",
                Some("write `\"type\": \"Microsoft.Provider/type\"`"),
            );
            return;
        }
        let depth = self.loops.len();
        let each = match node.get("copy") {
            Some(copy) if copy.is_object() => self.copy_loop(copy, true),
            _ => above.and_then(|above| above.each.clone()),
        };
        // Types of extensions carry their version: `Microsoft.Graph/groups@v1.0`.
        let written = written.split_once('@').map_or(written.as_str(), |(ty, _)| ty).to_owned();
        let (full, relative) = whole_type(&written, above);
        let type_place = type_node.map_or(header, |node| self.place(node));
        let ty = match type_node {
            Some(node) if expression::is_expression(&written) => self.value(node),
            _ => self.text(type_place, &full),
        };
        let own_name = match node.get("name") {
            Some(node) => self.value(node),
            // Resources of extensions are told apart by their symbol.
            None => self.text(header, name.as_deref().unwrap_or("")),
        };
        let whole_name = match above {
            Some(above) if relative => self.joined(above.name, own_name, header),
            _ => own_name,
        };
        let existing = node.get("existing").and_then(Node::as_bool).unwrap_or(false);
        let is_deployment = full.eq_ignore_ascii_case("Microsoft.Resources/deployments") && !existing;
        let module = if is_deployment { Some(self.module(node, header)) } else { None };
        let body = self.body(node, is_deployment, existing);
        let declaration = ResourceDeclaration {
            symbol: name,
            ty,
            api_version: node.get("apiVersion").map(|node| self.value(node)),
            name: Some(whole_name),
            parent: None,
            existing,
            condition: node.get("condition").map(|node| self.value(node)),
            each: each.clone(),
            scope: self.scope(node, is_deployment || existing),
            body,
            depends_on: self.depends_on(node),
            module,
            place,
            header,
        };
        if let Some(slot) = self.resources.get_mut(symbol.0 as usize) {
            *slot = Some(declaration);
        }
        all.push(symbol);
        let above = Above { ty: full, name: whole_name, each };
        for child in node.get("resources").into_iter().flat_map(Node::items) {
            let symbol = self.reserve();
            self.resource(child, symbol, None, Some(&above), all);
        }
        self.loops.truncate(depth);
    }

    /// What is underlined for the resource as a whole: its type and name, where they stand together.
    fn header(&self, node: Node<'_, '_>) -> Place {
        let ty = node.members().find(|(key, _)| key.text.eq_ignore_ascii_case("type"));
        ty.map_or_else(|| self.place(node), |(key, value)| key.span.to(value.span()).in_file(self.file))
    }

    fn joined(&mut self, above: ExprId, own: ExprId, place: Place) -> ExprId {
        let slash = self.text(place, "/");
        match functions::find("concat") {
            Some(concat) => self.builder.add(place, Kind::Call(concat, [above, slash, own].into())),
            None => own,
        }
    }

    fn body(&mut self, node: Node<'_, '_>, is_deployment: bool, existing: bool) -> ExprId {
        let place = self.place(node);
        let mut without = NOT_BODY.to_vec();
        if is_deployment || existing {
            without.extend(["subscriptionId", "resourceGroup"]);
        }
        if is_deployment {
            without.push("properties");
        }
        // A resource of an extension keeps its members under `properties`; in the model they are its own.
        let extended = node.get("extension").or_else(|| node.get("import")).is_some();
        let members = match node.get("properties") {
            Some(properties) if extended && properties.is_object() => self.members(properties, &[]),
            _ => self.members(node, &without),
        };
        self.builder.object(place, members)
    }

    fn scope(&mut self, node: Node<'_, '_>, moves: bool) -> Option<Scope> {
        if let Some(scope) = node.get("scope") {
            return Some(Scope::Id(self.value(scope)));
        }
        if !moves {
            return None;
        }
        let subscription = node.get("subscriptionId").map(|node| self.value(node));
        match node.get("resourceGroup") {
            Some(group) => Some(Scope::ResourceGroup { subscription, name: Some(self.value(group)) }),
            None => subscription.map(|id| Scope::Subscription(Some(id))),
        }
    }

    fn depends_on(&mut self, node: Node<'_, '_>) -> Vec<ExprId> {
        let items: Vec<_> = node.get("dependsOn").into_iter().flat_map(Node::items).collect();
        let mut depends_on = Vec::with_capacity(items.len());
        for item in items {
            let place = self.place(item);
            let text = item.as_str().unwrap_or_default();
            let symbol = self.symbols.get(&text.to_ascii_lowercase()).copied();
            depends_on.push(match symbol {
                Some(symbol) => {
                    let base = self.builder.add(place, Kind::Resource(symbol, None));
                    let key = self.text(place, "id");
                    self.builder.add(place, Kind::Member { base, key, safe: true })
                }
                None => self.value(item),
            });
        }
        depends_on
    }
}

/// A child's type may be written whole or as its last part; tells which it was.
fn whole_type(written: &str, above: Option<&Above>) -> (String, bool) {
    let Some(above) = above else { return (written.to_owned(), false) };
    let prefix = format!("{}/", above.ty.to_ascii_lowercase());
    if written.to_ascii_lowercase().starts_with(&prefix) {
        return (written.to_owned(), false);
    }
    (format!("{}/{written}", above.ty), true)
}
