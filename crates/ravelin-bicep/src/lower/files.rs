//! `loadTextContent()` and its kin: files read when the template is compiled.

use super::json_path::select;
use super::{Binding, Lower, Unit};
use crate::syntax::ast::{Expression, StatementKind};
use base64::Engine as _;
use ravelin_finding::Place;
use ravelin_model::{ObjectBuilder, Origin, Step, Value};
use ravelin_template::functions;
use ravelin_template::ir::{ExprId, Kind};
use ravelin_template::loader::Unloaded;
use std::sync::Arc;

/// How deep expressions are worked out for a path.
const MAX_FOLDED: u8 = 32;

impl Lower<'_> {
    /// The value of a `load…()` function; `None` when it is none.
    pub(crate) fn load(
        &mut self,
        unit: &Unit<'_>,
        name: &str,
        arguments: &[Expression<'_>],
        place: Place,
    ) -> Option<ExprId> {
        let known = [
            "loadTextContent",
            "loadJsonContent",
            "loadYamlContent",
            "loadFileAsBase64",
            "loadDirectoryFileInfo",
        ];
        if !known.contains(&name) {
            return None;
        }
        let mut texts = Vec::new();
        for argument in arguments {
            let id = self.expression(unit, argument);
            let value = self.constant(unit, id, MAX_FOLDED);
            texts.push(value.as_ref().and_then(Value::as_str).map(str::to_owned));
        }
        let text = |at: usize| texts.get(at).cloned().flatten();
        let Some(path) = text(0) else {
            self.problem(place, "the path of a file to load must be a constant", None);
            return Some(self.broken(place, "the path of a file to load must be a constant"));
        };
        let loaded = match name {
            "loadTextContent" => {
                self.bytes(unit, &path).and_then(|bytes| decode(bytes, text(1).as_deref())).map(Value::from)
            }
            "loadFileAsBase64" => {
                let encode = |bytes: Vec<u8>| base64::engine::general_purpose::STANDARD.encode(bytes);
                self.bytes(unit, &path).map(|bytes| Value::from(encode(bytes)))
            }
            "loadJsonContent" => self
                .bytes(unit, &path)
                .and_then(|bytes| decode(bytes, text(2).as_deref()))
                .and_then(|content| json(&content))
                .and_then(|value| select(&value, text(1).as_deref())),
            "loadYamlContent" => self
                .bytes(unit, &path)
                .and_then(|bytes| decode(bytes, text(2).as_deref()))
                .and_then(|content| yaml(&content))
                .and_then(|value| select(&value, text(1).as_deref())),
            _ => self.directory(unit, &path, text(1).as_deref()),
        };
        Some(match loaded {
            Ok(value) => {
                let origin = Origin::step(place, Step::Loaded(path.into()), None);
                self.builder.add(place, Kind::Constant(value.with_origin(origin)))
            }
            Err(failure) => {
                self.problem(place, failure.message.clone(), failure.help.as_deref());
                self.broken(place, &failure.message)
            }
        })
    }

    /// The value of an expression that the compiler works out: literals and calls of plain functions, through variables
    /// of this file wherever they are declared.
    fn constant(&mut self, unit: &Unit<'_>, id: ExprId, depth: u8) -> Option<Value> {
        if let Some(value) = self.builder.constant(id) {
            return value.is_known().then(|| value.clone());
        }
        if depth == 0 {
            return None;
        }
        match &self.builder.exprs.get(id.0 as usize)?.kind {
            Kind::Variable(at) => {
                let at = *at;
                self.define_early(unit, at);
                let value = self.variables.get(at as usize)?.as_ref()?.value;
                self.constant(unit, value, depth - 1)
            }
            Kind::Call(function, arguments) => {
                let (function, arguments) = (*function, arguments.clone());
                let arguments = arguments.iter().map(|argument| self.constant(unit, *argument, depth - 1));
                functions::apply(function, &arguments.collect::<Option<Vec<_>>>()?).ok()
            }
            Kind::Member { base, key, safe } => {
                let (base, key, safe) = (*base, *key, *safe);
                let base = self.constant(unit, base, depth - 1)?;
                let key = self.constant(unit, key, depth - 1)?;
                functions::property(&base, &key, safe).ok().flatten()
            }
            _ => None,
        }
    }

    /// Lowers a variable that is declared further down. One that is being lowered already depends on itself.
    fn define_early(&mut self, unit: &Unit<'_>, at: u32) {
        let missing = self.variables.get(at as usize).is_some_and(Option::is_none);
        let statement = unit.ast.statements.iter().find(|statement| match &statement.kind {
            StatementKind::Variable { name, .. } => {
                self.bound(unit, name.text) == Some(Binding::Variable(at))
            }
            _ => false,
        });
        if let (true, Some(statement)) = (missing && self.defining.insert(at), statement) {
            let outer = std::mem::take(&mut self.locals);
            self.define(unit, statement);
            self.locals = outer;
            self.defining.remove(&at);
        }
    }

    fn bytes(&self, unit: &Unit<'_>, path: &str) -> Result<Vec<u8>, Unloaded> {
        self.loader.bytes(unit.file, path)
    }

    fn directory(&self, unit: &Unit<'_>, path: &str, pattern: Option<&str>) -> Result<Value, Unloaded> {
        let files = self.loader.directory(unit.file, path, pattern.unwrap_or("*"))?;
        let rows = files.into_iter().map(|file| {
            let mut row = ObjectBuilder::default();
            row.put("relativePath", file.relative_path);
            row.put("baseName", file.base_name);
            row.put("extension", file.extension);
            Value::from(row.build())
        });
        Ok(rows.collect::<Vec<_>>().into())
    }
}

