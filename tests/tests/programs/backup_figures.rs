//! How long a backup takes, how large it is, and how long it holds up reception. It measures and judges nothing:
//! `cargo test --release -p madoguchi-tests --test programs backup_figures -- --ignored --nocapture`.
#![allow(clippy::print_stdout)]

use madoguchi_controller::identity::DeskAccess;
use madoguchi_proto::v1::front_desk_client::FrontDeskClient;
use madoguchi_proto::v1::{AddTicketRequest, CancelTicketRequest};
use madoguchi_tests::programs::{Answer, Clinic, Terminal, command};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tonic::transport::Channel;

/// Requests at a time while tickets are added.
const AT_ONCE: usize = 32;

/// Resident memory of the controller that was started in a folder, in KiB; 0 where the system does not say.
fn resident_kib(folder: &Path) -> u64 {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let mut resident = processes.filter_map(|process| {
        let about = process.path();
        let here = fs::read_link(about.join("cwd")).ok()? == folder.canonicalize().ok()?;
        let serves = fs::read_to_string(about.join("cmdline"))
            .ok()?
            .contains("serve");
        let status = fs::read_to_string(about.join("status")).ok()?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))?;
        (here && serves).then(|| line.trim().trim_end_matches(" kB").parse().ok())?
    });
    resident.next().unwrap_or(0)
}

struct Reception {
    client: FrontDeskClient<Channel>,
    access: DeskAccess,
    requests: AtomicU64,
}

impl Reception {
    async fn of(clinic: &Clinic) -> Self {
        let access = DeskAccess::read(&clinic.data_dir()).unwrap();
        let client = FrontDeskClient::new(access.connect().await.unwrap());
        let requests = AtomicU64::new(0);
        Self {
            client,
            access,
            requests,
        }
    }

    fn request_id(&self) -> Vec<u8> {
        let n = u128::from(self.requests.fetch_add(1, Ordering::SeqCst) + 1);
        (n << 8).to_be_bytes().to_vec()
    }

    fn with_token<T>(&self, message: T) -> tonic::Request<T> {
        let mut request = tonic::Request::new(message);
        request
            .metadata_mut()
            .insert("authorization", self.access.authorization());
        request
    }

    /// A patient who comes and goes: a closed ticket and two entries of the audit.
    async fn patient(&self) -> Duration {
        let mut client = self.client.clone();
        let begun = Instant::now();
        let add = AddTicketRequest {
            request_id: self.request_id(),
            ..AddTicketRequest::default()
        };
        let added = client.add_ticket(self.with_token(add)).await.unwrap();
        let took = begun.elapsed();
        let number = added.into_inner().ticket.unwrap().number;
        let cancel = CancelTicketRequest {
            request_id: self.request_id(),
            number,
        };
        client.cancel_ticket(self.with_token(cancel)).await.unwrap();
        took
    }

    async fn patients(&self, many: usize) {
        let mut left = many;
        while left > 0 {
            let now = left.min(AT_ONCE);
            let together = (0..now).map(|_| self.patient());
            futures_all(together).await;
            left -= now;
        }
    }

    /// The slowest addition of a ticket until it is told to stop.
    async fn slowest(&self, stop: &AtomicBool) -> (Duration, usize) {
        let (mut slowest, mut count) = (Duration::ZERO, 0);
        while !stop.load(Ordering::SeqCst) {
            slowest = slowest.max(self.patient().await);
            count += 1;
        }
        (slowest, count)
    }
}

/// Waits for all, on one task.
async fn futures_all<F: Future>(all: impl Iterator<Item = F>) {
    let mut all: Vec<_> = all.map(Box::pin).collect();
    std::future::poll_fn(|context| {
        all.retain_mut(|one| one.as_mut().poll(context).is_pending());
        if all.is_empty() {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
}

fn run(folder: &Path, data_dir: &Path, words: &str) -> (Answer, Duration) {
    let mut program = command("madoguchi");
    program
        .current_dir(folder)
        .env("MADOGUCHI_DATA_DIR", data_dir)
        .env("MADOGUCHI_PASSPHRASE", "only for figures")
        .args(words.split_whitespace());
    let begun = Instant::now();
    let answer = Answer::of(&mut program).done();
    (answer, begun.elapsed())
}

#[ignore = "measures"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn how_long_a_backup_takes_and_how_long_it_holds_up_others() {
    for many in [300, 10_000] {
        let mut clinic = Clinic::new();
        clinic.start();
        let reception = Reception::of(&clinic).await;
        reception.patients(many).await;
        let folder = clinic.path().to_owned();
        let data = clinic.data_dir();
        let (_, before) = (clinic.kill(), Instant::now());
        clinic.start();
        let started = before.elapsed();
        let reception = Reception::of(&clinic).await;
        reception.requests.store(1 << 32, Ordering::SeqCst);
        let resident = resident_kib(&folder);
        let quiet = {
            let (mut slowest, until) = (Duration::ZERO, Instant::now() + Duration::from_secs(2));
            while Instant::now() < until {
                slowest = slowest.max(reception.patient().await);
            }
            slowest
        };
        let stop = std::sync::Arc::new(AtomicBool::new(false));
        let told = std::sync::Arc::clone(&stop);
        let backing_up = tokio::task::spawn_blocking(move || {
            let made = run(&folder, &data, "backup a.backup --json");
            told.store(true, Ordering::SeqCst);
            made
        });
        let (busy, count) = reception.slowest(&stop).await;
        let (made, took) = backing_up.await.unwrap();
        let bytes = fs::metadata(clinic.path().join("a.backup")).unwrap().len();
        let other = clinic.path().join("other");
        let (_, back) = run(clinic.path(), &other, "restore a.backup");
        println!(
            "{many} tickets ({} records of the audit): backup {took:?}, {} KiB; slowest of {count} additions \
             meanwhile {busy:?} (before: {quiet:?}); restore {back:?}; start {started:?}; resident {resident} KiB \
             after the start, {} KiB after the backup",
            made.json()["audit"],
            bytes / 1024,
            resident_kib(clinic.path()),
        );
    }
}
