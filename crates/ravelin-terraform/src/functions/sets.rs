//! Sets: `setintersection`, `setproduct`, `setsubtract`, `setunion`.

use super::args::{Args, few, found, list};
use super::{Answer, Function, Want};
use crate::types::{Type, convert, equal, set_of, type_of, unify};
use ravelin_model::{Array, ArrayKind, Data, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::text("setintersection", &[Want::Set], intersection).and_more(Want::Set),
    Function::values("setproduct", &[], product).and_more(Want::Some),
    Function::text("setsubtract", &[Want::Set, Want::Set], subtract),
    Function::text("setunion", &[Want::Set], union).and_more(Want::Set),
];

/// The elements of all sets, as one type; `None` where one is not wholly known.
fn sets(args: &Args<'_>) -> Result<Option<Vec<Vec<Value>>>, String> {
    if !args.values.iter().all(Value::is_known) {
        return Ok(None);
    }
    let types: Vec<Type> = args.values.iter().map(type_of).collect();
    let ty = unify(&types).ok_or("the sets must be of the same type")?;
    let mut all = Vec::new();
    for value in args.values {
        let value = convert(value, &ty)?;
        all.push(value.as_array().unwrap_or_default().to_vec());
    }
    Ok(Some(all))
}

fn has(items: &[Value], wanted: &Value) -> bool {
    items.iter().any(|item| equal(item, wanted) == Some(true))
}

/// Elements of the first set for which this holds of each other one.
fn filtered(args: &Args<'_>, keep: fn(bool) -> bool) -> Answer {
    let Some(sets) = sets(args)? else { return Ok(None) };
    let Some((first, others)) = sets.split_first() else { return Ok(None) };
    let work = others.iter().map(Vec::len).fold(0usize, usize::saturating_add).saturating_mul(first.len());
    if work > 4_000_000 {
        return Err("the sets are too large".to_owned());
    }
    let kept = first.iter().filter(|item| others.iter().all(|other| keep(has(other, item))));
    found(set_of(kept.cloned().collect()))
}

fn intersection(args: &Args<'_>) -> Answer {
    filtered(args, |in_other| in_other)
}

fn subtract(args: &Args<'_>) -> Answer {
    filtered(args, |in_other| !in_other)
}

fn union(args: &Args<'_>) -> Answer {
    let Some(sets) = sets(args)? else { return Ok(None) };
    found(set_of(sets.concat()))
}

fn product(args: &Args<'_>) -> Answer {
    if args.values.len() < 2 {
        return Err("at least two arguments are needed".to_owned());
    }
    let mut columns: Vec<Vec<Value>> = Vec::new();
    let (mut total, mut set, mut unknown) = (1usize, false, false);
    for value in args.values {
        match &value.data {
            Data::Array(array) => {
                let types: Vec<Type> = array.items().iter().map(type_of).collect();
                let ty = unify(&types).ok_or("all elements of an argument must be of the same type")?;
                let column: Result<Vec<Value>, String> =
                    array.items().iter().map(|item| convert(item, &ty)).collect();
                set |= array.kind() == ArrayKind::Set;
                total = total.saturating_mul(array.items().len());
                columns.push(column?);
            }
            Data::Unknown(_) => unknown = true,
            _ => return Err("the arguments must be sets or lists".to_owned()),
        }
    }
    if unknown {
        return Ok(None);
    }
    few(total.saturating_mul(columns.len()))?;
    let mut rows: Vec<Vec<Value>> = if total == 0 { Vec::new() } else { vec![Vec::new()] };
    for column in &columns {
        let longer = rows.iter().flat_map(|row| {
            column.iter().map(move |item| row.iter().chain([item]).cloned().collect::<Vec<Value>>())
        });
        rows = longer.collect();
    }
    let rows: Vec<Value> = rows.into_iter().map(|row| Array::new(row).into()).collect();
    if set { found(set_of(rows)) } else { found(list(rows)) }
}
