//! What a control is.

use crate::node::{Node, TemplateNode};
use crate::test::Verdict;
use ravelin_finding::Rule;

/// One control of the catalogue.
#[derive(Debug)]
pub struct Control {
    /// Its identity and page.
    pub rule: Rule,
    /// What it decides.
    pub check: Check,
}

/// What a control looks at.
#[derive(Debug)]
pub enum Check {
    /// Every resource of these types that the code declares (existing ones are somebody else's to decide).
    Each(&'static [&'static str], fn(&Node<'_>) -> Verdict),
    /// Every template as it is deployed, with its parameters and outputs; one verdict for each thing it finds.
    Template(fn(&TemplateNode<'_>) -> Vec<Verdict>),
}

impl Control {
    /// The resource types that it decides; empty for controls of templates.
    #[must_use]
    pub const fn types(&self) -> &'static [&'static str] {
        match self.check {
            Check::Each(types, _) => types,
            Check::Template(_) => &[],
        }
    }
}
