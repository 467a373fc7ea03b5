//! The tables' format (`tables/README.md` describes it for who writes rows), read lazily: a file is parsed when the first
//! resource of one of its types is met.

use super::path::Path;
use ravelin_model::{ObjectBuilder, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

/// The tables as they are compiled in: the file's name and its text.
static FILES: &[(&str, &str)] = super::files::FILES;

/// Which type stands in which table; and for types without rows, what they are in Azure Resource Manager.
static INDEX: &str = include_str!("../../tables/index.tsv");

/// What is known of a type.
#[derive(Clone, Copy, Debug)]
pub(super) enum Known {
    /// It has a row.
    Row(&'static Resource),
    /// It is known by its id only.
    Unmapped { arm: &'static str, id: &'static str },
}

/// What is known of a type of azurerm.
pub(super) fn find(ty: &str) -> Option<Known> {
    let (file, arm, id) = indexed(ty)?;
    if file == "-" {
        return Some(Known::Unmapped { arm, id });
    }
    Some(Known::Row(file_of(file)?.get(ty)?))
}

/// Every type of the index.
#[cfg(test)]
pub(super) fn types() -> impl Iterator<Item = &'static str> {
    INDEX.lines().filter_map(|line| line.split('\t').next()).filter(|ty| !ty.is_empty())
}

fn indexed(ty: &str) -> Option<(&'static str, &'static str, &'static str)> {
    static LINES: OnceLock<Vec<&'static str>> = OnceLock::new();
    let lines = LINES.get_or_init(|| INDEX.lines().collect());
    let key = |line: &&'static str| line.split('\t').next().unwrap_or_default();
    let at = lines.binary_search_by(|line| key(line).cmp(ty)).ok()?;
    let mut parts = lines.get(at)?.split('\t').skip(1);
    Some((parts.next()?, parts.next().unwrap_or_default(), parts.next().unwrap_or_default()))
}

type Table = HashMap<String, Resource>;

fn file_of(name: &str) -> Option<&'static Table> {
    static PARSED: OnceLock<Vec<OnceLock<Table>>> = OnceLock::new();
    let parsed = PARSED.get_or_init(|| FILES.iter().map(|_| OnceLock::new()).collect());
    let at = FILES.iter().position(|(file, _)| *file == name)?;
    let (_, text) = FILES.get(at)?;
    Some(parsed.get(at)?.get_or_init(|| parse(text).unwrap_or_default()))
}

/// The rows of one file.
pub(super) fn parse(text: &str) -> Result<Table, toml::de::Error> {
    let written: BTreeMap<String, written::Resource> = toml::from_str(text)?;
    Ok(written.into_iter().map(|(ty, resource)| (ty, resource.compiled())).collect())
}

/// Every file's name and text, for the tests of the tables.
#[cfg(test)]
pub(super) fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().copied()
}

/// One type of azurerm.
#[derive(Debug)]
pub(super) struct Resource {
    /// The type in Azure Resource Manager.
    pub(super) arm: Arc<str>,
    /// The version of the API that the provider calls.
    pub(super) api: Option<Arc<str>>,
    /// How the id is written: the first whose attributes are there.
    pub(super) id: Vec<String>,
    /// Its rows go into the body of the resource that the id names, instead of one of its own.
    pub(super) into: bool,
    pub(super) map: Vec<Row>,
    pub(super) children: Vec<Child>,
    /// Attributes that only some major versions have.
    pub(super) since: BTreeMap<String, u32>,
    pub(super) until: BTreeMap<String, u32>,
    /// Other names of attributes, by path.
    pub(super) aliases: HashMap<String, Vec<String>>,
    /// Defaults of attributes, by path: from this major version on.
    pub(super) defaults: HashMap<String, Vec<(u32, Value)>>,
    pub(super) numbers: BTreeSet<String>,
    pub(super) booleans: BTreeSet<String>,
    pub(super) secrets: BTreeSet<String>,
    /// What the provider computes: a template, or nothing that could be known.
    pub(super) computed: BTreeMap<String, Option<String>>,
    /// Attributes that mean nothing to Azure Resource Manager, and why.
    pub(super) ignore: BTreeMap<String, String>,
    /// Attributes that are not mapped, with the paths that they could set.
    pub(super) unmapped: BTreeMap<String, Vec<Path>>,
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "evidence is for readers and for the tests of the tables")
    )]
    pub(super) evidence: Vec<String>,
}

impl Resource {
    /// A row that says nothing.
    pub(super) fn empty() -> Self {
        Self {
            arm: "".into(),
            api: None,
            id: Vec::new(),
            into: false,
            map: Vec::new(),
            children: Vec::new(),
            since: BTreeMap::new(),
            until: BTreeMap::new(),
            aliases: HashMap::new(),
            defaults: HashMap::new(),
            numbers: BTreeSet::new(),
            booleans: BTreeSet::new(),
            secrets: BTreeSet::new(),
            computed: BTreeMap::new(),
            ignore: BTreeMap::new(),
            unmapped: BTreeMap::new(),
            evidence: Vec::new(),
        }
    }
}

