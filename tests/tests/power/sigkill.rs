//! SIGKILL: real programs under load, killed at random moments, either side and both, and the controller at chosen ones (`places`). Nothing that
//! was acknowledged is lost, nothing is counted twice, and at the end everything comes to rest.
//!
//! What must hold is kept in a book of our own: reception's answers, and the outcomes that the readers kept.
//! `MADOGUCHI_KILLS` says how often (usually 10; 50 with `MADOGUCHI_SWEEPS=long`), `MADOGUCHI_KILL_SEED` chooses the moments.
//!
//! The journal begins close to the end of its segment, so that it goes on in the next one under kills; images are made where a controller
//! was asked to stop before it was killed. The images of a new day and of 32 MiB are out of reach of a test of minutes: `disk/calls.rs` kills in
//! the same code of the library.

mod book;
mod clerk;
mod places;

use self::book::{Book, Counted};
use self::clerk::Clerk;
use self::places::{During, PLACES};
use madoguchi_controller::serve::wall_clock;
use madoguchi_tests::programs::{Clinic, FailingDisk, READERS, Reception, Terminal, long_sweeps};
use rand::seq::SliceRandom;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// Programs that add and cancel at the same time.
const CLERKS: usize = 2;
/// Longest time from a kill to the first outcome after it, and from the last kill to rest.
const PATIENCE: Duration = Duration::from_secs(120);
/// The longest time that a stop is left to itself, in milliseconds: most have ended by then.
const STOP_MS: u64 = 400;

#[test]
fn whoever_is_killed_whenever_nothing_is_lost_and_nothing_counts_twice() {
    let usual = if long_sweeps() { 50 } else { 10 };
    let kills = setting("MADOGUCHI_KILLS").unwrap_or(usual);
    let seed = setting("MADOGUCHI_KILL_SEED").unwrap_or_else(any_seed);
    println!("MADOGUCHI_KILL_SEED={seed} MADOGUCHI_KILLS={kills}");
    let mut rng = ChaCha8Rng::seed_from_u64(seed);

    let book = Arc::new(Book::default());
    let mut scene = Scene::new(&book);
    let clerks: Vec<_> = (0..CLERKS)
        .map(|n| Clerk::hired(n, scene.clinic.data_dir(), &book, rng.next_u64()))
        .collect();
    let begun = Instant::now();
    let mut places = PLACES.iter().cycle();
    let mut chosen = BTreeMap::new();
    for kill in 1..=kills {
        if kill % 2 == 0
            && scene.disk.is_some()
            && let Some(place) = places.next()
        {
            *chosen.entry(place.during).or_insert(0) += usize::from(scene.kill_at(place));
        } else {
            scene.kill(&mut rng, kill);
        }
    }
    let took = begun.elapsed();
    scene.clinic.until_ready();
    book.close();
    let repeats: usize = clerks.into_iter().map(Clerk::done).sum();
    scene.comes_to_rest();
    let counted = scene.check();
    // The state at rest is as durable as everything before it.
    scene.clinic.kill();
    scene.clinic.start_with(&changes(&scene.rules));
    assert_eq!(scene.check(), counted, "after one more kill at rest");
    let turned = newest_segment(&scene.clinic).0 - scene.first_segment;
    assert!(turned > 0, "the journal did not come to another segment");
    println!(
        "{kills} kills in {took:.1?}, of these at chosen moments {chosen:?}: {} tickets, {counted:?}, {repeats} requests asked again, \
         {turned} segments were filled, {:?} at kills at random",
        book.added(),
        scene.cut
    );
    if scene.disk.is_some() && kills >= 2 * During::ALL.len() as u64 {
        let missed: Vec<_> = During::ALL
            .iter()
            .filter(|during| chosen.get(during).is_none_or(|met| *met == 0))
            .collect();
        assert!(missed.is_empty(), "no kill came during {missed:?}");
    }
}

#[test]
fn a_first_start_that_is_killed_at_any_moment_can_be_made_again() {
    let kills = setting("MADOGUCHI_KILLS").unwrap_or(if long_sweeps() { 50 } else { 5 });
    let mut rng =
        ChaCha8Rng::seed_from_u64(setting("MADOGUCHI_KILL_SEED").unwrap_or_else(any_seed));
    let book = Book::default();
    let mut clinic = Clinic::new();
    for _ in 1..=kills {
        clinic.start_hastily_with(&[]);
        book.pause(Duration::from_micros(rng.random_range(0..200_000)));
        clinic.kill();
        clinic.start();
        let _ = clinic.ask("ticket add 1").done();
        clinic.kill();
        std::fs::remove_dir_all(clinic.data_dir()).unwrap();
    }
}

