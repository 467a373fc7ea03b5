//! What a control's file needs.

pub use crate::control::{Check, Control};
pub use crate::node::{Node, TemplateNode};
pub use crate::prop::Prop;
pub use crate::test::{Fact, Test, Truth, Verdict, all, any};
pub use ravelin_finding::{Audience, Maps, Outcome, Rule, Severity, Status};
