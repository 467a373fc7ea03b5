//! XML for rules.
