//! The wire's words become the fleet's, once, at this edge; what is not one is refused with its reason.

use crate::texts;
use crate::wire::{self, BadField};
use madoguchi_fleet::command::{Act, AddTicket, Command, WalkUpChoice};
use madoguchi_fleet::ids::{Number, RequestId, Serial};
use madoguchi_fleet::ticket::Class;
use madoguchi_fleet::unit::Edition;
use madoguchi_fleet::wish::{Counter, MAX_COUNTER_CHARS, MAX_TAGS, MAX_WISHES, Wish};
use madoguchi_plain::{is_name, is_plain};
use madoguchi_proto::v1;
use thiserror::Error;

/// Largest certificate request: an elliptic curve's has some 250 bytes, an RSA key's some 1,200.
pub const MAX_CERTIFICATE_REQUEST: usize = 8 * 1024;
/// Largest document, in any form that one travels in.
pub const MAX_DOCUMENT: usize = madoguchi_licensing::armour::MAX_FILE_LEN;
/// Most seats that can be asked for: an additional license's (FAQ 7).
pub const MAX_SEATS: usize = 3;
/// Tickets on a page that does not say how many.
pub const DEFAULT_PAGE: usize = 500;
/// Most tickets on a page.
pub const MAX_PAGE: usize = 1_000;
/// Walk-ups in a list that does not say how many: a day of a busy clinic has fewer that no ticket has.
pub const DEFAULT_WALK_UPS: usize = 100;
/// Most walk-ups in a list.
pub const MAX_WALK_UPS: usize = 1_000;

/// What the caller sent and cannot be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BadWord {
    /// Not 16 bytes, or the id of a request of another kind.
    #[error("the request id is not 16 bytes of its own")]
    RequestId,
    /// Not a ticket's number.
    #[error("not a number")]
    Number,
    /// Not a serial.
    #[error("not a serial number")]
    Serial,
    /// Not a tag.
    #[error("not a tag")]
    Tag,
    /// Not a wish.
    #[error("not a wish")]
    Wish,
    /// More wishes than a ticket has.
    #[error("too many wishes")]
    TooManyWishes,
    /// Not a counter's name.
    #[error("not a counter's name")]
    CounterName,
    /// More tags than a counter has.
    #[error("too many tags")]
    TooManyTags,
    /// Not a class.
    #[error("not a class")]
    Class,
    /// Not an edition.
    #[error("not an edition")]
    Edition,
    /// Not a placement.
    #[error("not a placement")]
    Placement,
    /// Empty or too large.
    #[error("not a certificate request")]
    CertificateRequest,
    /// Empty or too large.
    #[error("not a license document")]
    Document,
    /// More seats than can be asked for.
    #[error("not a number of seats")]
    Seats,
    /// Neither a session nor a unit.
    #[error("not a walk-up")]
    WalkUp,
    /// Not a page token.
    #[error("not a page token")]
    PageToken,
}

impl From<BadField> for BadWord {
    fn from(bad: BadField) -> Self {
        match bad {
            BadField::Serial => Self::Serial,
            // At the desk a session names a walk-up, and nothing else.
            BadField::Session => Self::WalkUp,
            BadField::Tag => Self::Tag,
            BadField::Placement => Self::Placement,
            BadField::Wish => Self::Wish,
        }
    }
}

impl BadWord {
    /// What is wrong and how it should be, in words.
    #[must_use]
    pub fn text(self) -> v1::Text {
        let limit = |code, limit: usize| texts::text(code, &[("limit", &limit.to_string())]);
        match self {
            Self::RequestId => texts::text("input-request-id", &[]),
            Self::Number => texts::text("input-number", &[]),
            Self::Serial => texts::text("input-serial", &[]),
            Self::Tag => texts::text("input-tag", &[]),
            Self::Wish => texts::text("input-wish", &[]),
            Self::TooManyWishes => limit("input-too-many-wishes", MAX_WISHES),
            Self::CounterName => limit("input-counter", MAX_COUNTER_CHARS),
            Self::TooManyTags => limit("input-too-many-tags", MAX_TAGS),
            Self::Class => texts::text("input-class", &[]),
            Self::Edition => texts::text("input-edition", &[]),
            Self::Placement => texts::text("input-placement", &[]),
            Self::CertificateRequest => limit("input-certificate-request", MAX_CERTIFICATE_REQUEST),
            Self::Document => limit("input-document", MAX_DOCUMENT),
            Self::Seats => limit("input-seats", MAX_SEATS),
            Self::WalkUp => texts::text("input-walk-up", &[]),
            Self::PageToken => texts::text("input-page", &[]),
        }
    }
}

/// What a request asks of the fleet, as an act of staff.
#[derive(Debug)]
pub struct Asked(pub Act);

