//! Whose matter a fault is, and what support asks for: the words of the file.

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $kind:ident = $word:literal,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$of])* $kind,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$kind,)+];

            /// Its stable name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $word,)+ }
            }

            /// The one of this name.
            #[must_use]
            pub fn of(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.name() == name)
            }
        }
    )+};
}

kinds! {
    /// Whose matter a fault is.
    Matter {
        Reader = "reader",
        /// A cable or a USB port.
        Port = "port",
        /// The reader's AC adapter, or the outlet (FAQ 11).
        Power = "power",
        /// Where and how the reader stands (FAQ 12, 30).
        Place = "place",
        /// The clinic's PC, which is the clinic's own (FAQ 46).
        Pc = "pc",
        Network = "network",
        /// The dedicated line.
        Line = "line",
        License = "license",
        /// The patient's card.
        Card = "card",
        /// What the patient chose or did.
        Choice = "choice",
        /// Whoever made or sold readers, programs and licenses.
        Vendor = "vendor",
        /// What was typed or asked for: nothing is broken.
        Desk = "desk",
    }

    /// What support is told beside the code and the message (FAQ 41, 45).
    Told {
        /// What the reader's screen shows.
        Screen = "screen",
        /// The serial on the reader's label.
        Serial = "serial",
        /// The port, and the cable with its length.
        Port = "port",
        /// How the other readers on the PC are.
        Others = "others",
        /// Since when, and what changed before.
        When = "when",
        Versions = "versions",
        /// What `doctor` says.
        Doctor = "doctor",
        Log = "log",
        /// The configuration file.
        Config = "config",
        /// Which license, and the PC's number.
        License = "license",
        /// What was typed.
        Command = "command",
    }
}
