//! Takes the list of roots into the program: `roots.txt`, or the file that `MADOGUCHI_ROOTS` names.
//!
//! A list that is not in order stops the build here, with its line, and not the first license at a clinic.

#[cfg(feature = "documents")]
#[path = "src/trust/listed.rs"]
#[allow(dead_code)] // only the crate asks which environment it is
mod listed;

#[cfg(not(feature = "documents"))]
fn main() {}

#[cfg(feature = "documents")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    use std::path::{Path, PathBuf};

    println!("cargo:rerun-if-env-changed=MADOGUCHI_ROOTS");
    let package = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let file = match std::env::var_os("MADOGUCHI_ROOTS") {
        // As whoever typed it sees it: from the workspace's folder.
        Some(named) => package.parent().unwrap_or(Path::new("")).join(named),
        None => package.join("roots.txt"),
    };
    println!("cargo:rerun-if-changed={}", file.display());
    let said = |what: &dyn std::fmt::Display| format!("{}: {what}", file.display());
    let text = std::fs::read_to_string(&file).map_err(|error| said(&error))?;
    let list = listed::parse(&text).map_err(|error| said(&error))?;
    for root in list.roots {
        use sha2::Digest as _;
        let own = sha2::Sha256::digest(root.key);
        if root.id != own[..8] {
            let line = root.line;
            return Err(said(&format!("line {line} has a key id that is not its key's")).into());
        }
    }
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    Ok(std::fs::write(out.join("roots.txt"), text)?)
}
