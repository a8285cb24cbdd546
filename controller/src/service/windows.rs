//! The service manager of Windows.
//!
//! Its handler only puts what it is told into a channel: the manager waits for it, and a handler that works is a service that hangs.

use super::life::{Control, Phase, STOP_TIME, Status};
use super::plan::{ACCOUNT, AGAIN, DESCRIPTION, FORGOTTEN, NAME, NEEDS, Plan, SHOWN};
use super::runner::WAITING;
use super::{Error, State, search_path};
use crate::event_log;
use std::ffi::OsString;
use std::io;
use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use windows_service::service::{
    PowerEventParam, Service, ServiceAccess, ServiceAction, ServiceActionType, ServiceControl,
    ServiceControlAccept, ServiceDependency, ServiceErrorControl, ServiceExitCode,
    ServiceFailureActions, ServiceFailureResetPeriod, ServiceInfo, ServiceSidType,
    ServiceStartType, ServiceState, ServiceStatus, ServiceType, SessionChangeReason,
};
use windows_service::service_control_handler::{self, ServiceControlHandlerResult};
use windows_service::service_manager::{ServiceManager, ServiceManagerAccess};
use windows_service::{define_windows_service, service_dispatcher};

/// How long a start may take until it is said that it takes long: a store that is built anew takes a minute.
const START_TIME: Duration = Duration::from_secs(120);
/// How long is waited for a stop: its own time, and some for a busy PC.
const STOP_WAIT: Duration = Duration::from_secs(15);
/// Between two looks at a service that changes.
const LOOK: Duration = Duration::from_millis(200);

// Errors of Windows: <https://learn.microsoft.com/windows/win32/debug/system-error-codes>.
const ACCESS_DENIED: i32 = 5;
const INVALID_LEVEL: i32 = 124;
const ALREADY_RUNNING: i32 = 1056;
const NO_SUCH_SERVICE: i32 = 1060;
const TAKES_NO_CONTROLS: i32 = 1061;
const NOT_ACTIVE: i32 = 1062;
const NOT_BY_MANAGER: i32 = 1063;
const ALREADY_EXISTS: i32 = 1073;

/// What the service does: it gets the controls and a way to tell, and returns when it has stopped.
pub type Job = Box<dyn FnOnce(mpsc::Receiver<Control>, Tell) + Send>;
/// Tells the service manager.
pub type Tell = Box<dyn FnMut(Status) + Send>;

/// The job of this process: the manager calls a function that gets nothing of ours.
static JOB: Mutex<Option<Job>> = Mutex::new(None);

define_windows_service!(entry, serve);

/// Runs the job as the service; returns when it has stopped.
///
/// # Errors
/// The service manager did not start this process.
pub fn run(job: Job) -> Result<(), Error> {
    *JOB.lock().unwrap_or_else(PoisonError::into_inner) = Some(job);
    service_dispatcher::start(NAME, entry).map_err(|error| told("run the service", error))
}

fn serve(_arguments: Vec<OsString>) {
    let job = JOB.lock().unwrap_or_else(PoisonError::into_inner).take();
    let (sender, controls) = mpsc::channel(WAITING);
    let handler = move |control| match understood(&control) {
        Heard::Control(control) => {
            // As many wait only where the process is stuck, and then it ends by its time.
            let _ = sender.try_send(control);
            ServiceControlHandlerResult::NoError
        }
        Heard::Nothing => ServiceControlHandlerResult::NoError,
        Heard::Unknown => ServiceControlHandlerResult::NotImplemented,
    };
    let (Some(job), Ok(handle)) = (job, service_control_handler::register(NAME, handler)) else {
        return;
    };
    // Whom it cannot be told to will notice that the process ended.
    job(
        controls,
        Box::new(move |status| drop(handle.set_service_status(as_told(status)))),
    );
}

enum Heard {
    Control(Control),
    Nothing,
    Unknown,
}

