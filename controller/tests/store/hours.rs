//! Days and nights of a clinic whose controller never stops, by simulated time, on the engine, the journal and the database that it really has:
//! what it takes of the disk and of the memory is bounded by what is kept, not by how long it runs.
//!
//! `MADOGUCHI_HOURS` says how many hours are measured, of a busy clinic that has run until as much goes as comes; without it three days of a
//! smaller one are, which keeps its tickets for a day. Linux tells what a process takes.
#![cfg(target_os = "linux")]

mod traffic;

use crate::support::PATIENCE;
use madoguchi_controller::store::JOURNAL;
use madoguchi_fleet::time::{DAY, FleetTime, HOUR};
use madoguchi_journal::Images;
use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Instant;
use traffic::Clinic;

/// The hours that the other process measures.
const HOURS: &str = "MADOGUCHI_HOURS";
/// Its data directory.
const FOLDER: &str = "MADOGUCHI_HOURS_FOLDER";
const HOUR_WAS: &str = "hour ";
const VERIFIED: &str = "verified ";
const MIB: u64 = 1024 * 1024;

/// How a clinic works that is measured.
#[derive(Debug, Clone, Copy)]
struct Form {
    hours: usize,
    patients_a_day: i64,
    /// Days that closed tickets are kept.
    kept_days: i64,
    /// Days that go by before.
    before_days: i64,
}

impl Form {
    fn chosen() -> Self {
        let hours = std::env::var(HOURS).ok();
        match hours.map(|hours| hours.parse().expect("MADOGUCHI_HOURS is a number")) {
            // So long until the audit has as much as is kept of it.
            Some(hours) => Self {
                hours,
                patients_a_day: 600,
                kept_days: 7,
                before_days: 35,
            },
            None => Self {
                hours: 72,
                patients_a_day: 300,
                kept_days: 1,
                before_days: 2,
            },
        }
    }
}

/// What a controller takes.
#[derive(Debug, Clone, Copy)]
struct Takes {
    segments: u64,
    images: u64,
    database: u64,
    /// All files of the data directory.
    disk: u64,
    /// Memory of the process that is no file's.
    memory: u64,
    newest_image: u64,
}

impl Takes {
    fn now(data_dir: &Path) -> Self {
        let bytes = |folder: &str, begins: &str| {
            let files = files(&data_dir.join(folder));
            let files = files.iter().filter(|(name, _)| name.starts_with(begins));
            files.map(|(_, bytes)| bytes).sum()
        };
        let images = files(&data_dir.join(JOURNAL)).into_iter();
        let revisions = images.filter_map(|(name, _)| name.strip_prefix("image-")?.parse().ok());
        Self {
            segments: bytes(JOURNAL, "segment-"),
            images: bytes(JOURNAL, "image-"),
            database: bytes("store", ""),
            disk: bytes(JOURNAL, "") + bytes("store", ""),
            memory: memory(),
            newest_image: revisions.max().unwrap_or(0),
        }
    }

    fn read(line: &str) -> Self {
        let numbers: Vec<u64> = line.split(' ').map(|n| n.parse().unwrap()).collect();
        let [segments, images, database, disk, memory, newest_image] = numbers[..] else {
            panic!("{line}");
        };
        Self {
            segments,
            images,
            database,
            disk,
            memory,
            newest_image,
        }
    }
}

impl fmt::Display for Takes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            segments,
            images,
            database,
            disk,
            memory,
            newest_image,
        } = self;
        write!(
            f,
            "{segments} {images} {database} {disk} {memory} {newest_image}"
        )
    }
}

/// The names and lengths of a folder's files, but for one that goes meanwhile.
fn files(folder: &Path) -> Vec<(String, u64)> {
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap());
    let files = files.filter_map(|file| {
        let name = file.file_name().into_string().unwrap();
        Some((name, file.metadata().ok()?.len()))
    });
    files.collect()
}

