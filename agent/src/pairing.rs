//! Pairs a reader without credentials. It connects again and again to the controller's pairing port, which is open only while somebody
//! pairs, shows six digits, and then serves with the credentials that it gets. The private key is made here and never leaves the reader.
//!
//! `pairing.proto` has the construction, and the controller's `pairing` module says why it holds. This side's part in it: a key and
//! a nonce are made anew for each attempt; the digits are shown only once the server's certificate was checked against the
//! CA that will be pinned; and at most [`MAX_PAIRING_ATTEMPTS`] nonces are revealed in [`PAIRING_TIME`], so that whoever stands between
//! cannot try often.

mod dial;
pub mod exchange;

use std::collections::VecDeque;
use std::future::Future;
use std::path::PathBuf;
use std::pin::pin;
use std::time::Duration;

use madoguchi_link::bounds::{MAX_PAIRING_ATTEMPTS, PAIRING_TIME};
use madoguchi_link::pairing::Bytes32;
use madoguchi_proto::v1::{Environment, PairRequest, PairResponse, Text};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Status, Streaming};

use self::dial::dial;
use self::exchange::{About, Failure, Fresh, Paired, Revealed};
use crate::backoff::LASTING;
use crate::credentials::{self, Credentials};
use crate::device::{Device, DeviceGone, Early};
use crate::session::Order;
use crate::target::Target;
use crate::texts;
use crate::texts::{chain, in_words, spoken};
use madoguchi_plain::BoxError;

/// The pause between two connections. Staff who opened the port do not wait long, and trying a closed port costs almost nothing.
const KNOCK_EVERY: Duration = Duration::from_secs(2);
/// The time from the first frame to the challenge, and from the answer at the PC to the certificate.
const ANSWER_TIME: Duration = Duration::from_secs(10);
/// The longest time for which digits are shown: a little more than the controller's window, which usually ends it.
const COMPARE_TIME: Duration = Duration::from_secs(150);
/// Frames that may wait to be sent: three in all.
const OUTGOING: usize = 4;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The reader's serial, as its USB descriptor shows it.
    pub serial: String,
    /// The controller's address, with its pairing port.
    pub controller: Target,
    pub environment: Environment,
    pub virtual_port: Option<String>,
    /// The credential folder, which does not exist yet.
    pub credentials: PathBuf,
}

