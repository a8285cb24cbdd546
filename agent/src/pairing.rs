//! A reader without credentials waits to be paired: it knocks at the controller's pairing port, which is open only while somebody
//! pairs, shows six digits, and goes on to serve with what it was given. The private key is made here and never leaves.
//!
//! `pairing.proto` has the construction, and the controller's `pairing` module says why it holds. This side's part in it: a key and
//! a nonce are made anew for each attempt; the digits are shown only once the server's certificate was checked against the
//! CA that will be pinned; and at most [`REVEALS_MAX`] nonces are revealed in [`REVEALS_IN`], so that whoever stands between
//! cannot try often.

mod dial;
pub mod exchange;

use std::collections::VecDeque;
use std::future::Future;
use std::path::PathBuf;
use std::pin::pin;
use std::time::Duration;

use madoguchi_link::pairing::Bytes32;
use madoguchi_proto::v1::{Environment, PairRequest, PairResponse, Text};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_stream::wrappers::ReceiverStream;
use tonic::Streaming;

use self::dial::dial;
use self::exchange::{About, Failure, Fresh, Paired, Revealed};
use crate::backoff::LASTING;
use crate::credentials::{self, Credentials};
use crate::device::{Device, DeviceGone, Early};
use crate::session::Order;
use crate::target::Target;
use crate::texts;
use madoguchi_plain::chain;

/// How often it knocks: staff who have opened the port do not wait long, and a closed port costs next to nothing.
const KNOCK_EVERY: Duration = Duration::from_secs(2);
/// Nonces that are revealed in [`REVEALS_IN`]: each is one guess in a million for whoever stands between.
const REVEALS_MAX: usize = 3;
/// As long as the controller's window.
const REVEALS_IN: Duration = Duration::from_secs(120);
/// From the first frame to the challenge, and from the word at the PC to the certificate.
const ANSWER_LIMIT: Duration = Duration::from_secs(10);
/// How long the digits are shown at most: a little longer than the controller's window, which ends it usually.
const COMPARE_LIMIT: Duration = Duration::from_secs(150);
/// Frames that wait to be sent: three in all.
const OUTGOING: usize = 4;

/// What pairing takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The reader's serial, as its USB descriptor shows it.
    pub serial: String,
    /// The controller, with its pairing port.
    pub controller: Target,
    /// Which environment the agent is set up for.
    pub environment: Environment,
    /// The port of the virtual bus.
    pub virtual_port: Option<String>,
    /// The credential folder, which does not exist yet.
    pub credentials: PathBuf,
}