fn memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("RssAnon:"));
    let kib = line.unwrap().trim().strip_suffix(" kB").unwrap();
    kib.trim().parse::<u64>().unwrap() * 1024
}

/// What the other process does; as a test of its own it has no folder to work on.
#[tokio::test]
#[ignore = "run in a process of its own by the test below"]
async fn hour_after_hour() {
    let folder = std::env::var(FOLDER).expect("run by the test below");
    let folder = Path::new(&folder);
    let form = Form::chosen();
    let mut clinic = Clinic::open(folder, form.patients_a_day, form.kept_days).await;
    let images = Images::at(&folder.join(JOURNAL));
    let opened = clinic.now();
    for _ in 0..form.before_days * 24 {
        clinic.runs_until(clinic.now().plus(HOUR)).await;
        until_the_days_image_is_made(&images, opened, clinic.now());
    }
    let before = clinic.verified;
    for _ in 0..form.hours {
        clinic.runs_until(clinic.now().plus(HOUR)).await;
        until_the_days_image_is_made(&images, opened, clinic.now());
        println!("\n{HOUR_WAS}{}", Takes::now(folder));
    }
    println!("\n{VERIFIED}{}", clinic.verified - before);
    clinic.close().await;
}

/// Returns once there is an image that is not much older than a day. The thread that makes it has an hour for that at a clinic, and here the
/// milliseconds that an hour takes.
fn until_the_days_image_is_made(images: &Images, opened: FleetTime, now: FleetTime) {
    let until = Instant::now() + PATIENCE;
    loop {
        let newest = images.list().unwrap().pop();
        // One that is forgotten meanwhile is not the newest.
        let about = newest.and_then(|revision| images.about(revision).ok());
        let made_at = about.map_or(opened, |about| FleetTime(about.at));
        if now.since(made_at) < DAY + HOUR {
            return;
        }
        assert!(Instant::now() < until, "no image is made of {now:?}");
        thread::yield_now();
    }
}

#[test]
fn neither_disk_nor_memory_grows_with_the_hours() {
    let form = Form::chosen();
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "hours::hour_after_hour",
            "--ignored",
            "--nocapture",
        ])
        .env(FOLDER, folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{output:?}");
    let hours = said.lines().filter_map(|line| line.strip_prefix(HOUR_WAS));
    let hours: Vec<_> = hours.map(Takes::read).collect();
    assert_eq!(hours.len(), form.hours);
    for (hour, takes) in (1..).zip(&hours) {
        println!("{hour:3} h: {takes:?}");
    }
    let verified = said.lines().find_map(|line| line.strip_prefix(VERIFIED));
    let verified: usize = verified.unwrap().parse().unwrap();
    let days: Vec<_> = hours.chunks_exact(24).collect();
    let came = usize::try_from(form.patients_a_day).unwrap() * days.len();
    assert!(
        verified > came * 3 / 4,
        "{verified} of {came} were verified"
    );
    let (first, last) = (days[0], days[days.len() - 1]);
    let most = |day: &[Takes], of: fn(&Takes) -> u64| day.iter().map(of).max().unwrap();
    let images: BTreeSet<_> = hours.iter().map(|takes| takes.newest_image).collect();
    assert!(images.len() >= days.len(), "{} images", images.len());
    for day in &days {
        println!(
            "a day's most: {:.2} MiB on the disk, {:.2} of these in segments, {:.2} in memory",
            most(day, |takes| takes.disk) as f64 / MIB as f64,
            most(day, |takes| takes.segments) as f64 / MIB as f64,
            most(day, |takes| takes.memory) as f64 / MIB as f64,
        );
    }
    let disk = (most(first, |t| t.disk), most(last, |t| t.disk));
    assert!(disk.1 <= disk.0 + 2 * MIB, "on the disk: {disk:?}");
    let memory = (most(first, |t| t.memory), most(last, |t| t.memory));
    assert!(memory.1 <= memory.0 + MIB, "in memory: {memory:?}");
}
