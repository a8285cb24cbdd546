//! The staff's door: each service over real TLS, with what it answers and refuses.

mod day;
mod licenses;
mod looked_up;
mod month;
mod names;
mod people;
mod refused;
mod replace;
mod requests;
mod rights;
mod services;
