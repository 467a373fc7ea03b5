//! Resources and data sources: `count` and `for_each` unrolled, each instance evaluated when first asked for.

use super::access;
use super::memo::Memo;
use super::repeat::{Key, Mode, Turn, Turns, whole_unknown};
use super::scope::Env;
use super::unit::Unit;
use super::world::{derived, holding};
use crate::ir::{Expr, ExprKind, ResourceBlock};
use crate::types::{self, Type};
use crate::{Instance, provider};
use ravelin_finding::Place;
use ravelin_model::{Data, Existence, Form, Object, ObjectBuilder, ObjectKind, Open, Reason, Unknown, Value};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// The instances of one block.
pub(super) struct Rows {
    pub(super) mode: Mode,
    pub(super) list: Vec<Rc<Row>>,
    at: HashMap<Arc<str>, usize>,
    /// What `count` or `for_each` says, where that is unknown in any part.
    unknown: Option<Value>,
    whole: Memo<Value>,
    /// Instances under keys that are not known, by the key.
    somewhere: RefCell<HashMap<String, Rc<Row>>>,
}

/// One instance.
pub(super) struct Row {
    pub(super) turn: Turn,
    instance: Memo<Rc<Instance>>,
    exported: Memo<Value>,
}

impl Row {
    fn new(turn: Turn) -> Rc<Self> {
        Rc::new(Self { turn, instance: Memo::default(), exported: Memo::default() })
    }
}

impl Rows {
    fn new(turns: Turns) -> Self {
        let Turns { mode, list, unknown } = turns;
        let numbered = list.iter().enumerate();
        let at = numbered.filter_map(|(at, turn)| match &turn.key {
            Key::Text(text) => Some((Arc::clone(text), at)),
            Key::None | Key::Number(_) | Key::Unknown(_) => None,
        });
        let at = at.collect();
        let list = list.into_iter().map(Row::new).collect();
        Self { mode, list, at, unknown, whole: Memo::default(), somewhere: RefCell::default() }
    }

    fn find(&self, key: &Value) -> Option<&Rc<Row>> {
        if let Some(unknown) = key.as_unknown() {
            let same = |row: &&Rc<Row>| match &row.turn.key {
                Key::Unknown(value) => value.residual() == *unknown.residual,
                Key::None | Key::Number(_) | Key::Text(_) => false,
            };
            return self.list.iter().find(same);
        }
        match self.mode {
            Mode::Once => None,
            Mode::Count => {
                let number = types::convert(key, &Type::Number).ok()?.as_int()?;
                let row = self.list.get(usize::try_from(number).ok()?)?;
                matches!(row.turn.key, Key::Number(_)).then_some(row)
            }
            Mode::Each => {
                let text = types::convert(key, &Type::String).ok()?;
                self.list.get(*self.at.get(text.as_str()?)?)
            }
        }
    }
}

impl<'w> Unit<'w> {
    pub(super) fn block(&self, number: usize) -> Option<&ResourceBlock> {
        self.module.resources.get(number)
    }

    /// `azurerm_subnet.this`, `data.azurerm_client_config.me`, without the module.
    pub(super) fn local_address(block: &ResourceBlock) -> String {
        let prefix = if block.managed { "" } else { "data." };
        format!("{prefix}{}.{}", block.ty, block.name)
    }

    /// The instances of a block.
    pub(super) fn rows(self: &Rc<Self>, number: usize) -> Rc<Rows> {
        let (Some(block), Some(memo)) = (self.block(number), self.resources.get(number)) else {
            return Rc::new(Rows::new(Turns { mode: Mode::Each, list: Vec::new(), unknown: None }));
        };
        let work = || {
            let turns = self.world.node(self.certain(), || {
                self.turns(block.count.as_ref(), block.for_each.as_ref(), block.header, &Env::default())
            });
            Rc::new(Rows::new(turns))
        };
        memo.get_or(work).unwrap_or_else(|| {
            let address = Self::local_address(block);
            let message = format!("the instances of `{address}` depend on themselves");
            let failed = self.world.fail(block.header, &message);
            Rc::new(Rows::new(Turns { mode: Mode::Each, list: Vec::new(), unknown: Some(failed) }))
        })
    }

