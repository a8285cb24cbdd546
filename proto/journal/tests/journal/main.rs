//! The journal and its images, as their users see them.

#![allow(clippy::unwrap_used)]

mod calls;
mod cuts;
mod damage;
mod folder;
mod frozen;
mod images;
mod life;
mod looked;
mod model;
