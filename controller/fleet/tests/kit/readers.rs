//! Events at the readers and on their cables, in one line each.

use super::{Clinic, HERE, Reader, link, name, outcome};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::command::{
    Act, Command, Holding, InstallLicense, Parting, SeenPorts, SessionEnded,
};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::{Assignment, ConnectionId, Installation};
use madoguchi_fleet::link::{ForeignReader, Link, SeenReader};
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::unit::Health;

impl Clinic {
    /// Plugs a reader straight into this port of the PC.
    pub fn plug(&mut self, serial: &str, port: &str) {
        self.plug_by(serial, link(port));
    }

    /// Plugs a reader in by this link.
    pub fn plug_by(&mut self, serial: &str, link: Link) {
        self.plug_at(serial, link, HERE);
    }

    /// Plugs a reader into a PC of the fleet.
    pub fn plug_at(&mut self, serial: &str, link: Link, installation: Installation) {
        let connection = self.connection();
        let reader = self.readers.get_mut(&name(serial)).unwrap();
        reader.link = link;
        let before = reader.connection;
        let attach = reader.attach(&name(serial), installation, connection);
        self.lines.insert(connection, name(serial));
        self.reader_says(Command::Attach(Box::new(attach))).unwrap();
        if let Some(connection) = before {
            // The end of the former connection is noticed after the new one.
            let serial = name(serial);
            self.reader_says(Command::Detach {
                serial,
                connection,
                how: Parting::Lost,
            })
            .unwrap();
        }
        if !self.reader(serial).slow {
            self.deliver_spool(serial);
        }
    }

    /// The reader sends what is in its spool, oldest first.
    pub fn deliver_spool(&mut self, serial: &str) {
        for ended in self.reader(serial).spool.clone() {
            self.report(serial, ended);
        }
    }

    /// Connects the reader on its old port, with its call and session.
    pub fn back(&mut self, serial: &str) {
        let link = self.reader(serial).link.clone();
        self.plug_by(serial, link);
    }

    /// Delivers the first frame of an older connection, which a newer one has overtaken; it reports nothing.
    pub fn overtaken(&mut self, serial: &str, older: ConnectionId) {
        let reader = self.readers.get_mut(&name(serial)).unwrap();
        let now = reader.connection;
        let mut attach = reader.attach(&name(serial), HERE, older);
        reader.connection = now;
        attach.holding = Holding::default();
        self.reader_says(Command::Attach(Box::new(attach))).unwrap();
    }

    /// Connects a device that shows this reader's papers, by this link.
    pub fn is_copied_to(&mut self, serial: &str, link: Link) {
        let connection = self.connection();
        let reader = self.readers.get_mut(&name(serial)).unwrap();
        let now = reader.connection;
        let mut attach = reader.attach(&name(serial), HERE, connection);
        reader.connection = now;
        attach.link = link;
        self.lines.insert(connection, name(serial));
        self.reader_says(Command::Attach(Box::new(attach))).unwrap();
    }

    /// Connects the reader again, with a license from its box.
    pub fn back_with(&mut self, serial: &str, license: InstallLicense) {
        let connection = self.connection();
        let reader = self.readers.get_mut(&name(serial)).unwrap();
        let mut attach = reader.attach(&name(serial), HERE, connection);
        attach.bundled = Some(license);
        self.lines.insert(connection, name(serial));
        self.reader_says(Command::Attach(Box::new(attach))).unwrap();
    }

    /// Loses the link; the reader continues by itself.
    pub fn unplug(&mut self, serial: &str) {
        self.parts(serial, Parting::Lost);
    }

    /// Ends the connection in this way; the reader continues by itself.
    pub fn parts(&mut self, serial: &str, how: Parting) {
        if let Some(connection) = self.reader(serial).connection.take() {
            let serial = name(serial);
            self.reader_says(Command::Detach {
                serial,
                connection,
                how,
            })
            .unwrap();
        }
    }

    /// Reports that USB shows these links on the PC, and these readers of other makers.
    pub fn sees(&mut self, links: Vec<Link>, foreign: Vec<ForeignReader>) {
        let readers = links.into_iter().map(|link| SeenReader { link });
        let seen = SeenPorts {
            installation: HERE,
            readers: readers.collect(),
            foreign,
        };
        self.reader_says(Command::SeePorts(seen)).unwrap();
    }

