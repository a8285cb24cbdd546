//! The bytes of every message, frozen in `frozen.txt`.
//!
//! **If this fails, do not change a line of that file.** Agents and controllers of different versions talk to each other, stores
//! outlive the program that wrote them, and licenses were signed over these very bytes. A field's number, type or meaning never
//! changes, and neither does an enum's number: take that change in the .proto file back. What is new gets a line of its own.

use madoguchi_proto::v1::*;
use prost::Message;
use prost::encoding::{DecodeContext, decode_key, skip_field};
use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

const FILE: &str = include_str!("frozen.txt");

/// How fields that a message does not carry are shown.
const ABSENT: [&str; 6] = ["0", "false", "\"\"", "[]", "None", "Unspecified"];

/// What joining the lines of a pretty `Debug` leaves between brackets.
const TIGHT: [(&str, &str); 5] = [
    ("( ", "("),
    (", )", ")"),
    ("[ ", "["),
    (", ]", "]"),
    (", }", " }"),
];

/// A message that is frozen.
struct Case {
    name: &'static str,
    bytes: Vec<u8>,
    /// What the bytes say; the first word is the message's name.
    text: &'static str,
}

impl Case {
    fn message(&self) -> &'static str {
        self.text.split(' ').next().unwrap()
    }

    /// The numbers of the fields that the bytes carry.
    fn numbers(&self) -> BTreeSet<u32> {
        let mut rest = self.bytes.as_slice();
        let mut numbers = BTreeSet::new();
        while !rest.is_empty() {
            let (number, wire_type) = decode_key(&mut rest).unwrap();
            skip_field(wire_type, number, &mut rest, DecodeContext::default()).unwrap();
            numbers.insert(number);
        }
        numbers
    }
}

fn lines() -> impl Iterator<Item = &'static str> {
    FILE.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn cases() -> Vec<Case> {
    let cases = lines().filter(|line| !line.starts_with("enum "));
    cases
        .map(|line| {
            let mut cells = line.splitn(3, " | ");
            let mut cell = || {
                cells
                    .next()
                    .unwrap_or_else(|| panic!("a cell is missing: {line}"))
            };
            Case {
                name: cell(),
                bytes: bytes(cell()),
                text: cell(),
            }
        })
        .collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits = |at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
    (0..hex.len()).step_by(2).map(digits).collect()
}

/// What a message says on one line, without the fields that it does not carry.
fn said<M: Debug + 'static>(message: &M) -> String {
    let fields = whole(message).unwrap_or_else(|| format!("{message:#?}"));
    let absent = |line: &&str| {
        ABSENT
            .iter()
            .any(|absent| line.ends_with(&format!(": {absent},")))
    };
    let carried = fields.lines().map(str::trim).filter(|line| !absent(line));
    let line = carried.collect::<Vec<_>>().join(" ");
    TIGHT
        .iter()
        .fold(line, |line, (loose, tight)| line.replace(loose, tight))
}

/// All fields of the messages whose `Debug` keeps secrets.
fn whole(message: &dyn Any) -> Option<String> {
    macro_rules! whole {
        ($($name:ident { $($field:ident),* })*) => {$(
            if let Some($name { $($field),* }) = message.downcast_ref() {
                let mut shown = format!("{} {{\n", stringify!($name));
                $(shown += &format!("{}: {:#?},\n", stringify!($field), $field);)*
                return Some(shown + "}");
            }
        )*};
    }
    whole! {
        ActivationRequest {
            header, installation_key, acts, nonce, product_key, seats, units, lost_licenses, machine
        }
        AskActivation { product_key, seats, reissue }
        BackupFile { name, content }
        SecondFactor { secret, recovery_codes, first_code }
        AddPersonRequest { request_id, name, role, password, second_factor }
        ResetPersonRequest { request_id, name, password, second_factor }
        BeginSetupResponse { code, minutes }
        PersonRecord { name, role, password, since_ms, generation, second_factor, last_login_ms }
        SecondFactorRecord { secret, last_step, recovery }
    }
    None
}