fn understood(control: &ServiceControl) -> Heard {
    match control {
        ServiceControl::Stop => Heard::Control(Control::Stop),
        ServiceControl::Preshutdown => Heard::Control(Control::Preshutdown),
        ServiceControl::PowerEvent(PowerEventParam::Suspend) => Heard::Control(Control::Suspend),
        // Sent at each waking; that somebody is there (`ResumeSuspend`) is sent besides, or hours later.
        ServiceControl::PowerEvent(
            PowerEventParam::ResumeAutomatic | PowerEventParam::ResumeCritical,
        ) => Heard::Control(Control::Resume),
        ServiceControl::SessionChange(change)
            if change.reason == SessionChangeReason::SessionLogoff =>
        {
            Heard::Control(Control::LogOff)
        }
        ServiceControl::Interrogate
        | ServiceControl::PowerEvent(_)
        | ServiceControl::SessionChange(_) => Heard::Nothing,
        _ => Heard::Unknown,
    }
}

fn as_told(status: Status) -> ServiceStatus {
    ServiceStatus {
        service_type: ServiceType::OWN_PROCESS,
        current_state: match status.phase {
            Phase::Starting => ServiceState::StartPending,
            Phase::Running => ServiceState::Running,
            Phase::Stopping => ServiceState::StopPending,
            Phase::Stopped => ServiceState::Stopped,
        },
        controls_accepted: match status.phase.takes_controls() {
            true => {
                ServiceControlAccept::STOP
                    | ServiceControlAccept::PRESHUTDOWN
                    | ServiceControlAccept::POWER_EVENT
                    | ServiceControlAccept::SESSION_CHANGE
            }
            false => ServiceControlAccept::empty(),
        },
        exit_code: match status.exit {
            0 => ServiceExitCode::NO_ERROR,
            code => ServiceExitCode::ServiceSpecific(code),
        },
        checkpoint: status.checkpoint,
        wait_hint: status.wait,
        process_id: None,
    }
}

/// Installs the service, or brings one that is there to this plan. Returns what this Windows does not know and was left out; a real one
/// knows all of it.
///
/// # Errors
/// The service manager refuses.
pub fn install(plan: &Plan) -> Result<Vec<&'static str>, Error> {
    let access = ServiceManagerAccess::CONNECT | ServiceManagerAccess::CREATE_SERVICE;
    let manager = manager(access)?;
    let info = info(plan);
    let service = match manager.create_service(&info, ServiceAccess::ALL_ACCESS) {
        Err(error) if number(&error) == Some(ALREADY_EXISTS) => {
            let service = opened(&manager, ServiceAccess::ALL_ACCESS)?;
            let changed = service.change_config(&info);
            changed.map_err(|error| told("change the service", error))?;
            service
        }
        made => made.map_err(|error| told("create the service", error))?,
    };
    let mut left_out = Vec::new();
    let mut set = |what: &'static str, done: windows_service::Result<()>| match done {
        Err(error) if number(&error) == Some(INVALID_LEVEL) => {
            left_out.push(what);
            Ok(())
        }
        other => other.map_err(|error| told(what, error)),
    };
    let actions = AGAIN.map(|delay| ServiceAction {
        action_type: ServiceActionType::Restart,
        delay,
    });
    let failure = ServiceFailureActions {
        reset_period: ServiceFailureResetPeriod::After(FORGOTTEN),
        reboot_msg: None,
        command: None,
        actions: Some(actions.to_vec()),
    };
    set(
        "service SID",
        service.set_config_service_sid_info(ServiceSidType::Unrestricted),
    )?;
    set("description", service.set_description(DESCRIPTION))?;
    set("recovery", service.update_failure_actions(failure))?;
    set(
        "recovery after an end by itself",
        service.set_failure_actions_on_non_crash_failures(true),
    )?;
    set("start with the PC", service.set_delayed_auto_start(false))?;
    set(
        "time for a shutdown",
        service.set_preshutdown_timeout(STOP_TIME + Duration::from_secs(2)),
    )?;
    event_log::add_source().map_err(|source| Error::Failed {
        what: "add the source of events",
        source,
    })?;
    // By its whole path it is found all the same.
    if search_path::add(&plan.program).is_err() {
        left_out.push("the search path for commands");
    }
    Ok(left_out)
}

fn info(plan: &Plan) -> ServiceInfo {
    ServiceInfo {
        name: NAME.into(),
        display_name: SHOWN.into(),
        service_type: ServiceType::OWN_PROCESS,
        start_type: ServiceStartType::AutoStart,
        error_control: ServiceErrorControl::Normal,
        executable_path: plan.program.clone(),
        launch_arguments: plan.arguments(),
        dependencies: NEEDS
            .iter()
            .map(|name| ServiceDependency::Service(name.into()))
            .collect(),
        account_name: Some(ACCOUNT.into()),
        account_password: None,
    }
}

