//! Gives the additional licenses back, on a data directory where no controller runs (RULES P16).
//!
//! The store's lock keeps a controller out meanwhile. The order is the same as in the renewal of [`crate::identity`]: new key beside the
//! old one, commit, rename. If this is interrupted, the next start finishes or undoes it.

use super::assemble::readers;
use crate::act::{Facts, MAX_LISTED};
use crate::engine::batch::{Deciding, Position};
use crate::identity::{self, Identity};
use crate::store::{self, LoadError, Note, Sled, Store};
use madoguchi_fleet::command::{Act, Command, RecordAct, Start};
use madoguchi_fleet::ids::{Installation, RequestId};
use madoguchi_fleet::licensing::{ActKind, SignedAct};
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::ticket::Actor;
use madoguchi_fleet::time::{FleetTime, TimeOfDay};
use madoguchi_fleet::{Fleet, Refusal};
use madoguchi_licensing::acts::hash;
use madoguchi_licensing::document::{self, Document};
use madoguchi_licensing::grant::LicenseId;
use madoguchi_licensing::trust::Trust;
use madoguchi_proto::v1::LicenseReturn;
use std::path::PathBuf;
use std::sync::Arc;

/// The data directory whose licenses are given back, and how to read it.
pub(crate) struct Context {
    pub(crate) data_dir: PathBuf,
    pub(crate) settings: Settings,
    pub(crate) trust: Arc<Trust>,
    pub(crate) wall: FleetTime,
    /// Who agreed to it.
    pub(crate) by: Actor,
}

/// A kept return.
pub(crate) struct GivenBack {
    pub(crate) act: SignedAct,
    /// The licenses that were given back; empty if an earlier return is repeated.
    pub(crate) licenses: Vec<LicenseId>,
}

/// The reason why nothing was given back.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error(transparent)]
    Identity(#[from] identity::Error),
    #[error(transparent)]
    Store(#[from] LoadError),
    #[error("nothing can be given back")]
    Refused(#[source] Refusal),
    /// The licenses here are not believed; perhaps another configuration names their root.
    #[error("{0} licenses that lie here are not believed")]
    NotBelieved(usize),
    #[error("it was not confirmed")]
    NotConfirmed,
    #[error("the return cannot be signed")]
    Sign(#[source] document::Error),
    #[error("the operating system gives no random bytes")]
    Random(#[source] getrandom::Error),
    #[error("the return could not be kept")]
    Commit(#[source] store::CommitError),
}

/// Gives back what can be given back, if `agreed` says yes to these licenses. If there is nothing, finds the newest return.
pub(crate) async fn give_back(
    context: &Context,
    agreed: impl FnOnce(&[LicenseId]) -> bool,
) -> Result<GivenBack, Error> {
    let data_dir = &context.data_dir;
    let identity = Identity::open(data_dir)?;
    identity::claim(data_dir, context.settings.environment)?;
    let mut store = Sled::open(data_dir, readers(&context.trust))?;
    let loaded = store.load().await?;
    let identity = identity.settle_key(data_dir, loaded.records.licensing.installation)?;
    let start = Start {
        installation: identity.installation(),
        wall: TimeOfDay(context.wall.0),
    };
    let unbelieved = loaded.notes.iter().filter(is_about_a_license).count();
    let at = Position {
        revision: loaded.revision,
        fleet_time: loaded.records.fleet_time,
    };
    let mut fleet = Fleet::restore(context.settings.clone(), start, loaded.records);
    let licenses = fleet.returnable();
    if licenses.is_empty() {
        return newest_return(&fleet)
            .map(|act| GivenBack {
                act,
                licenses: Vec::new(),
            })
            .ok_or(match unbelieved {
                0 => Error::Refused(Refusal::NothingToReturn),
                many => Error::NotBelieved(many),
            });
    }
    if !agreed(&licenses) {
        return Err(Error::NotConfirmed);
    }
    let to = identity::prepare_next_key(data_dir)?;
    let command = signed(&identity, &fleet, &licenses, to)?;
    commit(&mut fleet, &mut store, at, command, context.by.clone()).await?;
    identity::use_next_key(data_dir)?;
    let act = newest_return(&fleet).ok_or(Error::Refused(Refusal::NothingToReturn))?;
    Ok(GivenBack { act, licenses })
}

fn is_about_a_license(note: &&Note) -> bool {
    matches!(note, Note::LicenseNotUsed { .. })
}

fn newest_return(fleet: &Fleet) -> Option<SignedAct> {
    let returns = fleet.acts().filter(|act| act.kind == ActKind::Return);
    returns.last().cloned()
}

fn signed(
    identity: &Identity,
    fleet: &Fleet,
    licenses: &[LicenseId],
    to: Installation,
) -> Result<Command, Error> {
    let facts = Facts::of(fleet);
    let mut random = [0; 4];
    getrandom::fill(&mut random).map_err(Error::Random)?;
    let payload = LicenseReturn {
        header: Some(facts.header(random)),
        installation_key: facts.installation.0.to_vec(),
        acts: Some(facts.chain()),
        licenses: named(fleet, licenses),
    };
    let document: Document = identity.sign_act(&payload).map_err(Error::Sign)?;
    let act = RecordAct {
        kind: ActKind::Return,
        after: facts.chain,
        hash: hash(document.as_bytes()),
        document: document.as_bytes().into(),
    };
    Ok(Command::ReturnLicenses { act, to })
}

/// As many license ids as a return can name, first those that give seats. The others ended long ago.
fn named(fleet: &Fleet, licenses: &[LicenseId]) -> Vec<String> {
    let here = fleet.installation();
    let gives = |id: &LicenseId| {
        let license = fleet.licenses().find(|license| license.grant.id == *id);
        license.is_some_and(|license| fleet.standing(license, here).gives_seats())
    };
    let mut named: Vec<_> = licenses.iter().map(|id| (!gives(id), id)).collect();
    named.sort();
    named.truncate(MAX_LISTED);
    named.into_iter().map(|(_, id)| id.to_string()).collect()
}

/// Commits through the engine's own batch, so that nothing is told before it is durable.
async fn commit(
    fleet: &mut Fleet,
    store: &mut Sled,
    at: Position,
    command: Command,
    actor: Actor,
) -> Result<(), Error> {
    let (mut request, mut batch) = ([0; 16], [0; 16]);
    getrandom::fill(&mut request).map_err(Error::Random)?;
    getrandom::fill(&mut batch).map_err(Error::Random)?;
    let now = fleet.now();
    let mut deciding = Deciding::new(fleet);
    let act = Act::staff(RequestId(request), command);
    deciding.act(now, Act { actor, ..act }, ());
    let committed = deciding.end(now).commit(store, at, batch).await;
    let committed = committed.map_err(|failed| Error::Commit(failed.error))?;
    let (nobody, _) = tokio::sync::watch::channel(crate::engine::Published {
        revision: at.revision.0,
        fleet_time: now,
    });
    let mut refused = None;
    committed
        .publish(&nobody)
        .deliver(&mut NoReaders, |(), reply| refused = reply.err());
    match refused {
        None => Ok(()),
        Some(crate::engine::ActError::Refused(refusal)) => Err(Error::Refused(refusal)),
        Some(_) => Err(Error::Refused(Refusal::NothingToReturn)),
    }
}

/// The receiver of orders while no controller runs: no reader is connected.
struct NoReaders;

impl crate::engine::Deliver for NoReaders {
    fn deliver(
        &mut self,
        _: madoguchi_fleet::ids::ConnectionId,
        _: madoguchi_fleet::decision::Order,
    ) {
    }
}
