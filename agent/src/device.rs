//! What the agent needs of a card reader: events out of it, orders into it. Real and simulated devices are
//! driven by the same code.

use std::future::{Future, pending, ready};

use madoguchi_proto::v1::{Health, Outcome};
use tokio::sync::mpsc;

use crate::session::Order;

/// Something that happened at the reader.
#[derive(Debug, Clone, PartialEq)]
pub enum DeviceEvent {
    /// A card was placed.
    CardPlaced,
    /// The session that [`Order::BeginSession`] began ended; exactly once for each. Times in the outcome are
    /// the device's own.
    SessionEnded(Outcome),
    /// The card was taken away.
    CardRemoved,
    /// The device's own state changed.
    HealthChanged(Health),
    /// The person at the reader answered [`Order::ShowPairing`].
    PairingAnswered {
        /// The digits that the answer is about, as they were shown.
        digits: String,
        /// Whether they are the same at the PC.
        same: bool,
    },
}

/// The device is gone for good; the agent ends with this text.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the device stopped: {0}")]
pub struct DeviceGone(pub String);

/// A card reader.
pub trait Device: Send {
    /// The next event, as soon as there is one. Must be cancel-safe: when the future is dropped before it is
    /// ready, no event is lost.
    ///
    /// # Errors
    /// When the device is gone for good. What passes is a change of health instead.
    fn next_event(&mut self) -> impl Future<Output = Result<DeviceEvent, DeviceGone>> + Send;

    /// Takes an order, which replaces what was shown before. Must not block: a device that talks to something
    /// slow queues it.
    ///
    /// # Errors
    /// When the device is gone for good.
    fn order(&mut self, order: Order) -> Result<(), DeviceGone>;

    /// The agent ends: lets go of what the device holds, within a limit of its own.
    fn close(&mut self) -> impl Future<Output = ()> + Send {
        ready(())
    }
}

/// A device that is spoken to before the reader is paired. What it tells meanwhile and what counts later, the state and whether a card
/// lies there, is told again to whoever runs it then.
#[derive(Debug)]
pub struct Early<D> {
    device: D,
    health: Option<Health>,
    card: bool,
}

impl<D: Device> Early<D> {
    /// Nothing was told yet.
    #[must_use]
    pub fn new(device: D) -> Self {
        Self {
            device,
            health: None,
            card: false,
        }
    }

    /// Waits for the answer of the person at the reader: the digits that it is about, and whether they are the same. Cancel-safe.
    ///
    /// # Errors
    /// When the device is gone for good.
    pub async fn answered(&mut self) -> Result<(String, bool), DeviceGone> {
        loop {
            match self.device.next_event().await? {
                DeviceEvent::PairingAnswered { digits, same } => return Ok((digits, same)),
                DeviceEvent::HealthChanged(health) => self.health = Some(health),
                DeviceEvent::CardPlaced => self.card = true,
                DeviceEvent::CardRemoved => self.card = false,
                // None was begun.
                DeviceEvent::SessionEnded(_) => {}
            }
        }
    }
}

impl<D: Device> Device for Early<D> {
    async fn next_event(&mut self) -> Result<DeviceEvent, DeviceGone> {
        if let Some(health) = self.health.take() {
            return Ok(DeviceEvent::HealthChanged(health));
        }
        if std::mem::take(&mut self.card) {
            return Ok(DeviceEvent::CardPlaced);
        }
        self.device.next_event().await
    }

    fn order(&mut self, order: Order) -> Result<(), DeviceGone> {
        self.device.order(order)
    }

    async fn close(&mut self) {
        self.device.close().await;
    }
}

/// Events and orders that wait in a [`Manual`] device; more than any story needs.
const MANUAL_QUEUE: usize = 256;

/// A device that is moved by hand, for tests and trials.
#[derive(Debug)]
pub struct Manual {
    events: mpsc::Receiver<DeviceEvent>,
    orders: mpsc::Sender<Order>,
}

/// The hand that moves a [`Manual`] device.
#[derive(Debug)]
pub struct Hand {
    /// What happens at the reader. Once dropped, nothing happens any more.
    pub events: mpsc::Sender<DeviceEvent>,
    /// What the agent ordered.
    pub orders: mpsc::Receiver<Order>,
}

/// A device and the hand that moves it.
#[must_use]
pub fn manual() -> (Manual, Hand) {
    let (events_in, events) = mpsc::channel(MANUAL_QUEUE);
    let (orders, orders_out) = mpsc::channel(MANUAL_QUEUE);
    let hand = Hand {
        events: events_in,
        orders: orders_out,
    };
    (Manual { events, orders }, hand)
}

impl Device for Manual {
    async fn next_event(&mut self) -> Result<DeviceEvent, DeviceGone> {
        match self.events.recv().await {
            Some(event) => Ok(event),
            None => pending().await,
        }
    }

    fn order(&mut self, order: Order) -> Result<(), DeviceGone> {
        match self.orders.try_send(order) {
            Err(mpsc::error::TrySendError::Full(_)) => {
                Err(DeviceGone("nobody takes its orders".to_owned()))
            }
            // A hand that only makes events may let go of the orders.
            Ok(()) | Err(mpsc::error::TrySendError::Closed(_)) => Ok(()),
        }
    }
}
