//! Merging: `union`, `intersection`, `shallowMerge`, on objects that may be open or not known at all.

use super::args::{Kinds, arg, array, expect, fail, held, reasons, residual};
use super::distinct::{MAX_COMPARISONS, canonical};
use super::objects::opened_by;
use super::search::any_same;
use super::{Answer, Failure, Function, MANY, alternatives, distinct};
use ravelin_model::{
    Data, Entry, Form, Lookup, MAX_DEPTH, Object, ObjectBuilder, Open, Reason, Unknown, Value,
};
use std::cell::OnceCell;
use std::collections::HashSet;
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::values("intersection", 1, MANY, intersection),
    Function::values("shallowMerge", 1, 1, shallow_merge),
    Function::values("union", 1, MANY, union),
];

const BOTH: Kinds = Kinds::ARRAY.or(Kinds::OBJECT);

/// Arrays: the distinct items. Objects: all members; the last one wins, objects inside are merged, arrays are not:
/// <https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-object#union>
fn union(args: &[Value]) -> Answer {
    match common_kind("union", args)? {
        Some(Kinds::ARRAY) if alternatives::decide_all(args) => Ok(None),
        Some(Kinds::ARRAY) => distinct::merged("union", args, args).map(Some),
        Some(_) => merge_all("union", args, true),
        None => Ok(None),
    }
}

/// What all arguments are, as far as one of them tells.
fn common_kind(name: &str, args: &[Value]) -> Result<Option<Kinds>, Failure> {
    for arg in args {
        expect(name, arg, BOTH)?;
    }
    let array = args.iter().any(|arg| !Kinds::of(arg).meets(Kinds::OBJECT));
    let object = args.iter().any(|arg| !Kinds::of(arg).meets(Kinds::ARRAY));
    match (array, object) {
        (true, true) => fail(format!("`{name}()` expects arrays or objects, not both")),
        (true, false) => Ok(Some(Kinds::ARRAY)),
        (false, true) => Ok(Some(Kinds::OBJECT)),
        (false, false) => Ok(None),
    }
}

/// <https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-object#shallowmerge>
fn shallow_merge(args: &[Value]) -> Answer {
    let Some(objects) = array("shallowMerge", arg(args, 0))? else { return Ok(None) };
    merge_all("shallowMerge", &objects, false)
}

/// Merges objects: the arguments of `union`, the items of the argument of `shallowMerge`.
fn merge_all(name: &'static str, objects: &[Value], deep: bool) -> Answer {
    let args = if deep { objects.to_vec() } else { vec![objects.to_vec().into()] };
    if alternatives::decide_all(objects) {
        let call = |objects: &[Value]| merge_all(name, objects, deep);
        if let Some(result) = alternatives::over(objects, || residual(name, &args), call)? {
            return Ok(Some(result));
        }
    }
    let call = Call { name, args: &args, deep, residual: OnceCell::new(), reasons: OnceCell::new() };
    let mut merge = Merge::new(&call, String::new());
    for object in objects {
        expect(name, object, Kinds::OBJECT)?;
        merge.add(object, 0)?;
    }
    Ok(Some(merge.finish().into()))
}

/// The call, in the canonical form that the names of its unknown results begin with.
struct Call<'a> {
    name: &'static str,
    args: &'a [Value],
    /// Are objects inside merged as well?
    deep: bool,
    residual: OnceCell<String>,
    reasons: OnceCell<Vec<Arc<Reason>>>,
}

impl Call<'_> {
    fn member(&self, path: &str) -> String {
        format!("{}{path}", self.residual.get_or_init(|| residual(self.name, self.args)))
    }

    fn reasons(&self) -> impl Iterator<Item = Arc<Reason>> {
        self.reasons.get_or_init(|| reasons(self.args)).iter().cloned()
    }

    /// A member of which it is not settled whether it has one of two values or what is merged from both.
    fn unsettled(&self, path: &str, values: &[&Value]) -> Value {
        let secret = values.iter().any(|value| value.is_secret());
        Value::from(Unknown::new(self.member(path), self.reasons(), Form::Any)).marked(secret)
    }

    /// Null over a value: documented to replace it, but the library that merges leaves nulls out unless told otherwise
    /// (`MergeNullValueHandling`: <https://www.newtonsoft.com/json/help/html/T_Newtonsoft_Json_Linq_JsonMergeSettings.htm>).
    fn null_over(&self, path: &str, before: Value) -> Value {
        let why =
            format!("whether null in a later argument of `{}()` replaces a value is not settled", self.name);
        let reason = Reason::new(format!("{}()", self.name), why, None);
        Value::one_of(vec![before, Value::NULL], self.member(path), self.reasons().chain([reason]))
    }
}

