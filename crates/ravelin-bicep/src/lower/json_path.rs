//! JSONPath as `loadJsonContent()` and `loadYamlContent()` take it: the dialect of Newtonsoft's `SelectTokens`, to which
//! the compiler hands the path. Its regular expressions (`=~`) are not known here; a path with one is refused.

use ravelin_model::{Data, Entry, Value};
use ravelin_template::loader::Unloaded;
use std::cmp::Ordering;

/// How many values may be looked at on behalf of one path.
const MAX_LOOKS: u32 = 1_000_000;
/// How deep queries may nest.
const MAX_NESTED: u8 = 16;

/// The part of a value that a path names: what stands there, or an array where it leads to several places.
pub(super) fn select(value: &Value, path: Option<&str>) -> Result<Value, Unloaded> {
    let Some(path) = path else { return Ok(value.clone()) };
    let mut parser = Parser { text: path, at: 0, nested: 0 };
    let steps = parser.path(false).ok_or_else(|| {
        Unloaded::new(format!("the path `{path}` can't be read from `{}` on", parser.rest()))
    })?;
    let mut search = Search { root: value, looks: 0 };
    let mut found = search.all(vec![value], &steps).into_iter();
    if search.looks > MAX_LOOKS {
        return Err(Unloaded::new(format!("the path `{path}` leads to too many places")));
    }
    match (found.next(), found.len()) {
        (None, _) => Err(Unloaded::new(format!("the file has nothing at `{path}`"))),
        (Some(only), 0) => Ok(only.clone()),
        (Some(first), _) => Ok(std::iter::once(first).chain(found).cloned().collect::<Vec<_>>().into()),
    }
}

#[derive(Debug)]
enum Step {
    /// Members by name; of everything below as well after `..`.
    Fields { names: Vec<String>, deep: bool },
    /// All members of an object.
    AllFields { deep: bool },
    /// Items by number.
    Items(Vec<usize>),
    /// All items of an array.
    AllItems,
    /// `[from:to:step]`
    Slice(Option<i64>, Option<i64>, Option<i64>),
    /// Items and members for which something holds.
    Query { condition: Condition, deep: bool },
}

#[derive(Debug)]
enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Exists(Operand),
    Compare(Operand, Comparison, Operand),
}

#[derive(Debug)]
enum Operand {
    Constant(Value),
    /// A path from the value that is looked at (`@`) or from the root (`$`).
    Path {
        from_root: bool,
        steps: Vec<Step>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Equal,
    NotEqual,
    StrictlyEqual,
    StrictlyNotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

struct Parser<'p> {
    text: &'p str,
    at: usize,
    nested: u8,
}

impl<'p> Parser<'p> {
    fn rest(&self) -> &'p str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn eat(&mut self, what: &str) -> bool {
        let here = self.rest().starts_with(what);
        self.at += if here { what.len() } else { 0 };
        here
    }

    fn blanks(&mut self) {
        while self.eat(" ") {}
    }

