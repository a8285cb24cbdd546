//! A whole controller that runs as a service: what the service manager would be told, sleep and waking by the way (RULES X1 to X5).

use madoguchi_controller::cli::args::ServeArgs;
use madoguchi_controller::program;
use madoguchi_controller::service::life::{Control, ENDED_BY_ITSELF, Phase};
use std::fs;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::thread::{self, JoinHandle};
use tokio::sync::mpsc;

use crate::support::PATIENCE;

const CONFIGURATION: &str = r#"
policy = "loopback"
[gateway]
listen = "127.0.0.1:0"
[pairing]
listen = "127.0.0.1:0"
[desk]
listen = "127.0.0.1:0"
[console]
listen = "off"
"#;

/// A service in a thread of its own.
struct Service {
    controls: mpsc::Sender<Control>,
    told: Receiver<Phase>,
    exit: JoinHandle<u32>,
}

impl Service {
    fn start(data_dir: &Path) -> Self {
        let config = data_dir.with_file_name("controller.toml");
        fs::write(&config, CONFIGURATION).unwrap();
        let args = ServeArgs {
            config: Some(config),
            data_dir: Some(data_dir.to_owned()),
            ..ServeArgs::default()
        };
        let (controls, received) = mpsc::channel(8);
        let (tell, told) = channel();
        let mut newest = None;
        let exit = thread::spawn(move || {
            program::service::run(args, received, |status| {
                // While it starts and stops it says so again and again.
                if newest != Some(status.phase) {
                    newest = Some(status.phase);
                    tell.send(status.phase).unwrap();
                }
            })
        });
        Self {
            controls,
            told,
            exit,
        }
    }

    fn says(&self, control: Control) {
        self.controls.try_send(control).unwrap();
    }

    fn comes_to(&self, phase: Phase) {
        assert_eq!(self.told.recv_timeout(PATIENCE).unwrap(), phase);
    }
}

fn logged(data_dir: &Path) -> String {
    let files = fs::read_dir(data_dir.join("logs")).unwrap();
    let texts = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    texts.collect()
}

#[test]
fn a_service_starts_sleeps_wakes_stops_and_starts_again_on_the_same_data() {
    let folder = tempfile::tempdir().unwrap();
    let data_dir = folder.path().join("データ 1");
    for _ in 0..2 {
        let service = Service::start(&data_dir);
        service.comes_to(Phase::Starting);
        service.comes_to(Phase::Running);
        for control in [
            Control::Suspend,
            Control::Resume,
            Control::LogOff,
            Control::Suspend,
            Control::Resume,
            Control::Preshutdown,
        ] {
            service.says(control);
        }
        service.comes_to(Phase::Stopping);
        service.comes_to(Phase::Stopped);
        assert_eq!(service.exit.join().unwrap(), 0);
    }
}

#[cfg(unix)]
#[test]
fn a_service_does_not_start_on_data_that_others_may_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let data_dir = folder.path().join("data");
    fs::create_dir(&data_dir).unwrap();
    fs::set_permissions(&data_dir, fs::Permissions::from_mode(0o755)).unwrap();
    let service = Service::start(&data_dir);
    service.comes_to(Phase::Starting);
    service.comes_to(Phase::Stopped);
    assert_eq!(service.exit.join().unwrap(), ENDED_BY_ITSELF);
    assert!(!data_dir.join("identity").exists(), "{}", logged(&data_dir));
}

#[test]
fn a_second_service_on_the_same_data_ends_by_itself_and_the_first_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let data_dir = folder.path().join("data");
    let service = Service::start(&data_dir);
    service.comes_to(Phase::Starting);
    service.comes_to(Phase::Running);
    // A second one on the same data is refused, and the service manager may try it again.
    let second = Service::start(&data_dir);
    second.comes_to(Phase::Starting);
    second.comes_to(Phase::Stopped);
    assert_eq!(second.exit.join().unwrap(), ENDED_BY_ITSELF);
    service.says(Control::Stop);
    service.comes_to(Phase::Stopping);
    service.comes_to(Phase::Stopped);
    assert_eq!(service.exit.join().unwrap(), 0);
}