    /// The instance itself.
    pub(super) fn instance(self: &Rc<Self>, block: &ResourceBlock, row: &Row) -> Option<Rc<Instance>> {
        let certain = self.certain() && row.turn.condition.is_none();
        let work = || self.world.node(certain, || Rc::new(self.make_instance(block, row)));
        row.instance.get_or(work)
    }

    fn make_instance(self: &Rc<Self>, block: &ResourceBlock, row: &Row) -> Instance {
        let env = Env::of(&row.turn.own);
        let local = format!("{}{}", Self::local_address(block), row.turn.key);
        Instance {
            address: self.address_of(&local).into(),
            managed: block.managed,
            ty: Arc::clone(&block.ty),
            attributes: self.body(&block.body, block.place, &env),
            provider: self.provider_of(block),
            existence: self.existence(row.turn.condition.as_ref()),
            complete: false,
            place: block.place,
            header: block.header,
            chain: Arc::clone(&self.chain),
            depends_on: block.depends_on.iter().filter_map(|expr| self.dependency(expr)).collect(),
        }
    }

    /// Whether something of this module is there, which a condition of its own may decide as well.
    pub(super) fn existence(&self, own: Option<&Value>) -> Existence {
        let mut conditions: Vec<&Value> = self.conditions.iter().chain(own).collect();
        // The same unknown said twice is one.
        let mut seen = std::collections::HashSet::new();
        conditions.retain(|value| seen.insert(value.residual()));
        match conditions.as_slice() {
            [] => Existence::Certain,
            [only] => Existence::Depends((*only).clone()),
            several => {
                let residuals: Vec<String> = several.iter().map(|value| value.residual()).collect();
                Existence::Depends(derived(format!("and({})", residuals.join(", ")), several))
            }
        }
    }

    /// `azurerm_subnet.this`, `module.hub`, with the module that it is in.
    fn dependency(&self, expr: &Expr) -> Option<Arc<str>> {
        fn written(expr: &Expr) -> Option<String> {
            match &expr.kind {
                ExprKind::Name(name) => Some(name.as_ref().to_owned()),
                ExprKind::Attribute(base, name, _) => Some(format!("{}.{name}", written(base)?)),
                ExprKind::Index(base, _) => written(base),
                _ => None,
            }
        }
        Some(self.address_of(&written(expr)?).into())
    }

    /// An instance as other expressions see it.
    pub(super) fn exported(self: &Rc<Self>, block: &ResourceBlock, row: &Row, place: Place) -> Value {
        if row.turn.condition.is_some() {
            self.world.doubt();
        }
        let circle = || {
            let address = Self::local_address(block);
            self.world.fail(place, &format!("`{address}` depends on itself"))
        };
        let Some(instance) = self.instance(block, row) else { return circle() };
        let work = || {
            let value = provider::exported(&instance, self.world.settings);
            self.answered(value, &instance)
        };
        row.exported.get_or(work).unwrap_or_else(circle)
    }

    /// What the table does not know of is known only once it is deployed.
    fn answered(&self, value: Value, instance: &Instance) -> Value {
        let Data::Object(object) = &value.data else { return value };
        if object.open().is_some() {
            return value;
        }
        let address = &instance.address;
        let why = format!("`{address}` is known only after it is deployed");
        let reason = Reason::new(Arc::clone(address), why, Some(instance.header));
        let rest = Unknown::any(address, reason);
        let open: Object = object.opened(Some(Arc::new(Open { rest, deep: false })));
        Value { data: Data::Object(open), origin: value.origin.clone(), secret: value.secret }
    }

    /// The instance under a key.
    pub(super) fn selected(self: &Rc<Self>, number: usize, rows: &Rows, key: &Value, place: Place) -> Value {
        let Some(block) = self.block(number) else { return Value::NULL };
        if let Some(row) = rows.find(key) {
            return self.exported(block, row, place);
        }
        if let Some(over) = &rows.unknown
            && !matches!(key.as_unknown().map(|unknown| &unknown.form), Some(Form::OneOf(_)))
        {
            let row = self.somewhere(rows, key, over);
            return self.exported(block, &row, place);
        }
        let whole = self.whole(number, rows, place);
        let outcome = access::index(&whole, key).map_err(|_| {
            let address = Self::local_address(block);
            match key.as_text() {
                Some(key) => format!("there is no `{address}` under `{key}`"),
                None => format!("there is no `{address}` under this key"),
            }
        });
        self.settled(outcome, place)
    }

