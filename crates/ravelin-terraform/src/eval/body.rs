//! What stands between a block's braces, as the provider is given it: arguments, and nested blocks as lists of objects.

use super::access;
use super::iterate;
use super::scope::{self, Env};
use super::unit::Unit;
use crate::ir::{Block, Body, Expr, ExprKind};
use ravelin_finding::Place;
use ravelin_model::{
    Data, Entry, Form, MAX_ALTERNATIVES, ObjectBuilder, ObjectKind, Origin, Reason, Unknown, Value,
};
use std::rc::Rc;
use std::sync::Arc;

/// Blocks of one type in the order of writing.
struct Group {
    ty: Arc<str>,
    place: Place,
    runs: Vec<Run>,
}

/// What one block as it is written becomes.
enum Run {
    /// These.
    Known(Vec<Value>),
    /// One of these lists, whichever the unknown says.
    OneOf(Value, Vec<Vec<Value>>),
    /// At least these.
    AtLeast(Vec<Value>, Value),
}

impl<'w> Unit<'w> {
    /// The value of a body. Arguments that are null are absent, as they are for a provider.
    pub(super) fn body(self: &Rc<Self>, body: &Body, place: Place, env: &Env<'_>) -> Value {
        let mut object = ObjectBuilder::of_kind(ObjectKind::Exact);
        for attribute in &body.attributes {
            let value = self.eval(&attribute.value, env);
            if !value.is_null() {
                let key = Arc::clone(&attribute.name);
                object.insert(Entry { key, value, place: Some(attribute.place) });
            }
        }
        for group in self.groups(body, env) {
            let value = grouped(group.runs).with_origin(Origin::written(group.place));
            object.insert(Entry { key: group.ty, value, place: Some(group.place) });
        }
        self.world.made(place, Value::from(object.build()).with_origin(Origin::written(place)))
    }

    fn groups(self: &Rc<Self>, body: &Body, env: &Env<'_>) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for block in &body.blocks {
            let dynamic = block.labels.first().filter(|_| &*block.ty == "dynamic");
            let (ty, run) = match dynamic {
                Some(ty) => (ty, self.dynamic(ty, block, env)),
                None => (&block.ty, Run::Known(vec![self.body(&block.body, block.place, env)])),
            };
            match groups.iter_mut().find(|group| group.ty == *ty) {
                Some(group) => group.runs.push(run),
                None => groups.push(Group { ty: Arc::clone(ty), place: block.place, runs: vec![run] }),
            }
        }
        groups
    }

    /// <https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks>
    fn dynamic(self: &Rc<Self>, ty: &Arc<str>, block: &Block, env: &Env<'_>) -> Run {
        let argument = |name: &str| block.body.attributes.iter().find(|attribute| &*attribute.name == name);
        let content = block.body.blocks.iter().find(|inner| &*inner.ty == "content");
        let (Some(for_each), Some(content)) = (argument("for_each"), content) else {
            let message = "a `dynamic` block takes `for_each` and a block `content`";
            let failed = self.world.fail(block.header, message);
            return Run::AtLeast(Vec::new(), failed);
        };
        let iterator = argument("iterator").and_then(|iterator| word(&iterator.value));
        let iterator = iterator.unwrap_or_else(|| Arc::clone(ty));
        let over = self.eval(&for_each.value, env);
        self.contents(&over, &iterator, content, for_each.value.place, env)
    }

    fn contents(
        self: &Rc<Self>,
        over: &Value,
        iterator: &Arc<str>,
        content: &Block,
        place: Place,
        env: &Env<'_>,
    ) -> Run {
        if let Data::Unknown(unknown) = &over.data {
            return match &unknown.form {
                Form::OneOf(values)
                    if values.len() <= 8 && values.iter().all(|one| iterate::pairs(one).is_some()) =>
                {
                    let lists = values.iter().map(|one| self.content_of(one, iterator, content, env));
                    Run::OneOf(over.clone(), lists.collect())
                }
                _ => Run::AtLeast(Vec::new(), over.clone()),
            };
        }
        if iterate::pairs(over).is_none() {
            let what = access::kind(over);
            let message =
                format!("`for_each` of a dynamic block takes a list, set or map, and this is {what}");
            let failed = self.world.fail(place, &message);
            return Run::AtLeast(Vec::new(), failed);
        }
        let items = self.content_of(over, iterator, content, env);
        match over.as_object().and_then(|object| object.open()) {
            Some(open) => Run::AtLeast(items, Arc::clone(&open.rest).into()),
            None => Run::Known(items),
        }
    }

    fn content_of(
        self: &Rc<Self>,
        over: &Value,
        iterator: &Arc<str>,
        content: &Block,
        env: &Env<'_>,
    ) -> Vec<Value> {
        let mut items = Vec::new();
        for (key, value) in iterate::pairs(over).unwrap_or_default() {
            if self.world.stopped() {
                self.world.refusal(content.header);
                break;
            }
            let own = [scope::each(iterator, key, value.marked(over.secret))];
            items.push(self.body(&content.body, content.place, &Env::within(&own, env)).marked(over.secret));
        }
        items
    }
}

