//! `yamldecode` and `yamlencode`. What the writer writes is in [`super::yaml_write`].

use super::args::{Args, found};
use super::{Answer, Function, Want, dates, yaml_write};
use crate::types::{Type, convert, number};
use base64::Engine as _;
use ravelin_model::{Array, Data, MAX_DEPTH, MAX_WEIGHT, ObjectBuilder, ObjectKind, Value};
use saphyr_parser::{Event, Parser, ScalarStyle, Tag};
use std::collections::HashMap;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::text("yamldecode", &[Want::String], decode),
    Function::text("yamlencode", &[Want::Any], encode),
];

fn encode(args: &Args<'_>) -> Answer {
    match yaml_write::written(args.get(0))? {
        Some(text) => found(text),
        None => Ok(None),
    }
}

fn decode(args: &Args<'_>) -> Answer {
    let Some(text) = args.text(0) else { return Ok(None) };
    let mut reader = Reader { parser: Parser::new_from_str(text), anchors: HashMap::new(), weight: 0 };
    let mut document = None;
    while let Some(event) = reader.next()? {
        match event {
            Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd | Event::Nothing => {}
            Event::StreamEnd => break,
            _ if document.is_some() => return Err("there is more than one document".to_owned()),
            event => document = Some(reader.node(event, 0)?),
        }
    }
    match document {
        Some(value) => found(value),
        None => Err("there is no document".to_owned()),
    }
}

struct Reader<'t> {
    parser: Parser<'t, saphyr_parser::StrInput<'t>>,
    anchors: HashMap<usize, Value>,
    weight: u64,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Result<Option<Event<'t>>, String> {
        match self.parser.next_event() {
            None => Ok(None),
            Some(Ok((event, _))) => Ok(Some(event)),
            Some(Err(error)) => Err(format!("the string is no YAML: {}", error.info())),
        }
    }

    fn node(&mut self, event: Event<'t>, depth: u16) -> Result<Value, String> {
        if depth >= MAX_DEPTH {
            return Err("the YAML is nested too deeply".to_owned());
        }
        let (anchor, value) = match event {
            Event::Alias(anchor) => {
                let value = self.anchors.get(&anchor).ok_or("an alias refers to what is not there")?.clone();
                // Aliases of aliases grow fast.
                self.weight = self.weight.saturating_add(value.weight());
                if self.weight > MAX_WEIGHT {
                    return Err("the YAML is too large".to_owned());
                }
                return Ok(value);
            }
            Event::Scalar(text, style, anchor, tag) => (anchor, scalar(&text, style, tag.as_deref())?),
            Event::SequenceStart(anchor, _) => (anchor, self.sequence(depth)?),
            Event::MappingStart(anchor, _) => (anchor, self.mapping(depth)?),
            _ => return Err("the string is no YAML".to_owned()),
        };
        if anchor > 0 {
            self.anchors.insert(anchor, value.clone());
        }
        Ok(value)
    }

    fn sequence(&mut self, depth: u16) -> Result<Value, String> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                None => return Err("the string is no YAML".to_owned()),
                Some(Event::SequenceEnd) => return Ok(Array::new(items).into()),
                Some(event) => items.push(self.node(event, depth + 1)?),
            }
        }
    }

    fn mapping(&mut self, depth: u16) -> Result<Value, String> {
        let mut object = ObjectBuilder::of_kind(ObjectKind::Exact);
        let mut merged: Vec<Value> = Vec::new();
        loop {
            let key = match self.next()? {
                None => return Err("the string is no YAML".to_owned()),
                Some(Event::MappingEnd) => break,
                Some(Event::Scalar(text, ScalarStyle::Plain, 0, None)) if text == "<<" => None,
                Some(event) => Some(self.node(event, depth + 1)?),
            };
            let event = self.next()?.ok_or("the string is no YAML")?;
            let value = self.node(event, depth + 1)?;
            let Some(key) = key else {
                merged.push(value);
                continue;
            };
            let key = convert(&key, &Type::String).map_err(|_| "a key is no string")?;
            object.put(key.as_str().ok_or("a key is no string")?, value);
        }
        for source in &merged {
            let sources = match &source.data {
                Data::Array(array) => array.items(),
                _ => std::slice::from_ref(source),
            };
            for source in sources {
                let source = source.as_object().ok_or("what is merged is no mapping")?;
                for entry in source.entries() {
                    // The mapping's own members win.
                    if object.get(&entry.key).is_none() {
                        object.insert(entry.clone());
                    }
                }
            }
        }
        Ok(object.build().into())
    }
}

fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Result<Value, String> {
    let plain = style == ScalarStyle::Plain;
    match tag {
        None if plain => Ok(resolved(text)),
        None => Ok(text.into()),
        Some(tag) if tag.is_yaml_core_schema() && !plain => Ok(text.into()),
        Some(tag) if tag.is_yaml_core_schema() => match tag.suffix.as_str() {
            "str" => Ok(text.into()),
            "int" | "float" => number_of(text).ok_or_else(|| format!("`{text}` is no number")),
            "bool" => {
                truth(text).map(Value::from).ok_or_else(|| format!("`{text}` is neither true nor false"))
            }
            "null" => Ok(Value::NULL),
            "binary" => {
                let compact: String = text.split_whitespace().collect();
                let valid = base64::prelude::BASE64_STANDARD.decode(&compact).is_ok();
                if valid {
                    Ok(compact.into())
                } else {
                    Err("what is marked as binary is no base64".to_owned())
                }
            }
            other => Err(format!("the tag `!!{other}` is not supported")),
        },
        Some(tag) => Err(format!("the tag `{}{}` is not supported", tag.handle, tag.suffix)),
    }
}

fn truth(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" | "y" | "Y" => Some(true),
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" | "n" | "N" => Some(false),
        _ => None,
    }
}

fn resolved(text: &str) -> Value {
    if matches!(text, "" | "~" | "null" | "Null" | "NULL") {
        return Value::NULL;
    }
    if let Some(answer) = truth(text) {
        return answer.into();
    }
    number_of(text).unwrap_or_else(|| dates::day(text).unwrap_or_else(|| text.to_owned()).into())
}

fn number_of(text: &str) -> Option<Value> {
    let (negative, magnitude) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if matches!(magnitude, ".inf" | ".Inf" | ".INF") {
        return Some(if negative { f64::NEG_INFINITY } else { f64::INFINITY }.into());
    }
    let first = magnitude.chars().next()?;
    if !first.is_ascii_digit() && first != '.' {
        return None;
    }
    let based = [("0x", 16), ("0o", 8)].iter().find_map(|(prefix, base)| {
        let digits = text.strip_prefix(prefix)?;
        i64::from_str_radix(digits, *base).ok()
    });
    if let Some(number) = based {
        return Some(number.into());
    }
    let value = number::parse(magnitude)?;
    if negative { number::negate(&value).ok() } else { Some(value) }
}
