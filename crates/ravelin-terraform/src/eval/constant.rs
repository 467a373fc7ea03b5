//! Files of variable values: constants, by name.

use super::operators;
use crate::ir::{Expr, ExprKind, Part};
use crate::syntax::{self, ConfigurationFile};
use crate::types::{self, Type};
use ravelin_finding::{Place, Problem, ProblemKind};
use ravelin_model::{Entry, MAX_WEIGHT, ObjectBuilder, ObjectKind, Origin, Value};
use ravelin_template::eval::GivenParameter;

/// A mistake: where, and what.
type Mistake = (Place, String);

/// A file of variable values: what it gives, and what is wrong with it. A name that ends in `.json` is one in JSON.
/// <https://developer.hashicorp.com/terraform/language/values/variables#variable-definitions-tfvars-files>
#[must_use]
pub fn variables_file(file: ConfigurationFile<'_>) -> (Vec<GivenParameter>, Vec<Problem>) {
    let (attributes, mut problems) = syntax::variables(file);
    let mut given = Vec::with_capacity(attributes.len());
    for attribute in attributes {
        match constant(&attribute.value) {
            Ok(value) if value.weight() <= MAX_WEIGHT => {
                given.push(GivenParameter { name: attribute.name, value, place: Some(attribute.place) });
            }
            Ok(_) => problems.push(invalid(attribute.place, format!("`{}` is too large", attribute.name))),
            Err((place, message)) => problems.push(invalid(place, message)),
        }
    }
    (given, problems)
}

fn invalid(place: Place, message: String) -> Problem {
    let help = Some("a file of variable values holds constants only".to_owned());
    Problem { kind: ProblemKind::Invalid, place: Some(place), path: None, message, help }
}

/// The value of an expression that refers to nothing.
fn constant(expr: &Expr) -> Result<Value, Mistake> {
    let wrong = |message: String| (expr.place, message);
    let value = match &expr.kind {
        ExprKind::Literal(value) => value.clone(),
        ExprKind::Tuple(items) => items.iter().map(constant).collect::<Result<Vec<Value>, Mistake>>()?.into(),
        ExprKind::Object(members) => {
            let mut object = ObjectBuilder::of_kind(ObjectKind::Exact);
            for (key, value) in members {
                let place = Place { file: key.place.file, span: key.place.span.to(value.place.span) };
                let name = text(key)?;
                object.insert(Entry { key: name.into(), value: constant(value)?, place: Some(place) });
            }
            object.build().into()
        }
        ExprKind::Template(parts) => {
            let mut all = String::new();
            for part in parts {
                match part {
                    Part::Text(text) => all.push_str(text),
                    Part::Hole(hole) => all.push_str(&self::text(hole)?),
                    Part::If(..) | Part::For { .. } => {
                        return Err(wrong("a directive, where only constants can stand".to_owned()));
                    }
                }
            }
            all.into()
        }
        ExprKind::Unary(operator, operand) => {
            operators::unary(*operator, &constant(operand)?).map_err(wrong)?
        }
        ExprKind::Binary(operator, a, b) => {
            operators::binary(*operator, &constant(a)?, &constant(b)?).map_err(wrong)?
        }
        ExprKind::Error => Value::NULL,
        _ => return Err(wrong("a reference, where only constants can stand".to_owned())),
    };
    Ok(value.with_origin(Origin::written(expr.place)))
}

fn text(expr: &Expr) -> Result<String, Mistake> {
    let value = constant(expr)?;
    let text = types::convert(&value, &Type::String).ok();
    text.and_then(|text| text.as_str().map(str::to_owned))
        .ok_or_else(|| (expr.place, "this must be a string".to_owned()))
}
