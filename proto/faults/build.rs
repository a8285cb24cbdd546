//! Makes the catalogue a table of the program. A file that is not in order stops the build here, with the code of the entry.

#[path = "src/kinds.rs"]
#[allow(dead_code)] // the crate asks more of them
mod kinds;
#[path = "src/written.rs"]
mod written;

use std::fmt::Write as _;
use std::path::PathBuf;
use written::Written;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let package = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let file = package.join("faults.toml");
    println!("cargo:rerun-if-changed={}", file.display());
    let faults = written::read(&std::fs::read_to_string(&file)?)
        .map_err(|mistake| format!("{}: {mistake}", file.display()))?;
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    Ok(std::fs::write(out.join("faults.rs"), table(&faults))?)
}

/// The catalogue as Rust: the faults by their codes, and the names in their order with the place of each one's fault.
fn table(faults: &[Written]) -> String {
    let mut table = "const FAULTS: &[Fault] = &[\n".to_owned();
    for fault in faults {
        let tell: Vec<_> = fault
            .tell
            .iter()
            .map(|told| format!("Told::{told:?}"))
            .collect();
        let words = |[ja, en]: &[String; 2]| format!("Words {{ ja: {ja:?}, en: {en:?} }}");
        let _ = writeln!(
            table,
            "Fault {{ code: Code({}), names: &{:?}, screen: {:?}, matter: Matter::{:?}, send_in: {}, tell: &[{}], title: {}, text: {}, todo: {} }},",
            fault.code,
            fault.names,
            fault.screen,
            fault.matter,
            fault.send_in,
            tell.join(", "),
            words(&fault.title),
            words(&fault.text),
            words(&fault.todo),
        );
    }
    table.push_str("];\n");
    let mut names: Vec<(&str, usize)> = faults
        .iter()
        .enumerate()
        .flat_map(|(at, fault)| fault.names.iter().map(move |name| (name.as_str(), at)))
        .collect();
    names.sort_unstable();
    let _ = writeln!(table, "const NAMES: &[(&str, usize)] = &{names:?};");
    table
}
