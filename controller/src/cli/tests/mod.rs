//! What can be typed, and what is shown.

mod parsing;
mod rendering;
