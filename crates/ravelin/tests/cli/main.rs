//! The program as a user runs it: arguments in, exit code and output out. The one integration-test binary.

#[cfg(test)]
mod azurerm;
#[cfg(test)]
mod config;
#[cfg(test)]
mod discovery;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod exit_codes;
#[cfg(test)]
mod ignores;
#[cfg(test)]
mod input;
#[cfg(test)]
mod modules;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod parameters;
#[cfg(test)]
mod project;
#[cfg(test)]
mod readme;
#[cfg(test)]
mod resources;
#[cfg(test)]
mod terraform;
#[cfg(test)]
mod waf;
