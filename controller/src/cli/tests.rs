//! Tests of what can be typed, and of what is shown.

mod marks;
mod parsing;
mod quoted;
mod refusals;
mod rendering;
mod screens;