/// Why the agent cannot go on. A link that fails, however and however often, is no reason.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The device is gone for good.
    #[error("the device is gone")]
    Device(#[from] DeviceGone),
    /// The reader was paired, and its credentials cannot be kept.
    #[error(
        "the reader was paired, but its credentials cannot be kept: make room at `credentials` and pair it again"
    )]
    Save(#[source] credentials::Error),
    /// There are no random bytes.
    #[error("the system gives no random bytes")]
    Random(#[source] getrandom::Error),
    #[error("the reader was paired, but keeping its credentials was broken off: pair it again")]
    Interrupted(#[source] tokio::task::JoinError),
}

/// Waits until the reader was paired, and gives its credentials, which are kept by then; `None` once `shutdown` is ready.
///
/// # Errors
/// When the device is gone, or the credentials cannot be kept.
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
    // Not cut off by a shutdown: the controller holds the reader for a unit by now.
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

/// Why an attempt came to nothing.
enum Missed {
    /// Nobody pairs.
    Closed(String),
    /// Somebody did, and it failed.
    Failed(Failure),
    /// The connection was lost.
    Lost(String),
    /// Nobody answered in time.
    Late,
    /// The person at the reader said no.
    Differs,
}

impl<D: Device> Waiting<'_, D> {
    /// Knocks until the reader is paired.
    async fn knock(&mut self) -> Result<Paired, Error> {
        tracing::info!(serial = self.settings.serial, controller = %self.settings.controller, "this reader is not paired yet: it waits for `madoguchi unit pair`");
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

    /// Tells people, and how long to wait.
    fn missed(&mut self, missed: Missed) -> Result<Duration, Error> {
        let (text, wait) = match missed {
            Missed::Closed(why) => {
                tracing::debug!(why, "nobody pairs");
                (texts::not_paired(), KNOCK_EVERY)
            }
            Missed::Failed(Failure::Refused(text, retry)) => {
                // It knocks again and again, and is told the same.
                if !self.shows(&text) {
                    tracing::info!(code = text.code, why = text.en, "not paired");
                }
                (text, if retry { KNOCK_EVERY } else { LASTING })
            }
            Missed::Failed(failure) => {
                tracing::warn!(why = chain(&failure), "not paired");
                (texts::pairing_failed(), KNOCK_EVERY)
            }
            Missed::Lost(why) => {
                tracing::warn!(why, "not paired: the connection was lost");
                (texts::pairing_failed(), KNOCK_EVERY)
            }
            Missed::Late => {
                tracing::info!("not paired: nobody answered in time");
                (texts::not_paired(), KNOCK_EVERY)
            }
            Missed::Differs => {
                tracing::warn!("not paired: the digits differ, says the person at the reader");
                (texts::pairing_failed(), KNOCK_EVERY)
            }
        };
        self.show(Order::ShowRefusal { text })?;
        Ok(wait)
    }

    /// From when on a nonce may be revealed again.
    fn may_reveal_at(&mut self) -> Instant {
        let now = Instant::now();
        self.reveals.retain(|at| now < *at + REVEALS_IN);
        match self.reveals.front() {
            Some(oldest) if self.reveals.len() >= REVEALS_MAX => *oldest + REVEALS_IN,
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
        tracing::info!(digits, "compare these digits with those at the PC");
        self.show(Order::ShowPairing {
            digits: digits.clone(),
        })?;
        let same = match timeout(COMPARE_LIMIT, self.answer(&digits, &mut talk)).await {
            Ok(answer) => answer?,
            Err(_) => Err(Missed::Late),
        };
        match same {
            Err(missed) => Ok(Err(missed)),
            Ok(false) => {
                talk.say(revealed.differ());
                // It says why and ends the stream; whatever it says, it is over.
                drop(self.meanwhile(timeout(ANSWER_LIMIT, talk.heard())).await?);
                Ok(Err(Missed::Differs))
            }
            Ok(true) => {
                let (frame, agreed) = revealed.agree();
                talk.say(frame);
                let heard = self.meanwhile(timeout(COMPARE_LIMIT, talk.heard())).await?;
                Ok(match heard {
                    Err(_) => Err(Missed::Late),
                    Ok(Err(missed)) => Err(missed),
                    Ok(Ok(frame)) => agreed.done(frame).map_err(Missed::Failed),
                })
            }
        }
    }

    /// The word of the person at the reader on these digits, unless the controller ends it before.
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
                    // A word on the digits of an earlier attempt is none on these.
                    if about == digits {
                        return Ok(Ok(same));
                    }
                }
            }
        }
    }

    /// Goes on with something while the device is listened to.
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

/// An open stream.
struct Talk {
    to: mpsc::Sender<PairRequest>,
    from: Streaming<PairResponse>,
}

impl Talk {
    /// There is always room; a stream that ended says so when it is read.
    fn say(&self, frame: PairRequest) {
        drop(self.to.try_send(frame));
    }

    async fn heard(&mut self) -> Result<PairResponse, Missed> {
        match self.from.message().await {
            Ok(Some(frame)) => Ok(frame),
            Ok(None) => Err(Missed::Lost("the controller ended it".to_owned())),
            Err(status) => Err(Missed::Lost(status.message().to_owned())),
        }
    }
}

/// Connects, says hello and takes the challenge.
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
    let mut dialled = dialled.map_err(|error| Missed::Closed(chain(&*error)))?;
    let fresh = Fresh::new(about, nonce).map_err(Missed::Failed)?;
    let (to, frames) = mpsc::channel(OUTGOING);
    drop(to.try_send(fresh.hello()));
    let opened = timeout(ANSWER_LIMIT, async {
        let answer = dialled.client.pair(ReceiverStream::new(frames)).await;
        let from = answer
            .map_err(|status| Missed::Lost(status.message().to_owned()))?
            .into_inner();
        let mut talk = Talk { to, from };
        let frame = talk.heard().await?;
        Ok((talk, frame))
    });
    let (talk, frame) = opened.await.map_err(|_| Missed::Late)??;
    let challenged = fresh.challenged(frame, &dialled.server);
    Ok((talk, challenged.map_err(Missed::Failed)?))
}