    fn word(&mut self, belongs: impl Fn(char) -> bool) -> &'p str {
        let rest = self.rest();
        let end = rest.find(|one| !belongs(one)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    /// The steps of a path, to the end of the text or, in a query, to what can't belong to it.
    fn path(&mut self, in_query: bool) -> Option<Vec<Step>> {
        let mut steps = Vec::new();
        if !in_query {
            self.blanks();
            self.eat("$");
        }
        let mut first = !in_query;
        loop {
            let deep = self.eat("..");
            let dotted = deep || self.eat(".");
            if self.peek() == Some('[') {
                self.at += 1;
                steps.push(self.bracket(deep)?);
            } else if dotted || first {
                let stops = |one: char| ".[]()".contains(one) || (in_query && " =<>!|&".contains(one));
                match self.word(|one| !stops(one)) {
                    "" if first && !dotted => {}
                    "" => return None,
                    "*" => steps.push(Step::AllFields { deep }),
                    name => steps.push(Step::Fields { names: vec![name.trim().to_owned()], deep }),
                }
            }
            first = false;
            match self.peek() {
                Some('.' | '[') => {}
                Some(_) if in_query => return Some(steps),
                None => return Some(steps),
                Some(_) => return None,
            }
        }
    }

    fn bracket(&mut self, deep: bool) -> Option<Step> {
        self.blanks();
        let step = match self.peek()? {
            '\'' => {
                let mut names = vec![self.quoted('\'')?];
                self.blanks();
                while self.eat(",") {
                    self.blanks();
                    names.push(self.quoted('\'')?);
                    self.blanks();
                }
                Step::Fields { names, deep }
            }
            '?' => {
                self.at += 1;
                self.blanks();
                self.eat("(").then_some(())?;
                let condition = self.condition()?;
                self.eat(")").then_some(())?;
                self.blanks();
                Step::Query { condition, deep }
            }
            '*' => {
                self.at += 1;
                self.blanks();
                if deep { Step::AllFields { deep } } else { Step::AllItems }
            }
            _ if deep => return None,
            _ => self.numbers()?,
        };
        self.eat("]").then_some(step)
    }

    fn number(&mut self) -> Option<Option<i64>> {
        self.blanks();
        let word = self.word(|one| one.is_ascii_digit() || one == '-');
        self.blanks();
        if word.is_empty() { Some(None) } else { word.parse().ok().map(Some) }
    }

    /// `0`, `0,2`, `1:3`
    fn numbers(&mut self) -> Option<Step> {
        let first = self.number()?;
        if self.eat(":") {
            let to = self.number()?;
            let step = if self.eat(":") { self.number()? } else { None };
            return (step != Some(0)).then_some(Step::Slice(first, to, step));
        }
        let mut items = vec![usize::try_from(first?).ok()?];
        while self.eat(",") {
            items.push(usize::try_from(self.number()??).ok()?);
        }
        Some(Step::Items(items))
    }

    /// A quoted text; a backslash takes the next character as it is.
    fn quoted(&mut self, quote: char) -> Option<String> {
        let mut characters = self.rest().char_indices();
        if characters.next()?.1 != quote {
            return None;
        }
        let mut text = String::new();
        while let Some((at, one)) = characters.next() {
            match one {
                '\\' => text.push(characters.next()?.1),
                one if one == quote => {
                    self.at += at + one.len_utf8();
                    return Some(text);
                }
                one => text.push(one),
            }
        }
        None
    }

    /// Conditions with `||` and `&&`, which binds more tightly.
    fn condition(&mut self) -> Option<Condition> {
        let mut any = vec![self.conjunction()?];
        while self.eat("||") {
            any.push(self.conjunction()?);
        }
        Some(Condition::Any(any))
    }

    fn conjunction(&mut self) -> Option<Condition> {
        let mut all = vec![self.comparison()?];
        while self.eat("&&") {
            all.push(self.comparison()?);
        }
        Some(Condition::All(all))
    }

    fn comparison(&mut self) -> Option<Condition> {
        let left = self.operand()?;
        let operators = [
            ("===", Comparison::StrictlyEqual),
            ("!==", Comparison::StrictlyNotEqual),
            ("==", Comparison::Equal),
            ("!=", Comparison::NotEqual),
            ("<>", Comparison::NotEqual),
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
        ];
        match operators.into_iter().find(|(sign, _)| self.eat(sign)) {
            Some((_, comparison)) => Some(Condition::Compare(left, comparison, self.operand()?)),
            None => Some(Condition::Exists(left)),
        }
    }

    fn operand(&mut self) -> Option<Operand> {
        self.blanks();
        let operand = match self.peek()? {
            quote @ ('\'' | '"') => Operand::Constant(self.quoted(quote)?.into()),
            start @ ('@' | '$') => {
                self.at += 1;
                if self.nested == MAX_NESTED {
                    return None;
                }
                self.nested += 1;
                let steps = self.path(true)?;
                self.nested -= 1;
                Operand::Path { from_root: start == '$', steps }
            }
            _ => {
                Operand::Constant(match self.word(|one| one.is_ascii_alphanumeric() || "+-.".contains(one)) {
                    "true" => true.into(),
                    "false" => false.into(),
                    "null" => Value::NULL,
                    number => match number.parse::<i64>() {
                        Ok(number) => number.into(),
                        Err(_) => number.parse::<f64>().ok().filter(|number| number.is_finite())?.into(),
                    },
                })
            }
        };
        self.blanks();
        Some(operand)
    }
}

struct Search<'v> {
    root: &'v Value,
    looks: u32,
}

