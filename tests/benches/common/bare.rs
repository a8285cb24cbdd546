//! Servers without a fleet: the product's messages over the product's transport, and behind them nothing, or the
//! bytes that the product would have made durable.

use super::commits::{Keep, Shared};
use super::fleet::bind;
use madoguchi_controller::identity::Identity;
use madoguchi_controller::tls::{Bounds, Incoming};
use madoguchi_proto::v1::reader_event::Event;
use madoguchi_proto::v1::reader_gateway_server::{ReaderGateway, ReaderGatewayServer};
use madoguchi_proto::v1::{
    Acknowledge, AddTicketRequest, AddTicketResponse, Admission, Assignment, AttachRequest,
    AttachResponse, Call, ReaderEvent, Text, Ticket, TicketClass, TicketState, attach_request,
    attach_response,
};
use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use tokio::runtime::Runtime;
use tokio::sync::mpsc;
use tokio_stream::Stream;
use tokio_stream::wrappers::ReceiverStream;
use tonic::body::Body;
use tonic::server::{Grpc, NamedService, UnaryService};
use tonic::transport::Server;
use tonic::{Request, Response, Status, Streaming};
use tonic_prost::ProstCodec;

/// Frames that wait for one reader, as in the product's outbox.
const QUEUE: usize = 64;

type Frames = mpsc::Sender<Result<AttachResponse, Status>>;

/// A server that runs.
pub struct Bare {
    pub desk: SocketAddr,
    pub gateway: SocketAddr,
    _runtime: Runtime,
}

impl Bare {
    /// Serves with the same certificates and the same TLS as the product.
    pub fn open(identity: &Identity, keep: Keep, cycle: Shared) -> Self {
        let runtime = super::runtime("bare");
        let served = Arc::new(Served {
            cycle,
            keep: Mutex::new(keep),
            readers: Mutex::default(),
            next: AtomicU64::new(0),
        });
        let (desk, gateway) = runtime.block_on(async {
            let desk = identity.desk_tls().unwrap();
            let gateway = identity.gateway_tls().unwrap();
            let ((door, desk_at), (way, gateway_at)) = (bind().await, bind().await);
            let service = Desk(Arc::clone(&served));
            let incoming = Incoming::new(door, desk, Bounds::LOOPBACK);
            let server = Server::builder().add_service(service);
            tokio::spawn(server.serve_with_incoming(incoming));
            let service = ReaderGatewayServer::new(Gate(served));
            let incoming = Incoming::new(way, gateway, Bounds::LOOPBACK);
            let server = Server::builder().add_service(service);
            tokio::spawn(server.serve_with_incoming(incoming));
            (desk_at, gateway_at)
        });
        Self {
            desk,
            gateway,
            _runtime: runtime,
        }
    }
}

struct Served {
    cycle: Shared,
    keep: Mutex<Keep>,
    readers: Mutex<Vec<Frames>>,
    next: AtomicU64,
}

impl Served {
    /// To the next reader in turn: no rule, no state.
    fn call(&self, number: &str) -> u64 {
        let ticket_id = self.next.fetch_add(1, Ordering::Relaxed) + 1;
        let readers = self.readers.lock().unwrap();
        let turn = usize::try_from(ticket_id).unwrap() % readers.len();
        let call = Call {
            assignment: Some(Assignment {
                ticket_id,
                attempt: 1,
            }),
            number: number.to_owned(),
            expires_in_ms: 90_000,
        };
        let sent = readers[turn].try_send(Ok(frame(attach_response::Frame::Call(call))));
        sent.expect("a reader that reads");
        ticket_id
    }

    /// Writes what the event would have written, if anything is kept, and acknowledges it.
    fn acknowledge(&self, event: &ReaderEvent) -> AttachResponse {
        let pairs = match &event.event {
            Some(Event::CardPlaced(_)) => Some(&self.cycle.placed),
            Some(Event::SessionEnded(_)) => Some(&self.cycle.ended),
            _ => None,
        };
        if let Some(pairs) = pairs {
            self.keep.lock().unwrap().write(pairs);
        }
        frame(attach_response::Frame::Acknowledge(Acknowledge {
            sequence: event.sequence,
        }))
    }
}

