//! Runs one stream of a reader: hello, challenge, reveal, the answers of two people, and the certificate.

use super::ends::End;
use super::exchange::{Agreed, Challenged, Flaw, Hello, Ours, Revealed, Said};
use super::window::{Event, Paired, Turn, Window};
use crate::link::{Claim, Observation};
use crate::texts;
use crate::tls::Peer;
use crate::views;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{Act, Command};
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::link::Port;
use madoguchi_link::names::SERVER_NAME;
use madoguchi_link::pairing::Bytes32;
use madoguchi_plain::chain;
use madoguchi_proto::v1;
use madoguchi_proto::v1::pair_response::Frame;
use madoguchi_proto::v1::{PairRequest, PairResponse};
use std::convert::Infallible;
use std::sync::Arc;
use tokio::sync::mpsc;
use tokio_stream::{Stream, StreamExt};
use tonic::Status;

/// The channel of frames to the reader.
pub(super) type Outbound = mpsc::Sender<Result<PairResponse, Status>>;

pub(super) struct Attempt {
    pub window: Arc<Window>,
    pub peer: Peer,
    pub outbound: Outbound,
    /// The serial in the first frame, and the port, as far as they are known.
    pub who: Option<(Serial, Option<Port>)>,
}

impl Attempt {
    /// Runs until the stream ends.
    pub(super) async fn run<S>(mut self, mut inbound: S)
    where
        S: Stream<Item = Result<PairRequest, Status>> + Send + Unpin,
    {
        let mut turn = None;
        let ended = self.pair(&mut inbound, &mut turn).await;
        let Err(end) = ended else {
            return;
        };
        let address = self.peer.address;
        tracing::info!(%address, why = chain(&end), "an attempt to pair ended");
        if let Some((serial, port)) = &self.who {
            self.window
                .note(serial, port.as_ref(), &end, turn.is_some());
        }
        // The notice goes out before the next reader has its turn, so that staff read things in order.
        drop(turn);
        if let Some(refused) = end.last_word() {
            // A reader that reads nothing is not waited for.
            drop(self.outbound.try_send(Ok(frame(Frame::Refused(refused)))));
        }
    }

    async fn pair<S>(&mut self, inbound: &mut S, turn: &mut Option<Turn>) -> Result<(), End>
    where
        S: Stream<Item = Result<PairRequest, Status>> + Send + Unpin,
    {
        let window = Arc::clone(&self.window);
        let hello = window.limits.hello;
        let hello = tokio::time::timeout(hello, next(inbound)).await;
        let hello = Hello::try_from(hello.map_err(|_| End::Late)??)?;
        self.who = Some((hello.serial.clone(), None));
        let mut observation = self.admit(&hello)?;
        turn.insert(window.take(&hello)?).counts();
        self.peer.settle();

        let (authority, server) = window.certificates;
        let ours = Ours {
            nonce: nonce()?,
            authority,
            server,
        };
        let challenged = hello.challenged(ours);
        self.say(Frame::Challenge(self.challenge(&ours.nonce)))?;
        let reveal = tokio::time::timeout(window.limits.reveal, next(inbound));
        let revealed = tokio::select! {
            reveal = reveal => challenged.reveal(reveal.map_err(|_| End::Late)??)?,
            end = self.broken(&challenged, &mut observation) => return Err(end),
        };
        let agreed = self.compare(revealed, inbound, &mut observation).await?;
        self.enroll(agreed, turn).await
    }

    /// Checks whether this reader may be paired at all, whatever the digits say.
    fn admit(&mut self, hello: &Hello) -> Result<Observation, End> {
        madoguchi_proto::agree(hello.protocol_oldest, hello.protocol_newest)
            .map_err(End::Version)?;
        let context = &self.window.context;
        if hello.environment != context.environment {
            return Err(End::Environment);
        }
        let claim = Claim {
            serial: Some(hello.serial.clone()),
            virtual_port: hello.virtual_port.clone(),
        };
        let mut observation = context
            .links
            .observe(self.peer.address, self.peer.local, &claim);
        let link = observation.link().ok_or(End::Gone)?;
        self.who = Some((hello.serial.clone(), Some(link.port.clone())));
        link.admits(&hello.serial).map_err(End::Link)?;
        Ok(observation)
    }

    fn challenge(&self, nonce: &Bytes32) -> v1::PairChallenge {
        let context = &self.window.context;
        v1::PairChallenge {
            nonce: nonce.to_vec(),
            authority: self.window.authority.clone(),
            server_name: SERVER_NAME.to_owned(),
            fleet_time_ms: (context.now)().0,
            environment: v1::Environment::from(context.environment).into(),
        }
    }