    /// The instance under a key that is perhaps one of its keys.
    fn somewhere(&self, rows: &Rows, key: &Value, over: &Value) -> Rc<Row> {
        let name = key.residual();
        if let Some(row) = rows.somewhere.borrow().get(&name) {
            return Rc::clone(row);
        }
        let condition = derived(format!("contains(keys({}), {name})", over.residual()), &[over, key]);
        let turn = Turn::somewhere(rows.mode, key.clone(), over, Some(condition));
        let row = Row::new(turn);
        rows.somewhere.borrow_mut().insert(name, Rc::clone(&row));
        row
    }

    /// All instances as one value: one object, a tuple of objects, or an object of objects.
    pub(super) fn whole(self: &Rc<Self>, number: usize, rows: &Rows, place: Place) -> Value {
        let Some(block) = self.block(number) else { return Value::NULL };
        let address = self.address_of(&Self::local_address(block));
        let work = || self.make_whole(block, &address, rows, place);
        let circle = || self.world.fail(place, &format!("`{address}` depends on itself"));
        rows.whole.get_or(work).unwrap_or_else(circle)
    }

    fn make_whole(self: &Rc<Self>, block: &ResourceBlock, address: &str, rows: &Rows, place: Place) -> Value {
        let exported = |row: &Rc<Row>| self.exported(block, row, place);
        let certain = |row: &&Rc<Row>| row.turn.condition.is_none();
        match (rows.mode, &rows.unknown) {
            (Mode::Once, _) => rows.list.first().map_or(Value::NULL, exported),
            (Mode::Count, None) => {
                self.world.made(place, rows.list.iter().map(exported).collect::<Vec<_>>().into())
            }
            (Mode::Count, Some(over)) => {
                let counts = match over.as_unknown().map(|unknown| &unknown.form) {
                    Some(Form::OneOf(counts)) => {
                        let whole = |count: &Value| {
                            let count = types::convert(count, &Type::Number).ok()?.as_int()?;
                            usize::try_from(count).ok()
                        };
                        counts.iter().map(whole).collect::<Option<Vec<usize>>>()
                    }
                    _ => None,
                };
                match counts {
                    Some(counts) if rows.list.len() >= counts.iter().copied().max().unwrap_or(0) => {
                        let all: Vec<Value> = rows.list.iter().map(exported).collect();
                        let lists = counts
                            .iter()
                            .map(|count| all.iter().take(*count).cloned().collect::<Vec<_>>().into());
                        Value::one_of(lists.collect(), address, over.reasons())
                    }
                    _ => {
                        let known = rows.list.iter().filter(certain).map(exported).collect();
                        holding(address, known, &[over])
                    }
                }
            }
            (Mode::Each, None) => self.world.made(place, self.keyed(block, rows, place).into()),
            (Mode::Each, Some(over)) => {
                let rest = whole_unknown(address, over);
                let object = self.keyed(block, rows, place);
                match &rest.data {
                    Data::Unknown(rest) if !object.entries().is_empty() => {
                        let open = Open { rest: Arc::clone(rest), deep: false };
                        object.opened(Some(Arc::new(open))).into()
                    }
                    _ => rest,
                }
            }
        }
    }

    /// The instances that are there for certain, by their keys.
    fn keyed(self: &Rc<Self>, block: &ResourceBlock, rows: &Rows, place: Place) -> Object {
        let mut object = ObjectBuilder::of_kind(ObjectKind::Exact);
        for row in rows.list.iter().filter(|row| row.turn.condition.is_none()) {
            if let Key::Text(key) = &row.turn.key {
                object.put(Arc::clone(key), self.exported(block, row, place));
            }
        }
        object.build()
    }
}
