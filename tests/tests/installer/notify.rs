//! What systemd hears of programs that it started (`Type=notify`), read from a socket like its own.

use madoguchi_tests::programs::{Clinic, Program, Terminal as _, command};
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::time::Duration;

struct Manager(UnixDatagram);

impl Manager {
    fn at(path: &Path) -> Self {
        let socket = UnixDatagram::bind(path).unwrap();
        socket
            .set_read_timeout(Some(Duration::from_secs(60)))
            .unwrap();
        Self(socket)
    }

    /// The next line; those that only say that it is alive are passed over, unless that is waited for.
    fn hears(&self, line: &str) {
        loop {
            let mut bytes = [0; 256];
            let length = self.0.recv(&mut bytes).unwrap();
            let said = std::str::from_utf8(&bytes[..length]).unwrap().trim_end();
            if said == line {
                return;
            }
            assert_eq!(said, "WATCHDOG=1", "while {line} was waited for");
        }
    }
}

#[test]
fn a_controller_tells_that_its_doors_are_open_that_it_lives_and_that_it_ends() {
    let mut clinic = Clinic::new();
    let socket = clinic.path().join("notify");
    let manager = Manager::at(&socket);
    clinic.set("NOTIFY_SOCKET", socket.to_str().unwrap());
    clinic.set("WATCHDOG_USEC", "200000");
    clinic.start_hastily_with(&[]);
    manager.hears("READY=1");
    // Its doors are open by then.
    clinic.until_ready();
    let _ = clinic.ask("status --json").done();
    manager.hears("WATCHDOG=1");
    assert!(clinic.stop().success());
    manager.hears("STOPPING=1");
}

#[test]
fn an_agent_that_waits_to_be_paired_tells_that_it_runs_and_that_it_ends() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("notify");
    let manager = Manager::at(&socket);
    let config = folder.path().join("agent.toml");
    let text = "controller = \"127.0.0.1:9\"\ncredentials = \"unit\"\nspool = \"spool\"\nenvironment = \"test\"\n\
        serial = \"CR-2024-0001\"\nvirtual_port = \"1-1\"\n[device]\nkind = \"simulated\"\nseed = 1\n";
    std::fs::write(&config, text).unwrap();
    let mut agent = command("madoguchi-agent");
    agent
        .env("NOTIFY_SOCKET", &socket)
        .arg("--config")
        .arg(config);
    let agent = Program::start(&mut agent);
    manager.hears("READY=1");
    assert!(agent.stop().success());
    manager.hears("STOPPING=1");
}
