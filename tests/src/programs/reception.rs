//! A program that speaks for reception and does not give up: whatever becomes of the controller, it asks again with
//! the same request id until it is answered.

use madoguchi_controller::identity::DeskAccess;
use madoguchi_proto::v1::front_desk_client::FrontDeskClient;
use madoguchi_proto::v1::{
    AddTicketRequest, CancelTicketRequest, ListTicketsRequest, Ticket, TicketClass,
};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use tonic::metadata::{Ascii, MetadataValue};
use tonic::transport::Channel;
use tonic::{Code, Request, Response, Status};

/// The desk answers within milliseconds, or it hangs.
const ANSWER_TIME: Duration = Duration::from_secs(10);
/// Between two tries while no controller answers.
const AGAIN: Duration = Duration::from_millis(20);

/// One such program. Used by one task at a time.
#[derive(Debug)]
pub struct Reception {
    data_dir: PathBuf,
    desk: Option<Desk>,
    /// How often it had to ask again.
    pub repeats: usize,
}

#[derive(Debug, Clone)]
struct Desk {
    client: FrontDeskClient<Channel>,
    token: MetadataValue<Ascii>,
}

/// What it asked for was refused, in words of the desk.
pub type Refused = Status;

impl Reception {
    /// Speaks to whatever controller runs on this data directory.
    #[must_use]
    pub const fn new(data_dir: PathBuf) -> Self {
        Self {
            data_dir,
            desk: None,
            repeats: 0,
        }
    }

    /// Adds a patient with a number.
    ///
    /// # Errors
    /// When the desk refuses.
    pub async fn add(&mut self, request_id: [u8; 16], number: &str) -> Result<Ticket, Refused> {
        let answer = self
            .answered(async |desk| {
                let request = AddTicketRequest {
                    request_id: request_id.to_vec(),
                    number: number.to_owned(),
                    class: TicketClass::Normal.into(),
                    ..AddTicketRequest::default()
                };
                desk.client.add_ticket(desk.signed(request)).await
            })
            .await?;
        Ok(answer.ticket.expect("an answer has its ticket"))
    }

    /// Cancels a ticket.
    ///
    /// # Errors
    /// When the desk refuses: it may be at the reader, or closed.
    pub async fn cancel(&mut self, request_id: [u8; 16], number: &str) -> Result<Ticket, Refused> {
        let answer = self
            .answered(async |desk| {
                let request = CancelTicketRequest {
                    request_id: request_id.to_vec(),
                    number: number.to_owned(),
                };
                desk.client.cancel_ticket(desk.signed(request)).await
            })
            .await?;
        Ok(answer.ticket.expect("an answer has its ticket"))
    }

    /// Every ticket that is kept, open or closed.
    ///
    /// # Panics
    /// When the desk refuses.
    pub async fn tickets(&mut self) -> Vec<Ticket> {
        let (mut all, mut page_token) = (Vec::new(), String::new());
        loop {
            let page = self
                .answered(async |desk| {
                    let request = ListTicketsRequest {
                        include_closed: true,
                        page_size: 0,
                        page_token: page_token.clone(),
                    };
                    desk.client.list_tickets(desk.signed(request)).await
                })
                .await
                .unwrap();
            all.extend(page.tickets);
            page_token = page.next_page_token;
            if page_token.is_empty() {
                return all;
            }
        }
    }

    /// Asks until there is an answer: a refusal is one, a controller that is gone or ends is none.
    async fn answered<T>(
        &mut self,
        ask: impl AsyncFn(&mut Desk) -> Result<Response<T>, Status>,
    ) -> Result<T, Refused> {
        let until = Instant::now() + super::PATIENCE;
        loop {
            if let Some(mut desk) = self.desk().await {
                match tokio::time::timeout(ANSWER_TIME, ask(&mut desk)).await {
                    Ok(Ok(answer)) => return Ok(answer.into_inner()),
                    Ok(Err(status)) if is_answer(&status) => return Err(status),
                    Ok(Err(_)) | Err(_) => self.desk = None,
                }
            }
            assert!(Instant::now() < until, "no controller answers any more");
            self.repeats += 1;
            tokio::time::sleep(AGAIN).await;
        }
    }

    /// The way to the controller that runs now, if one does.
    async fn desk(&mut self) -> Option<Desk> {
        if self.desk.is_none() {
            let access = DeskAccess::read(&self.data_dir).ok()?;
            let channel = access.connect().await.ok()?;
            self.desk = Some(Desk {
                client: FrontDeskClient::new(channel),
                token: access.authorization(),
            });
        }
        self.desk.clone()
    }
}

impl Desk {
    fn signed<T>(&self, message: T) -> Request<T> {
        let mut request = Request::new(message);
        let token = self.token.clone();
        request.metadata_mut().insert("authorization", token);
        request
    }
}

/// The desk's own words come with details; without them it was the transport. "Unavailable" is a controller that ends
/// before it could say what became of the request.
fn is_answer(status: &Status) -> bool {
    !status.details().is_empty() && status.code() != Code::Unavailable
}
