//! Collections that outlive a transaction (`IP`, `SESSION`, `GLOBAL` …) behind a trait, with one in memory.
//!
//! Times are seconds that come with the transaction; nothing here reads a clock.

use crate::seclang::variables::Persistent;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// One kept variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its name in lower case.
    pub name: Vec<u8>,
    /// Its value.
    pub value: Vec<u8>,
    /// When it ends, in seconds; `None` lives as long as its collection.
    pub expires: Option<u64>,
}

/// Where collections are kept.
pub trait Collections: Send + Sync + std::fmt::Debug {
    /// The variables of one collection, none if there is no such collection or it has timed out.
    fn load(&self, kind: Persistent, key: &[u8], now: u64) -> Vec<Kept>;
    /// Replaces the variables of one collection, which ends at `expires`.
    fn store(&self, kind: Persistent, key: &[u8], kept: Vec<Kept>, expires: u64);
}

type Held = BTreeMap<(Persistent, Vec<u8>), (u64, Vec<Kept>)>;

/// Collections in this process, at most a given number of them; the ones that end first make room.
#[derive(Debug)]
pub struct InMemory {
    held: Mutex<Held>,
    limit: usize,
}

impl Default for InMemory {
    fn default() -> Self {
        Self::with_limit(100_000)
    }
}

impl InMemory {
    /// Keeps at most `limit` collections.
    #[must_use]
    pub fn with_limit(limit: usize) -> Self {
        Self { held: Mutex::new(BTreeMap::new()), limit }
    }
}

impl Collections for InMemory {
    fn load(&self, kind: Persistent, key: &[u8], now: u64) -> Vec<Kept> {
        let Ok(held) = self.held.lock() else { return Vec::new() };
        match held.get(&(kind, key.to_vec())) {
            Some((expires, kept)) if *expires > now => {
                kept.iter().filter(|k| k.expires.is_none_or(|at| at > now)).cloned().collect()
            }
            _ => Vec::new(),
        }
    }

    fn store(&self, kind: Persistent, key: &[u8], kept: Vec<Kept>, expires: u64) {
        let Ok(mut held) = self.held.lock() else { return };
        if held.len() >= self.limit
            && let Some(first) = held.iter().min_by_key(|(_, (at, _))| *at).map(|(k, _)| k.clone())
        {
            held.remove(&first);
        }
        held.insert((kind, key.to_vec()), (expires, kept));
    }
}

/// Says where an address is, for `@geoLookup`.
pub trait Geo: Send + Sync + std::fmt::Debug {
    /// Names and values for `GEO`, such as `COUNTRY_CODE`; nothing for an address that is not known.
    fn lookup(&self, address: &[u8]) -> Vec<(String, String)>;
}
