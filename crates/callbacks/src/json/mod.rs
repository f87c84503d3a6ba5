//! JSON text, and nothing about Bandwidth: reading it with positions, and repairing it.

pub mod fault;
pub mod number;
pub mod place;
pub mod repair;
pub mod scan;
pub mod string;
pub mod tape;
pub mod swar;
