//! The API driven from its description alone, by schemathesis, through the console's own listener: whatever the description allows, and much
//! that it does not, is answered as the description says, and nothing makes the controller fail.
//!
//! Needs `MADOGUCHI_SCHEMATHESIS`, the program (`.ci/run` installs it); skipped without it unless `MADOGUCHI_TESTS=all`.

use super::Api;
use crate::support::clinic::Clinic;
use madoguchi_controller::config::Console;
use std::net::SocketAddr;
use std::process::Command;

/// What is looked for: no failure of ours, and no answer whose status, form or shape is not described.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";
/// For how long, in seconds; what has begun by then is finished.
const SECONDS: &str = "40";

#[tokio::test(flavor = "multi_thread")]
#[allow(clippy::print_stderr)] // a test that is skipped must be seen
async fn whatever_the_description_allows_is_answered_as_it_says() {
    let Some(program) = std::env::var_os("MADOGUCHI_SCHEMATHESIS") else {
        let all = std::env::var("MADOGUCHI_TESTS").is_ok_and(|tests| tests == "all");
        assert!(!all, "this test needs MADOGUCHI_SCHEMATHESIS");
        eprintln!("SKIPPED: this test needs MADOGUCHI_SCHEMATHESIS");
        return;
    };
    let free = SocketAddr::from(([127, 0, 0, 1], 0));
    let clinic = Clinic::made_of(|parts| parts.console = Console::at(free)).await;
    let _readers = (clinic.reader(1).await, clinic.reader(2).await);
    let token = clinic.access.authorization();
    let mut program = Command::new(program);
    program.args(["run", &format!("{}api/openapi.json", clinic.console_url())]);
    program.args([
        "--header",
        &format!("Authorization: {}", token.to_str().unwrap()),
    ]);
    program.args(["--checks", CHECKS, "--max-time", SECONDS, "--workers", "2"]);
    program.args(["--seed", "1", "--generation-database", "none", "--no-color"]);
    // A stream has no end.
    program.args(["--exclude-path-regex", "/live$", "--continue-on-failure"]);
    program.current_dir(clinic.papers.folder.path());
    let output = tokio::task::spawn_blocking(move || program.output().unwrap());
    let output = output.await.unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let failed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{failed}");
    let document = Api::of(clinic).get("/api/openapi.json").await.done();
    let paths = document["paths"].as_object().unwrap().iter();
    let tested = paths.filter(|(path, _)| !path.ends_with("/live"));
    let tested: usize = tested
        .map(|(_, methods)| methods.as_object().unwrap().len())
        .sum();
    assert!(said.contains(&format!("Tested: {tested}")), "{said}");
}
