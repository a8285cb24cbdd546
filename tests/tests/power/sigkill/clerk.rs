//! Reception's side of the load: adds, cancels some, and asks again for what was answered long ago.

use super::book::Book;
use madoguchi_tests::programs::Reception;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

/// A clerk at work.
pub struct Clerk(JoinHandle<usize>);

impl Clerk {
    pub fn hired(n: usize, data_dir: PathBuf, book: &Arc<Book>, seed: u64) -> Self {
        let book = Arc::clone(book);
        let work = move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            let mut desk = Work {
                reception: Reception::new(data_dir),
                book,
                rng: ChaCha8Rng::seed_from_u64(seed),
                asked: Vec::new(),
            };
            runtime.block_on(desk.until_closed());
            desk.reception.repeats
        };
        let thread = thread::Builder::new().name(format!("clerk-{n}"));
        Self(thread.spawn(work).unwrap())
    }

    /// Waits until all that was begun is answered, and says how often it had to be asked again.
    pub fn done(self) -> usize {
        self.0
            .join()
            .expect("a clerk ended in the middle of the work")
    }
}

struct Work {
    reception: Reception,
    book: Arc<Book>,
    rng: ChaCha8Rng,
    /// Requests with the numbers that they added.
    asked: Vec<([u8; 16], String)>,
}

impl Work {
    async fn until_closed(&mut self) {
        while let Some(number) = self.book.next_number() {
            let request = self.rng.random();
            self.add(request, &number).await;
            self.asked.push((request, number.clone()));
            if self.rng.random_bool(0.1) {
                self.cancel(&number).await;
            }
            if self.rng.random_bool(0.2) {
                let (request, number) =
                    self.asked[self.rng.random_range(0..self.asked.len())].clone();
                if self.book.is_remembered(&number) {
                    self.add(request, &number).await;
                }
            }
        }
    }

    async fn add(&mut self, request: [u8; 16], number: &str) {
        let ticket = self.reception.add(request, number).await;
        self.book
            .answered(number, &ticket.expect("nothing speaks against it"));
    }

    /// A patient who is at the reader already stays.
    async fn cancel(&mut self, number: &str) {
        let request = self.rng.random();
        if self.reception.cancel(request, number).await.is_ok() {
            self.book.was_cancelled(number);
            // And the same answer again, although it is cancelled already.
            let again = self.reception.cancel(request, number).await;
            again.expect("a repeat gets the first answer");
        }
    }
}