impl<'v> Search<'v> {
    fn all(&mut self, from: Vec<&'v Value>, steps: &[Step]) -> Vec<&'v Value> {
        let mut found = from;
        for step in steps {
            let mut next = Vec::new();
            for value in found {
                self.step(value, step, &mut next);
            }
            found = next;
        }
        found
    }

    /// Is there room for another look?
    fn look(&mut self) -> bool {
        self.looks = self.looks.saturating_add(1);
        self.looks <= MAX_LOOKS
    }

    fn step(&mut self, value: &'v Value, step: &Step, found: &mut Vec<&'v Value>) {
        if !self.look() {
            return;
        }
        let items = value.as_array().unwrap_or(&[]);
        match step {
            Step::Fields { deep: true, .. } => self.below(value, step, found),
            Step::AllFields { deep: true } | Step::Query { deep: true, .. } => {
                if self.takes(step, None, value) {
                    found.push(value);
                }
                self.below(value, step, found);
            }
            Step::Fields { names, deep: false } => {
                let named = |name: &String| entries(value).iter().find(|one| *one.key == **name);
                found.extend(names.iter().filter_map(named).map(|entry| &entry.value));
            }
            Step::AllFields { deep: false } => {
                found.extend(entries(value).iter().map(|entry| &entry.value));
            }
            Step::Items(numbers) => found.extend(numbers.iter().filter_map(|at| items.get(*at))),
            Step::AllItems => found.extend(items),
            Step::Slice(from, to, step) => found.extend(sliced(items, *from, *to, step.unwrap_or(1))),
            Step::Query { deep: false, .. } => {
                found.extend(
                    children(value)
                        .filter(|(_, child)| self.takes(step, None, child))
                        .map(|(_, child)| child),
                );
            }
        }
    }

    /// Everything below a value that a step takes, in the order of the text.
    fn below(&mut self, value: &'v Value, step: &Step, found: &mut Vec<&'v Value>) {
        for (key, child) in children(value) {
            if !self.look() {
                return;
            }
            if self.takes(step, key, child) {
                found.push(child);
            }
            self.below(child, step, found);
        }
    }

    fn takes(&mut self, step: &Step, key: Option<&str>, value: &'v Value) -> bool {
        match step {
            Step::Fields { names, .. } => names.iter().any(|name| key == Some(name)),
            Step::Query { condition, .. } => self.holds(condition, value),
            _ => true,
        }
    }

    fn holds(&mut self, condition: &Condition, value: &'v Value) -> bool {
        match condition {
            Condition::All(all) => all.iter().all(|one| self.holds(one, value)),
            Condition::Any(any) => any.iter().any(|one| self.holds(one, value)),
            Condition::Exists(operand) => !self.values(operand, value).is_empty(),
            Condition::Compare(left, comparison, right) => {
                let (left, right) = (self.values(left, value), self.values(right, value));
                left.iter()
                    .any(|left| right.iter().any(|right| self.look() && compare(left, *comparison, right)))
            }
        }
    }

    fn values(&mut self, operand: &Operand, value: &'v Value) -> Vec<Value> {
        match operand {
            Operand::Constant(constant) => vec![constant.clone()],
            Operand::Path { from_root, steps } => {
                let from = if *from_root { self.root } else { value };
                self.all(vec![from], steps).into_iter().cloned().collect()
            }
        }
    }
}

fn entries(value: &Value) -> &[Entry] {
    match &value.data {
        Data::Object(object) => object.entries(),
        _ => &[],
    }
}

/// The members of an object, or the items of an array.
fn children(value: &Value) -> impl Iterator<Item = (Option<&str>, &Value)> {
    let members = entries(value).iter().map(|entry| (Some(&*entry.key), &entry.value));
    members.chain(value.as_array().unwrap_or(&[]).iter().map(|item| (None, item)))
}

/// Items `from` to `to`, counted from the end where negative.
fn sliced(items: &[Value], from: Option<i64>, to: Option<i64>, step: i64) -> Vec<&Value> {
    let count = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let place = |at: i64| if at < 0 { at.saturating_add(count) } else { at };
    let (first, last) = if step > 0 { (0, count) } else { (count - 1, -1) };
    let mut at = from.map_or(first, place);
    at = if step > 0 { at.max(0) } else { at.min(count - 1) };
    let end = to.map_or(last, place);
    let end = if step > 0 { end.min(count) } else { end.max(-1) };
    let mut found = Vec::new();
    while if step > 0 { at < end } else { at > end } {
        found.extend(usize::try_from(at).ok().and_then(|at| items.get(at)));
        at = at.saturating_add(step);
    }
    found
}

fn compare(left: &Value, comparison: Comparison, right: &Value) -> bool {
    let same = || left.same(right) == Some(true);
    match comparison {
        Comparison::Equal | Comparison::StrictlyEqual => same(),
        Comparison::NotEqual | Comparison::StrictlyNotEqual => !same(),
        Comparison::Less => order(left, right) == Some(Ordering::Less),
        Comparison::LessOrEqual => matches!(order(left, right), Some(Ordering::Less | Ordering::Equal)),
        Comparison::Greater => order(left, right) == Some(Ordering::Greater),
        Comparison::GreaterOrEqual => matches!(order(left, right), Some(Ordering::Greater | Ordering::Equal)),
    }
}

fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (&left.data, &right.data) {
        (Data::Int(left), Data::Int(right)) => Some(left.cmp(right)),
        (Data::String(left), Data::String(right)) => Some(left.cmp(right)),
        _ => number(left)?.partial_cmp(&number(right)?),
    }
}

fn number(value: &Value) -> Option<f64> {
    match value.data {
        #[expect(clippy::cast_precision_loss, reason = "as the compared numbers are floating ones")]
        Data::Int(number) => Some(number as f64),
        Data::Float(number) => Some(number),
        _ => None,
    }
}
