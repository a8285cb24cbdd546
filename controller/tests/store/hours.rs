//! Days and nights of a clinic whose controller never stops, by simulated time, on the engine, the journal and the database that it really has:
//! what it takes of the disk and of the memory is bounded by what is kept, not by how long it runs.
//!
//! `MADOGUCHI_HOURS` says how many hours are measured, of a busy clinic that has run until as much goes as comes; without it three days of a
//! smaller one are, which keeps its tickets for a day. Linux tells what a process takes.
#![cfg(target_os = "linux")]

mod traffic;

use crate::support::PATIENCE;
use crate::support::records::grants;
use madoguchi_controller::store::{JOURNAL, Sled};
use madoguchi_fleet::time::{DAY, FleetTime, HOUR};
use madoguchi_journal::Images;
use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Instant;
use traffic::{Clinic, acts_of_months};

/// The hours that the other process measures.
const HOURS: &str = "MADOGUCHI_HOURS";
/// Its data directory.
const FOLDER: &str = "MADOGUCHI_HOURS_FOLDER";
const HOUR_WAS: &str = "hour ";
const OPENED: &str = "opened ";
const VERIFIED: &str = "verified ";
const MIB: u64 = 1024 * 1024;
/// The frames of two days of a busy clinic, the segment that is used and the next one.
const MOST_OF_SEGMENTS: u64 = 12 * MIB;
/// Those that are kept, and the oldest before it goes.
const MOST_IMAGES: u64 = 3;
/// The part by which the last day's most may be above the first one's: what is allocated and given back, and what sled has not cleaned up yet, is
/// not the same at each hour. Of the memory a tenth was seen to come and go with nothing kept for longer.
const MAY_GROW: [u64; 2] = [16, 4];

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
            Some(hours) => Self {
                hours,
                patients_a_day: 600,
                kept_days: 7,
                before_days: 8,
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
    image_files: u64,
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
        let revisions: BTreeSet<u64> = revisions.collect();
        Self {
            segments: bytes(JOURNAL, "segment-"),
            images: bytes(JOURNAL, "image-"),
            database: bytes("store", ""),
            disk: bytes(JOURNAL, "") + bytes("store", ""),
            memory: memory(),
            image_files: revisions.len() as u64,
            newest_image: revisions.last().copied().unwrap_or(0),
        }
    }

    fn read(line: &str) -> Self {
        let numbers: Vec<u64> = line.split(' ').map(|n| n.parse().unwrap()).collect();
        let [
            segments,
            images,
            image_files,
            database,
            disk,
            memory,
            newest_image,
        ] = numbers[..]
        else {
            panic!("{line}");
        };
        Self {
            segments,
            images,
            image_files,
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
            image_files,
            database,
            disk,
            memory,
            newest_image,
        } = self;
        write!(
            f,
            "{segments} {images} {image_files} {database} {disk} {memory} {newest_image}"
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

/// What another process writes that runs one of these tests on a folder.
fn another_process(test: &str, folder: &Path) -> String {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What the other process does; as a test of its own it has no folder to work on.
#[tokio::test]
#[ignore = "run in a process of its own by the test below"]
async fn an_open() {
    let folder = std::env::var(FOLDER).expect("run by the test below");
    let store = Sled::open(Path::new(&folder), grants()).unwrap();
    println!("\n{OPENED}{}", memory());
    drop(store);
}

/// sled keeps each older state of a page until a whole batch is applied: one of thousands of records takes hundreds of MiB.
#[tokio::test]
async fn a_start_that_makes_the_database_anew_takes_little_more_memory_than_any_other() {
    let folder = tempfile::tempdir().unwrap();
    acts_of_months(folder.path()).await;
    let takes = || {
        let said = another_process("hours::an_open", folder.path());
        let takes = said.lines().find_map(|line| line.strip_prefix(OPENED));
        takes.unwrap().parse::<u64>().unwrap()
    };
    let usual = takes();
    fs::remove_dir_all(folder.path().join("store")).unwrap();
    let anew = takes();
    println!("an open takes {usual} bytes, one that makes the database anew {anew}");
    assert!(anew < usual + 32 * MIB, "{usual}, {anew}");
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

#[tokio::test]
async fn neither_disk_nor_memory_grows_with_the_hours() {
    let form = Form::chosen();
    let folder = tempfile::tempdir().unwrap();
    acts_of_months(folder.path()).await;
    let said = another_process("hours::hour_after_hour", folder.path());
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
    let images: BTreeSet<_> = hours.iter().map(|takes| takes.newest_image).collect();
    assert!(images.len() >= days.len(), "{} images", images.len());
    for day in &days {
        println!(
            "a day's most: {:.1} MiB on the disk, {:.1} of these in segments, {:.1} in memory",
            mib(most(day, |takes| takes.disk)),
            mib(most(day, |takes| takes.segments)),
            mib(most(day, |takes| takes.memory)),
        );
    }
    for takes in &hours {
        assert!(takes.segments <= MOST_OF_SEGMENTS, "{takes:?}");
        assert!(takes.image_files <= MOST_IMAGES, "{takes:?}");
    }
    let of: [fn(&Takes) -> u64; 2] = [|takes| takes.database, |takes| takes.memory];
    for (of, part) in of.into_iter().zip(MAY_GROW) {
        let (before, after) = (most(first, of), most(last, of));
        assert!(after <= before + before / part, "{before}, {after}");
    }
}

fn most(day: &[Takes], of: impl Fn(&Takes) -> u64) -> u64 {
    day.iter().map(of).max().unwrap()
}

fn mib(bytes: u64) -> f64 {
    bytes as f64 / MIB as f64
}