impl Asked {
    fn new(request_id: &[u8], command: Command) -> Result<Self, BadWord> {
        Ok(Self(Act::staff(self::request_id(request_id)?, command)))
    }
}

/// A caller's request id.
///
/// # Errors
/// When it is not 16 bytes.
pub fn request_id(bytes: &[u8]) -> Result<RequestId, BadWord> {
    bytes
        .try_into()
        .map(RequestId)
        .map_err(|_| BadWord::RequestId)
}

/// A ticket's number.
///
/// # Errors
/// When the text is not one.
pub fn number(text: &str) -> Result<Number, BadWord> {
    Number::parse(text)
        .filter(|number| is_plain(number.as_str()))
        .ok_or(BadWord::Number)
}

/// A unit's serial.
///
/// # Errors
/// When the text is not one.
pub fn serial(text: &str) -> Result<Serial, BadWord> {
    Ok(wire::serial_of(text)?)
}

/// Text that may be missing: empty for none.
fn optional<T>(text: &str, parse: fn(&str) -> Result<T, BadWord>) -> Result<Option<T>, BadWord> {
    (!text.is_empty()).then(|| parse(text)).transpose()
}

/// A class that is not said is normal.
fn class(value: i32) -> Result<Class, BadWord> {
    match value {
        0 => Ok(Class::Normal),
        said => wire::class_of(said).ok_or(BadWord::Class),
    }
}

/// The edition that staff typed.
///
/// # Errors
/// When none was said.
pub fn edition(value: i32) -> Result<Edition, BadWord> {
    wire::edition_of(value).ok_or(BadWord::Edition)
}

fn wish(wish: &v1::Wish) -> Result<Wish, BadWord> {
    Ok(wire::wish_of(wish)?)
}

fn wishes(wishes: &[v1::Wish]) -> Result<Vec<Wish>, BadWord> {
    if wishes.len() > MAX_WISHES {
        return Err(BadWord::TooManyWishes);
    }
    wishes.iter().map(wish).collect()
}

/// Where a unit stands; the name without the spaces around it.
///
/// # Errors
/// When the name is empty, too long or more than a line, or a tag is not one.
pub fn counter(counter: Option<&v1::Counter>) -> Result<Counter, BadWord> {
    let counter = counter.ok_or(BadWord::CounterName)?;
    let name = counter.name.trim();
    if !is_name(name, MAX_COUNTER_CHARS) {
        return Err(BadWord::CounterName);
    }
    if counter.tags.len() > MAX_TAGS {
        return Err(BadWord::TooManyTags);
    }
    Ok(Counter {
        name: name.to_owned(),
        placement: wire::placement_said(counter.placement)?,
        tags: wire::tags_of(&counter.tags)?,
    })
}

/// The note about a cable, without the spaces around it; the fleet judges the rest.
pub fn cable(note: &str) -> String {
    note.trim().to_owned()
}

/// Bytes that are there, and at most `limit`.
///
/// # Errors
/// `bad`, when they are not.
pub fn bounded(bytes: &[u8], limit: usize, bad: BadWord) -> Result<&[u8], BadWord> {
    if (1..=limit).contains(&bytes.len()) {
        Ok(bytes)
    } else {
        Err(bad)
    }
}

/// Which tickets a list shows: how many go before, and how many there are at most. A token is the count of
/// tickets that former pages gave.
///
/// # Errors
/// When the token is not one.
pub fn page(request: &v1::ListTicketsRequest) -> Result<(usize, usize), BadWord> {
    let skip = match request.page_token.as_str() {
        "" => 0,
        token => token.parse::<u32>().map_err(|_| BadWord::PageToken)?,
    };
    let size = match usize::try_from(request.page_size) {
        Ok(0) => DEFAULT_PAGE,
        Ok(size) => size.min(MAX_PAGE),
        Err(_) => MAX_PAGE,
    };
    Ok((usize::try_from(skip).unwrap_or(usize::MAX), size))
}

/// How many walk-ups a list shows at most.
#[must_use]
pub fn walk_ups(limit: u32) -> usize {
    match usize::try_from(limit) {
        Ok(0) => DEFAULT_WALK_UPS,
        Ok(limit) => limit.min(MAX_WALK_UPS),
        Err(_) => MAX_WALK_UPS,
    }
}

impl TryFrom<v1::AddTicketRequest> for Asked {
    type Error = BadWord;

    fn try_from(request: v1::AddTicketRequest) -> Result<Self, BadWord> {
        let add = AddTicket {
            number: optional(&request.number, number)?,
            class: class(request.class)?,
            needs: wishes(&request.needs)?,
            prefers: wishes(&request.prefers)?,
        };
        Self::new(&request.request_id, Command::AddTicket(add))
    }
}