/// What these bytes say as a message of this name, and that message's bytes.
fn decoded(message: &str, bytes: &[u8]) -> (String, Vec<u8>) {
    macro_rules! messages {
        ($($name:ident),* $(,)?) => {
            match message {
                $(stringify!($name) => {
                    let message = $name::decode(bytes).unwrap();
                    (said(&message), message.encode_to_vec())
                })*
                _ => panic!("{message} is not in the list of messages here"),
            }
        };
    }
    messages! {
        Text, Refusal, Counter, Wish, Outcome, Health, Link, AttachRequest, Hello, Holding, Assignment,
        RunningSession, ReaderEvent, CardPlaced, SessionEnded, CardRemoved, AttachResponse,
        Welcome, Admission, Call, Withdraw, ReportHolding, Acknowledge, Closing, RenewCertificate,
        Renewed, PairRequest, PairHello, PairReveal, PairConfirm, PairResponse, PairChallenge,
        PairDone, PairRefused, Ticket, Chapter, AddTicketRequest, AddTicketResponse,
        CallTicketRequest, CallTicketResponse, RecallTicketRequest, RecallTicketResponse,
        MoveTicketRequest, MoveTicketResponse, ParkTicketRequest, ParkTicketResponse,
        UnparkTicketRequest, UnparkTicketResponse, CancelTicketRequest, CancelTicketResponse,
        GetTicketRequest, GetTicketResponse, ListTicketsRequest, ListTicketsResponse,
        UndoTicketRequest, UndoTicketResponse, ReopenTicketRequest, ReopenTicketResponse,
        ChangeTicketRequest, ChangeTicketResponse, DoneByMeansRequest, DoneByMeansResponse, DropNeedRequest, DropNeedResponse, BindWalkUpRequest, BindWalkUpResponse, WalkUp,
        ListWalkUpsRequest, ListWalkUpsResponse, EndDayRequest, EndDayResponse, UndoDayRequest,
        UndoDayResponse, Unit, Maintenance, MaintainUnitRequest, MaintainUnitResponse, UnitRestarts, RestartUnitRequest, RestartUnitResponse, Restart, Restarted, RestartsRecord, CheckReadyRequest, CheckReadyResponse, UnitReady, ReadyCheck,
        ListUnitsRequest, ListUnitsResponse, EnrollUnitRequest, EnrollUnitResponse,
        PauseUnitRequest, PauseUnitResponse, ResumeUnitRequest, ResumeUnitResponse, IdentifyUnitRequest, IdentifyUnitResponse, Identify,
        PreferUnitRequest, PreferUnitResponse, RetireUnitRequest, RetireUnitResponse,
        ReplaceUnitRequest, ReplaceUnitResponse, NoteUnitRequest, NoteUnitResponse, LedgerEntry, NoteLedgerRequest, NoteLedgerResponse, GetSheetRequest, GetSheetResponse, ChangeUnitRequest, ChangeUnitResponse, WeighUnitRequest, WeighUnitResponse,
        PairUnitRequest, PairingOpen, PairingAnswer, PairUnitResponse, PairingOpened,
        PairingDigits, InstalledLicense, InstallLicenseRequest, InstallLicenseResponse,
        ListLicensesRequest, ListLicensesResponse, KnownList, AskActivation, AskTransfer,
        SignRequestRequest, SignedAct, SignRequestResponse, ListActsRequest, ListActsResponse,
        AskTimeResetRequest, AskTimeResetResponse, Status, GetStatusRequest, GetStatusResponse, Setting,
        WatchStatusRequest, WatchStatusResponse, ConfirmTimeRequest, ConfirmTimeResponse,
        BackupRequest, BackupResponse, Times, GetTimeRequest, GetTimeResponse, SignedDocument,
        DocumentHeader, IssuerCertificate, License, BoundUnit, RevocationList, RevokedIssuer,
        ActChain, ActivationRequest, LicenseReturn, MachinePrint, TransferRequest, TimeReset,
        MetaRecord, TicketRecord, BeforeRecord, AttemptRecord, HeldOutcome, ChapterRecord,
        UnitRecord, LicenseRecord, WalkUpRecord, AuditRecord, AnswerRecord, BackupPart,
        BackupHead, BackupFile, BackupRecords, BackupRecord, BackupEnd, LicensingRecord,
        RevocationRecord, ActRecord, RunRecord, DayEndRecord, Person, SecondFactor,
        ListPeopleRequest, ListPeopleResponse, AddPersonRequest, AddPersonResponse,
        ResetPersonRequest, ResetPersonResponse, RemovePersonRequest, RemovePersonResponse,
        PersonRecord, SecondFactorRecord, BeginSetupRequest, BeginSetupResponse,
        GetDayRequest, GetDayResponse, GetMonthRequest, GetMonthResponse, MonthTable, DayClock, NewestBackup, DayFigures, OutcomeCount, MeansCount,
        UnitToday, HourToday, ListEventsRequest, ListEventsResponse, FleetEvent, NoteBackupRequest,
        NoteBackupResponse, NewestBackupRecord,
        ListPortsRequest, ListPortsResponse, UsbPort, ExamineRequest, ExamineResponse, Finding,
        Session, ListSessionsRequest, ListSessionsResponse, EndSessionRequest, EndSessionResponse,
        EndSessionsRequest, EndSessionsResponse, ListAuditRequest, ListAuditResponse, AuditEntry,
        AuditChange, CheckAuditRequest, CheckAuditResponse,
        UnitDay, TriageRequest, TriageResponse, TriageSuspect, TriageStep,
        BundleRequest, BundleResponse, BundleStep,
        SendLog, LogPlace, LogPart, ReaderLogProgress, FetchLogRequest, FetchLogResponse,
        GetSupportCodeRequest, GetSupportCodeResponse,
        UnitDayRecord, TimesRecord, QueueDayRecord,
    }
}

