//! The one error for a field that is not what it must be.

use std::fmt;
use thiserror::Error;

/// A field that is not what it must be. It says nothing of the content, which may be a patient's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{} {defect}", .field.name())]
pub struct BadField {
    pub field: Field,
    pub defect: Defect,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defect {
    Missing,
    Malformed,
    TooLarge,
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "is missing",
            Self::Malformed => "is malformed",
            Self::TooLarge => "is too large",
        })
    }
}

macro_rules! fields {
    ($($(#[$doc:meta])* $field:ident: $name:literal,)+) => {
        /// The fields that can be wrong, with their names in the schema.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Field {
            $($(#[$doc])* $field,)+
        }

        impl Field {
            /// All of them, for tests.
            pub const ALL: &[Self] = &[$(Self::$field,)+];

            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$field => $name,)+ }
            }
        }
    };
}

fields! {
    // Requests of the desk.
    RequestId: "request_id",
    /// The part of a request that says what is asked for.
    Request: "request",
    Number: "number",
    Serial: "serial",
    SessionId: "session_id",
    WalkUp: "walk_up",
    TicketClass: "class",
    ArrivedElsewhere: "arrived_elsewhere_ms",
    Means: "means",
    Wish: "wish",
    /// More wishes than a ticket has.
    Wishes: "wishes",
    Counter: "counter",
    CounterName: "counter.name",
    Placement: "counter.placement",
    Tag: "tag",
    /// More tags than a counter has.
    Tags: "counter.tags",
    Edition: "edition",
    Cable: "cable",
    /// The day of a unit's delivery.
    Delivered: "delivered",
    /// What is noted of units: none, too many, or one of them twice.
    LedgerEntries: "entries",
    PauseReason: "reason",
    /// The time by which a maintenance should be over.
    Until: "until",
    ReplaceReason: "replaced_reason",
    /// More of a unit's past than is kept.
    Past: "past",
    /// What is counted of a day.
    Counts: "counts",
    /// As what a unit's time counts.
    Standing: "standing",
    /// How far a unit's restart has come.
    Restart: "restarts",
    CertificateRequest: "certificate_request",
    Document: "document",
    Seats: "seats",
    PageToken: "page_token",
    PersonName: "name",
    Role: "role",
    BackupFile: "file",
    SecondFactor: "second_factor",
    TriageAnswer: "answers",
    Days: "days",
    /// A month that is reported.
    Month: "month",
    // Frames of a reader.
    Software: "software",
    VirtualPort: "virtual_port",
    Environment: "environment",
    BundledLicense: "bundled_license",
    Spooled: "spooled",
    LogPart: "log_part",
    FactoryKey: "factory_key",
    FactoryProof: "factory_proof",
    Commitment: "commitment",
    Nonce: "nonce",
    Event: "event",
    Assignment: "assignment",
    Outcome: "outcome",
    OutcomeKind: "outcome.kind",
    TriesLeft: "outcome.tries_left",
    ErrorCode: "outcome.error_code",
    HealthState: "health.state",
    HealthCodes: "health.codes",
    // Records.
    Schema: "schema",
    Revision: "revision",
    BatchId: "batch_id",
    RequestContent: "request_content",
    /// An audit entry's link in the chain.
    Digest: "digest",
    LicenseId: "license_id",
    Actor: "actor",
    ActorName: "actor_name",
    /// Where a person's act came from.
    Place: "place",
    /// The hash of a password.
    Password: "password",
    TicketState: "state",
    Attempt: "attempt",
    /// What a chapter of a ticket's story, or an act on it, is about.
    What: "what",
    Why: "why",
    Key: "key",
    OldKeys: "old_keys",
    Seat: "seat",
    Health: "health",
    Installation: "installation",
    ActKind: "kind",
    NewestAct: "newest_act",
    ResetNonce: "reset_nonce",
    Machine: "machine",
    Signer: "signer",
    /// What happened since the newest end of a day.
    SinceDayEnd: "day_end.since",
}

impl Field {
    #[must_use]
    pub const fn missing(self) -> BadField {
        self.bad(Defect::Missing)
    }

    #[must_use]
    pub const fn malformed(self) -> BadField {
        self.bad(Defect::Malformed)
    }

    #[must_use]
    pub const fn too_large(self) -> BadField {
        self.bad(Defect::TooLarge)
    }

    const fn bad(self, defect: Defect) -> BadField {
        BadField {
            field: self,
            defect,
        }
    }
}
