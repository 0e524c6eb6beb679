//! The race: a server of its own, what tries and what disturbs, and the verdict.

mod chaos;
pub(crate) mod commands;
mod controls;
mod cut;
mod evidence;
mod programs;
mod report;
mod run;
mod server;
mod verdict;
mod world;