fn any_seed() -> u64 {
    let mut bytes = [0; 4];
    getrandom::fill(&mut bytes).unwrap();
    u32::from_ne_bytes(bytes).into()
}

fn setting(name: &str) -> Option<u64> {
    let value = std::env::var(name).ok()?;
    let number = value.parse();
    Some(number.unwrap_or_else(|_| panic!("{name} must be a number, not {value:?}")))
}

/// The clinic, and what is killed in it.
struct Scene<'a> {
    clinic: Clinic,
    book: &'a Arc<Book>,
    rules: String,
    /// What kills the controller at a chosen moment, where the system can have such.
    disk: Option<FailingDisk>,
    /// The segment that was almost full before the first kill.
    first_segment: u64,
    cut: Cut,
}

/// What kills at random moments met.
#[derive(Debug, Default)]
struct Cut {
    segments: usize,
    images: usize,
    /// How often a stop came as far as a finished image.
    made: usize,
}

/// Short times, so that what was cut off is soon taken up again; and a day that does not end during the test.
fn rules() -> String {
    let minutes = wall_clock().0 / 60_000 % 1_440;
    // Six in the morning, by the offset that is possible.
    let offset = (360 - minutes + 720).rem_euclid(1_440) - 720;
    format!(
        "[clinic]\nutc_offset_min = {offset}\n[rules]\ngrace_s = 5\nrestart_grace_s = 5\n\
         card_removal_s = 5\n[licensing]"
    )
}

