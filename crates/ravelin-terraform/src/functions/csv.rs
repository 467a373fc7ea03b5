//! `csvdecode`: rows of text as objects, named by the first row.

use super::args::{Args, few, found, list};
use super::{Answer, Function, Want};
use ravelin_model::{ObjectBuilder, ObjectKind, Value};

pub(super) const FUNCTIONS: &[Function] = &[Function::text("csvdecode", &[Want::String], decode)];

/// The fields of each row; empty lines are none.
fn rows(text: &str) -> Result<Vec<Vec<String>>, String> {
    let mut rows = Vec::new();
    let mut rest = text.chars().peekable();
    while rest.peek().is_some() {
        if rest.next_if_eq(&'\n').is_some() {
            continue;
        }
        let mut row = Vec::new();
        loop {
            let (field, more) = field(&mut rest)?;
            row.push(field);
            if !more {
                break;
            }
        }
        // A line of a carriage return alone is empty as well.
        if row.len() > 1 || row.first().is_some_and(|only| only != "\r") {
            rows.push(row);
        }
        few(rows.len())?;
    }
    Ok(rows)
}

/// A field, and whether another one follows in its row.
fn field(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Result<(String, bool), String> {
    let mut out = String::new();
    if rest.next_if_eq(&'"').is_none() {
        loop {
            match rest.next() {
                None => break,
                Some(',') => return Ok((out, true)),
                Some('\n') => break,
                Some('"') => return Err("a quote stands inside a field that is not quoted".to_owned()),
                Some(letter) => out.push(letter),
            }
        }
        if out.ends_with('\r') {
            out.pop();
        }
        return Ok((out, false));
    }
    loop {
        match rest.next() {
            None => return Err("a quoted field does not end".to_owned()),
            Some('"') if rest.next_if_eq(&'"').is_some() => out.push('"'),
            Some('"') => break,
            Some('\r') if rest.peek() == Some(&'\n') => {}
            Some(letter) => out.push(letter),
        }
    }
    rest.next_if_eq(&'\r');
    match rest.next() {
        None | Some('\n') => Ok((out, false)),
        Some(',') => Ok((out, true)),
        Some(_) => Err("something follows a quoted field".to_owned()),
    }
}

fn decode(args: &Args<'_>) -> Answer {
    let Some(text) = args.text(0) else { return Ok(None) };
    let rows = rows(text)?;
    let Some((header, rows)) = rows.split_first() else { return Err("there is no header".to_owned()) };
    for (at, name) in header.iter().enumerate() {
        if header.iter().take(at).any(|other| other == name) {
            return Err(format!("two columns are named `{name}`"));
        }
        if at > 2000 {
            return Err("there are too many columns".to_owned());
        }
    }
    let object = |row: &Vec<String>| {
        if row.len() != header.len() {
            return Err(format!("a row has {} fields, and the header {}", row.len(), header.len()));
        }
        let mut object = ObjectBuilder::of_kind(ObjectKind::Exact);
        for (name, field) in header.iter().zip(row) {
            object.put(name.as_str(), field.as_str());
        }
        Ok(Value::from(object.build()))
    };
    let rows: Result<Vec<Value>, String> = rows.iter().map(object).collect();
    found(list(rows?))
}