/// Objects that are merged one after the other, at a path below the result.
struct Merge<'a> {
    call: &'a Call<'a>,
    path: String,
    object: ObjectBuilder,
    rest: Option<Rest>,
}

/// Where members come from that are not among those collected.
enum Rest {
    /// This one unknown alone: they are its members.
    One(Arc<Open>),
    /// More than one.
    Several,
}

impl<'a> Merge<'a> {
    fn new(call: &'a Call<'a>, path: String) -> Self {
        Self { call, path, object: ObjectBuilder::default(), rest: None }
    }

    fn add(&mut self, value: &Value, level: u16) -> Result<(), Failure> {
        if level > MAX_DEPTH {
            return fail(format!(
                "the arguments of `{}()` nest deeper than {MAX_DEPTH} levels",
                self.call.name
            ));
        }
        let over_unknown = self.rest.is_some();
        let open = match (value.as_object(), value.as_unknown()) {
            (Some(object), _) => object.open().cloned(),
            (None, unknown) => unknown.map(|rest| Arc::new(Open { rest: Arc::clone(rest), deep: false })),
        };
        if let Some(open) = open {
            self.overlay_unknown(value, level)?;
            self.rest = Some(if over_unknown { Rest::Several } else { Rest::One(open) });
        }
        for entry in value.as_object().map(Object::entries).unwrap_or_default() {
            let path = format!("{}.{}", self.path, entry.key);
            let after = entry.value.clone().marked(value.secret);
            let value = match self.object.get(&entry.key).map(|entry| entry.value.clone()) {
                Some(before) => self.call.merged(&path, before, after, level)?,
                None if over_unknown => self.call.over_unknown(&path, after),
                None => after,
            };
            self.object.insert(Entry { value, ..entry.clone() });
        }
        Ok(())
    }

    /// Members that the value has, or may have, without naming them replace those collected so far, or may do so.
    fn overlay_unknown(&mut self, value: &Value, level: u16) -> Result<(), Failure> {
        for entry in self.object.entries().to_vec() {
            if value.as_object().is_some_and(|object| object.entry(&entry.key).is_some()) {
                continue;
            }
            let path = format!("{}.{}", self.path, entry.key);
            let value = match value.get(&entry.key) {
                Lookup::Absent => continue,
                Lookup::Found(found) => self.call.merged(&path, entry.value, found, level)?,
                Lookup::Unknown(perhaps) => {
                    let perhaps = Value::from(perhaps).marked(value.is_secret());
                    self.call.unsettled(&path, &[&entry.value, &perhaps])
                }
            };
            self.object.insert(Entry { value, key: entry.key, place: entry.place });
        }
        Ok(())
    }

    fn finish(self) -> Object {
        let object = self.object.build();
        match self.rest {
            None => object,
            Some(Rest::One(open)) => object.opened(Some(open)),
            Some(Rest::Several) if self.path.is_empty() => opened_by(self.call.name, self.call.args, &object),
            Some(Rest::Several) => self.call.opened(&self.path, &object),
        }
    }
}

impl<'a> Call<'a> {
    fn opened(&self, path: &str, object: &Object) -> Object {
        let rest = Unknown::new(self.member(path), self.reasons(), Form::Any);
        object.opened(Some(Arc::new(Open { rest, deep: false })))
    }

    /// A later value over an earlier one.
    fn merged(&'a self, path: &str, before: Value, after: Value, level: u16) -> Result<Value, Failure> {
        if !self.deep {
            return Ok(after);
        }
        let both = [before, after];
        if alternatives::decide_all(&both) {
            let call = |both: &[Value]| self.merged_one(path, arg(both, 0), arg(both, 1), level).map(Some);
            if let Some(value) = alternatives::over(&both, || self.member(path), call)? {
                return Ok(value);
            }
        }
        self.merged_one(path, arg(&both, 0), arg(&both, 1), level)
    }