/// Stops the service and takes it out. Data stays where it is.
///
/// # Errors
/// The service manager refuses, or it does not stop in time.
pub fn uninstall() -> Result<(), Error> {
    stop()?;
    let service = open(ServiceAccess::DELETE)?;
    service
        .delete()
        .map_err(|error| told("take the service out", error))?;
    event_log::remove_source();
    // What is left there leads nowhere.
    let _ = std::env::current_exe().and_then(|program| search_path::remove(&program));
    Ok(())
}

/// Starts the service, and waits until it takes connections.
///
/// # Errors
/// The service manager refuses, or it ends or does not get there in time.
pub fn start() -> Result<(), Error> {
    let service = open(ServiceAccess::START | ServiceAccess::QUERY_STATUS)?;
    match service.start::<&str>(&[]) {
        Err(error) if number(&error) == Some(ALREADY_RUNNING) => {}
        done => done.map_err(|error| told("start the service", error))?,
    }
    wait(&service, State::Running, START_TIME)
}

/// Stops the service, and waits until it has stopped.
///
/// # Errors
/// The service manager refuses, or it does not stop in time.
pub fn stop() -> Result<(), Error> {
    let service = open(ServiceAccess::STOP | ServiceAccess::QUERY_STATUS)?;
    let until = Instant::now() + START_TIME;
    loop {
        match service.stop() {
            Err(error) if number(&error) == Some(NOT_ACTIVE) => return Ok(()),
            // While it starts or stops it takes none: it is asked again once it has started, and waited for where it stops already.
            Err(error) if number(&error) == Some(TAKES_NO_CONTROLS) && Instant::now() < until => {
                sleep(LOOK);
            }
            done => {
                done.map_err(|error| told("stop the service", error))?;
                return wait(&service, State::Stopped, STOP_WAIT);
            }
        }
    }
}

/// How the service is.
///
/// # Errors
/// The service manager refuses.
pub fn status() -> Result<State, Error> {
    match open(ServiceAccess::QUERY_STATUS) {
        Err(Error::NotInstalled) => Ok(State::NotInstalled),
        service => state(&service?),
    }
}

/// Waits for a state. One that has stopped does not start any more.
fn wait(service: &Service, wanted: State, time: Duration) -> Result<(), Error> {
    let until = Instant::now() + time;
    loop {
        let now = state(service)?;
        if now == wanted {
            return Ok(());
        }
        if now == State::Stopped || Instant::now() > until {
            return Err(Error::Late(now));
        }
        sleep(LOOK);
    }
}

fn state(service: &Service) -> Result<State, Error> {
    let status = service
        .query_status()
        .map_err(|error| told("ask for the service's state", error))?;
    Ok(match status.current_state {
        ServiceState::Stopped => State::Stopped,
        ServiceState::StartPending => State::Starting,
        ServiceState::StopPending => State::Stopping,
        _ => State::Running,
    })
}

fn open(access: ServiceAccess) -> Result<Service, Error> {
    opened(&manager(ServiceManagerAccess::CONNECT)?, access)
}

fn opened(manager: &ServiceManager, access: ServiceAccess) -> Result<Service, Error> {
    manager
        .open_service(NAME, access)
        .map_err(|error| told("open the service", error))
}

fn manager(access: ServiceManagerAccess) -> Result<ServiceManager, Error> {
    ServiceManager::local_computer(None::<&str>, access)
        .map_err(|error| told("reach the service manager", error))
}

fn number(error: &windows_service::Error) -> Option<i32> {
    match error {
        windows_service::Error::Winapi(source) => source.raw_os_error(),
        _ => None,
    }
}

fn told(what: &'static str, error: windows_service::Error) -> Error {
    match number(&error) {
        Some(ACCESS_DENIED) => Error::NoRights,
        Some(NO_SUCH_SERVICE) => Error::NotInstalled,
        Some(NOT_BY_MANAGER) => Error::NotByManager,
        _ => Error::Failed {
            what,
            source: match error {
                windows_service::Error::Winapi(source) => source,
                other => io::Error::other(other),
            },
        },
    }
}