/// A further resource that an instance becomes.
#[derive(Debug)]
pub(super) struct Child {
    pub(super) arm: Arc<str>,
    pub(super) api: Option<Arc<str>>,
    pub(super) id: Vec<String>,
    /// One for each item of this, instead of one.
    pub(super) each: Option<Path>,
    pub(super) conditions: Vec<Condition>,
    pub(super) map: Vec<Row>,
}

/// From attributes to a property.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) from: Vec<Path>,
    pub(super) to: Vec<Path>,
    /// What is written where `from` is there, instead of its value.
    pub(super) value: Option<Value>,
    pub(super) ops: Vec<Op>,
    pub(super) conditions: Vec<Condition>,
    /// Values that are not sent.
    pub(super) omit: Vec<Value>,
    /// Is what Go takes for nothing (`false`, 0, `""`, no items) not sent?
    pub(super) omit_zero: bool,
    /// The name of the item with `name` and `value` that is written.
    pub(super) setting: Option<Arc<str>>,
    /// The attribute that names the member at the last `{}` of the target.
    pub(super) named: Option<Path>,
    /// The value names a part of the resource itself: what is written is the id of that part, of this kind.
    pub(super) below: Option<Arc<str>>,
}

/// A condition on attributes.
#[derive(Debug)]
pub(super) struct Condition {
    pub(super) path: Path,
    /// Is it one of these? None: is it there, and not what Go takes for nothing?
    pub(super) values: Vec<String>,
    pub(super) negated: bool,
}

/// What is done to a value on its way.
#[derive(Clone, Debug)]
pub(super) enum Op {
    Format(String),
    Split(String, usize),
    Not,
    Bool(Value, Value),
    Enum(Vec<(String, Value)>),
    Join(String),
    /// The part after the last one of these.
    Last(String),
    /// `https://host` of an address.
    Origin,
    Text,
    Integer,
    Json,
    JsonText,
    Location,
    Identity,
    Lower,
    Upper,
    Base64,
    /// The id of a built-in role by its name.
    Role,
    /// Into an array of one.
    Wrap,
    /// The first item of an array.
    First,
}

/// The format as it is written.
mod written {
    use super::{Condition, Op, Path, value};
    use ravelin_model::Value;
    use serde::Deserialize;
    use std::collections::{BTreeMap, BTreeSet};

    #[derive(Deserialize, Default)]
    #[serde(untagged)]
    pub(super) enum Many<T> {
        #[default]
        None,
        One(T),
        Several(Vec<T>),
    }

