//! The live view: the board and the units, drawn anew in place.

use super::clinic::Clinic;
use crate::cli::{Client, Failure, tables};
use crate::texts::{Clock, label};
use madoguchi_fleet::time::FleetTime;
use madoguchi_proto::v1::{GetStatusRequest, Text};
use madoguchi_texts::Lang;
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};
use tokio::time::sleep_until;

/// How often the view is drawn on a terminal, and how often it is written elsewhere.
const ON_TERMINAL: Duration = Duration::from_millis(250);
const ELSEWHERE: Duration = Duration::from_secs(10);
/// Clears a terminal and goes to its first line (ECMA-48).
const CLEAR: &str = "\x1b[H\x1b[2J\x1b[3J";

/// What people watch while the morning goes by. It goes to stderr: stdout is for the summary.
pub struct View {
    shown: Option<Shown>,
}

struct Shown {
    desk: Client,
    lang: Lang,
    clock: Clock,
    speed: u32,
    terminal: bool,
    next: Instant,
    /// What happened that is worth telling, oldest first.
    news: Vec<String>,
}

impl View {
    /// Opens the view, or none.
    #[must_use]
    pub fn open(clinic: &Clinic, lang: Lang, headless: bool) -> Self {
        let shown = (!headless).then(|| Shown {
            desk: clinic.desk.clone(),
            lang,
            // The clinic is in Japan, wherever the demo is shown.
            clock: Clock::at_offset(9 * 60),
            speed: clinic.speed,
            terminal: std::io::stderr().is_terminal(),
            next: Instant::now(),
            news: Vec::new(),
        });
        Self { shown }
    }

    /// Tells what happened at a clinic time.
    pub fn tell(&mut self, at: FleetTime, news: &Text) {
        if let Some(shown) = &mut self.shown {
            let time = shown.clock.minutes(at);
            shown.news.push(format!("{time} {}", shown.lang.of(news)));
        }
    }

    /// Draws until it is time for something else.
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
        let board = tables::status(&status, self.lang);
        let head = label(
            self.lang,
            "demo-live",
            &[("speed", &self.speed.to_string())],
        );
        let news = self.news.join("\n");
        let clear = if self.terminal { CLEAR } else { "" };
        // A view that cannot be written is no reason to end the morning.
        let _ = writeln!(std::io::stderr().lock(), "{clear}{head}\n{news}\n{board}");
        self.next = Instant::now()
            + if self.terminal {
                ON_TERMINAL
            } else {
                ELSEWHERE
            };
        Ok(())
    }
}