fn changes(rules: &str) -> [(&'static str, &str); 1] {
    [("[licensing]", rules)]
}

/// So many bytes of the newest segment are left to the patients.
const LEFT_OF_SEGMENT: usize = 32 * 1024;

/// A session takes some 100 ms, so that kills meet all its states.
const PATIENTS: [(&str, &str); 1] = [("speed = 20", "no_show_rate = 0.0\nspeed = 300")];

fn journal(clinic: &Clinic) -> PathBuf {
    clinic.data_dir().join("journal")
}

/// The number and the content of the newest segment that has a frame.
fn newest_segment(clinic: &Clinic) -> (u64, Vec<u8>) {
    let files = std::fs::read_dir(journal(clinic)).unwrap();
    let used = files.filter_map(|file| {
        let path = file.unwrap().path();
        let number = path.file_name()?.to_str()?.strip_prefix("segment-")?;
        // One that the journal forgot meanwhile is not the newest.
        let content = std::fs::read(&path).ok()?;
        let is_used = content.iter().any(|byte| *byte != 0);
        is_used.then(|| (number.parse().unwrap(), content))
    });
    used.max()
        .expect("a controller writes one at its first start")
}

/// The name of the newest image.
fn newest_image(clinic: &Clinic) -> Option<OsString> {
    let files = std::fs::read_dir(journal(clinic)).unwrap();
    let names = files.map(|file| file.unwrap().file_name());
    let images = names.filter(|name| name.to_string_lossy().starts_with("image-"));
    images.max()
}

/// Patients come and go until the newest segment is almost full; gives its number.
fn fill_a_segment(clinic: &Clinic, book: &Book) -> u64 {
    let is_almost_full = || {
        let (_, content) = newest_segment(clinic);
        let used = content.iter().rposition(|byte| *byte != 0).unwrap();
        used + LEFT_OF_SEGMENT > content.len()
    };
    patients_come_and_go(&clinic.data_dir(), book, is_almost_full);
    newest_segment(clinic).0
}

/// Adds patients and cancels them at once, which writes as much in a second as readers make of a quarter of an hour.
fn patients_come_and_go(data_dir: &Path, book: &Book, is_enough: impl Fn() -> bool) {
    let runtime = runtime();
    let mut reception = Reception::new(data_dir.to_owned());
    while !is_enough() {
        let number = book.number();
        let request = |kind: u8| {
            let mut request = [kind; 16];
            request[..8].copy_from_slice(&number.parse::<u64>().unwrap().to_be_bytes());
            request
        };
        runtime.block_on(async {
            let ticket = reception.add(request(1), &number).await.unwrap();
            book.answered(&number, &ticket);
            // One who is at the reader already stays.
            if reception.cancel(request(2), &number).await.is_ok() {
                book.was_cancelled(&number);
            }
        });
    }
}

fn runtime() -> Runtime {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap()
}

impl<'a> Scene<'a> {
    fn new(book: &'a Arc<Book>) -> Self {
        let mut clinic = Clinic::new();
        let disk = FailingDisk::possible().then(|| FailingDisk::build(clinic.path()));
        for (variable, value) in disk.iter().flat_map(FailingDisk::environment) {
            clinic.set(variable, value);
        }
        let rules = rules();
        clinic.start_with(&changes(&rules));
        clinic.additional_license(3, "additional.license");
        let _ = clinic.ask("license install additional.license").done();
        let ears = Arc::clone(book);
        clinic.listen(Arc::new(move |line: &str| ears.hear(line)));
        for n in 1..=READERS {
            clinic.enroll(n);
        }
        let first_segment = fill_a_segment(&clinic, book);
        for n in 1..=READERS {
            clinic.start_agent_with(n, &PATIENTS);
        }
        Self {
            clinic,
            book,
            rules,
            disk,
            first_segment,
            cut: Cut::default(),
        }
    }

    /// One kill, at a random moment: while a controller starts or stops, or some outcomes after it was ready.
    fn kill(&mut self, rng: &mut ChaCha8Rng, kill: u64) {
        let pause = if kill > 1 && rng.random_bool(0.25) {
            rng.random_range(0..400)
        } else {
            self.clinic.until_ready();
            let more = rng.random_range(1..=20);
            assert!(
                self.book.more_outcomes(more, PATIENCE),
                "nothing goes on after kill {}: {:#?}",
                kill - 1,
                self.clinic.controller().written()
            );
            rng.random_range(0..30)
        };
        self.book.pause(Duration::from_millis(pause));
        let (controller, readers) = match rng.random_range(0..4) {
            0 | 1 => (true, 0),
            2 => (false, rng.random_range(1..=READERS)),
            _ => (true, rng.random_range(1..=READERS)),
        };
        let mut numbers: Vec<_> = (1..=READERS).collect();
        numbers.shuffle(rng);
        numbers.truncate(readers);
        let controller_first = rng.random_bool(0.5);
        let image = newest_image(&self.clinic);
        if controller && rng.random_bool(0.5) {
            self.clinic.controller().ask_to_stop();
            self.book
                .pause(Duration::from_millis(rng.random_range(0..STOP_MS)));
        }
        if controller && controller_first {
            self.clinic.kill();
        }
        for n in &numbers {
            self.clinic.kill_agent(*n);
        }
        if controller && !controller_first {
            self.clinic.kill();
        }
        for n in &numbers {
            self.clinic.start_agent_with(*n, &PATIENTS);
        }
        if controller {
            let is_there = |name: &str| journal(&self.clinic).join(name).exists();
            self.cut.segments += usize::from(is_there("segment.new"));
            self.cut.images += usize::from(is_there("image.new"));
            self.cut.made += usize::from(newest_image(&self.clinic) != image);
            self.clinic.start_hastily_with(&changes(&self.rules));
        }
    }

    /// All tickets are closed, all units free, all spools empty.
    fn comes_to_rest(&mut self) {
        let added = self.book.added();
        let mut watch = self.clinic.watch();
        watch.until(|look| {
            let units = look["units"].as_array().unwrap();
            look["closed_today"] == added && units.iter().all(|unit| unit["activity"] == "free")
        });
        for n in 1..=READERS {
            let spool = self.clinic.path().join(format!("spool-{n}"));
            // Beside the outcomes lies the lock of the agent that runs.
            let waits = || {
                let mut files = std::fs::read_dir(&spool).unwrap();
                files.any(|file| file.unwrap().path().extension().is_some())
            };
            let until = Instant::now() + PATIENCE;
            while waits() {
                assert!(
                    Instant::now() < until,
                    "an outcome stays in {}",
                    spool.display()
                );
                thread::yield_now();
            }
        }
    }

    /// The controller's state against the book.
    fn check(&mut self) -> Counted {
        let mut reception = Reception::new(self.clinic.data_dir());
        let tickets = runtime().block_on(reception.tickets());
        let units = self.clinic.json("unit list");
        self.book.check(&tickets, &units)
    }
}