/// Text in the encoding that is named; UTF-8 when none is.
/// <https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-files#loadtextcontent>
fn decode(bytes: Vec<u8>, encoding: Option<&str>) -> Result<String, Unloaded> {
    let wide = |pairs: &[u8], big: bool| {
        let units = pairs.chunks_exact(2).filter_map(|pair| <[u8; 2]>::try_from(pair).ok());
        let units = units.map(|pair| if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) });
        char::decode_utf16(units).map(|one| one.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>()
    };
    let text = match encoding.unwrap_or("utf-8").to_ascii_lowercase().as_str() {
        "utf-16" => wide(&bytes, false),
        "utf-16be" => wide(&bytes, true),
        "iso-8859-1" => bytes.into_iter().map(char::from).collect(),
        "us-ascii" => {
            bytes.into_iter().map(|byte| if byte.is_ascii() { char::from(byte) } else { '?' }).collect()
        }
        _ => String::from_utf8(bytes).map_err(|_| Unloaded::new("the file is not UTF-8 text"))?,
    };
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// JSON, with comments.
fn json(text: &str) -> Result<Value, Unloaded> {
    ravelin_template::lower::json_value(text)
        .map_err(|error| Unloaded::new(format!("the file is not valid JSON: {}", error.message)))
}

/// YAML 1.2 with the scalar types of its core schema.
pub(crate) fn yaml(text: &str) -> Result<Value, Unloaded> {
    use saphyr::LoadableYamlNode as _;
    let bad = |why: &str| Unloaded::new(format!("the file is not valid YAML: {why}"));
    let documents = saphyr::Yaml::load_from_str(text).map_err(|error| bad(&error.to_string()))?;
    let Some(first) = documents.first() else { return Ok(Value::NULL) };
    from_yaml(first, 0).ok_or_else(|| bad("it holds something that has no place in a template"))
}

fn from_yaml(yaml: &saphyr::Yaml<'_>, depth: u16) -> Option<Value> {
    if depth > ravelin_model::MAX_DEPTH {
        return None;
    }
    if let Some(items) = yaml.as_sequence() {
        return items
            .iter()
            .map(|item| from_yaml(item, depth + 1))
            .collect::<Option<Vec<_>>>()
            .map(Value::from);
    }
    if let Some(mapping) = yaml.as_mapping() {
        let mut object = ObjectBuilder::default();
        for (key, value) in mapping {
            let key: Arc<str> = match (key.as_str(), key.as_integer(), key.as_bool()) {
                (Some(text), ..) => text.into(),
                (_, Some(number), _) => number.to_string().into(),
                (_, _, Some(yes)) => yes.to_string().into(),
                _ => return None,
            };
            object.put(key, from_yaml(value, depth + 1)?);
        }
        return Some(object.build().into());
    }
    if yaml.is_null() {
        return Some(Value::NULL);
    }
    let scalar = yaml.as_bool().map(Value::from).or_else(|| yaml.as_integer().map(Value::from));
    scalar.or_else(|| yaml.as_floating_point().map(Value::from)).or_else(|| yaml.as_str().map(Value::from))
}
