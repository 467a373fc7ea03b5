//! The commands, each a function of its arguments.

pub(crate) mod check;
pub(crate) mod controls;
pub(crate) mod explain;
pub(crate) mod resources;
pub(crate) mod shell;
pub(crate) mod waf;

use crate::args::{Input, Shared};
use crate::output::Console;
use ravelin_engine::config::Deployment;
use ravelin_engine::{Estate, Request};

/// What the options shared by `check` and `resources` ask for.
fn request(shared: &Shared, input: &Input) -> Request {
    Request {
        paths: input.paths.clone(),
        parameters: input.parameters.clone(),
        set: input.set.clone(),
        config: shared.config.clone(),
        exclude: input.exclude.clone(),
        module_root: input.module_root.clone(),
        environment: input.env.clone(),
        deployment: Deployment {
            subscription: input.subscription.clone(),
            resource_group: input.resource_group.clone(),
            location: input.location.clone(),
            tenant: input.tenant.clone(),
            management_group: input.management_group.clone(),
        },
        ..Request::default()
    }
}

/// Says what was left out, and when there is nothing.
fn remark(estate: &Estate, input: &Input, console: &Console) {
    if estate.entries() == 0 {
        let paths: Vec<String> = input.paths.iter().map(|path| format!("`{}`", path.display())).collect();
        console.warn(&format!("there is nothing to check under {}", paths.join(", ")));
        estate.remarks().iter().for_each(|remark| console.help(remark));
    } else {
        estate.remarks().iter().for_each(|remark| console.remark(remark));
    }
}
