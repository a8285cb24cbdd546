//! One connection to the controller: it is dialled, secured and attached, and read until it ends.
//!
//! A [`Link`] is a task of its own; dropping the handle ends it. It reports [`LinkEvent::Opened`] when frames can be written, of which the
//! first is due then. It passes on what the controller sends, and ends with one [`LinkEvent::Down`].

pub(crate) mod dial;
mod frame;
mod pin;
mod plug;
pub(crate) mod refusal;
mod watched;

use std::convert::Infallible;
use std::fmt;
use std::time::Duration;

use madoguchi_link::bounds::MAX_FRAME_TO_READER_BYTES;
use madoguchi_link::factory_key::Binding;
use madoguchi_proto::v1::reader_gateway_client::ReaderGatewayClient;
use madoguchi_proto::v1::{
    AttachRequest, AttachResponse, Environment, Renewed, SendLog, Welcome, attach_response,
};
use madoguchi_proto::{PROTOCOL_NEWEST, PROTOCOL_OLDEST};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Streaming;
use tracing::Instrument;

pub(crate) use self::dial::{BadIdentity, Dialing};
use self::watched::Seen;
use crate::session::Input;
use crate::spool;
use crate::texts::{in_words, word};

/// Frames that may wait to be written: all outcomes of a full spool, and what happens meanwhile. A controller with more is too slow, and
/// the link is dropped.
const OUTGOING: usize = spool::CAPACITY + 64;
/// Frames that may wait to be handled; the driver always takes them.
const INCOMING: usize = 64;
/// The time from the first frame sent to the first one received.
const WELCOME_TIME: Duration = Duration::from_secs(5);

/// An open connection.
pub(crate) struct Opened {
    /// The channel of frames to write.
    pub(crate) frames: mpsc::Sender<AttachRequest>,
    /// The value that tells this connection from every other.
    pub(crate) binding: Binding,
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opened").finish_non_exhaustive()
    }
}

/// An event of a link.
#[derive(Debug)]
pub(crate) enum LinkEvent {
    /// A cable was plugged in during a wait.
    Plugged,
    /// Frames can be written; the first must be `Hello`.
    Opened(Opened),
    /// The controller accepted the first frame.
    Welcomed(Box<Welcome>),
    /// The controller sent an order or another message.
    Said(Input),
    /// The certificate that was requested.
    Renewed(Box<Renewed>),
    /// A part of the agent's own log is asked for.
    LogAsked(SendLog),
    Down(Error),
}