#[test]
fn every_message_keeps_its_bytes_and_what_they_say() {
    for case in cases() {
        let (text, again) = decoded(case.message(), &case.bytes);
        assert_eq!(text, case.text, "{} says something else", case.name);
        assert_eq!(again, case.bytes, "{} encodes to other bytes", case.name);
    }
}

#[test]
fn every_enum_keeps_its_numbers() {
    macro_rules! numbers {
        ($($name:ident),*) => {$(
            let numbers = (0..).map_while(|number| $name::try_from(number).ok().map(|value| format!("{number} {value:?}")));
            let line = format!("enum {}: {}", stringify!($name), numbers.collect::<Vec<_>>().join(", "));
            assert!(lines().any(|frozen| frozen == line), "is not, or no longer: {line}");
        )*};
    }
    numbers! {
        Environment, Edition, Placement, TicketClass, OutcomeKind, HealthState, TicketState, DocumentKind,
        LicenseKind, UnitActivity, Role, UsbPortKind, ReadyLevel, RestartStage, Standing
    }
}

/// What a file of the schema declares: the numbers of each message's fields, and how many values each enum has.
fn declared(proto: &str) -> (BTreeMap<&str, BTreeSet<u32>>, BTreeMap<&str, usize>) {
    let (mut messages, mut enums) = (BTreeMap::new(), BTreeMap::new());
    let mut block = ("", "");
    for line in proto
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with("//"))
    {
        let mut words = line.split_whitespace();
        match (words.next(), words.next()) {
            (Some("message"), Some(name)) => {
                block = ("message", name);
                messages.insert(name, BTreeSet::new());
            }
            (Some("enum"), Some(name)) => {
                block = ("enum", name);
                enums.insert(name, 0);
            }
            _ => {}
        }
        let Some((_, number)) = line
            .strip_suffix(';')
            .and_then(|line| line.split_once(" = "))
        else {
            continue;
        };
        match block {
            ("message", name) => {
                let number = number.split(' ').next().unwrap().parse();
                messages.get_mut(name).unwrap().insert(number.unwrap());
            }
            ("enum", name) => *enums.get_mut(name).unwrap() += 1,
            _ => {}
        }
    }
    (messages, enums)
}

#[test]
fn every_message_enum_and_field_of_the_schema_has_its_line() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/madoguchi/v1");
    for file in std::fs::read_dir(folder).unwrap() {
        let proto = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let (messages, enums) = declared(&proto);
        for (message, numbers) in messages {
            let own = cases().into_iter().filter(|case| case.message() == message);
            let own: Vec<_> = own.map(|case| case.numbers()).collect();
            assert!(!own.is_empty(), "no line for message {message}");
            let frozen: BTreeSet<u32> = own.into_iter().flatten().collect();
            assert_eq!(
                frozen, numbers,
                "the fields of {message} in its lines, and in the schema"
            );
        }
        for (name, values) in enums {
            let line = lines().find(|line| line.starts_with(&format!("enum {name}: ")));
            let line = line.unwrap_or_else(|| panic!("no line for enum {name}"));
            assert_eq!(line.split(", ").count(), values, "the values of {name}");
        }
    }
}
