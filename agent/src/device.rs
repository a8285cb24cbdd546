//! The agent's interface to a card reader: events from it, orders to it. Real and simulated devices are driven by the same code.

use std::future::{Future, pending, ready};

use madoguchi_proto::v1::{Health, Outcome};
use tokio::sync::mpsc;

use crate::session::Order;
use crate::texts::in_words;

/// An event at the reader.
#[derive(Debug, Clone, PartialEq)]
pub enum DeviceEvent {
    /// A card was placed.
    CardPlaced,
    /// The session that [`Order::BeginSession`] began has ended; exactly once for each. Times in the outcome are the device's own.
    SessionEnded(Outcome),
    /// The card was taken away.
    CardRemoved,
    /// The device's own state changed.
    HealthChanged(Health),
    /// It restarted after [`Device::restart`], and passed its own tests.
    Restarted,
    /// The person at the reader answered [`Order::ShowPairing`].
    PairingAnswered {
        /// The digits of the answer, as they were shown.
        digits: String,
        /// Whether the PC shows the same digits.
        same: bool,
    },
}

/// The device is gone for good. The agent ends with this text.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}", in_words("failed-device-stopped", &[("why", .0)]))]
pub struct DeviceGone(pub String);

pub trait Device: Send {
    /// The next event. Must be cancel-safe: no event is lost when the future is dropped before it is ready.
    ///
    /// # Errors
    /// The device is gone for good. A passing fault is a change of health instead.
    fn next_event(&mut self) -> impl Future<Output = Result<DeviceEvent, DeviceGone>> + Send;

    /// Takes an order, which replaces what was shown before. Must not block: a device with a slow connection queues the order.
    ///
    /// # Errors
    /// The device is gone for good.
    fn order(&mut self, order: Order) -> Result<(), DeviceGone>;

    /// Whether it can be told to restart.
    fn restarts(&self) -> bool {
        false
    }

    /// Lets it restart, and report [`DeviceEvent::Restarted`] once it runs again. No session runs. Must not block.
    fn restart(&mut self) {}

    /// Releases what the device uses, within a time limit of its own, because the agent ends.
    fn close(&mut self) -> impl Future<Output = ()> + Send {
        ready(())
    }
}

/// A device that is used before the reader is paired. The state and the card that it reports meanwhile are reported again to the agent that
/// runs it afterwards.
#[derive(Debug)]
pub struct Early<D> {
    device: D,
    health: Option<Health>,
    card: bool,
}

impl<D: Device> Early<D> {
    /// A device that has reported nothing yet.
    #[must_use]
    pub fn new(device: D) -> Self {
        Self {
            device,
            health: None,
            card: false,
        }
    }

    /// Waits for the answer of the person at the reader: the digits, and whether the PC shows the same ones. Cancel-safe.
    ///
    /// # Errors
    /// The device is gone for good.
    pub async fn answered(&mut self) -> Result<(String, bool), DeviceGone> {
        loop {
            match self.device.next_event().await? {
                DeviceEvent::PairingAnswered { digits, same } => return Ok((digits, same)),
                DeviceEvent::HealthChanged(health) => self.health = Some(health),
                DeviceEvent::CardPlaced => self.card = true,
                DeviceEvent::CardRemoved => self.card = false,
                // No session was begun, so this cannot be the end of one.
                DeviceEvent::SessionEnded(_) | DeviceEvent::Restarted => {}
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

    fn restarts(&self) -> bool {
        self.device.restarts()
    }

    fn restart(&mut self) {
        self.device.restart();
    }

    async fn close(&mut self) {
        self.device.close().await;
    }
}

/// The most events and orders that wait in a [`Manual`] device; more than any test needs.
const MANUAL_QUEUE: usize = 256;

/// A device that is operated by a [`Hand`], for tests and trials.
#[derive(Debug)]
pub struct Manual {
    events: mpsc::Receiver<DeviceEvent>,
    orders: mpsc::Sender<Order>,
}

/// The operator of a [`Manual`] device.
#[derive(Debug)]
pub struct Hand {
    /// The events at the reader. After it is dropped there are no more events.
    pub events: mpsc::Sender<DeviceEvent>,
    /// The agent's orders.
    pub orders: mpsc::Receiver<Order>,
}

/// A device and its operator.
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
            // An operator that only makes events may drop the orders.
            Ok(()) | Err(mpsc::error::TrySendError::Closed(_)) => Ok(()),
        }
    }
}
