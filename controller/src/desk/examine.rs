//! Requests about this PC: what is plugged in where, and what is wrong with it.
//!
//! Looking takes time that no patient may wait for, so it runs off the engine's thread and off those of connections; one looks at a time,
//! and what he saw is told to the others for a while.

use super::{Desk, Refused, Right};
use crate::engine;
use crate::facts::{self, Request};
use crate::texts;
use crate::views::{self, SeenByDoctor, SeenPc};
use madoguchi_doctor::Word;
use madoguchi_doctor::facts::{Asked, Controller, Running, ToldSettings};
use madoguchi_fleet::Fleet;
use madoguchi_licensing::grant::Environment;
use madoguchi_link::names::{GATEWAY_PORT, PAIRING_PORT};
use madoguchi_ports::Settings;
use madoguchi_proto::v1::{
    ExamineRequest, ExamineResponse, GetStatusRequest, ListLicensesRequest, ListPortsRequest,
    ListPortsResponse,
};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout_at};

/// How long findings are told again: an examination runs programs of the system for seconds.
pub(super) const FINDINGS_FRESH: Duration = Duration::from_secs(10);
/// The same for the ports, whose look reads some hundred small files.
const PORTS_FRESH: Duration = Duration::from_secs(1);
/// The longest time that anybody waits for a look: within the time of a request of a browser. A look that takes longer is told to whoever
/// asks again.
pub(super) const PATIENCE: Duration = Duration::from_secs(15);

/// This PC, as far as its controller looks at it. Clones belong together.
#[derive(Clone)]
pub struct Pc {
    settings: Arc<ToldSettings>,
    data_dir: PathBuf,
    examined: Look<(ExamineResponse, SeenByDoctor)>,
    ports: Look<Result<SeenPc, Word>>,
}

impl Pc {
    /// A PC with the settings that its controller was started with, and the folder of its records.
    #[must_use]
    pub fn new(settings: ToldSettings, data_dir: PathBuf) -> Self {
        Self {
            settings: Arc::new(settings),
            data_dir,
            examined: Look::fresh_for(FINDINGS_FRESH),
            ports: Look::fresh_for(PORTS_FRESH),
        }
    }

    /// Whether its readers hang on ports.
    pub(super) fn over_usb(&self) -> bool {
        self.settings.over_usb
    }
}

/// A PC of which nothing was told, with readers on a virtual bus.
impl Default for Pc {
    fn default() -> Self {
        let settings = ToldSettings {
            mistakes: None,
            from_file: false,
            fields: Vec::new(),
            over_usb: false,
            environment: Environment::Test,
            link: Settings::default(),
            gateway_port: GATEWAY_PORT,
            pairing_port: PAIRING_PORT,
        };
        Self::new(settings, PathBuf::new())
    }
}

impl Desk {
    /// What is wrong with this PC.
    pub(crate) async fn examine(&self, _: ExamineRequest) -> Result<ExamineResponse, Refused> {
        self.may(Right::Examine)?;
        Ok(self.examined().await?.0)
    }

    /// This PC as the doctor saw it; `None` where its readers hang on no ports, and there is nothing to look at.
    pub(super) async fn seen_by_doctor(&self) -> Result<Option<SeenByDoctor>, Refused> {
        match self.pc.settings.over_usb {
            true => Ok(Some(self.examined().await?.1)),
            false => Ok(None),
        }
    }

    pub(super) async fn examined(&self) -> Result<(ExamineResponse, SeenByDoctor), Refused> {
        let controller = Controller::Runs(Box::new(self.told_of_itself().await?));
        let (settings, data_dir) = (Arc::clone(&self.pc.settings), self.pc.data_dir.clone());
        let look = move || {
            let facts = facts::gather(Request {
                settings: (*settings).clone(),
                links: facts::links(),
                data_dir,
                asked: Asked::default(),
                line: None,
                obstacles: Vec::new(),
                controller,
            });
            let report = madoguchi_doctor::examine(&facts);
            let told = ExamineResponse {
                findings: report.findings.iter().map(texts::finding).collect(),
                system: report.system,
                test: report.test,
                examined_at_ms: engine::wall_clock().0,
            };
            let seen = SeenByDoctor {
                snapshot: facts.links.ok(),
                findings: report.findings,
            };
            (told, seen)
        };
        self.pc.examined.at(look).await
    }

