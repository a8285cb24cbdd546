//! What Windows and Explorer read off the programs' files: details, icon, manifest.

use madoguchi_tests::programs::{Answer, Windows};
use std::fs;
use std::path::Path;
use std::process::Command;

const READER: &str = "fixtures/windows/properties.c";

#[test]
fn explorer_shows_product_version_and_a_japanese_description_of_each_program() {
    let Some(pc) = Windows::here() else { return };
    let folder = tempfile::tempdir().unwrap();
    let reader = folder.path().join("properties.exe");
    let mut compiler = Command::new("x86_64-w64-mingw32-gcc");
    compiler.args(["-municode", "-Wall", "-Werror", "-o"]);
    compiler.arg(&reader);
    compiler.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join(READER));
    let _ = Answer::of(compiler.arg("-lversion")).done();
    for (name, description) in [
        ("madoguchi", "窓口：カードリーダーの受付（Madoguchi）"),
        (
            "madoguchi-agent",
            "窓口：リーダー側のプログラム（Madoguchi）",
        ),
        ("madoguchi-license", "窓口：ライセンスの発行（Madoguchi）"),
    ] {
        let program = fs::canonicalize(pc.programs().join(format!("{name}.exe"))).unwrap();
        let told = Answer::of(pc.system(&reader).arg(program)).done().out;
        let says = |line: &str| told.lines().any(|told| told.trim_end() == line);
        let version = env!("CARGO_PKG_VERSION");
        for line in [
            "ProductName=Madoguchi".to_owned(),
            format!("ProductVersion={version}"),
            format!("FileVersion={version}"),
            format!("FileDescription={description}"),
            format!("OriginalFilename={name}.exe"),
            "icon=yes".to_owned(),
        ] {
            assert!(says(&line), "{line}: {told}");
        }
        for word in ["asInvoker", "longPathAware", "supportedOS"] {
            assert!(told.contains(word), "{word}: {told}");
        }
    }
}