/// The reason why a link ended.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("{}", in_words("failed-connect", &[]))]
    Connect(#[source] tonic::transport::Error),
    #[error("{}", in_words("failed-no-link", &[]))]
    Refused(#[source] refusal::Refusal),
    #[error("{}", in_words("failed-unplugged", &[]))]
    Unplugged,
    #[error("{}", in_words("failed-silent", &[("seconds", &WELCOME_TIME.as_secs().to_string())]))]
    Silent,
    #[error("{}", in_words("failed-connection", &[("detail", &format!("{} ({})", .0.message(), .0.code()))]))]
    Failed(Box<tonic::Status>),
    #[error("{}", in_words("failed-ended", &[]))]
    Ended,
    #[error("{}", in_words("failed-first-frame", &[]))]
    UnknownFirstFrame,
    #[error("{}", in_words("failed-protocol", &[("chosen", &chosen.to_string()), ("oldest", &PROTOCOL_OLDEST.to_string()), ("newest", &PROTOCOL_NEWEST.to_string())]))]
    Protocol { chosen: u32 },
    #[error("{}", in_words("failed-environment", &[("theirs", word(*theirs)), ("ours", word(*ours))]))]
    Environment {
        theirs: Environment,
        ours: Environment,
    },
    #[error("{}", in_words("failed-malformed", &[("what", .0)]))]
    Malformed(&'static str),
    #[error("{}", in_words("failed-closed", &[("why", text), ("code", code)]))]
    Closed {
        code: String,
        text: String,
        retry: bool,
    },
    #[error("{}", in_words("failed-stuck", &[]))]
    Stuck,
    #[error("{}", in_words("failed-task", &[]))]
    Task,
}

impl Error {
    /// Whether trying again at once is of no use, because somebody must do something first.
    pub(crate) fn is_lasting(&self) -> bool {
        match self {
            Self::Closed { retry, .. } => !retry,
            Self::Protocol { .. } | Self::Environment { .. } => true,
            _ => false,
        }
    }

    /// Whether the controller was there and refused us, so that it does not want us back soon.
    pub(crate) fn is_rebuff(&self) -> bool {
        !matches!(
            self,
            Self::Connect(_)
                | Self::Unplugged
                | Self::Refused(_)
                | Self::Failed(_)
                | Self::Ended
                | Self::Silent
        )
    }
}

/// The handle to one connection.
#[derive(Debug)]
pub(crate) struct Link {
    events: mpsc::Receiver<LinkEvent>,
    task: JoinHandle<()>,
}

impl Link {
    /// Waits for the time, or until a cable is plugged in, and then connects.
    pub(crate) fn begin(dialing: Dialing, wait: Duration) -> Self {
        let (say, events) = mpsc::channel(INCOMING);
        let work = async move {
            if plug::wait(&dialing, wait).await {
                say.send(LinkEvent::Plugged).await.ok();
            }
            let seen = Seen::default();
            let error = tokio::select! {
                Err(error) = attach(&dialing, &seen, &say) => error,
                () = plug::pulled(&dialing, &seen) => Error::Unplugged,
            };
            let error = seen.refusal().map_or(error, Error::Refused);
            // Fails only if nobody listens, and then nobody needs the reason.
            say.send(LinkEvent::Down(error)).await.ok();
        };
        let task = tokio::spawn(work.in_current_span());
        Self { events, task }
    }

    /// The next event; cancel-safe. After `Down` there is none.
    pub(crate) async fn event(&mut self) -> LinkEvent {
        self.events
            .recv()
            .await
            .unwrap_or(LinkEvent::Down(Error::Task))
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn attach(
    dialing: &Dialing,
    seen: &Seen,
    say: &mpsc::Sender<LinkEvent>,
) -> Result<Infallible, Error> {
    let channel = dialing.connect(seen).await.map_err(Error::Connect)?;
    let mut client =
        ReaderGatewayClient::new(channel).max_decoding_message_size(MAX_FRAME_TO_READER_BYTES);
    let (outgoing, frames) = mpsc::channel(OUTGOING);
    let opened = Opened {
        frames: outgoing,
        binding: seen.binding().ok_or(Error::Ended)?,
    };
    tell(say, LinkEvent::Opened(opened)).await?;
    let opening = async {
        let answer = client.attach(ReceiverStream::new(frames)).await;
        let mut inbound = answer.map_err(failed)?.into_inner();
        let first = inbound
            .message()
            .await
            .map_err(failed)?
            .ok_or(Error::Ended)?;
        Ok((first, inbound))
    };
    let (first, mut inbound) = timeout(WELCOME_TIME, opening)
        .await
        .map_err(|_| Error::Silent)??;
    begin(dialing, first, say).await?;
    loop {
        let frame = next(&mut inbound).await?;
        go_on(frame, say).await?;
    }
}

async fn next(inbound: &mut Streaming<AttachResponse>) -> Result<AttachResponse, Error> {
    inbound.message().await.map_err(failed)?.ok_or(Error::Ended)
}

/// Handles the first frame: the welcome, or the reason for a refusal.
async fn begin(
    dialing: &Dialing,
    first: AttachResponse,
    say: &mpsc::Sender<LinkEvent>,
) -> Result<(), Error> {
    match first.frame {
        Some(attach_response::Frame::Welcome(welcome)) => {
            check(&welcome, dialing.environment())?;
            tell(say, LinkEvent::Welcomed(Box::new(welcome))).await
        }
        Some(frame @ attach_response::Frame::Closing(_)) => {
            let frame = AttachResponse { frame: Some(frame) };
            go_on(frame, say).await
        }
        _ => Err(Error::UnknownFirstFrame),
    }
}

fn check(welcome: &Welcome, ours: Environment) -> Result<(), Error> {
    let chosen = welcome.protocol;
    if !(PROTOCOL_OLDEST..=PROTOCOL_NEWEST).contains(&chosen) {
        return Err(Error::Protocol { chosen });
    }
    let theirs = welcome.environment();
    if theirs != ours {
        return Err(Error::Environment { theirs, ours });
    }
    Ok(())
}

/// Handles a later frame. One that this version does not know is ignored: a newer controller may send more.
async fn go_on(frame: AttachResponse, say: &mpsc::Sender<LinkEvent>) -> Result<(), Error> {
    let Some(frame) = frame.frame else {
        tracing::debug!("a frame of an unknown kind was passed over");
        return Ok(());
    };
    if let attach_response::Frame::Renewed(renewed) = frame {
        return tell(say, LinkEvent::Renewed(Box::new(renewed))).await;
    }
    if let attach_response::Frame::SendLog(asked) = frame {
        return tell(say, LinkEvent::LogAsked(asked)).await;
    }
    let input = frame::to_input(frame).map_err(Error::Malformed)?;
    let closed = closed(&input);
    tell(say, LinkEvent::Said(input)).await?;
    closed.map_or(Ok(()), Err)
}

fn closed(input: &Input) -> Option<Error> {
    let Input::Closing { reason, retry } = input else {
        return None;
    };
    Some(Error::Closed {
        code: reason.code.clone(),
        text: reason.en.clone(),
        retry: *retry,
    })
}

async fn tell(say: &mpsc::Sender<LinkEvent>, event: LinkEvent) -> Result<(), Error> {
    say.send(event).await.map_err(|_| Error::Ended)
}

fn failed(status: tonic::Status) -> Error {
    Error::Failed(Box::new(status))
}
