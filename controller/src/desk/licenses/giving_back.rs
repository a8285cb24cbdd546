//! Gives the additional licenses back while the controller runs (RULES P16).
//!
//! The return destroys this installation's key, which the whole program stands on. So it needs the data directory to itself: the desk asks
//! the program for it, which stops the controller, gives back, and starts it again. To readers this is a restart like any other.

use crate::desk::{Desk, Refused, Right};
use crate::texts;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::Refusal;
use madoguchi_fleet::ticket::Actor;
use madoguchi_licensing::grant::LicenseId;
use madoguchi_proto::v1::Text;
use tokio::sync::mpsc;

/// A return that somebody agreed to.
#[derive(Debug)]
pub struct Agreed {
    pub by: Actor,
    pub licenses: Vec<LicenseId>,
}

/// The way to the program, which has room for one.
pub type ToProgram = mpsc::Sender<Agreed>;

/// What a return would give back.
#[derive(Debug)]
pub(crate) struct Returning {
    pub licenses: Vec<LicenseId>,
    /// What it takes away, which somebody has to agree to.
    pub takes: Text,
    /// Whether it was agreed to: then the controller stops in a moment, and comes back.
    pub begun: bool,
}

impl Desk {
    /// Tells what a return takes away; begins it where exactly these licenses are `agreed` to.
    pub(crate) async fn give_back(
        &self,
        agreed: Option<Vec<String>>,
    ) -> Result<Returning, Refused> {
        let licenses = self.ask(Right::Licenses, Fleet::returnable).await?;
        if licenses.is_empty() {
            return Err(Refusal::NothingToReturn.into());
        }
        let names: Vec<_> = licenses.iter().map(ToString::to_string).collect();
        let takes = texts::text("taken-return", &[("licenses", &names.join(", "))]);
        let begun = match agreed {
            None => false,
            Some(agreed) if agreed == names => {
                self.begin(licenses.clone())?;
                true
            }
            Some(_) => return Err(Refused::order(texts::text("return-others", &[]))),
        };
        Ok(Returning {
            licenses,
            takes,
            begun,
        })
    }

    fn begin(&self, licenses: Vec<LicenseId>) -> Result<(), Refused> {
        let by = self.caller.actor.clone();
        let not_here = || Refused::state(texts::text("return-not-here", &[]));
        let program = self.program.as_ref().ok_or_else(not_here)?;
        match program.try_send(Agreed { by, licenses }) {
            // One that was agreed to before goes first, and takes these with it.
            Ok(()) | Err(mpsc::error::TrySendError::Full(_)) => Ok(()),
            Err(mpsc::error::TrySendError::Closed(_)) => Err(not_here()),
        }
    }
}
