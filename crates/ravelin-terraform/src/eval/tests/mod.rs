//! What configurations come to.

mod modules;
mod project;
mod resources;

use project::Project;
