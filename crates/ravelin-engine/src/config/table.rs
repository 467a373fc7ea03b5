//! A table of the configuration from which keys are taken one by one; what is left at the end is unknown.

use crate::suggest::did_you_mean;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) span: Range<usize>,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl Fault {
    fn kind(span: Range<usize>, key: &str, wanted: &str) -> Self {
        Self { span, message: format!("`{key}` must be {wanted}"), help: None }
    }
}

/// A table with the keys that were asked for.
pub(super) struct Table<'t> {
    table: DeTable<'t>,
    asked: Vec<&'static str>,
}

/// A value under a key that is not known in advance.
pub(super) enum Row<'t> {
    Text(String),
    Table(Table<'t>),
}

impl<'t> Table<'t> {
    /// The outermost table.
    pub(super) fn parse(text: &'t str) -> Result<Self, Fault> {
        match DeTable::parse(text) {
            Ok(table) => Ok(Self { table: table.into_inner(), asked: Vec::new() }),
            Err(error) => {
                let message = error.message().lines().collect::<Vec<_>>().join(", ");
                Err(Fault { span: error.span().unwrap_or_default(), message, help: None })
            }
        }
    }

    fn take(&mut self, key: &'static str) -> Option<Spanned<DeValue<'t>>> {
        self.asked.push(key);
        self.table.remove(key)
    }

    /// The text under a key, with its place.
    pub(super) fn string(&mut self, key: &'static str) -> Result<Option<(String, Range<usize>)>, Fault> {
        let Some(value) = self.take(key) else { return Ok(None) };
        let span = value.span();
        match value.into_inner() {
            DeValue::String(text) => Ok(Some((text.into_owned(), span))),
            DeValue::Datetime(date) => Ok(Some((date.to_string(), span))),
            _ => Err(Fault::kind(span, key, "text")),
        }
    }

    /// The texts of an array under a key; none when it is not there.
    pub(super) fn strings(&mut self, key: &'static str) -> Result<Vec<String>, Fault> {
        let Some(value) = self.take(key) else { return Ok(Vec::new()) };
        let span = value.span();
        let wrong = |span| Fault::kind(span, key, "an array of texts");
        let DeValue::Array(items) = value.into_inner() else { return Err(wrong(span)) };
        let texts = items.into_iter().map(|item| {
            let span = item.span();
            match item.into_inner() {
                DeValue::String(text) => Ok(text.into_owned()),
                _ => Err(wrong(span)),
            }
        });
        texts.collect()
    }

    /// `true` or `false` under a key.
    pub(super) fn flag(&mut self, key: &'static str) -> Result<Option<bool>, Fault> {
        let Some(value) = self.take(key) else { return Ok(None) };
        let span = value.span();
        match value.into_inner() {
            DeValue::Boolean(flag) => Ok(Some(flag)),
            _ => Err(Fault::kind(span, key, "`true` or `false`")),
        }
    }

    /// The table under a key.
    pub(super) fn table(&mut self, key: &'static str) -> Result<Option<Self>, Fault> {
        let Some(value) = self.take(key) else { return Ok(None) };
        let span = value.span();
        match value.into_inner() {
            DeValue::Table(table) => Ok(Some(Self { table, asked: Vec::new() })),
            _ => Err(Fault::kind(span, key, "a table")),
        }
    }

    /// All that is left, each with the key and its place, in the order of the file.
    pub(super) fn rest(self) -> Vec<(String, Range<usize>, Row<'t>)> {
        let rows = self.table.into_iter().map(|(key, value)| {
            let span = key.span();
            let row = match value.into_inner() {
                DeValue::String(text) => Row::Text(text.into_owned()),
                DeValue::Table(table) => Row::Table(Table { table, asked: Vec::new() }),
                _ => Row::Text(String::new()),
            };
            (key.into_inner().into_owned(), span, row)
        });
        let mut rows: Vec<_> = rows.collect();
        rows.sort_by_key(|(_, span, _)| span.start);
        rows
    }

    /// Says that nothing else is known.
    pub(super) fn end(self) -> Result<(), Fault> {
        let first = self
            .table
            .iter()
            .map(|(key, _)| (key.span(), key.get_ref().to_string()))
            .min_by_key(|(span, _)| span.start);
        match first {
            None => Ok(()),
            Some((span, key)) => {
                let help = did_you_mean(&key, self.asked.iter().copied())
                    .or_else(|| Some(format!("the keys here are {}", self.asked.join(", "))));
                Err(Fault { span, message: format!("there is no key `{key}`"), help })
            }
        }
    }
}
