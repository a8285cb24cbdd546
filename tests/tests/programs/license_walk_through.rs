//! The walk-through in `licensing/README.md`, step by step: every command in it runs, in its folder, and prints what the
//! text says.

use madoguchi_tests::programs::{Clinic, Terminal, command, folder_of_programs, have};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use tempfile::TempDir;

/// The vendor's folder: no controller runs there.
const OFFICE: &str = "office";
/// What follows is a part of what the commands before it print.
const PRINTS: &str = "#> ";
/// Programs that go on running are the story's to start and to stop.
const SERVE: &str = "madoguchi serve --config controller.toml &";
const STOP: &str = "kill %1";
const AGENT: (&str, &str) = ("madoguchi-agent --config agent-", ".toml &");

/// Commands in one folder.
struct Block<'a> {
    folder: &'a str,
    lines: Vec<&'a str>,
    /// Its place in the text.
    line: usize,
}

/// The blocks that are marked as "```sh FOLDER".
fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<Block<'_>> = None;
    for (line, number) in text.lines().zip(1..) {
        if let Some(mut block) = open.take() {
            if line == "```" {
                blocks.push(block);
            } else {
                block.lines.push(line);
                open = Some(block);
            }
        } else if let Some(folder) = line.strip_prefix("```sh ") {
            open = Some(Block {
                folder: folder.split_whitespace().next().unwrap(),
                lines: Vec::new(),
                line: number,
            });
        }
    }
    blocks
}

/// The vendor's office, a USB stick, and the clinics' PCs, side by side.
struct Scene {
    folder: Arc<TempDir>,
    clinics: BTreeMap<String, Clinic>,
}

impl Scene {
    fn new() -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        for name in [OFFICE, "stick"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        let clinics = BTreeMap::new();
        Self { folder, clinics }
    }

    fn clinic(&mut self, name: &str) -> &mut Clinic {
        let folder = &self.folder;
        self.clinics
            .entry(name.to_owned())
            .or_insert_with(|| Clinic::without_vendor(folder, name))
    }

    fn play(&mut self, block: &Block<'_>) {
        if block.folder != OFFICE {
            let _ = self.clinic(block.folder);
        }
        let mut script = String::new();
        let mut plugged_in = 0;
        for &line in &block.lines {
            let agent = line
                .strip_prefix(AGENT.0)
                .and_then(|rest| rest.strip_suffix(AGENT.1));
            match (line, agent) {
                (SERVE, _) => self.clinic(block.folder).start(),
                (STOP, _) => assert!(self.clinic(block.folder).stop().success()),
                (_, Some(n)) => {
                    plugged_in += 1;
                    self.clinic(block.folder).start_agent(n.parse().unwrap());
                }
                _ => {
                    script.push_str(line);
                    script.push('\n');
                }
            }
        }
        if plugged_in > 0 {
            let attached = |unit: &Value| unit["attached"] == true;
            let mut watch = self.clinic(block.folder).watch();
            watch.until(|look| {
                let units = look["units"].as_array().unwrap().iter();
                units.filter(|unit| attached(unit)).count() == plugged_in
            });
        }
        self.run(block, &script);
    }

    fn run(&self, block: &Block<'_>, script: &str) {
        let path = std::env::var("PATH").unwrap();
        let path = format!("{}:{path}", folder_of_programs().display());
        let folder = self.folder.path().join(block.folder);
        let output = Command::new("bash")
            .args(["-euo", "pipefail", "-c", script])
            .current_dir(&folder)
            .env("PATH", path)
            .env("MADOGUCHI_DATA_DIR", folder.join("data"))
            .env("MADOGUCHI_LEDGER", folder.join("ledger"))
            .env("MADOGUCHI_PASSPHRASE", "correct horse battery staple")
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        let place = format!("licensing/README.md, line {}", block.line);
        assert!(output.status.success(), "{place}: {said}");
        for expected in script.lines().filter_map(|line| line.strip_prefix(PRINTS)) {
            assert!(
                said.contains(expected),
                "{place}: no \"{expected}\" in: {said}"
            );
        }
    }
}

#[test]
fn every_step_of_the_walk_through_does_what_it_says() {
    if !have("bash", &["bash", "-c", "true"]) {
        return;
    }
    for program in ["madoguchi", "madoguchi-agent", "madoguchi-license"] {
        let _ = command(program); // built, where it is not yet
    }
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../licensing/README.md");
    let text = fs::read_to_string(readme).unwrap();
    let mut scene = Scene::new();
    let blocks = blocks(&text);
    assert!(!blocks.is_empty(), "no commands in the walk-through");
    for block in &blocks {
        scene.play(block);
    }
}
