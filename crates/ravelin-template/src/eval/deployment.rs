//! A template being deployed: its parameters, variables and resources, each evaluated when first asked for.

use super::instance::Instances;
use super::scope::Target;
use super::world::{World, unknown};
use crate::ir::{ExprId, Slot, Symbol, Template};
use ravelin_finding::{FileId, Link, Place};
use ravelin_model::{Data, Form, Origin, Step, Unknown, Value};
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// A value that is computed once.
#[derive(Default)]
enum Memo {
    #[default]
    Open,
    Busy,
    Done(Value),
}

/// Variables of loops, lambdas and functions around an expression.
#[derive(Clone, Copy, Default)]
pub(super) struct Env<'e> {
    pub(super) own: &'e [(Slot, Value)],
    pub(super) outer: Option<&'e Self>,
}

impl<'e> Env<'e> {
    pub(super) fn get(&self, slot: Slot) -> Option<&'e Value> {
        let mut env = Some(self);
        while let Some(here) = env {
            if let Some((_, value)) = here.own.iter().find(|(own, _)| *own == slot) {
                return Some(value);
            }
            env = here.outer;
        }
        None
    }
}

/// Instances by symbol and by the expression of their index.
type Somewhere<'w> = HashMap<(Symbol, Arc<str>), Rc<super::instance::Instance<'w>>>;

/// A template being deployed.
pub(super) struct Deployment<'w> {
    pub(super) world: &'w World<'w>,
    pub(super) template: Arc<Template>,
    pub(super) target: Target,
    pub(super) name: Value,
    pub(super) id: Value,
    /// Values given by name, in lower case.
    pub(super) given: HashMap<String, Value>,
    /// Is it the entry point itself?
    pub(super) root: bool,
    /// The module calls that lead here, the nearest first.
    pub(super) chain: Arc<[Link]>,
    /// The files of the templates around this one, this one included.
    pub(super) files: Vec<FileId>,
    /// Values that decide whether it is deployed at all and are unknown.
    pub(super) conditions: Vec<Value>,
    parameters: RefCell<Vec<Memo>>,
    variables: RefCell<Vec<Memo>>,
    pub(super) outputs: RefCell<HashMap<usize, Value>>,
    pub(super) symbols: Vec<OnceCell<Rc<Instances<'w>>>>,
    pub(super) by_id: OnceCell<HashMap<String, Rc<super::instance::Instance<'w>>>>,
    /// Instances of loops at an index that is not known, by the index.
    pub(super) somewhere: RefCell<Somewhere<'w>>,
    /// Resources whose identity is being worked out, to notice circles.
    pub(super) busy: RefCell<Vec<Symbol>>,
}

/// What a deployment is made of.
pub(super) struct Start {
    pub(super) template: Arc<Template>,
    pub(super) target: Target,
    pub(super) name: Value,
    pub(super) id: Value,
    pub(super) given: HashMap<String, Value>,
    pub(super) root: bool,
    pub(super) chain: Arc<[Link]>,
    pub(super) files: Vec<FileId>,
    pub(super) conditions: Vec<Value>,
}

impl<'w> Deployment<'w> {
    pub(super) fn new(world: &'w World<'w>, start: Start) -> Rc<Self> {
        let Start { template, target, name, id, given, root, chain, files, conditions } = start;
        let memos = |count: usize| RefCell::new((0..count).map(|_| Memo::Open).collect::<Vec<_>>());
        Rc::new(Self {
            world,
            target,
            name,
            id,
            given,
            root,
            chain,
            files,
            conditions,
            parameters: memos(template.parameters.len()),
            variables: memos(template.variables.len()),
            outputs: RefCell::default(),
            symbols: template.resources.iter().map(|_| OnceCell::new()).collect(),
            by_id: OnceCell::new(),
            somewhere: RefCell::default(),
            busy: RefCell::default(),
            template,
        })
    }

    /// The value of a parameter.
    pub(super) fn parameter(self: &Rc<Self>, number: u32) -> Value {
        let Some(parameter) = self.template.parameters.get(number as usize) else { return Value::NULL };
        self.memoized(&self.parameters, number, parameter.place, "parameter", || {
            self.compute_parameter(number)
        })
    }

    /// The value of a variable.
    pub(super) fn variable(self: &Rc<Self>, number: u32) -> Value {
        let Some(variable) = self.template.variables.get(number as usize) else { return Value::NULL };
        self.memoized(&self.variables, number, variable.place, "variable", || {
            let value = self.eval(variable.value, &Env::default());
            named(value, variable.place, Step::Variable(Arc::clone(&variable.name)))
        })
    }

    fn memoized(
        &self,
        memos: &RefCell<Vec<Memo>>,
        number: u32,
        place: Place,
        what: &str,
        compute: impl FnOnce() -> Value,
    ) -> Value {
        let set = |memo: Memo| {
            if let Some(slot) = memos.borrow_mut().get_mut(number as usize) {
                *slot = memo;
            }
        };
        match memos.borrow().get(number as usize) {
            Some(Memo::Done(value)) => return value.clone(),
            Some(Memo::Busy) => return self.world.fail(place, &format!("this {what} depends on itself")),
            _ => {}
        }
        set(Memo::Busy);
        let before = self.world.failures();
        let value = compute();
        // A mistake that was passed over because its place may never be reached must be found again when it is.
        let passed_over = self.world.is_speculative() && self.world.failures() > before;
        set(if passed_over { Memo::Open } else { Memo::Done(value.clone()) });
        value
    }