    /// The PC's USB ports, with what hangs on them.
    pub(crate) async fn list_ports(
        &self,
        _: ListPortsRequest,
    ) -> Result<ListPortsResponse, Refused> {
        let units = |fleet: &Fleet| (views::units(fleet, false), fleet.installation());
        let (units, here) = self.ask(Right::Look, units).await?;
        let policy = self.policy.to_owned();
        let link = &self.pc.settings.link;
        if !self.pc.settings.over_usb {
            return Ok(ListPortsResponse {
                policy,
                ports: views::ports(&units, None, link, here),
                ..ListPortsResponse::default()
            });
        }
        let look = || {
            let snapshot = facts::links()?;
            let sockets = facts::ports();
            Ok(SeenPc { snapshot, sockets })
        };
        let seen = self.pc.ports.at(look).await?;
        let unseen = seen.as_ref().err().map(|why| {
            let why = [("why", why.clone())];
            texts::sentence_of("ports-unseen", "ports-unseen", &why)
        });
        let seen = seen.as_ref().ok();
        Ok(ListPortsResponse {
            policy,
            sockets_known: seen.is_some_and(|seen| seen.sockets.is_some()),
            ports: views::ports(&units, seen, link, here),
            unseen,
        })
    }

    /// What the doctor asks a controller that runs.
    async fn told_of_itself(&self) -> Result<Running, Refused> {
        let look = self.get_status(GetStatusRequest {}).await?;
        let list = self.list_licenses(ListLicensesRequest {}).await?;
        Ok(Running {
            settings: look.settings,
            status: look.status.unwrap_or_default(),
            licenses: list.licenses,
        })
    }
}

/// Something that takes a while to see: one looks at a time, and the others are told what he saw.
struct Look<T> {
    newest: Arc<Mutex<Option<(Instant, T)>>>,
    fresh: Duration,
    patience: Duration,
}

impl<T> Clone for Look<T> {
    fn clone(&self) -> Self {
        Self {
            newest: Arc::clone(&self.newest),
            fresh: self.fresh,
            patience: self.patience,
        }
    }
}

impl<T: Clone + Send + 'static> Look<T> {
    fn fresh_for(fresh: Duration) -> Self {
        Self {
            newest: Arc::default(),
            fresh,
            patience: PATIENCE,
        }
    }

    /// What is seen now, or was a moment ago. A look that takes too long goes on, and whoever comes next waits for it.
    async fn at(&self, look: impl FnOnce() -> T + Send + 'static) -> Result<T, Refused> {
        let runs = || {
            tracing::warn!("a request was refused: the PC is still looked at");
            Refused::full(texts::desk(&texts::Desk::ExaminationRuns))
        };
        let until = Instant::now() + self.patience;
        let free = timeout_at(until, Arc::clone(&self.newest).lock_owned()).await;
        let mut newest = free.map_err(|_| runs())?;
        if let Some((at, seen)) = &*newest
            && at.elapsed() < self.fresh
        {
            return Ok(seen.clone());
        }
        let looking = tokio::task::spawn_blocking(move || {
            let seen = look();
            *newest = Some((Instant::now(), seen.clone()));
            seen
        });
        match timeout_at(until, looking).await {
            Ok(Ok(seen)) => Ok(seen),
            // A panic of the look, which says so in the log: the next one looks anew.
            Ok(Err(_)) | Err(_) => Err(runs()),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[tokio::test]
    async fn one_looks_and_the_others_are_told_what_he_saw() {
        let look = Look::fresh_for(Duration::from_secs(600));
        let looks = Arc::new(AtomicUsize::new(0));
        let asks = (0..32).map(|_| {
            let (look, looks) = (look.clone(), Arc::clone(&looks));
            tokio::spawn(async move {
                let count = move || looks.fetch_add(1, Ordering::SeqCst) + 1;
                look.at(count).await.unwrap()
            })
        });
        for ask in asks.collect::<Vec<_>>() {
            assert_eq!(ask.await.unwrap(), 1);
        }
        let old = Look {
            fresh: Duration::ZERO,
            ..look
        };
        assert_eq!(old.at(|| 7).await.unwrap(), 7, "what is old is seen anew");
    }

    #[tokio::test]
    async fn whoever_waits_too_long_is_told_so_and_keeps_nobody_out() {
        let look = Look::<()> {
            patience: Duration::ZERO,
            ..Look::fresh_for(Duration::ZERO)
        };
        let held = Arc::clone(&look.newest).lock_owned().await;
        let refused = look.at(|| ()).await.unwrap_err();
        assert_eq!(refused.text.code, "examination-runs");
        drop(held);
        let patient = Look {
            patience: PATIENCE,
            ..look
        };
        assert_eq!(patient.at(|| ()).await, Ok(()));
    }
}