    /// Shows the digits to staff and waits for the answers of both people. A no is final, and so is a link that changes for the worse.
    async fn compare<S>(
        &self,
        revealed: Revealed,
        inbound: &mut S,
        observation: &mut Observation,
    ) -> Result<Agreed, End>
    where
        S: Stream<Item = Result<PairRequest, Status>> + Send + Unpin,
    {
        let mut answers = self.window.answers.clone();
        // An answer that came before these digits were shown is about others.
        answers.mark_unchanged();
        self.show(&revealed, observation).await?;
        let (mut reader, mut staff) = (None, None);
        loop {
            if let (Some(_), Some(_)) = (&reader, &staff)
                && let (Some(reader), Some(staff)) = (reader.take(), staff.take())
            {
                return Ok(revealed.agree(reader, staff));
            }
            tokio::select! {
                frame = next(inbound) => {
                    // One answer is enough; a second one is refused.
                    if reader.is_some() {
                        frame?;
                        return Err(Flaw::OutOfOrder.into());
                    }
                    let word = revealed.reader_says(frame?)?;
                    reader = Some(word.ok_or(End::ReaderSaidNo)?);
                }
                heard = answers.changed() => {
                    heard.map_err(|_| End::Closed)?;
                    let answer = answers.borrow_and_update().clone();
                    match answer.map(|answer| revealed.staff_say(&answer)) {
                        Some(Said::Yes(agrees)) => staff = Some(agrees),
                        Some(Said::No) => return Err(End::StaffSaidNo),
                        Some(Said::Nothing) | None => {}
                    }
                }
                end = self.over(revealed.serial(), observation) => return Err(end),
            }
        }
    }

    /// Shows the digits. What staff should know of the counter comes before, so that their answer is given in its knowledge.
    async fn show(&self, revealed: &Revealed, observation: &mut Observation) -> Result<(), End> {
        let link = observation.link().ok_or(End::Gone)?;
        let serial = revealed.serial().clone();
        let (window, asked) = (Arc::clone(&self.window), serial.clone());
        let seen = self.window.context.handle.ask(move |fleet| {
            let notice = window.wanted.shares_with(fleet, &asked).map(|other| {
                let notice = texts::Notice::CounterTaken {
                    counter: other.counter.name.clone(),
                    unit: other.serial.clone(),
                };
                texts::notice(&notice, &texts::Clock::of(fleet))
            });
            (fleet.unit(&asked).is_some(), notice)
        });
        let (known, notice) = seen.await.map_err(|_| End::Closed)?;
        if let Some(notice) = notice {
            self.window.tell(Event::Notice(notice));
        }
        let digits = v1::PairingDigits {
            serial: serial.to_string(),
            link: Some(views::link(&link)),
            digits: revealed.digits().to_string(),
            known,
        };
        self.window.tell(Event::Digits(Box::new(digits)));
        Ok(())
    }

    /// Signs the key and makes the unit durable. Only then the reader gets its certificate, and staff are told.
    async fn enroll(&self, agreed: Agreed, turn: &mut Option<Turn>) -> Result<(), End> {
        let context = &self.window.context;
        let signed = context
            .identity
            .sign_unit(&agreed.serial, &agreed.request)
            .map_err(End::Signing)?;
        let (window, serial, key) = (Arc::clone(&self.window), agreed.serial.clone(), agreed.key);
        let question = move |fleet: &Fleet| {
            let enrolment = window.wanted.enrolment(fleet, &serial, key);
            let act = Act {
                actor: window.wanted.actor.clone(),
                ..Act::staff(window.wanted.act(key), Command::EnrollUnit(enrolment))
            };
            Ok::<_, Infallible>((act, fleet.now()))
        };
        let serial = agreed.serial.clone();
        let look = move |fleet: &Fleet, _, now| {
            let unit = fleet.unit(&serial).map(|unit| views::unit(fleet, unit));
            let unit = unit.map(Box::new);
            (now, Paired { serial, unit })
        };
        let enrolled = context.handle.ask_and_act(question, look).await;
        let Ok((now, paired)) = enrolled.map_err(End::Engine)?;
        // A reader that is gone by now pairs again: the unit stays, and its next key replaces this one.
        let said = self.say(Frame::Done(v1::PairDone {
            certificate_pem: signed.certificate_pem,
            issued_at_ms: now.0,
        }));
        if said.is_err() {
            tracing::warn!(serial = %agreed.serial, "the reader was lost before it had its certificate: pair it again");
        }
        if let Some(turn) = turn.take() {
            turn.done(paired);
        }
        Ok(())
    }

    async fn broken(&self, challenged: &Challenged, observation: &mut Observation) -> End {
        self.over(challenged.serial(), observation).await
    }

    /// Waits for a reason to give up.
    async fn over(&self, serial: &Serial, observation: &mut Observation) -> End {
        let mut closed = self.window.closed.clone();
        loop {
            tokio::select! {
                _ = closed.wait_for(|closed| *closed) => return End::Closed,
                link = observation.changed() => match link {
                    None => return End::Gone,
                    Some(link) => if let Err(refusal) = link.admits(serial) {
                        return End::Link(refusal);
                    },
                },
            }
        }
    }

    fn say(&self, said: Frame) -> Result<(), End> {
        self.outbound
            .try_send(Ok(frame(said)))
            .map_err(|_| End::Gone)
    }
}

async fn next<S>(inbound: &mut S) -> Result<PairRequest, End>
where
    S: Stream<Item = Result<PairRequest, Status>> + Send + Unpin,
{
    match inbound.next().await {
        Some(Ok(frame)) => Ok(frame),
        Some(Err(_)) | None => Err(End::Gone),
    }
}

fn nonce() -> Result<Bytes32, End> {
    let mut nonce = [0; 32];
    getrandom::fill(&mut nonce).map_err(End::Random)?;
    Ok(nonce)
}

const fn frame(frame: Frame) -> PairResponse {
    PairResponse { frame: Some(frame) }
}