    fn merged_one(&'a self, path: &str, before: &Value, after: &Value, level: u16) -> Result<Value, Failure> {
        let (old, new) = (Kinds::of(before), Kinds::of(after));
        if let (Data::Object(_), Data::Object(_)) = (&before.data, &after.data) {
            let mut inner = Merge::new(self, path.to_owned());
            inner.add(before, level + 1)?;
            inner.add(after, level + 1)?;
            let data = Data::Object(inner.finish());
            return Ok(Value { data, origin: after.origin.clone(), secret: false });
        }
        if after.is_null() {
            return Ok(if before.is_null() { Value::NULL } else { self.null_over(path, before.clone()) });
        }
        let merges = old.meets(Kinds::OBJECT) && new.meets(Kinds::OBJECT);
        if !merges && !new.meets(Kinds::NULL) {
            return Ok(after.clone());
        }
        if after.as_object().is_some() {
            return Ok(self.over_unknown(path, after.clone()));
        }
        Ok(self.unsettled(path, &[before, after]))
    }

    /// A value over one that is not known: an object's members stay, others may come with what is below.
    fn over_unknown(&self, path: &str, after: Value) -> Value {
        if !self.deep {
            return after;
        }
        let Some(object) = after.as_object() else {
            let kinds = Kinds::of(&after);
            let settled = !kinds.meets(Kinds::NULL) && !kinds.meets(Kinds::OBJECT);
            return if settled { after } else { self.unsettled(path, &[&after]) };
        };
        let mut merged = ObjectBuilder::with_capacity(object.entries().len());
        for entry in object.entries() {
            let value = self.over_unknown(&format!("{path}.{}", entry.key), entry.value.clone());
            merged.insert(Entry { value, ..entry.clone() });
        }
        let data = Data::Object(self.opened(path, &merged.build()));
        Value { data, origin: after.origin.clone(), secret: after.secret }
    }
}

/// Arrays: the items of the first that all others have. Objects: the members that all have with the same value:
/// <https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-object#intersection>
fn intersection(args: &[Value]) -> Answer {
    match common_kind("intersection", args)? {
        _ if alternatives::decide_all(args) => Ok(None),
        Some(Kinds::ARRAY) => common_items(args),
        Some(_) => common_members(args),
        None => Ok(None),
    }
}

fn common_items(args: &[Value]) -> Answer {
    let Some(first) = array("intersection", arg(args, 0))? else { return Ok(None) };
    let others = args.get(1..).unwrap_or_default();
    if let Some(keys) = others.iter().map(keys_of).collect::<Option<Vec<_>>>() {
        let known: Option<Vec<(String, Value)>> =
            first.iter().map(|item| Some((canonical(item)?, item.clone()))).collect();
        if let Some(known) = known {
            let common = known.into_iter().filter(|(key, _)| keys.iter().all(|keys| keys.contains(key)));
            let common: Vec<Value> = common.map(|(_, item)| item).collect();
            return distinct::merged("intersection", &[common.into()], args).map(Some);
        }
    }
    let lengths = others.iter().filter_map(Value::as_array).map(<[Value]>::len);
    if lengths.sum::<usize>().saturating_mul(first.len()) > MAX_COMPARISONS {
        return Ok(None);
    }
    let mut common = Vec::new();
    for item in first {
        let answers: Vec<Option<bool>> = others.iter().map(|other| has(other, &item)).collect();
        if answers.contains(&Some(false)) {
            continue;
        }
        if answers.contains(&None) {
            return Ok(None);
        }
        common.push(item);
    }
    distinct::merged("intersection", &[common.into()], args).map(Some)
}

/// The canonical texts of an array's items, where all are known.
fn keys_of(array: &Value) -> Option<HashSet<String>> {
    array.as_array()?.iter().map(canonical).collect()
}

fn has(array: &Value, item: &Value) -> Option<bool> {
    match array.as_array() {
        Some(items) => any_same(items, item),
        None => any_same(&held(array).unwrap_or_default(), item).filter(|found| *found),
    }
}

fn common_members(args: &[Value]) -> Answer {
    let Some(first) = arg(args, 0).as_object() else { return Ok(None) };
    let mut common = ObjectBuilder::default();
    let mut closed = first.open().is_none();
    for entry in first.entries() {
        let answers = args.iter().skip(1).map(|other| match other.get(&entry.key) {
            Lookup::Found(value) => value.same(&entry.value),
            Lookup::Absent => Some(false),
            Lookup::Unknown(_) => None,
        });
        let answers: Vec<Option<bool>> = answers.collect();
        if answers.contains(&Some(false)) {
            continue;
        }
        if answers.contains(&None) {
            closed = false;
            continue;
        }
        let value = entry.value.clone().marked(arg(args, 0).secret);
        common.insert(Entry { value, ..entry.clone() });
    }
    let common = common.build();
    Ok(Some(if closed { common } else { opened_by("intersection", args, &common) }.into()))
}
