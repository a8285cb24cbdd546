//! Tests of what can be typed, and of what is shown.

mod parsing;
mod rendering;
mod screens;
