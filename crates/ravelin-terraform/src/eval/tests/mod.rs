//! What configurations come to.

mod bounds;
mod modules;
mod project;
mod providers;
mod recorded;
mod resources;
mod unknowns;

use project::Project;