    fn compute_parameter(self: &Rc<Self>, number: u32) -> Value {
        let Some(parameter) = self.template.parameters.get(number as usize) else { return Value::NULL };
        let given = self.given.get(&parameter.name.to_ascii_lowercase());
        let value = match (given, parameter.default) {
            (Some(value), Some(default)) => self.given_or_default(value, default, number),
            (Some(value), None) => value.clone(),
            (None, Some(default)) => self.default_value(default, number),
            (None, None) if parameter.nullable => Value::NULL.with_origin(Origin::written(parameter.place)),
            (None, None) => self.missing_parameter(number),
        };
        value.marked(parameter.secure)
    }

    /// A parameter that is given as null takes its default, if it has one.
    fn given_or_default(self: &Rc<Self>, value: &Value, default: ExprId, number: u32) -> Value {
        match &value.data {
            Data::Null => self.default_value(default, number),
            Data::Unknown(unknown) => match &unknown.form {
                Form::OneOf(values) if values.iter().any(Value::is_null) => {
                    let mut values: Vec<Value> =
                        values.iter().filter(|value| !value.is_null()).cloned().collect();
                    values.push(self.default_value(default, number));
                    Value::one_of(values, &unknown.residual, unknown.reasons.iter().cloned())
                }
                _ => value.clone(),
            },
            _ => value.clone(),
        }
    }

    fn default_value(self: &Rc<Self>, default: ExprId, number: u32) -> Value {
        let Some(parameter) = self.template.parameters.get(number as usize) else { return Value::NULL };
        let value = self.eval(default, &Env::default());
        named(value, parameter.place, Step::Default(Arc::clone(&parameter.name)))
    }

    fn missing_parameter(&self, number: u32) -> Value {
        let Some(parameter) = self.template.parameters.get(number as usize) else { return Value::NULL };
        let name = &parameter.name;
        let residual = if self.root {
            format!("parameters('{name}')")
        } else {
            format!("parameters('{name}')@{}", self.id.display().unwrap_or_default())
        };
        let why = format!("parameter `{name}` has no value");
        let missing = unknown(&residual, name, &why, Some(parameter.place));
        let alternatives = match (&parameter.allowed, &*parameter.ty) {
            (Some(allowed), _) => allowed.clone(),
            (None, "bool") => vec![true.into(), false.into()],
            (None, _) => return missing.with_origin(Origin::written(parameter.place)),
        };
        let Data::Unknown(any) = &missing.data else { return missing };
        let alternatives =
            alternatives.into_iter().chain(parameter.nullable.then_some(Value::NULL)).collect();
        Value::one_of(alternatives, &residual, any.reasons.iter().cloned())
            .with_origin(Origin::written(parameter.place))
    }

    /// The parameter with this name.
    pub(super) fn parameter_named(self: &Rc<Self>, name: &str) -> Option<Value> {
        let at = self
            .template
            .parameters
            .iter()
            .position(|parameter| parameter.name.eq_ignore_ascii_case(name))?;
        Some(self.parameter(u32::try_from(at).ok()?))
    }

    /// The variable with this name.
    pub(super) fn variable_named(self: &Rc<Self>, name: &str) -> Option<Value> {
        let at =
            self.template.variables.iter().position(|variable| variable.name.eq_ignore_ascii_case(name))?;
        Some(self.variable(u32::try_from(at).ok()?))
    }

    /// The value of an output, by its number.
    pub(super) fn output(self: &Rc<Self>, number: usize) -> Value {
        if let Some(value) = self.outputs.borrow().get(&number) {
            return value.clone();
        }
        let Some(output) = self.template.block.outputs.get(number) else { return Value::NULL };
        let before = self.world.failures();
        let value = self.eval(output.value, &Env::default());
        let value = named(value, output.place, Step::Output(Arc::clone(&output.name))).marked(output.secure);
        if !(self.world.is_speculative() && self.world.failures() > before) {
            self.outputs.borrow_mut().insert(number, value.clone());
        }
        value
    }

    /// The output with this name.
    pub(super) fn output_named(self: &Rc<Self>, name: &str) -> Option<Value> {
        let at =
            self.template.block.outputs.iter().position(|output| output.name.eq_ignore_ascii_case(name))?;
        Some(self.output(at))
    }
}

/// The value with a further step on its way.
pub(super) fn named(value: Value, place: Place, step: Step) -> Value {
    let origin = Origin::step(place, step, value.origin.as_ref());
    value.with_origin(origin)
}

/// An unknown for a value that has no other reason than another unknown.
pub(super) fn following(residual: String, unknown: &Unknown) -> Value {
    Unknown::new(residual, unknown.reasons.iter().cloned(), Form::Any).into()
}