    impl<T> Many<T> {
        pub(super) fn all(self) -> Vec<T> {
            match self {
                Self::None => Vec::new(),
                Self::One(one) => vec![one],
                Self::Several(several) => several,
            }
        }
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub(super) struct Resource {
        arm: String,
        api: Option<String>,
        #[serde(default)]
        id: Many<String>,
        #[serde(default)]
        into: bool,
        #[serde(default)]
        map: Vec<Row>,
        #[serde(default)]
        child: Vec<Child>,
        #[serde(default)]
        since: BTreeMap<String, u32>,
        #[serde(default)]
        until: BTreeMap<String, u32>,
        #[serde(default)]
        alias: BTreeMap<String, Many<String>>,
        #[serde(default)]
        default: BTreeMap<String, toml::Value>,
        #[serde(default)]
        numbers: BTreeSet<String>,
        #[serde(default)]
        booleans: BTreeSet<String>,
        #[serde(default)]
        secrets: BTreeSet<String>,
        #[serde(default)]
        computed: BTreeMap<String, String>,
        #[serde(default)]
        ignore: BTreeMap<String, String>,
        #[serde(default)]
        unmapped: BTreeMap<String, Many<String>>,
        #[serde(default)]
        evidence: Many<String>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Child {
        arm: String,
        api: Option<String>,
        #[serde(default)]
        id: Many<String>,
        each: Option<String>,
        #[serde(default, rename = "if")]
        condition: Many<String>,
        #[serde(default)]
        map: Vec<Row>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Row {
        #[serde(default)]
        from: Many<String>,
        to: Many<String>,
        value: Option<toml::Value>,
        #[serde(default, rename = "if")]
        condition: Many<String>,
        omit: Option<toml::Value>,
        setting: Option<String>,
        below: Option<String>,
        named: Option<String>,
        format: Option<String>,
        split: Option<String>,
        part: Option<usize>,
        bool: Option<[toml::Value; 2]>,
        #[serde(default, rename = "enum")]
        map: BTreeMap<String, toml::Value>,
        join: Option<String>,
        last: Option<String>,
        op: Option<String>,
    }

    impl Resource {
        pub(super) fn compiled(self) -> super::Resource {
            let defaults = self.default.into_iter().map(|(path, default)| (path, versions(default)));
            let paths = |paths: Many<String>| paths.all().iter().map(|path| Path::parse(path)).collect();
            let computed = |(name, template): (String, String)| {
                (name, Some(template).filter(|template| !template.is_empty()))
            };
            super::Resource {
                arm: self.arm.into(),
                api: self.api.map(Into::into),
                id: self.id.all(),
                into: self.into,
                map: self.map.into_iter().map(Row::compiled).collect(),
                children: self.child.into_iter().map(Child::compiled).collect(),
                since: self.since,
                until: self.until,
                aliases: self.alias.into_iter().map(|(path, names)| (path, names.all())).collect(),
                defaults: defaults.collect(),
                numbers: self.numbers,
                booleans: self.booleans,
                secrets: self.secrets,
                computed: self.computed.into_iter().map(computed).collect(),
                ignore: self.ignore,
                unmapped: self.unmapped.into_iter().map(|(name, to)| (name, paths(to))).collect(),
                evidence: self.evidence.all(),
            }
        }
    }

    impl Child {
        fn compiled(self) -> super::Child {
            super::Child {
                arm: self.arm.into(),
                api: self.api.map(Into::into),
                id: self.id.all(),
                each: self.each.as_deref().map(Path::parse),
                conditions: self.condition.all().iter().map(|text| condition(text)).collect(),
                map: self.map.into_iter().map(Row::compiled).collect(),
            }
        }
    }

    impl Row {
        fn compiled(self) -> super::Row {
            let ops = self.ops();
            let zero = |omit: &toml::Value| omit.as_str() == Some("zero");
            let (omit, omit_zero) = match self.omit {
                None => (Vec::new(), false),
                Some(omit) if zero(&omit) => (Vec::new(), true),
                Some(toml::Value::Array(several)) => (several.iter().map(value).collect(), false),
                Some(one) => (vec![value(&one)], false),
            };
            super::Row {
                from: self.from.all().iter().map(|path| Path::parse(path)).collect(),
                to: self.to.all().iter().map(|path| Path::parse(path)).collect(),
                value: self.value.as_ref().map(value),
                ops,
                conditions: self.condition.all().iter().map(|text| condition(text)).collect(),
                omit,
                omit_zero,
                setting: self.setting.map(Into::into),
                below: self.below.map(Into::into),
                named: self.named.as_deref().map(Path::parse),
            }
        }

        fn ops(&self) -> Vec<Op> {
            let mut ops = Vec::new();
            ops.extend(self.format.clone().map(Op::Format));
            ops.extend(self.split.clone().map(|by| Op::Split(by, self.part.unwrap_or(0))));
            ops.extend(self.last.clone().map(Op::Last));
            if let Some([yes, no]) = &self.bool {
                ops.push(Op::Bool(value(yes), value(no)));
            }
            if !self.map.is_empty() {
                ops.push(Op::Enum(self.map.iter().map(|(from, to)| (from.clone(), value(to))).collect()));
            }
            for name in self.op.iter().flat_map(|names| names.split_whitespace()) {
                ops.extend(named(name));
            }
            ops.extend(self.join.clone().map(Op::Join));
            ops
        }
    }

    fn named(name: &str) -> Option<Op> {
        Some(match name {
            "not" => Op::Not,
            "origin" => Op::Origin,
            "text" => Op::Text,
            "integer" => Op::Integer,
            "json" => Op::Json,
            "json-text" => Op::JsonText,
            "location" => Op::Location,
            "identity" => Op::Identity,
            "lower" => Op::Lower,
            "upper" => Op::Upper,
            "base64" => Op::Base64,
            "role" => Op::Role,
            "wrap" => Op::Wrap,
            "first" => Op::First,
            _ => return None,
        })
    }

    /// `a.b`, `!a.b`, `a.b=x|y`, `a.b!=x|y`.
    fn condition(text: &str) -> Condition {
        let (text, not) = text.strip_prefix('!').map_or((text, false), |rest| (rest, true));
        let Some((path, values)) = text.split_once('=') else {
            return Condition { path: Path::parse(text), values: Vec::new(), negated: not };
        };
        let (path, unlike) = path.strip_suffix('!').map_or((path, false), |path| (path, true));
        let values = values.split('|').map(str::to_owned).collect();
        Condition { path: Path::parse(path), values, negated: not != unlike }
    }

    /// A default for all versions, or `{ "2" = …, "3" = … }`: from that major version on.
    fn versions(default: toml::Value) -> Vec<(u32, Value)> {
        let toml::Value::Table(table) = &default else { return vec![(0, value(&default))] };
        let versions: Option<Vec<(u32, Value)>> =
            table.iter().map(|(major, one)| Some((major.parse().ok()?, value(one)))).collect();
        versions.filter(|versions| !versions.is_empty()).unwrap_or_else(|| vec![(0, value(&default))])
    }
}

fn value(written: &toml::Value) -> Value {
    match written {
        toml::Value::String(text) => text.as_str().into(),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::Float(number) => (*number).into(),
        toml::Value::Boolean(yes) => (*yes).into(),
        toml::Value::Datetime(time) => time.to_string().into(),
        toml::Value::Array(items) => items.iter().map(value).collect::<Vec<_>>().into(),
        toml::Value::Table(members) => {
            let mut object = ObjectBuilder::with_capacity(members.len());
            members.iter().for_each(|(key, member)| object.put(key.as_str(), value(member)));
            object.build().into()
        }
    }
}
