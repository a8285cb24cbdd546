//! The metrics of a morning, scraped by Debian's Prometheus: each query of the dashboard gives something, each alert is one that it takes, and
//! all of them ask for metrics that there are.

use madoguchi_tests::programs::{PATIENCE, Program, command, have};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// What gives nothing in the demo, and why.
const QUIET: [(&str, &str); 3] = [
    (
        "madoguchi_unit_coverage_end_timestamp_seconds",
        "no day of delivery is noted in the demo",
    ),
    (
        "madoguchi_license_end_timestamp_seconds",
        "the demo's licenses have no end",
    ),
    (
        "madoguchi_alarm",
        "alarms come and go with the morning; `madoguchi_alarms` counts them",
    ),
];

fn shipped(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../controller/metrics")
        .join(name)
}

/// The program: where `.ci/run` laid it, or on the path.
fn tool(name: &str) -> String {
    let laid = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tools/prometheus/usr/bin");
    let laid = laid.join(name);
    match laid.exists() {
        true => laid.to_str().unwrap().to_owned(),
        false => name.to_owned(),
    }
}

/// The names of our metrics in a query, without what stands behind them in samples of histograms.
fn names(query: &str) -> BTreeSet<String> {
    let words = query.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let ours = words.filter(|word| word.starts_with("madoguchi_") || word.starts_with("process_"));
    ours.map(str::to_owned).collect()
}

fn is_quiet(query: &str) -> bool {
    let names = names(query);
    QUIET.iter().any(|(quiet, _)| names.contains(*quiet))
}

/// The queries of all panels, as Grafana asks them for all clinics.
fn panels() -> Vec<String> {
    let text = std::fs::read_to_string(shipped("dashboard.json")).unwrap();
    let dashboard: Value = serde_json::from_str(&text).unwrap();
    let panels = dashboard["panels"].as_array().unwrap();
    let targets = panels
        .iter()
        .flat_map(|panel| panel["targets"].as_array().unwrap());
    let queries = targets.map(|target| target["expr"].as_str().unwrap());
    let asked = queries.map(|query| {
        query
            .replace("$instance", ".*")
            .replace("$__rate_interval", "20s")
    });
    asked.collect()
}

struct Prometheus {
    address: SocketAddr,
    /// Ends with the test.
    _program: Program,
}

