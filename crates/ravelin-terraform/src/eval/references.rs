//! References to what a module declares: `var.x`, `local.x`, `module.x.y`, `azurerm_subnet.this["a"].id`, `path.module`.

use super::expr::Hop;
use super::repeat::Mode;
use super::scope::Env;
use super::unit::Unit;
use super::world::unknown;
use crate::types::{self, Type};
use ravelin_finding::Place;
use ravelin_model::{Origin, Value};
use std::rc::Rc;

/// How many similar names a message lists.
const MAX_NAMES: usize = 12;

impl<'w> Unit<'w> {
    /// The value that a name and what follows it refer to, and how many of the following steps that took.
    pub(super) fn reference(
        self: &Rc<Self>,
        root: &str,
        hops: &[Hop<'_>],
        place: Place,
        env: &Env<'_>,
    ) -> (Value, usize) {
        if env.closed {
            let message = format!("`{root}` is not known here");
            let help = "only what is given to the template, and variables of its own `for`, can be named";
            return (self.world.fail_with(place, &message, Some(help.to_owned())), hops.len());
        }
        let first = hops.first().and_then(Hop::name);
        let value = match (root, first) {
            ("var", Some(name)) => match self.names.variables.get(name) {
                Some(at) => self.variable(*at),
                None => self.nothing("variable", name, self.names.variables.keys().map(|key| &**key), place),
            },
            ("local", Some(name)) => match self.names.locals.get(name) {
                Some(at) => self.local(*at),
                None => self.nothing("local value", name, self.names.locals.keys().map(|key| &**key), place),
            },
            ("path", Some(name)) => self.path(name, place),
            ("terraform", Some("workspace")) => self.workspace(),
            ("terraform", Some("applying")) => false.into(),
            ("module", Some(name)) => return self.module_reference(name, hops, place, env),
            ("data", Some(ty)) => {
                return match hops.get(1).and_then(Hop::name) {
                    Some(name) => self.resource_reference(false, ty, name, 2, hops, place, env),
                    None => (self.world.fail(place, "`data` is followed by a type and a name"), hops.len()),
                };
            }
            ("resource", Some(ty)) if hops.len() > 1 => {
                return match hops.get(1).and_then(Hop::name) {
                    Some(name) => self.resource_reference(true, ty, name, 2, hops, place, env),
                    None => {
                        (self.world.fail(place, "`resource` is followed by a type and a name"), hops.len())
                    }
                };
            }
            ("ephemeral", Some(ty)) => {
                let name = hops.get(1).and_then(Hop::name).unwrap_or_default();
                let address = self.address_of(&format!("ephemeral.{ty}.{name}"));
                let why = format!("`{address}` is known only while it is deployed");
                return (unknown(&address, &address, &why, Some(place)).marked(true), hops.len().min(2));
            }
            ("each", _) => {
                let message = "`each` is known only in a resource or module with `for_each`";
                return (self.world.fail(place, message), hops.len());
            }
            ("count", _) => {
                let message = "`count` is known only in a resource or module with `count`";
                return (self.world.fail(place, message), hops.len());
            }
            ("self", _) => {
                let message = "`self` is known only in provisioners, connections and conditions";
                return (self.world.fail(place, message), hops.len());
            }
            (ty, Some(name)) => return self.resource_reference(true, ty, name, 1, hops, place, env),
            (_, None) => {
                let message = format!("`{root}` alone is not known here");
                return (self.world.fail(place, &message), hops.len());
            }
        };
        (value, 1)
    }

    fn nothing<'n>(
        &self,
        what: &str,
        name: &str,
        known: impl Iterator<Item = &'n str>,
        place: Place,
    ) -> Value {
        let mut known: Vec<&str> = known.collect();
        known.sort_unstable();
        let shown: Vec<String> = known.iter().take(MAX_NAMES).map(|one| format!("`{one}`")).collect();
        let more = if known.len() > MAX_NAMES { ", …" } else { "" };
        let help = if shown.is_empty() {
            format!("this module declares no {what}")
        } else {
            format!("declared are {}{more}", shown.join(", "))
        };
        self.world.fail_with(place, &format!("there is no {what} `{name}`"), Some(help))
    }

    /// <https://developer.hashicorp.com/terraform/language/expressions/references#filesystem-and-workspace-info>
    fn path(&self, name: &str, place: Place) -> Value {
        let value = match name {
            "module" => Value::from(relative(&self.world.entry.folder, &self.module.folder)),
            "root" => ".".into(),
            "cwd" => unknown(
                "path.cwd",
                "path.cwd",
                "`path.cwd` is the folder in which Terraform runs",
                Some(place),
            ),
            _ => {
                return self.world.fail(
                    place,
                    &format!("there is no `path.{name}`; there is `path.module`, `path.root`, `path.cwd`"),
                );
            }
        };
        value.with_origin(Origin::written(place))
    }

    fn workspace(&self) -> Value {
        match &self.world.entry.workspace {
            Some(name) => name.as_ref().into(),
            None => {
                let name = "terraform.workspace";
                unknown(name, name, "the workspace is chosen when Terraform runs", None)
            }
        }
    }