impl TryFrom<v1::CallTicketRequest> for Asked {
    type Error = BadWord;

    fn try_from(request: v1::CallTicketRequest) -> Result<Self, BadWord> {
        let number = number(&request.number)?;
        let unit = optional(&request.unit, serial)?;
        Self::new(&request.request_id, Command::CallTicket { number, unit })
    }
}

impl TryFrom<v1::MoveTicketRequest> for Asked {
    type Error = BadWord;

    fn try_from(request: v1::MoveTicketRequest) -> Result<Self, BadWord> {
        let number = number(&request.number)?;
        let unit = serial(&request.unit)?;
        Self::new(&request.request_id, Command::MoveTicket { number, unit })
    }
}

impl TryFrom<v1::DropNeedRequest> for Asked {
    type Error = BadWord;

    fn try_from(request: v1::DropNeedRequest) -> Result<Self, BadWord> {
        let number = number(&request.number)?;
        let need = request.need.as_ref().map(wish).transpose()?;
        Self::new(&request.request_id, Command::DropNeed { number, need })
    }
}

impl TryFrom<v1::BindWalkUpRequest> for Asked {
    type Error = BadWord;

    fn try_from(request: v1::BindWalkUpRequest) -> Result<Self, BadWord> {
        use v1::bind_walk_up_request::WalkUp;
        let number = number(&request.number)?;
        let walk_up = match request.walk_up.ok_or(BadWord::WalkUp)? {
            WalkUp::SessionId(bytes) => WalkUpChoice::Session(wire::session_of(&bytes)?),
            WalkUp::NewestAtUnit(unit) => WalkUpChoice::NewestAt(serial(&unit)?),
        };
        Self::new(&request.request_id, Command::BindWalkUp { number, walk_up })
    }
}

impl TryFrom<v1::ReplaceUnitRequest> for Asked {
    type Error = BadWord;

    fn try_from(request: v1::ReplaceUnitRequest) -> Result<Self, BadWord> {
        let old = serial(&request.old)?;
        let new = serial(&request.new)?;
        Self::new(&request.request_id, Command::ReplaceUnit { old, new })
    }
}

impl TryFrom<v1::PauseUnitRequest> for Asked {
    type Error = BadWord;

    fn try_from(request: v1::PauseUnitRequest) -> Result<Self, BadWord> {
        let serial = serial(&request.serial)?;
        let now = request.now;
        Self::new(&request.request_id, Command::PauseUnit { serial, now })
    }
}

impl TryFrom<v1::PreferUnitRequest> for Asked {
    type Error = BadWord;

    fn try_from(request: v1::PreferUnitRequest) -> Result<Self, BadWord> {
        let serial = serial(&request.serial)?;
        let preferred = request.preferred;
        Self::new(
            &request.request_id,
            Command::PreferUnit { serial, preferred },
        )
    }
}

impl TryFrom<v1::NoteUnitRequest> for Asked {
    type Error = BadWord;

    fn try_from(request: v1::NoteUnitRequest) -> Result<Self, BadWord> {
        let serial = serial(&request.serial)?;
        let cable = cable(&request.cable);
        Self::new(&request.request_id, Command::NoteCable { serial, cable })
    }
}

impl TryFrom<v1::ConfirmTimeRequest> for Asked {
    type Error = BadWord;

    fn try_from(request: v1::ConfirmTimeRequest) -> Result<Self, BadWord> {
        let ahead_ms = (request.seen_ahead_ms != 0).then_some(request.seen_ahead_ms);
        Self::new(&request.request_id, Command::ConfirmTime { ahead_ms })
    }
}

/// Requests that name one thing, or nothing.
macro_rules! naming {
    ($($request:ident => $command:ident $(by $field:ident)?,)+) => {$(
        impl TryFrom<v1::$request> for Asked {
            type Error = BadWord;

            fn try_from(request: v1::$request) -> Result<Self, BadWord> {
                $(let $field = $field(&request.$field)?;)?
                Self::new(&request.request_id, Command::$command { $($field)? })
            }
        }
    )+};
}
naming! {
    RecallTicketRequest => RecallTicket by number,
    ParkTicketRequest => ParkTicket by number,
    UnparkTicketRequest => UnparkTicket by number,
    CancelTicketRequest => CancelTicket by number,
    UndoTicketRequest => UndoTicket by number,
    ReopenTicketRequest => ReopenTicket by number,
    ResumeUnitRequest => ResumeUnit by serial,
    RetireUnitRequest => RetireUnit by serial,
    EndDayRequest => EndDay,
    UndoDayRequest => UndoDay,
}

#[cfg(test)]
mod tests;
