//! Statements and their decorators, but for those with a body: see `resource`.

use super::FileKind;
use super::ast::{Decorator, Expression, ImportSymbols, Statement, StatementKind, Type};
use super::parser::{Failed, Parsed, Parser};
use super::recovery::{BICEP, PARAMETERS};
use super::token::{Kind, Token, excerpt};
use std::borrow::Cow;

impl<'s> Parser<'s> {
    /// A statement that ends with its line.
    pub(super) fn statement_line(&mut self) -> Parsed<Statement<'s>> {
        let start = self.span();
        let Ok(decorators) = self.decorators() else {
            // Where the declaration itself stands in the decorator's line, the next one is another.
            let before = self.position.checked_sub(1).map(|index| self.token(index).kind);
            self.lost_decorator = !(self.begins_statement(self.position) && before != Some(Kind::NewLine));
            return Err(Failed);
        };
        let kind = self.statement()?;
        let span = self.since(start);
        if !matches!(self.kind(), Kind::NewLine | Kind::End) {
            return Err(self.unfinished_line());
        }
        Ok(Statement { span, decorators, kind })
    }

    /// The error where more follows a whole statement.
    fn unfinished_line(&mut self) -> Failed {
        let before = self.position.checked_sub(1).map(|index| self.text_of(self.token(index)));
        let help = match (self.kind(), before) {
            (Kind::RightBrace | Kind::RightParen | Kind::RightSquare, _) => {
                Some(format!("no bracket is open here that {} could close", self.quoted()))
            }
            (_, Some("for")) => Some("a loop is written in square brackets: `[for item in items: …]`".into()),
            (Kind::Pipe, _) => Some("the logical \"or\" is written `||`".into()),
            (Kind::LeftBrace, Some(")")) => {
                Some("a conditional value is written `condition ? value : otherwise`".into())
            }
            (Kind::Identifier, _) if BICEP.contains(&self.word()) => {
                Some("each statement begins on a line of its own".into())
            }
            _ => None,
        };
        self.expected_with("the end of the line", help)
    }

    /// The decorators before a declaration or a member of a type.
    pub(super) fn decorators(&mut self) -> Parsed<Vec<Decorator<'s>>> {
        let mut decorators = Vec::new();
        while self.at(Kind::At) {
            let start = self.bump().span();
            let first = self.name("a decorator's name")?;
            let (namespace, name) = if self.eat(Kind::Dot) {
                (Some(first), self.name("a decorator's name")?)
            } else {
                (None, first)
            };
            let arguments = if self.at(Kind::LeftParen) { self.arguments(true)? } else { Vec::new() };
            decorators.push(Decorator { span: self.since(start), namespace, name, arguments });
            if self.after_newlines(Kind::End) {
                let help = Some("a decorator stands above what it decorates".into());
                return Err(self.fail_at(self.since(start), "nothing follows this decorator".into(), help));
            }
            if !self.at(Kind::NewLine) {
                let help = Some("what is decorated begins in the next line".into());
                return Err(self.expected_with("the end of the line after the decorator", help));
            }
            self.newlines();
        }
        Ok(decorators)
    }

    fn statement(&mut self) -> Parsed<StatementKind<'s>> {
        let word = self.word();
        match self.kind {
            FileKind::Bicep => match word {
                "param" => self.parameter(),
                "var" => self.variable(),
                "resource" => Ok(StatementKind::Resource(self.resource()?)),
                "module" => Ok(StatementKind::Module(self.module()?)),
                "output" => self.output(),
                "type" => self.type_declaration(),
                "func" => self.function(),
                "targetScope" => {
                    self.bump();
                    Ok(StatementKind::TargetScope(self.assigned("`targetScope`")?))
                }
                "metadata" => {
                    self.bump();
                    let name = self.name("the metadata's name")?;
                    Ok(StatementKind::Metadata(name, self.assigned("the metadata's name")?))
                }
                "assert" => {
                    self.bump();
                    let name = self.name("the assertion's name")?;
                    Ok(StatementKind::Assert(name, self.assigned("the assertion's name")?))
                }
                "test" => Ok(StatementKind::Test(self.test()?)),
                // Extensions were once declared with `import 'name@version'`, later with `provider`.
                "import" if !matches!(self.peek(1), Kind::String | Kind::StringStart) => self.import(),
                "import" | "extension" | "provider" => self.extension(),
                _ => Err(self.no_declaration()),
            },
            FileKind::Parameters => match word {
                "param" => {
                    self.bump();
                    let name = self.name("the parameter's name")?;
                    Ok(StatementKind::Assignment(name, self.assigned("the parameter's name")?))
                }
                "var" => self.variable(),
                "type" => self.type_declaration(),
                "import" => self.import(),
                "extension" => self.extension(),
                "using" => self.using(),
                "extends" => {
                    self.bump();
                    Ok(StatementKind::Extends(self.string("the path of a parameter file as a string")?))
                }
                "extensionConfig" => self.extension_config(),
                _ => Err(self.no_declaration()),
            },
        }
    }

    /// The error where a statement should begin but doesn't.
    fn no_declaration(&mut self) -> Failed {
        let word = self.word();
        let (known, other) = match self.kind {
            FileKind::Bicep => (BICEP, PARAMETERS),
            FileKind::Parameters => (PARAMETERS, BICEP),
        };
        let help = match self.kind() {
            Kind::Identifier if other.contains(&word) => Some(match self.kind {
                FileKind::Bicep => format!("`{word}` belongs in a parameter file"),
                FileKind::Parameters => format!("a parameter file can't declare a `{word}`"),
            }),
            Kind::Identifier => match known.iter().find(|known| nearly(known, word)) {
                Some(known) => Some(format!("did you mean `{known}`?")),
                None if self.peek(1) == Kind::Assign => {
                    let keyword = if self.kind == FileKind::Bicep { "var" } else { "param" };
                    Some(format!("write `{keyword} {} = …`", excerpt(word)))
                }
                None => Some(format!("a statement begins with one of: {}", known.join(", "))),
            },
            Kind::RightBrace | Kind::RightParen | Kind::RightSquare => {
                Some(format!("no bracket is open here that {} could close", self.quoted()))
            }
            _ => None,
        };
        self.expected_with("a declaration", help)
    }

    // Values and types

    /// `= expr`, after `what`.
    fn assigned(&mut self, what: &str) -> Parsed<Expression<'s>> {
        self.assignment(what)?;
        self.expression(true)
    }

    /// The type of what `declaration` (`param name`) declares.
    fn type_of(&mut self, what: &str, bare_resource: bool) -> Parsed<Type<'s>> {
        // A union may begin in the next line.
        let missing = matches!(self.kind(), Kind::Assign | Kind::NewLine | Kind::End | Kind::Colon);
        if missing && !self.after_newlines(Kind::Pipe) {
            let help = Some(match self.kind() {
                Kind::Colon => "the type follows the name, without a colon".to_owned(),
                _ => "write its type after its name, such as `string`, `int`, `bool`, `object` or `array`"
                    .to_owned(),
            });
            return Err(self.expected_with(&format!("the {what}'s type"), help));
        }
        self.declared_type(bare_resource)
    }

    fn parameter(&mut self) -> Parsed<StatementKind<'s>> {
        self.bump();
        let name = self.name("the parameter's name")?;
        let ty = self.type_of("parameter", false)?;
        let default = match self.kind() {
            Kind::NewLine | Kind::End => None,
            _ => Some(self.assigned("the parameter's type")?),
        };
        Ok(StatementKind::Parameter { name, ty, default })
    }

    fn variable(&mut self) -> Parsed<StatementKind<'s>> {
        self.bump();
        let name = self.name("the variable's name")?;
        let untyped = matches!(
            self.kind(),
            Kind::Assign | Kind::NewLine | Kind::End | Kind::Colon | Kind::Equal | Kind::Arrow
        );
        let ty = if untyped { None } else { Some(self.declared_type(false)?) };
        if let (Some(ty), false) = (&ty, self.at(Kind::Assign)) {
            let found = excerpt(ty.span.of(self.text));
            let help = Some(format!("write `var {} = …`", excerpt(name.text)));
            let message = format!("expected `=` after the variable's name, found `{found}`");
            return Err(self.fail_at(ty.span, message, help));
        }
        Ok(StatementKind::Variable { name, ty, value: self.assigned("the variable's name")? })
    }

    fn output(&mut self) -> Parsed<StatementKind<'s>> {
        self.bump();
        let name = self.name("the output's name")?;
        let ty = self.type_of("output", true)?;
        Ok(StatementKind::Output { name, ty, value: self.assigned("the output's type")? })
    }

    fn type_declaration(&mut self) -> Parsed<StatementKind<'s>> {
        self.bump();
        let name = self.name("the type's name")?;
        self.assignment("the type's name")?;
        Ok(StatementKind::Type(name, self.declared_type(false)?))
    }

    fn function(&mut self) -> Parsed<StatementKind<'s>> {
        self.bump();
        let name = self.name("the function's name")?;
        let opening = self.expect(Kind::LeftParen, "`(` and the function's parameters")?;
        let mut parameters = Vec::new();
        self.arguments_in(opening, true, |parser| {
            let name = parser.name("a parameter's name")?;
            if matches!(parser.kind(), Kind::Comma | Kind::RightParen) {
                let help = Some("a function's parameters are written `name type`".into());
                return Err(parser.expected_with("the parameter's type", help));
            }
            parameters.push((name, parser.declared_type(false)?));
            Ok(())
        })?;
        if self.at(Kind::Arrow) {
            let help = Some("write the type of the result before `=>`".into());
            return Err(self.expected_with("the result's type", help));
        }
        let result = self.declared_type(false)?;
        Ok(StatementKind::Function { name, parameters, result, body: self.arrow_and_body()? })
    }

    // Imports and extensions

    fn import(&mut self) -> Parsed<StatementKind<'s>> {
        self.bump();
        let symbols = match self.kind() {
            Kind::LeftBrace => self.imported_names()?,
            Kind::Star => {
                self.bump();
                self.expect_word("as")?;
                ImportSymbols::All(self.name("the name to import as")?)
            }
            _ => {
                let help = Some("write `import {name} from 'path'` or `import * as name from 'path'`".into());
                return Err(self.expected_with("`{` or `*`", help));
            }
        };
        self.expect_word("from")?;
        Ok(StatementKind::Import { symbols, from: self.string("a path as a string")? })
    }

    fn imported_names(&mut self) -> Parsed<ImportSymbols<'s>> {
        let opening = self.bump();
        let mut names = Vec::new();
        self.members(opening, |parser| {
            let token = parser.current();
            let name = parser.imported_name()?;
            let alias = match parser.eat_word("as") {
                true => Some(parser.name("the name to import as")?),
                false if token.kind == Kind::String => {
                    let help = Some("give it a name to use here: `'…' as name`".into());
                    return Err(parser.expected_with("`as`", help));
                }
                false => None,
            };
            names.push((name, token.span(), alias));
            Ok(())
        })?;
        Ok(ImportSymbols::List(names))
    }

    fn imported_name(&mut self) -> Parsed<Cow<'s, str>> {
        if self.at(Kind::String) {
            let texts = self.string("a name to import")?.texts;
            return Ok(texts.into_iter().next().unwrap_or_default());
        }
        Ok(Cow::Borrowed(self.name("a name to import")?.text))
    }

    fn extension(&mut self) -> Parsed<StatementKind<'s>> {
        self.bump();
        let specification = match self.kind() {
            Kind::Identifier => {
                let token: Token = self.bump();
                self.word_as_string(token)
            }
            _ => self.string("the extension's name")?,
        };
        let with = if self.eat_word("with") { Some(self.object(false)?) } else { None };
        let alias = if self.eat_word("as") { Some(self.name("the extension's alias")?) } else { None };
        Ok(StatementKind::Extension { specification, with, alias })
    }

    // Parameter files

    fn using(&mut self) -> Parsed<StatementKind<'s>> {
        self.bump();
        let path = match self.eat_word("none") {
            true => None,
            false => Some(self.string("the path of a Bicep file as a string, or `none`")?),
        };
        let with = if self.eat_word("with") { Some(self.object(false)?) } else { None };
        Ok(StatementKind::Using(path, with))
    }

    fn extension_config(&mut self) -> Parsed<StatementKind<'s>> {
        self.bump();
        let name = self.name("the extension's name")?;
        self.expect_word("with")?;
        Ok(StatementKind::ExtensionConfig(name, self.object(false)?))
    }
}

/// Is `word` the keyword but for one slip of the finger: a letter too many, too few, wrong, or two swapped, or case?
fn nearly(keyword: &str, word: &str) -> bool {
    if keyword.eq_ignore_ascii_case(word) {
        return true;
    }
    let (long, short) = if keyword.len() < word.len() { (word, keyword) } else { (keyword, word) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = long.bytes().zip(short.bytes()).take_while(|(one, other)| one == other).count();
    let rest = |text: &'_ str, skipped: usize| text.as_bytes().get(same + skipped..).map(<[u8]>::to_vec);
    let swapped = match (long.as_bytes().get(same..same + 2), short.as_bytes().get(same..same + 2)) {
        (Some([a, b]), Some([c, d])) => a == d && b == c && rest(long, 2) == rest(short, 2),
        _ => false,
    };
    // Of three letters, one other makes another word.
    swapped || long.len() > 3 && rest(long, 1) == rest(short, usize::from(long.len() == short.len()))
}
