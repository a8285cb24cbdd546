//! The API driven from its description alone, by schemathesis: whatever the description allows, and much that it does not, is answered as
//! the description says, and nothing makes the controller fail.
//!
//! Needs `MADOGUCHI_SCHEMATHESIS`, the program (`.ci/run` installs it); skipped without it unless `MADOGUCHI_TESTS=all`.

use super::Api;
use axum::Extension;
use madoguchi_controller::desk::Caller;
use std::process::Command;
use tokio::net::TcpListener;

/// What is looked for: no failure of ours, and no answer whose status, form or shape is not described.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";
/// For how long, in seconds; what has begun by then is finished.
const SECONDS: &str = "40";

#[tokio::test(flavor = "multi_thread")]
async fn whatever_the_description_allows_is_answered_as_it_says() {
    let Some(program) = std::env::var_os("MADOGUCHI_SCHEMATHESIS") else {
        let all = std::env::var("MADOGUCHI_TESTS").is_ok_and(|tests| tests == "all");
        assert!(!all, "this test needs MADOGUCHI_SCHEMATHESIS");
        eprintln!("SKIPPED: this test needs MADOGUCHI_SCHEMATHESIS");
        return;
    };
    let api = Api::open().await;
    let _readers = (api.clinic.reader(1).await, api.clinic.reader(2).await);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = api.router.clone().layer(Extension(Caller::OWNER));
    let served = tokio::spawn(async move { axum::serve(listener, router).await });
    let mut program = Command::new(program);
    program.args(["run", &format!("http://{address}/api/openapi.json")]);
    program.args(["--checks", CHECKS, "--max-time", SECONDS, "--workers", "2"]);
    program.args(["--seed", "1", "--generation-database", "none", "--no-color"]);
    // A stream has no end.
    program.args(["--exclude-path-regex", "/live$", "--continue-on-failure"]);
    program.current_dir(api.clinic.papers.folder.path());
    let output = tokio::task::spawn_blocking(move || program.output().unwrap());
    let output = output.await.unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let document = api.get("/api/openapi.json").await.done();
    let paths = document["paths"].as_object().unwrap().iter();
    let tested = paths.filter(|(path, _)| !path.ends_with("/live"));
    let tested: usize = tested
        .map(|(_, methods)| methods.as_object().unwrap().len())
        .sum();
    assert!(said.contains(&format!("Tested: {tested}")), "{said}");
    served.abort();
}
