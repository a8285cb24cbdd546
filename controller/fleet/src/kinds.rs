//! Properties of a command that depend only on its kind.

use crate::command::Command;

impl Command {
    /// The command's name in the audit and in logs. It is stored, and distinguishes a repeat from another request, so it never changes.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::AddTicket(_) => "ticket-add",
            Self::CallTicket { .. } => "ticket-call",
            Self::RecallTicket { .. } => "ticket-recall",
            Self::MoveTicket { .. } => "ticket-move",
            Self::ParkTicket { .. } => "ticket-park",
            Self::UnparkTicket { .. } => "ticket-unpark",
            Self::CancelTicket { .. } => "ticket-cancel",
            Self::DoneByMeans { .. } => "ticket-done",
            Self::UndoTicket { .. } => "ticket-undo",
            Self::ReopenTicket { .. } => "ticket-reopen",
            Self::ChangeTicket(_) => "ticket-change",
            Self::DropNeed { .. } => "ticket-drop-need",
            Self::BindWalkUp { .. } => "ticket-bind",
            Self::EndDay => "day-end",
            Self::UndoDay => "day-undo",
            Self::EnrollUnit(_) => "unit-enroll",
            Self::PauseUnit { .. } => "unit-pause",
            Self::ResumeUnit { .. } => "unit-resume",
            Self::MaintainUnit { .. } => "unit-maintenance",
            Self::RestartUnit { .. } => "unit-restart",
            Self::IdentifyUnit { .. } => "unit-identify",
            Self::PreferUnit { .. } => "unit-prefer",
            Self::RetireUnit { .. } => "unit-retire",
            Self::ReplaceUnit { .. } => "unit-replace",
            Self::NoteCable { .. } => "unit-note",
            Self::NoteLedger(_) => "unit-ledger",
            Self::ChangeCounter(_) => "unit-change",
            Self::Attach(_) => "unit-attach",
            Self::Detach { .. } => "unit-detach",
            Self::CardPlaced { .. } => "card-placed",
            Self::SessionEnded(_) => "session-ended",
            Self::CardRemoved { .. } => "card-removed",
            Self::HealthChanged { .. } => "health-changed",
            Self::HearClock { .. } => "clock-heard",
            Self::UnitRestarted { .. } => "unit-restarted",
            Self::HoldingReported { .. } => "holding-reported",
            Self::SeePorts(_) => "ports-seen",
            Self::SeeStranger(_) => "stranger-seen",
            Self::LinkObserved { .. } => "link-observed",
            Self::InstallLicense(_) => "license-install",
            Self::AcceptRevocations(_) => "license-revocations",
            Self::RecordAct(_) => "license-act",
            Self::ReturnLicenses { .. } => "license-return",
            Self::AskTimeReset { .. } => "time-ask-reset",
            Self::ResetTime(_) => "time-reset",
            Self::SeeMachine(_) => "machine-seen",
            Self::AddPerson(_) => "person-add",
            Self::SetCredentials { .. } => "person-reset",
            Self::RemovePerson { .. } => "person-remove",
            Self::EndSessions { .. } => "person-end-sessions",
            Self::LogIn { .. } => "person-log-in",
            Self::NoteFailedLogins { .. } => "person-logins-failed",
            Self::NoteBackup { .. } => "backup-note",
            Self::NoteBundle { .. } => "support-bundle",
            Self::NoteLog { .. } => "support-log",
            Self::ConfirmTime { .. } => "time-confirm",
            Self::SeeClock { .. } => "clock-seen",
            Self::Resumed { .. } => "resumed",
            Self::Tick => "tick",
        }
    }

    /// Whether the command brings new work, which is refused when the disk is nearly full. Work that has begun can finish.
    #[must_use]
    pub const fn is_new_work(&self) -> bool {
        matches!(
            self,
            Self::AddTicket(_)
                | Self::ReopenTicket { .. }
                | Self::UndoDay
                | Self::EnrollUnit(_)
                | Self::InstallLicense(_)
                | Self::AddPerson(_)
        )
    }
}
