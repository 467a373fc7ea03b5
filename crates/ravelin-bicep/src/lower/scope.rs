//! Scopes: where a resource or module is deployed.

use super::{Lower, Unit};
use crate::syntax::ast::{Expression, ExpressionKind};
use ravelin_template::ir::Scope;

impl Lower<'_> {
    /// The scope that an expression names: a resource, or one of the scope functions.
    pub(crate) fn scope(&mut self, unit: &Unit<'_>, expression: &Expression<'_>) -> Option<Scope> {
        if let Some(declared) = self.declared(unit, expression) {
            return Some(Scope::Resource(declared.symbol, declared.index));
        }
        match &expression.kind {
            ExpressionKind::Parenthesized(inner) => self.scope(unit, inner),
            ExpressionKind::Call(name, arguments) => {
                self.scope_function(unit, name.text, arguments, expression)
            }
            ExpressionKind::Method { base, name, arguments } if is_namespace(base) => {
                self.scope_function(unit, name.text, arguments, expression)
            }
            _ => Some(Scope::Id(self.expression(unit, expression))),
        }
    }

    fn scope_function(
        &mut self,
        unit: &Unit<'_>,
        name: &str,
        arguments: &[Expression<'_>],
        whole: &Expression<'_>,
    ) -> Option<Scope> {
        let mut argument = |at: usize| arguments.get(at).map(|argument| self.expression(unit, argument));
        Some(match (name, arguments.len()) {
            ("resourceGroup", 0) => return None,
            ("resourceGroup", 1) => Scope::ResourceGroup { subscription: None, name: argument(0) },
            ("resourceGroup", _) => Scope::ResourceGroup { subscription: argument(0), name: argument(1) },
            ("subscription", _) => Scope::Subscription(argument(0)),
            ("managementGroup", _) => Scope::ManagementGroup(argument(0)),
            ("tenant", _) => Scope::Tenant,
            _ => Scope::Id(self.expression(unit, whole)),
        })
    }
}

fn is_namespace(base: &Expression<'_>) -> bool {
    matches!(&base.kind, ExpressionKind::Variable(name) if matches!(name.text, "sys" | "az"))
}