/// A bare word, or the same as text.
fn word(expr: &Expr) -> Option<Arc<str>> {
    match &expr.kind {
        ExprKind::Name(name) => Some(Arc::clone(name)),
        ExprKind::Literal(value) => value.as_str().map(Arc::from),
        _ => None,
    }
}

/// All blocks of one type as one list.
fn grouped(runs: Vec<Run>) -> Value {
    let unsure: Vec<Value> = runs
        .iter()
        .filter_map(|run| match run {
            Run::Known(_) => None,
            Run::OneOf(over, _) | Run::AtLeast(_, over) => Some(over.clone()),
        })
        .collect();
    let reasons: Vec<Arc<Reason>> = unsure.iter().flat_map(Value::reasons).collect();
    if unsure.is_empty() {
        return certain(runs).into();
    }
    let residuals: Vec<String> = unsure.iter().map(Value::residual).collect();
    let secret = unsure.iter().any(|value| value.secret);
    match alternatives(&runs) {
        Some(lists) => {
            let residual =
                format!("blocks({}, {})", Value::from(certain(runs)).residual(), residuals.join(", "));
            Value::one_of(lists.into_iter().map(Value::from).collect(), residual, reasons).marked(secret)
        }
        None => {
            let items = certain(runs);
            let known = Value::from(items.clone());
            let residual = format!("blocks({}, {})", known.residual(), residuals.join(", "));
            let secret = secret || known.is_secret();
            Value::from(Unknown::new(residual, reasons, Form::Holding(items.into()))).marked(secret)
        }
    }
}

/// The blocks that are there in any case.
fn certain(runs: Vec<Run>) -> Vec<Value> {
    let items = runs.into_iter().flat_map(|run| match run {
        Run::Known(items) | Run::AtLeast(items, _) => items,
        Run::OneOf(..) => Vec::new(),
    });
    items.collect()
}

/// The lists that it may be, where these are few.
fn alternatives(runs: &[Run]) -> Option<Vec<Vec<Value>>> {
    // One unknown decides of all blocks that follow from it in the same way.
    let mut deciding: Vec<(String, usize)> = Vec::new();
    for run in runs {
        match run {
            Run::Known(_) => {}
            Run::AtLeast(..) => return None,
            Run::OneOf(over, lists) => {
                let residual = over.residual();
                if !deciding.iter().any(|(other, _)| *other == residual) {
                    deciding.push((residual, lists.len()));
                }
            }
        }
    }
    let product = deciding.iter().try_fold(1usize, |product, (_, count)| product.checked_mul(*count))?;
    if product > MAX_ALTERNATIVES {
        return None;
    }
    let one = |mut number: usize| {
        let mut picked: Vec<(&str, usize)> = Vec::new();
        for (residual, count) in &deciding {
            picked.push((residual, number % (*count).max(1)));
            number /= (*count).max(1);
        }
        let items = runs.iter().flat_map(|run| match run {
            Run::Known(items) | Run::AtLeast(items, _) => items.clone(),
            Run::OneOf(over, lists) => {
                let residual = over.residual();
                let at = picked.iter().find(|(other, _)| *other == residual).map(|(_, at)| *at);
                at.and_then(|at| lists.get(at).cloned()).unwrap_or_default()
            }
        });
        items.collect()
    };
    Some((0..product).map(one).collect())
}
