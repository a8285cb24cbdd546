//! A cable with a network on it: a veth whose one end stays in the reader, and whose other end is in the PC or in a drawer.

use super::namespace::{Namespace, run};
use std::process::Command;
use std::sync::Arc;

/// Every reader's address.
pub const READER_ADDRESS: &str = "fe80::1";
/// The PC's address on every cable.
pub const PC_ADDRESS: &str = "fe80::2";
/// The interface in the reader, as Linux names a USB gadget's.
pub(super) const IN_READER: &str = "usb0";
/// The other end's name while it lies in the drawer.
const IN_DRAWER: &str = "plug";

/// A reader's cable.
#[derive(Debug)]
pub struct Cable {
    reader: Arc<Namespace>,
    /// Where the end is that is not plugged in; of this cable alone, so that names and addresses may repeat.
    drawer: Namespace,
    /// Where it is plugged in, under which name.
    plugged: Option<(Arc<Namespace>, String)>,
}

impl Cable {
    /// A cable that is in the reader and nowhere else.
    #[must_use]
    pub fn of(reader: Arc<Namespace>) -> Self {
        let drawer = Namespace::new("drawer");
        let (in_drawer, in_reader) = (drawer.name(), reader.name());
        // Not told to wait until an address is known to be nobody else's: there is nobody else.
        run(Command::new("ip").args(
            format!(
                "link add {IN_DRAWER} netns {in_drawer} type veth peer name {IN_READER} netns {in_reader}"
            )
            .split(' '),
        ));
        reader.ip(&format!(
            "link set {IN_READER} addrgenmode none\n\
             addr add {READER_ADDRESS}/64 dev {IN_READER} nodad scope link\n\
             link set {IN_READER} up\n"
        ));
        Self {
            reader,
            drawer,
            plugged: None,
        }
    }

    /// Plugs it into a PC, where its interface gets this name; gives the interface's number there. The interface is not up yet.
    pub fn plug_into(&mut self, pc: &Arc<Namespace>, name: &str) -> u32 {
        assert!(self.plugged.is_none(), "it is in already");
        self.drawer.ip(&format!(
            "link set {IN_DRAWER} name {name}\nlink set {name} netns {}\n",
            pc.name()
        ));
        self.plugged = Some((Arc::clone(pc), name.to_owned()));
        pc.index(name)
    }

    /// The interface comes up, and gets its address.
    pub fn up(&self) {
        let (pc, name) = self.plugged.as_ref().expect("one that is plugged in");
        pc.ip(&format!(
            "link set {name} addrgenmode none\n\
             addr add {PC_ADDRESS}/64 dev {name} nodad scope link\n\
             link set {name} up\n"
        ));
    }

    /// Pulls it: the PC's interface is gone, and no connection over it hears a word of that.
    pub fn pull(&mut self) {
        let (pc, name) = self.plugged.take().expect("one that is plugged in");
        let drawer = self.drawer.name();
        // Under a name that no interface in the drawer has, whatever it was called in the PC.
        pc.ip(&format!(
            "link set {name} down\nlink set {name} netns {drawer} name {IN_DRAWER}\n"
        ));
    }

    /// Takes it out of the reader, for another one.
    pub(super) fn throw_away(&mut self) {
        assert!(self.plugged.is_none(), "it is in the PC");
        self.reader.ip(&format!("link del {IN_READER}\n"));
    }

    /// The PC's interface, where it is plugged in.
    #[must_use]
    pub fn interface(&self) -> Option<&str> {
        self.plugged.as_ref().map(|(_, name)| name.as_str())
    }

    /// The number of the interface in the reader.
    #[must_use]
    pub fn index_in_reader(&self) -> u32 {
        self.reader.index(IN_READER)
    }
}