    fn module_reference(
        self: &Rc<Self>,
        name: &str,
        hops: &[Hop<'_>],
        place: Place,
        env: &Env<'_>,
    ) -> (Value, usize) {
        let Some(number) = self.names.calls.get(name).copied() else {
            let value = self.nothing("module", name, self.names.calls.keys().map(|key| &**key), place);
            return (value, hops.len());
        };
        let Some(calls) = self.called(number) else {
            let failed = self.world.fail(place, &format!("`module.{name}` depends on itself"));
            return (failed, hops.len());
        };
        let (unit, used) = match (calls.mode, hops.get(1)) {
            (Mode::Once, _) => match calls.list.first() {
                Some((_, unit)) => (Rc::clone(unit), 1),
                None => {
                    let address = self.address_of(&format!("module.{name}"));
                    let value = self.missing_call(&calls, &address).unwrap_or(Value::NULL);
                    return (value, 1);
                }
            },
            (_, Some(Hop::Index(key))) => {
                let at = self.eval(key, env);
                match self.called_at(number, &calls, &at, key.place) {
                    Ok(unit) => (unit, 2),
                    Err(value) => return (value, 2),
                }
            }
            (Mode::Each, Some(Hop::Attribute(key, at))) if calls.is_key(key) => {
                match self.called_at(number, &calls, &Value::from((*key).clone()), *at) {
                    Ok(unit) => (unit, 2),
                    Err(value) => return (value, 2),
                }
            }
            _ => return (self.whole_call(number, &calls, place), 1),
        };
        match hops.get(used) {
            Some(hop) => match hop.name() {
                Some(output) => {
                    let at = match hop {
                        Hop::Attribute(_, place) => *place,
                        Hop::Index(key) => key.place,
                    };
                    (unit.output_named(output, at), used + 1)
                }
                None => (unit.all_outputs(place), used),
            },
            None => (unit.all_outputs(place), used),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a reference has as many parts")]
    fn resource_reference(
        self: &Rc<Self>,
        managed: bool,
        ty: &str,
        name: &str,
        used: usize,
        hops: &[Hop<'_>],
        place: Place,
        env: &Env<'_>,
    ) -> (Value, usize) {
        let Some(number) = self.names.resource(managed, ty, name) else {
            let prefix = if managed { "" } else { "data." };
            let message = if managed && !ty.contains('_') {
                format!("`{ty}` is not known here")
            } else {
                format!("there is no `{prefix}{ty}.{name}` in this module")
            };
            return (self.world.fail(place, &message), hops.len());
        };
        let rows = self.rows(number);
        if rows.mode != Mode::Once {
            match hops.get(used) {
                Some(Hop::Index(key)) => {
                    let at = self.eval(key, env);
                    return (self.selected(number, &rows, &at, key.place), used + 1);
                }
                // An attribute of what is many: only its keys are such.
                Some(Hop::Attribute(attribute, at)) if rows.mode == Mode::Count => {
                    let address = hops_shown(managed, ty, name);
                    let message = format!("`{address}` has `count`, so it has no attribute `{attribute}`");
                    let help =
                        format!("write `{address}[0].{attribute}`, or `{address}[*].{attribute}` for all");
                    return (self.world.fail_with(*at, &message, Some(help)), hops.len());
                }
                _ => {}
            }
        } else if let Some(Hop::Index(key)) = hops.get(used) {
            // Some code still writes `[0]` after a resource that no longer has `count`.
            let at = self.eval(key, env);
            if types::convert(&at, &Type::Number).is_ok() {
                let address = hops_shown(managed, ty, name);
                let message = format!("`{address}` has neither `count` nor `for_each`");
                let help = format!("write `{address}` without a key");
                return (self.world.fail_with(key.place, &message, Some(help)), hops.len());
            }
        }
        (self.whole(number, &rows, place), used)
    }
}

fn hops_shown(managed: bool, ty: &str, name: &str) -> String {
    let prefix = if managed { "" } else { "data." };
    format!("{prefix}{ty}.{name}")
}

/// A folder as seen from another: `modules/hub`, `../shared`, `.`.
fn relative(from: &str, to: &str) -> String {
    let parts = |path: &str| -> Vec<String> {
        let kept = path.split('/').filter(|part| !part.is_empty() && *part != ".");
        kept.map(str::to_owned).collect()
    };
    let (from, to) = (parts(from), parts(to));
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..".to_owned(), from.len().saturating_sub(common));
    let path: Vec<String> = up.chain(to.into_iter().skip(common)).collect();
    if path.is_empty() { ".".to_owned() } else { path.join("/") }
}

#[cfg(test)]
mod tests {
    #[test]
    fn folders_are_written_as_seen_from_others() {
        let check = |from: &str, to: &str, expected: &str| assert_eq!(super::relative(from, to), expected);
        check("a/b", "a/b", ".");
        check("a/b", "a/b/modules/c", "modules/c");
        check("a/b", "a/c", "../c");
        check("", "modules/x", "modules/x");
        check(".", "modules/x", "modules/x");
        check("infra", "shared", "../shared");
    }
}