    /// Cuts the reader's power: its call and session are gone, its spool stays.
    pub fn power_cycle(&mut self, serial: &str) {
        self.unplug(serial);
        self.reader(serial).forget();
        self.back(serial);
    }

    /// Places the card of the called patient; without a call it is a walk-up.
    pub fn card(&mut self, serial: &str) {
        let assignment = self.reader(serial).call;
        self.card_for(serial, assignment);
    }

    /// Places the card of somebody who was not called.
    pub fn walk_up(&mut self, serial: &str) {
        self.card_for(serial, None);
    }

    /// Places a card for this hand-out.
    pub fn card_for(&mut self, serial: &str, assignment: Option<Assignment>) {
        let session = self.session();
        let reader = self.reader(serial);
        reader.call = None;
        reader.session = Some((session, assignment));
        reader.card_present = true;
        if let Some(connection) = reader.connection {
            self.reader_says(Command::CardPlaced {
                serial: name(serial),
                connection,
                session,
                assignment,
            })
            .unwrap();
        }
    }

    /// Ends the session with a matching face, and removes the card.
    pub fn verified(&mut self, serial: &str) {
        self.ends(serial, Kind::Verified(Method::Face));
        self.card_removed(serial);
    }

    /// Ends the session; the card stays.
    pub fn ends(&mut self, serial: &str, kind: Kind) {
        let reader = self.reader(serial);
        let Some((session, assignment)) = reader.session.take() else {
            return;
        };
        reader.finished.extend(assignment);
        let ended = SessionEnded {
            serial: name(serial),
            connection: ConnectionId(0),
            session,
            assignment,
            outcome: outcome(kind),
            age_ms: 0,
        };
        reader.spool.push(ended);
        self.deliver_spool(serial);
    }

    /// Sends an outcome if the link works; an acknowledged one leaves the spool.
    pub fn report(&mut self, serial: &str, mut ended: SessionEnded) {
        let Some(connection) = self.reader(serial).connection else {
            return;
        };
        ended.connection = connection;
        let session = ended.session;
        if self.reader_says(Command::SessionEnded(ended)).is_ok() {
            self.reader(serial).spool.retain(|e| e.session != session);
        }
    }

    pub fn card_removed(&mut self, serial: &str) {
        let reader = self.reader(serial);
        reader.card_present = false;
        if let Some(connection) = reader.connection {
            let serial = name(serial);
            self.reader_says(Command::CardRemoved { serial, connection })
                .unwrap();
        }
    }

    pub fn health(&mut self, serial: &str, health: Health) {
        let reader = self.reader(serial);
        reader.health = health.clone();
        if let Some(connection) = reader.connection {
            let serial = name(serial);
            self.reader_says(Command::HealthChanged {
                serial,
                connection,
                health,
            })
            .unwrap();
        }
    }

    /// Answers the question what the reader is doing.
    pub fn says_what_it_has(&mut self, serial: &str) {
        let reader = self.reader(serial);
        reader.asked = false;
        let holding = reader.holding();
        if let Some(connection) = reader.connection {
            let serial = name(serial);
            self.reader_says(Command::HoldingReported {
                serial,
                connection,
                holding,
            })
            .unwrap();
        }
    }

    /// Says that the reader restarted and passed its own tests.
    pub fn restarted(&mut self, serial: &str) {
        if let Some(connection) = self.reader(serial).connection {
            let serial = name(serial);
            self.reader_says(Command::UnitRestarted { serial, connection })
                .unwrap();
        }
    }

    /// Reports a changed link of a reader.
    pub fn observe(&mut self, serial: &str, link: Link) {
        let reader = self.reader(serial);
        reader.link = link.clone();
        if let Some(connection) = reader.connection {
            let serial = name(serial);
            self.reader_says(Command::LinkObserved {
                serial,
                connection,
                link,
            })
            .unwrap();
        }
    }

    pub fn reader_says(&mut self, command: Command) -> Result<Answer, Refusal> {
        self.act(Act::reader(command))
    }

    pub fn reader(&mut self, serial: &str) -> &mut Reader {
        self.readers.get_mut(&name(serial)).unwrap()
    }
}