/// The reason why the agent cannot continue. A link that fails is none, however often it does.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{}", in_words("failed-device", &[]))]
    Device(#[from] DeviceGone),
    #[error("{}", in_words("failed-pairing-save", &[]))]
    Save(#[source] credentials::Error),
    #[error("{}", in_words("failed-random", &[]))]
    Random(#[source] getrandom::Error),
    #[error("{}", in_words("failed-pairing-interrupted", &[]))]
    Interrupted(#[source] tokio::task::JoinError),
}

/// Waits until the reader is paired, and returns its credentials, which are stored by then; `None` after `shutdown` is ready.
///
/// # Errors
/// The device is gone, or the credentials cannot be stored.
pub async fn wait<D: Device>(
    settings: &Settings,
    device: &mut Early<D>,
    shutdown: impl Future<Output = ()> + Send,
) -> Result<Option<Credentials>, Error> {
    let mut shutdown = pin!(shutdown);
    let mut waiting = Waiting {
        settings,
        device,
        reveals: VecDeque::new(),
        shown: None,
    };
    let paired = tokio::select! {
        () = &mut shutdown => return Ok(None),
        paired = waiting.knock() => paired?,
    };
    // A shutdown does not interrupt this: for the controller the reader is a unit by now.
    let folder = settings.credentials.clone();
    let kept = tokio::task::spawn_blocking(move || Credentials::keep(&folder, &paired)).await;
    let kept = kept.map_err(Error::Interrupted)?;
    kept.map(Some).map_err(Error::Save)
}

struct Waiting<'a, D> {
    settings: &'a Settings,
    device: &'a mut Early<D>,
    reveals: VecDeque<Instant>,
    shown: Option<Order>,
}

/// The reason why an attempt failed.
enum Missed {
    /// The port is closed, because nobody pairs.
    Closed(BoxError),
    Failed(Failure),
    Lost(Box<Status>),
    /// The controller ended the stream without a reason.
    Ended,
    Late,
    Differs,
}

impl<D: Device> Waiting<'_, D> {
    /// Tries until the reader is paired.
    async fn knock(&mut self) -> Result<Paired, Error> {
        tracing::info!(serial = self.settings.serial, controller = %self.settings.controller, "{}", in_words("log-waits-for-pairing", &[]));
        self.show(Order::ShowRefusal {
            text: texts::not_paired(),
        })?;
        loop {
            let wait = match self.attempt().await? {
                Ok(paired) => return Ok(paired),
                Err(missed) => self.missed(missed)?,
            };
            let until = (Instant::now() + wait).max(self.may_reveal_at());
            self.meanwhile(sleep_until(until)).await?;
        }
    }

    /// Shows the reason to people, and returns how long to wait.
    fn missed(&mut self, missed: Missed) -> Result<Duration, Error> {
        let (text, wait) = match missed {
            Missed::Closed(why) => {
                tracing::debug!(why = chain(&*why), "nobody pairs");
                (texts::not_paired(), KNOCK_EVERY)
            }
            Missed::Failed(Failure::Refused(text, retry)) => {
                // The log has this refusal from an earlier attempt.
                let text = texts::on_the_screen(text);
                if !self.shows(&text) {
                    tracing::info!(
                        code = text.code,
                        why = spoken(&text),
                        "{}",
                        in_words("log-not-paired", &[])
                    );
                }
                (text, if retry { KNOCK_EVERY } else { LASTING })
            }
            Missed::Failed(failure) => {
                tracing::warn!(why = chain(&failure), "{}", in_words("log-not-paired", &[]));
                (texts::pairing_failed(), KNOCK_EVERY)
            }
            Missed::Lost(status) => {
                tracing::warn!(
                    why = status.message(),
                    "{}",
                    in_words("log-not-paired-lost", &[])
                );
                (texts::pairing_failed(), KNOCK_EVERY)
            }
            Missed::Ended => {
                tracing::warn!("{}", in_words("log-not-paired-ended", &[]));
                (texts::pairing_failed(), KNOCK_EVERY)
            }
            Missed::Late => {
                tracing::info!("{}", in_words("log-not-paired-late", &[]));
                (texts::not_paired(), KNOCK_EVERY)
            }
            Missed::Differs => {
                tracing::warn!("{}", in_words("log-not-paired-differs", &[]));
                (texts::pairing_failed(), KNOCK_EVERY)
            }
        };
        self.show(Order::ShowRefusal { text })?;
        Ok(wait)
    }

    /// The time from which a nonce may be revealed again.
    fn may_reveal_at(&mut self) -> Instant {
        let now = Instant::now();
        self.reveals.retain(|at| now < *at + PAIRING_TIME);
        let most = usize::try_from(MAX_PAIRING_ATTEMPTS).unwrap_or(usize::MAX);
        match self.reveals.front() {
            Some(oldest) if self.reveals.len() >= most => *oldest + PAIRING_TIME,
            _ => now,
        }
    }

    async fn attempt(&mut self) -> Result<Result<Paired, Missed>, Error> {
        let mut nonce = [0; 32];
        getrandom::fill(&mut nonce).map_err(Error::Random)?;
        let begun = self.meanwhile(begin(self.settings, nonce)).await?;
        let (mut talk, challenged) = match begun {
            Ok(begun) => begun,
            Err(missed) => return Ok(Err(missed)),
        };
        self.reveals.push_back(Instant::now());
        let (frame, revealed) = match challenged.reveal() {
            Ok(revealed) => revealed,
            Err(failure) => return Ok(Err(Missed::Failed(failure))),
        };
        talk.say(frame);
        let digits = revealed.digits().to_string();
        tracing::info!(digits, "{}", in_words("log-digits", &[]));
        self.show(Order::ShowPairing {
            digits: digits.clone(),
        })?;
        let same = match timeout(COMPARE_TIME, self.answer(&digits, &mut talk)).await {
            Ok(answer) => answer?,
            Err(_) => Err(Missed::Late),
        };
        match same {
            Err(missed) => Ok(Err(missed)),
            Ok(false) => {
                talk.say(revealed.differ());
                // The controller says why and ends the stream. Whatever it says, the attempt is over.
                drop(self.meanwhile(timeout(ANSWER_TIME, talk.heard())).await?);
                Ok(Err(Missed::Differs))
            }
            Ok(true) => {
                let (frame, agreed) = revealed.agree();
                talk.say(frame);
                let heard = self.meanwhile(timeout(COMPARE_TIME, talk.heard())).await?;
                Ok(match heard {
                    Err(_) => Err(Missed::Late),
                    Ok(Err(missed)) => Err(missed),
                    Ok(Ok(frame)) => agreed.done(frame).map_err(Missed::Failed),
                })
            }
        }
    }

    /// The answer of the person at the reader to these digits, unless the controller ends the attempt before.
    async fn answer(
        &mut self,
        digits: &str,
        talk: &mut Talk,
    ) -> Result<Result<bool, Missed>, Error> {
        loop {
            tokio::select! {
                heard = talk.heard() => return Ok(Err(match heard {
                    Err(missed) => missed,
                    Ok(frame) => Missed::Failed(Revealed::interrupted(frame)),
                })),
                answered = self.device.answered() => {
                    let (about, same) = answered?;
                    // An answer to the digits of an earlier attempt does not count.
                    if about == digits {
                        return Ok(Ok(same));
                    }
                }
            }
        }
    }

    /// Waits for `work` and handles the device's events meanwhile.
    async fn meanwhile<T>(&mut self, work: impl Future<Output = T>) -> Result<T, Error> {
        let mut work = pin!(work);
        loop {
            tokio::select! {
                done = &mut work => return Ok(done),
                answered = self.device.answered() => drop(answered?),
            }
        }
    }

    fn shows(&self, refusal: &Text) -> bool {
        matches!(&self.shown, Some(Order::ShowRefusal { text }) if text == refusal)
    }

    fn show(&mut self, order: Order) -> Result<(), Error> {
        if self.shown.as_ref() != Some(&order) {
            self.device.order(order.clone())?;
            self.shown = Some(order);
        }
        Ok(())
    }
}

struct Talk {
    to: mpsc::Sender<PairRequest>,
    from: Streaming<PairResponse>,
}

impl Talk {
    /// Sends a frame. The channel always has space, and reading will report a stream that ended.
    fn say(&self, frame: PairRequest) {
        drop(self.to.try_send(frame));
    }

    async fn heard(&mut self) -> Result<PairResponse, Missed> {
        match self.from.message().await {
            Ok(Some(frame)) => Ok(frame),
            Ok(None) => Err(Missed::Ended),
            Err(status) => Err(Missed::Lost(Box::new(status))),
        }
    }
}

/// Connects, sends the first frame and takes the challenge.
async fn begin(
    settings: &Settings,
    nonce: Bytes32,
) -> Result<(Talk, exchange::Challenged), Missed> {
    let about = About {
        serial: settings.serial.clone(),
        environment: settings.environment,
        virtual_port: settings.virtual_port.clone().unwrap_or_default(),
    };
    let dialled = dial(&settings.controller).await;
    let mut dialled = dialled.map_err(Missed::Closed)?;
    let fresh = Fresh::new(about, nonce).map_err(Missed::Failed)?;
    let (to, frames) = mpsc::channel(OUTGOING);
    drop(to.try_send(fresh.hello()));
    let opened = timeout(ANSWER_TIME, async {
        let answer = dialled.client.pair(ReceiverStream::new(frames)).await;
        let from = answer
            .map_err(|status| Missed::Lost(Box::new(status)))?
            .into_inner();
        let mut talk = Talk { to, from };
        let frame = talk.heard().await?;
        Ok((talk, frame))
    });
    let (talk, frame) = opened.await.map_err(|_| Missed::Late)??;
    let challenged = fresh.challenged(frame, &dialled.server);
    Ok((talk, challenged.map_err(Missed::Failed)?))
}
