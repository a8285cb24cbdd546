//! A signed act of the installation.

use crate::store::damage::Bad;
use crate::store::key::Key;
use crate::store::record::Record;
use madoguchi_fleet::licensing::{ActKind, SignedAct};
use madoguchi_fleet::time::FleetTime;
use madoguchi_proto::v1;

impl Record for SignedAct {
    type Wire = v1::ActRecord;

    fn key(&self) -> Key {
        Key::act(self.number)
    }

    fn to_wire(&self) -> v1::ActRecord {
        v1::ActRecord {
            counter: self.counter,
            kind: kind_text(self.kind).to_owned(),
            at_ms: self.at.0,
            document: self.document.to_vec(),
            number: self.number,
        }
    }

    fn from_wire(wire: v1::ActRecord) -> Result<Self, Bad> {
        Ok(Self {
            number: wire.number,
            counter: wire.counter,
            kind: kind(&wire.kind)?,
            at: FleetTime(wire.at_ms),
            document: wire.document.into(),
        })
    }
}

const fn kind_text(kind: ActKind) -> &'static str {
    match kind {
        ActKind::Activation => "activation",
        ActKind::Transfer => "transfer",
        ActKind::Return => "return",
    }
}

fn kind(text: &str) -> Result<ActKind, Bad> {
    match text {
        "activation" => Ok(ActKind::Activation),
        "transfer" => Ok(ActKind::Transfer),
        "return" => Ok(ActKind::Return),
        _ => Err(Bad::Field("kind of act")),
    }
}
