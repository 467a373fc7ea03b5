//! The tree as a line of text, for tables of expectations. Says what the tree says, spans aside.

use crate::syntax::ast::*;

fn each<T>(items: &[T], show: impl Fn(&T) -> String) -> Vec<String> {
    items.iter().map(show).collect()
}

fn spaced(items: Vec<String>) -> String {
    items.into_iter().map(|item| format!(" {item}")).collect()
}

pub(crate) fn statement(statement: &Statement<'_>) -> String {
    decorated(&statement.decorators) + &kind(&statement.kind)
}

fn decorated(decorators: &[Decorator<'_>]) -> String {
    each(decorators, |decorator| {
        let namespace = decorator.namespace.map(|name| format!("{}.", name.text)).unwrap_or_default();
        format!("@{namespace}{}({}) ", decorator.name.text, each(&decorator.arguments, expression).join(", "))
    })
    .concat()
}

fn kind(kind: &StatementKind<'_>) -> String {
    match kind {
        StatementKind::TargetScope(value) => format!("targetScope = {}", expression(value)),
        StatementKind::Metadata(name, value) => format!("metadata {} = {}", name.text, expression(value)),
        StatementKind::Parameter { name, ty: of, default } => {
            let default =
                default.as_ref().map(|value| format!(" = {}", expression(value))).unwrap_or_default();
            format!("param {} {}{default}", name.text, ty(of))
        }
        StatementKind::Variable { name, ty: of, value } => {
            let of = of.as_ref().map(|of| format!(" {}", ty(of))).unwrap_or_default();
            format!("var {}{of} = {}", name.text, expression(value))
        }
        StatementKind::Type(name, of) => format!("type {} = {}", name.text, ty(of)),
        StatementKind::Function { name, parameters, result, body } => {
            let parameters = each(parameters, |(name, of)| format!("{} {}", name.text, ty(of))).join(", ");
            format!("func {}({parameters}) {} => {}", name.text, ty(result), expression(body))
        }
        StatementKind::Resource(of) => resource(of),
        StatementKind::Module(of) => format!("module {}", deployable(of, "")),
        StatementKind::Test(of) => format!("test {}", deployable(of, "")),
        StatementKind::Output { name, ty: of, value } => {
            format!("output {} {} = {}", name.text, ty(of), expression(value))
        }
        StatementKind::Import { symbols, from } => {
            format!("import {} from {}", imported(symbols), string(from))
        }
        StatementKind::Extension { specification, with, alias } => {
            let with = with.as_ref().map(|with| format!(" with {}", object(with))).unwrap_or_default();
            let alias = alias.map(|alias| format!(" as {}", alias.text)).unwrap_or_default();
            format!("extension {}{with}{alias}", string(specification))
        }
        StatementKind::Assert(name, value) => format!("assert {} = {}", name.text, expression(value)),
        StatementKind::Using(path, with) => {
            let with = with.as_ref().map(|with| format!(" with {}", object(with))).unwrap_or_default();
            format!("using {}{with}", path.as_ref().map_or("none".into(), string))
        }
        StatementKind::Extends(path) => format!("extends {}", string(path)),
        StatementKind::Assignment(name, value) => format!("param {} = {}", name.text, expression(value)),
        StatementKind::ExtensionConfig(name, with) => {
            format!("extensionConfig {} with {}", name.text, object(with))
        }
    }
}

fn imported(symbols: &ImportSymbols<'_>) -> String {
    match symbols {
        ImportSymbols::List(names) => {
            let names = each(names, |(name, _, alias)| {
                let alias = alias.map(|alias| format!(" as {}", alias.text)).unwrap_or_default();
                format!("{name}{alias}")
            });
            format!("{{{}}}", names.join(", "))
        }
        ImportSymbols::All(name) => format!("* as {}", name.text),
    }
}

fn resource(of: &Resource<'_>) -> String {
    format!("resource {}", deployable(&of.deployable, if of.existing { " existing" } else { "" }))
}

fn deployable(of: &Deployable<'_>, existing: &str) -> String {
    format!("{} {}{existing} = {}", of.name.text, string(&of.path), body(&of.body))
}

fn body(body: &Body<'_>) -> String {
    let each = body.each.as_ref().map(|each| format!("{}: ", header(each))).unwrap_or_default();
    let condition = body.condition.as_ref().map(|condition| format!("if {} ", expression(condition)));
    format!("{each}{}{}", condition.unwrap_or_default(), object(&body.object))
}

fn header(each: &ForHeader<'_>) -> String {
    let index = each.index.map(|index| format!(", {}", index.text)).unwrap_or_default();
    format!("for {}{index} in {}", each.item.text, expression(&each.items))
}

pub(crate) fn object(object: &Object<'_>) -> String {
    let members = each(&object.members, |member| match member {
        Member::Property { key, value } => format!("{}: {}", string(key), expression(value)),
        Member::Spread(value) => format!("...{}", expression(value)),
    });
    let resources = each(&object.resources, |(decorators, of)| decorated(decorators) + &resource(of));
    format!("{{{}}}", [members, resources].concat().join(", "))
}

pub(crate) fn string(literal: &StringLiteral<'_>) -> String {
    let mut shown = String::from("'");
    for (index, text) in literal.texts.iter().enumerate() {
        shown += &text.escape_debug().to_string();
        if let Some(hole) = literal.holes.get(index) {
            shown += &format!("${{{}}}", expression(hole));
        }
    }
    assert_eq!(literal.texts.len(), literal.holes.len() + 1);
    shown.replace("\\'", "'") + "'"
}

pub(crate) fn expression(of: &Expression<'_>) -> String {
    match &of.kind {
        ExpressionKind::Null => "null".into(),
        ExpressionKind::Bool(value) => value.to_string(),
        ExpressionKind::Integer(value) => value.map_or("too-large".into(), |value| value.to_string()),
        ExpressionKind::String(literal) => string(literal),
        ExpressionKind::Object(of) => object(of),
        ExpressionKind::Array(items) => {
            let items = each(items, |item| match item {
                Item::Value(value) => expression(value),
                Item::Spread(value) => format!("...{}", expression(value)),
            });
            format!("[{}]", items.join(", "))
        }
        ExpressionKind::For { header: each, condition, body } => {
            let condition = condition.as_ref().map(|condition| format!("if {} ", expression(condition)));
            format!("({}: {}{})", header(each), condition.unwrap_or_default(), expression(body))
        }
        ExpressionKind::Variable(name) => name.text.into(),
        ExpressionKind::Call(name, arguments) => {
            format!("(call {}{})", name.text, spaced(each(arguments, expression)))
        }
        ExpressionKind::Method { base, name, arguments } => {
            format!("(call {}.{}{})", expression(base), name.text, spaced(each(arguments, expression)))
        }
        ExpressionKind::Property { base, name, safe } => {
            format!("({}{} {})", if *safe { ".? " } else { ". " }, expression(base), name.text)
        }
        ExpressionKind::Index { base, index, safe, from_end } => {
            let safe = if *safe { "?" } else { "" };
            let from_end = if *from_end { "^" } else { "" };
            format!("([{safe}{from_end}] {} {})", expression(base), expression(index))
        }
        ExpressionKind::Nested(base, name) => format!("(:: {} {})", expression(base), name.text),
        ExpressionKind::NonNull(base) => format!("(! {})", expression(base)),
        ExpressionKind::Parenthesized(inner) => format!("(paren {})", expression(inner)),
        ExpressionKind::Unary(operator, operand) => format!("({operator:?} {})", expression(operand)),
        ExpressionKind::Binary(operator, left, right) => {
            format!("({operator:?} {} {})", expression(left), expression(right))
        }
        ExpressionKind::Conditional(condition, then, otherwise) => {
            format!("(? {} {} {})", expression(condition), expression(then), expression(otherwise))
        }
        ExpressionKind::Lambda(names, body) => {
            format!("(=> [{}] {})", each(names, |name| name.text.to_owned()).join(" "), expression(body))
        }
    }
}

pub(crate) fn ty(of: &Type<'_>) -> String {
    match &of.kind {
        TypeKind::Named(name) => name.text.into(),
        TypeKind::Generic(base, name, arguments) => {
            let base = base.as_ref().map(|base| format!("{}.", ty(base))).unwrap_or_default();
            format!("{base}{}<{}>", name.text, each(arguments, ty).join(", "))
        }
        TypeKind::Resource(of) => format!("resource{}", of.as_ref().map(string).unwrap_or_default()),
        TypeKind::String(literal) => string(literal),
        TypeKind::Integer(value) => value.map_or("too-large".into(), |value| value.to_string()),
        TypeKind::Bool(value) => value.to_string(),
        TypeKind::Null => "null".into(),
        TypeKind::Unary(operator, operand) => format!("({operator:?} {})", ty(operand)),
        TypeKind::Union(members) => format!("(|{})", spaced(each(members, ty))),
        TypeKind::Nullable(inner) => format!("(? {})", ty(inner)),
        TypeKind::NonNull(inner) => format!("(! {})", ty(inner)),
        TypeKind::Array(item) => format!("([] {})", ty(item)),
        TypeKind::Tuple(items) => {
            format!("[{}]", each(items, |(decorators, of)| decorated(decorators) + &ty(of)).join(", "))
        }
        TypeKind::Object(members) => {
            let members = each(members, |member| {
                let name = member.name.as_deref().unwrap_or("*");
                format!("{}{name}: {}", decorated(&member.decorators), ty(&member.ty))
            });
            format!("{{{}}}", members.join(", "))
        }
        TypeKind::Parenthesized(inner) => format!("(paren {})", ty(inner)),
        TypeKind::Property(base, name) => format!("(. {} {})", ty(base), name.text),
        TypeKind::Index(base, index) => {
            format!("([] {} {})", ty(base), index.map_or("?".into(), |index| index.to_string()))
        }
        TypeKind::Items(base) => format!("([*] {})", ty(base)),
        TypeKind::AdditionalProperties(base) => format!("(.* {})", ty(base)),
    }
}