const fn frame(frame: attach_response::Frame) -> AttachResponse {
    AttachResponse { frame: Some(frame) }
}

/// The readers' service.
struct Gate(Arc<Served>);

#[tonic::async_trait]
impl ReaderGateway for Gate {
    type AttachStream = Pin<Box<dyn Stream<Item = Result<AttachResponse, Status>> + Send>>;

    async fn attach(
        &self,
        request: Request<Streaming<AttachRequest>>,
    ) -> Result<Response<Self::AttachStream>, Status> {
        let mut inbound = request.into_inner();
        let (frames, outbound) = mpsc::channel(QUEUE);
        let Some(AttachRequest { .. }) = inbound.message().await? else {
            return Err(Status::invalid_argument("no hello"));
        };
        let admission = Admission {
            verdict: "seat:included".to_owned(),
            text: None,
            serves: true,
        };
        let admitted = Ok(frame(attach_response::Frame::Admission(admission)));
        frames.try_send(admitted).expect("room for the first frame");
        self.0.readers.lock().unwrap().push(frames.clone());
        // A task of its own, as in the product. One event after the other, as each is a write of its own here.
        let served = Arc::clone(&self.0);
        tokio::spawn(async move {
            while let Ok(Some(AttachRequest {
                frame: Some(attach_request::Frame::Event(event)),
            })) = inbound.message().await
            {
                let answer = served.acknowledge(&event);
                if frames.send(Ok(answer)).await.is_err() {
                    return;
                }
            }
        });
        Ok(Response::new(Box::pin(ReceiverStream::new(outbound))))
    }
}

/// The desk's service, with the one call that is measured. Not by the generated trait: whatever else a desk can
/// do is nothing to these servers.
#[derive(Clone)]
struct Desk(Arc<Served>);

impl NamedService for Desk {
    const NAME: &'static str = "madoguchi.v1.FrontDesk";
}

type Ready<T> = Pin<Box<dyn Future<Output = T> + Send>>;

impl tower::Service<http::Request<Body>> for Desk {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        assert!(request.uri().path().ends_with("/AddTicket"));
        let add = Add(Arc::clone(&self.0));
        Box::pin(async move { Ok(Grpc::new(ProstCodec::default()).unary(add, request).await) })
    }
}

struct Add(Arc<Served>);

impl UnaryService<AddTicketRequest> for Add {
    type Response = AddTicketResponse;
    type Future = std::future::Ready<Result<Response<AddTicketResponse>, Status>>;

    fn call(&mut self, request: Request<AddTicketRequest>) -> Self::Future {
        let number = request.into_inner().number;
        // On this very thread: nothing is barer than that.
        self.0.keep.lock().unwrap().write(&self.0.cycle.added);
        let ticket_id = self.0.call(&number);
        std::future::ready(Ok(Response::new(answer(ticket_id, number))))
    }
}

/// As long as the product's answer.
fn answer(ticket_id: u64, number: String) -> AddTicketResponse {
    AddTicketResponse {
        ticket: Some(Ticket {
            ticket_id,
            number,
            class: TicketClass::Normal.into(),
            state: TicketState::Called.into(),
            added_at_ms: 1_780_000_000_000,
            unit: "CR-2026-0001".to_owned(),
            counter: "窓口1".to_owned(),
            attempt: 1,
            why: Some(Text {
                code: "called".to_owned(),
                ja: "窓口1に呼び出し中です。09:00:00までにお越しください。".to_owned(),
                en: "Called to 窓口1, until 09:00:00.".to_owned(),
            }),
            deadline_ms: 1_780_000_090_000,
            ..Ticket::default()
        }),
        notice: None,
    }
}
