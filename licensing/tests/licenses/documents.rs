//! Signed documents, for which a vendor made by hand signs.

mod acts;
mod armour;
mod carriers;
#[cfg(feature = "codes")]
mod codes;
mod explain;
mod forms;
#[cfg(all(feature = "codes", feature = "pictures"))]
mod pictures;
mod product_keys;
mod revocation_lists;
mod schema;
mod trust;
mod typed;
mod vendor;
mod verification;
