//! Names from other files.

use super::{Binding, Lower, Unit, number};
use crate::syntax::ast::{ImportSymbols, StatementKind, StringLiteral};
use crate::syntax::{FileKind, parse};
use ravelin_finding::{FileId, Problem, ProblemKind, Span};

/// How much text may be read on behalf of the imports of one file.
const MAX_IMPORTED: usize = 256 << 20;

impl<'a> Unit<'a> {
    /// The path and exported name behind a name of an `import {…} from …`.
    pub(super) fn imported(&self, name: &str) -> Option<(&'a StringLiteral<'a>, &'a str)> {
        self.imports.iter().find_map(|&(symbols, from)| {
            let ImportSymbols::List(list) = symbols else { return None };
            let here = list
                .iter()
                .find(|(exported, _, alias)| alias.map_or(exported.as_ref(), |alias| alias.text) == name);
            here.map(|(exported, _, _)| (from, exported.as_ref()))
        })
    }
}

impl Lower<'_> {
    /// What a name means in a file: a declaration, or an import.
    pub(crate) fn binding(&mut self, unit: &Unit<'_>, name: &str) -> Option<Binding> {
        if let Some(binding) = self.bound(unit, name) {
            return Some(binding);
        }
        // A file whose exports are being read is lowered only as far as they need it.
        if let Some(statement) = unit.names.get(name) {
            let binding = match &statement.kind {
                StatementKind::Variable { .. } => {
                    self.variables.push(None);
                    Binding::Variable(number(self.variables.len()))
                }
                StatementKind::Function { .. } => {
                    self.functions.push(None);
                    Binding::Function(number(self.functions.len()))
                }
                _ => return None,
            };
            self.bindings.insert((unit.file, name.to_owned()), binding);
            let outer = std::mem::take(&mut self.locals);
            self.define(unit, statement);
            self.locals = outer;
            return Some(binding);
        }
        let binding = match self.namespace_of(unit, name) {
            Some(binding) => binding,
            None => {
                let (file, exported) = self.import_of(unit, name)?;
                self.exported(file, &exported)?
            }
        };
        self.bindings.insert((unit.file, name.to_owned()), binding);
        Some(binding)
    }

    /// `name` of `import * as name from …`.
    fn namespace_of(&mut self, unit: &Unit<'_>, name: &str) -> Option<Binding> {
        let from = unit.imports.iter().find_map(|(symbols, from)| match symbols {
            ImportSymbols::All(alias) if alias.text == name => Some(from),
            ImportSymbols::All(_) | ImportSymbols::List(_) => None,
        })?;
        Some(self.import_file(unit, from).map_or(Binding::Missing, Binding::Namespace))
    }

    /// The file and exported name behind a name of an `import {…} from …`.
    pub(crate) fn import_of(&mut self, unit: &Unit<'_>, name: &str) -> Option<(FileId, String)> {
        let (from, exported) = unit.imported(name)?;
        Some((self.import_file(unit, from)?, exported.to_owned()))
    }

    /// An export of another file.
    pub(crate) fn exported(&mut self, file: FileId, name: &str) -> Option<Binding> {
        if self.is_compiled(file) {
            return self.compiled_export(file, name);
        }
        self.with_unit(file, |lower, unit| lower.binding(unit, name)).flatten()
    }

    /// The file of an import. One that can't be had is noted once: its types are not needed to go on, and values that
    /// come from it are unknown.
    fn import_file(&mut self, unit: &Unit<'_>, from: &StringLiteral<'_>) -> Option<FileId> {
        let path = from.plain()?;
        match self.loader.resolve(unit.file, path) {
            Ok(file) => Some(file),
            Err(failure) => {
                if self.unimported.insert(path.to_owned()) {
                    self.problems.push(Problem {
                        kind: ProblemKind::Note,
                        place: Some(unit.place(from.span)),
                        path: None,
                        message: failure.message,
                        help: failure.help,
                    });
                }
                None
            }
        }
    }

    /// Is there room for reading this much more text for imports? Each name that is imported has its file read again,
    /// so a few thousand names from a file of megabytes would take minutes.
    pub(crate) fn may_import(&mut self, file: FileId, bytes: usize) -> bool {
        let before = self.import_bytes;
        self.import_bytes = before.saturating_add(bytes);
        let over = self.import_bytes > MAX_IMPORTED;
        if over && before <= MAX_IMPORTED {
            self.problems.push(Problem {
                kind: ProblemKind::Unreadable,
                place: Some(Span::default().in_file(file)),
                path: None,
                message: "too much is imported from large files: what is imported from here on is unknown"
                    .into(),
                help: Some("move what is imported to a file of its own".into()),
            });
        }
        !over
    }

    /// Reads another file and works in it. `None` when it is being read already: imports in a circle.
    pub(crate) fn with_unit<T>(
        &mut self,
        file: FileId,
        work: impl FnOnce(&mut Self, &Unit<'_>) -> T,
    ) -> Option<T> {
        if self.importing.iter().filter(|other| **other == file).count() > 8 || self.importing.len() > 64 {
            return None;
        }
        let source = self.loader.sources().get(file)?;
        if !self.may_import(file, source.text().len()) {
            return None;
        }
        self.importing.push(file);
        let ast = parse(source.text(), FileKind::Bicep);
        let unit = Unit::new(file, &ast);
        if self.faulty.insert(file) {
            self.syntax_errors(&unit);
        }
        let result = work(self, &unit);
        self.importing.pop();
        Some(result)
    }
}
