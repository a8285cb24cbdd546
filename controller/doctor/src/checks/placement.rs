//! What only a person can see, asked: light, height, adapter, cable, hub, other makers' readers.

use crate::facts::Facts;
use crate::finding::{Code, Finding};

pub(super) fn check(_facts: &Facts) -> Vec<Finding> {
    [
        Code::PlacementLight,
        Code::PlacementHeight,
        Code::PlacementAdapter,
        Code::PlacementCable,
        Code::PlacementHub,
        Code::PlacementForeign,
    ]
    .map(|code| Finding::new(code, &[]))
    .to_vec()
}