impl Prometheus {
    /// Scrapes the console at an address each second, with the shipped alert rules.
    fn scrape(folder: &Path, console: &str) -> Self {
        let configuration = format!(
            "global: {{scrape_interval: 1s, evaluation_interval: 1s}}\nrule_files: [{:?}]\nscrape_configs:\n\
             - {{job_name: madoguchi, static_configs: [{{targets: [{console:?}]}}]}}\n",
            shipped("alerts.yml")
        );
        std::fs::write(folder.join("prometheus.yml"), configuration).unwrap();
        // A port that is let go before Prometheus takes it. No other test listens at this address, so that nobody takes it between.
        let own = IpAddr::V4(Ipv4Addr::new(127, 0, 9, 90));
        let free = TcpListener::bind((own, 0)).and_then(|listener| listener.local_addr());
        let address = free.unwrap();
        let mut command = Command::new(tool("prometheus"));
        command
            .arg(format!(
                "--config.file={}",
                folder.join("prometheus.yml").display()
            ))
            .arg(format!(
                "--storage.tsdb.path={}",
                folder.join("data").display()
            ))
            .arg(format!("--web.listen-address={address}"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut program = Program::start(&mut command);
        program.line(|line| line.contains("ready to receive web requests").then_some(()));
        Self {
            address,
            _program: program,
        }
    }

    /// What it answers: the data of an answer of success.
    fn get(&self, path: &str) -> Value {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "GET {path} HTTP/1.0\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        let body: Value = serde_json::from_str(body).unwrap();
        assert_eq!(body["status"], "success", "{path}: {body}");
        body["data"].clone()
    }

    /// The series that a query gives.
    fn series(&self, query: &str) -> Vec<Value> {
        let encoded = query.bytes().map(|byte| format!("%{byte:02X}"));
        let path = format!("/api/v1/query?query={}", encoded.collect::<String>());
        self.get(&path)["result"].as_array().unwrap().clone()
    }
}

#[test]
fn each_panel_of_the_dashboard_shows_something_of_a_morning_and_each_alert_asks_for_what_there_is()
{
    if !have("prometheus", &[&tool("prometheus"), "--version"]) {
        return;
    }
    let mut demo = command("madoguchi");
    demo.args([
        "demo", "--json", "--speed", "120", "--seed", "1", "--lang", "en",
    ]);
    let mut demo = Program::start(demo.stdout(Stdio::piped()).stderr(Stdio::piped()));
    let console = demo.line(|line| {
        let (_, rest) = line.split_once("http://")?;
        Some(rest.split('/').next()?.to_owned())
    });
    let folder = tempfile::tempdir().unwrap();
    let prometheus = Prometheus::scrape(folder.path(), &console);

    // The rules were read as they are shipped, and each is evaluated without an error.
    let rules = prometheus.get("/api/v1/rules");
    let rules = rules["groups"][0]["rules"].as_array().unwrap().clone();
    assert!(rules.len() >= 10, "{rules:?}");
    let alerts: Vec<_> = rules
        .iter()
        .map(|rule| rule["query"].as_str().unwrap().to_owned())
        .collect();
    for alert in &alerts {
        let _ = prometheus.series(alert);
    }

    // Whatever is asked for is there, each metric by itself; a panel's query as it stands.
    let panels = panels();
    assert!(panels.len() > 25, "{panels:?}");
    let asked: BTreeSet<_> = panels
        .iter()
        .chain(&alerts)
        .flat_map(|query| names(query))
        .collect();
    let mut open: BTreeSet<String> = panels.into_iter().chain(asked).collect();
    open.retain(|query| !is_quiet(query));
    let until = Instant::now() + PATIENCE;
    while !open.is_empty() {
        assert!(Instant::now() < until, "these give nothing: {open:#?}");
        // Another picture of the morning: time has passed.
        demo.line(|_| Some(()));
        open.retain(|query| prometheus.series(query).is_empty());
    }
    let up = prometheus.series("up{job=\"madoguchi\"} == 1");
    assert_eq!(up.len(), 1, "{up:?}");
    // What is called quiet is asked for, so that the list has no dead line.
    let everything = std::fs::read_to_string(shipped("dashboard.json")).unwrap();
    assert!(
        QUIET
            .iter()
            .all(|(name, _)| names(&everything).contains(*name))
    );
}

#[test]
fn each_alert_comes_when_it_should_and_says_so_in_both_languages() {
    let promtool = tool("promtool");
    if !have("promtool", &[&promtool, "--version"]) {
        return;
    }
    let tests = Command::new(&promtool)
        .args(["test", "rules"])
        .arg(shipped("alerts_test.yml"))
        .output()
        .unwrap();
    assert!(tests.status.success(), "{tests:?}");
    let rules = std::fs::read_to_string(shipped("alerts.yml")).unwrap();
    let tested = std::fs::read_to_string(shipped("alerts_test.yml")).unwrap();
    let alerts: Vec<_> = rules
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- alert: "))
        .collect();
    assert!(alerts.len() >= 10, "{alerts:?}");
    for alert in alerts {
        let raised = tested.split("alertname: ").skip(1);
        let raised = raised
            .filter(|part| part.starts_with(alert) && !part.lines().next().unwrap().contains("[]"));
        assert!(raised.count() > 0, "no test raises {alert}");
    }
    let said = |key: &str| -> Vec<_> {
        let lines = rules
            .lines()
            .filter_map(|line| line.trim().strip_prefix(key));
        lines.map(str::to_owned).collect()
    };
    let (ja, en) = (said("summary: "), said("summary_en: "));
    assert_eq!(ja.len(), en.len());
    assert!(ja.iter().all(|text| !text.is_ascii()) && en.iter().all(|text| text.is_ascii()));
}
