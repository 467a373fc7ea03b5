//! The variables that rules set in `TX`: a slot for each name the rules mention, a list for names made while running.

use super::values::Span;

/// A value in `TX`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum TxValue {
    #[default]
    Unset,
    Number(i64),
    Bytes(Span),
}

/// All of `TX`.
#[derive(Debug, Default)]
pub(crate) struct Tx {
    slots: Vec<TxValue>,
    made: Vec<(Box<[u8]>, TxValue)>,
}

impl Tx {
    pub(crate) fn new(slots: usize) -> Self {
        Self { slots: vec![TxValue::Unset; slots], made: Vec::new() }
    }

    pub(crate) fn get(&self, slot: u32) -> TxValue {
        self.slots.get(slot as usize).copied().unwrap_or_default()
    }

    pub(crate) fn set(&mut self, slot: u32, value: TxValue) {
        if let Some(place) = self.slots.get_mut(slot as usize) {
            *place = value;
        }
    }

    /// The slots, in order.
    pub(crate) fn slots(&self) -> impl Iterator<Item = (u32, TxValue)> {
        (0u32..).zip(self.slots.iter().copied())
    }

    /// The values under names that the rules did not mention.
    pub(crate) fn made(&self) -> &[(Box<[u8]>, TxValue)] {
        &self.made
    }

    pub(crate) fn get_made(&self, name: &[u8]) -> TxValue {
        self.made.iter().find(|(n, _)| **n == *name).map(|(_, v)| *v).unwrap_or_default()
    }

    pub(crate) fn set_made(&mut self, name: &[u8], value: TxValue) {
        match self.made.iter_mut().find(|(n, _)| **n == *name) {
            Some((_, place)) => *place = value,
            None => self.made.push((name.into(), value)),
        }
    }
}
