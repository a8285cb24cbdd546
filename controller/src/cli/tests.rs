//! Tests of what can be typed, and of what is shown.

mod parsing;
mod refusals;
mod rendering;
mod screens;
