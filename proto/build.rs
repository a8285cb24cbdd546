//! Compiles the .proto files with protox, so that nobody needs a protoc.

#[cfg(feature = "services")]
use prost::Message as _;
use std::error::Error;
use std::path::Path;

const FILES: [&str; 11] = [
    "common",
    "reader",
    "pairing",
    "front_desk",
    "units",
    "licenses",
    "people",
    "audit",
    "support",
    "license_document",
    "record",
];

/// What holds secrets: its `Debug` is written by hand, and prints nothing of them.
const SECRET: [&str; 9] = [
    ".madoguchi.v1.ActivationRequest",
    ".madoguchi.v1.AskActivation",
    ".madoguchi.v1.BackupFile",
    ".madoguchi.v1.SecondFactor",
    ".madoguchi.v1.AddPersonRequest",
    ".madoguchi.v1.ResetPersonRequest",
    ".madoguchi.v1.BeginSetupResponse",
    ".madoguchi.v1.PersonRecord",
    ".madoguchi.v1.SecondFactorRecord",
];

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files: Vec<_> = FILES
        .iter()
        .map(|name| root.join(format!("madoguchi/v1/{name}.proto")))
        .collect();
    println!("cargo:rerun-if-changed=madoguchi");
    let descriptors = protox::compile(&files, [root])?;
    generate(descriptors)?;
    Ok(())
}

#[cfg(feature = "services")]
fn generate(descriptors: Descriptors) -> std::io::Result<()> {
    let schema = std::env::var_os("OUT_DIR").unwrap_or_default();
    std::fs::write(
        Path::new(&schema).join("schema"),
        descriptors.encode_to_vec(),
    )?;
    tonic_prost_build::configure()
        .skip_debug(SECRET)
        .compile_fds(descriptors)
}

#[cfg(not(feature = "services"))]
fn generate(descriptors: Descriptors) -> std::io::Result<()> {
    prost_build::Config::new()
        .skip_debug(SECRET)
        .compile_fds(descriptors)
}

type Descriptors = prost_types::FileDescriptorSet;
