//! The live view: the board and the units, drawn again and again in place.

use super::clinic::Clinic;
use crate::cli::look::Screen;
use crate::cli::{Client, Failure, tables};
use crate::texts::{Clock, label};
use madoguchi_fleet::time::FleetTime;
use madoguchi_proto::v1::{GetStatusRequest, Text};
use madoguchi_texts::Lang;
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};
use tokio::time::sleep_until;

/// The time between two drawings on a terminal; the next constant is the one elsewhere.
const ON_TERMINAL: Duration = Duration::from_millis(250);
const ELSEWHERE: Duration = Duration::from_secs(10);
/// The codes that clear a terminal and go to its first line (ECMA-48).
const CLEAR: &str = "\x1b[H\x1b[2J\x1b[3J";

/// The view for people who watch the morning. It goes to stderr, because stdout is for the results.
pub struct View {
    shown: Option<Shown>,
}

struct Shown {
    desk: Client,
    lang: Lang,
    clock: Clock,
    speed: u32,
    /// Where the console is.
    console: Option<String>,
    terminal: bool,
    next: Instant,
    /// The newest events, oldest first.
    news: Vec<String>,
}

impl View {
    /// Opens the view; with `headless` it shows nothing.
    #[must_use]
    pub fn open(clinic: &Clinic, lang: Lang, headless: bool) -> Self {
        let shown = (!headless).then(|| Shown {
            desk: clinic.desk.clone(),
            lang,
            // The clinic is in Japan, wherever the demo is shown.
            clock: Clock::at_offset(9 * 60),
            speed: clinic.speed,
            console: clinic.console(lang),
            terminal: std::io::stderr().is_terminal(),
            next: Instant::now(),
            news: Vec::new(),
        });
        Self { shown }
    }

    /// Adds an event at a clinic time.
    pub fn tell(&mut self, at: FleetTime, news: &Text) {
        if let Some(shown) = &mut self.shown {
            let time = shown.clock.minutes(at);
            shown.news.push(format!("{time} {}", shown.lang.of(news)));
        }
    }

    /// Draws again and again until a moment.
    pub async fn show_until(&mut self, until: Instant) -> Result<(), Failure> {
        if let Some(shown) = &mut self.shown {
            while shown.next < until {
                sleep_until(shown.next.into()).await;
                shown.draw().await?;
            }
        }
        sleep_until(until.into()).await;
        Ok(())
    }
}

impl Shown {
    async fn draw(&mut self) -> Result<(), Failure> {
        let answer = self
            .desk
            .support()
            .get_status(GetStatusRequest {})
            .await?
            .into_inner();
        let status = answer.status.ok_or_else(Failure::incomplete)?;
        let speed = self.speed.to_string();
        let mut above = vec![label(self.lang, "demo-live", &[("speed", &speed)])];
        above.extend(self.console.clone());
        above.extend(self.news.iter().cloned());
        let (clear, screen) = match self.terminal {
            true => (CLEAR, Screen::of_terminal()),
            false => ("", Screen::default()),
        };
        let page = tables::live_status(&status, &above, screen, self.lang);
        // An error is ignored: the morning goes on without the view.
        let _ = write!(std::io::stderr().lock(), "{clear}{page}");
        self.next = Instant::now()
            + if self.terminal {
                ON_TERMINAL
            } else {
                ELSEWHERE
            };
        Ok(())
    }
}
