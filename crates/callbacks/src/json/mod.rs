//! JSON text, and nothing of Bandwidth: reading it with places, and mending it.

pub mod fault;
pub mod number;
pub mod place;
pub mod repair;
pub mod scan;
pub mod string;
pub mod tape;
pub mod swar;
