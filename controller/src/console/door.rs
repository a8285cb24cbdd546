//! The two ways to the console: that of this PC's browsers, and that of other PCs over TLS, where nobody gets in without a login (RULES W13).
//! What differs between them stands here.

use super::api::Reach;
use crate::texts::Console as Why;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// The cookie of a session on the LAN.
pub(crate) const SESSION_ON_LAN: &str = "__Host-madoguchi_session";

/// Our own end of a connection, as its browser dialled it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dialled(pub IpAddr);

/// One of the two ways. Clones are cheap.
#[derive(Debug, Clone)]
pub(crate) enum Door {
    /// HTTP on loopback, at this address.
    ThisPc(SocketAddr),
    /// HTTPS.
    Lan(Arc<Named>),
}

/// By what other PCs find this one.
#[derive(Debug)]
pub(crate) struct Named {
    /// Names and addresses, in small letters. The address that was dialled counts besides them.
    pub names: Vec<String>,
    pub address: SocketAddr,
}

/// A session's cookie, or that of a known browser: its name, and what stands behind its value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cookie {
    pub name: &'static str,
    pub rest: &'static str,
}

impl Door {
    pub(super) const fn is_lan(&self) -> bool {
        matches!(self, Self::Lan(_))
    }

    pub(super) const fn reach(&self) -> Reach {
        match self {
            Self::ThisPc(_) => Reach::ThisPc,
            Self::Lan(_) => Reach::Lan,
        }
    }

    pub(super) const fn scheme(&self) -> &'static str {
        match self {
            Self::ThisPc(_) => "http",
            Self::Lan(_) => "https",
        }
    }

    /// Where people open it. On the LAN that is the address that they dialled.
    pub(super) fn url(&self, dialled: Option<Dialled>) -> String {
        let own = match self {
            Self::ThisPc(address) => *address,
            Self::Lan(named) => {
                let at = dialled.map_or(named.address.ip(), |Dialled(ip)| ip);
                SocketAddr::new(at, named.address.port())
            }
        };
        format!("{}://{own}/", self.scheme())
    }

    /// Whether a name with its port, as a browser sends it, is this door's.
    pub(super) fn is_ours(&self, name: &str, dialled: Option<Dialled>) -> bool {
        let (port, usual) = match self {
            Self::ThisPc(address) => (address.port(), 80),
            Self::Lan(named) => (named.address.port(), 443),
        };
        let bare = match name.rsplit_once(':') {
            Some((bare, typed)) if typed.parse() == Ok(port) => bare,
            // Browsers leave the usual port out.
            _ if port == usual => name,
            _ => return false,
        };
        match self {
            Self::ThisPc(address) => {
                let own = SocketAddr::new(address.ip(), 0).to_string();
                let own = own.trim_end_matches(":0");
                let names = ["localhost", "127.0.0.1", "[::1]", own];
                names.iter().any(|ours| bare.eq_ignore_ascii_case(ours))
            }
            Self::Lan(named) => {
                let bare = bare.trim_start_matches('[').trim_end_matches(']');
                // No name of another site can be made to lead here where the address itself was typed.
                let typed = bare.parse::<IpAddr>().map(|ip| ip.to_canonical());
                let by_address =
                    typed.is_ok_and(|ip| dialled.is_some_and(|Dialled(own)| own == ip));
                by_address
                    || named
                        .names
                        .iter()
                        .any(|ours| bare.eq_ignore_ascii_case(ours))
            }
        }
    }

    /// The cookie of a session. No page's script sees it, and no other site sends it. Over loopback it has no `Secure`: there is no TLS, and
    /// nobody in between. On the LAN its name binds it to TLS and to this PC (RFC 6265bis, "__Host-"), so that nothing without TLS sets it.
    pub(super) const fn session(&self) -> Cookie {
        match self {
            Self::ThisPc(_) => Cookie {
                name: "madoguchi_session",
                rest: "HttpOnly; SameSite=Strict; Path=/",
            },
            Self::Lan(_) => Cookie {
                name: SESSION_ON_LAN,
                rest: "HttpOnly; SameSite=Strict; Path=/; Secure",
            },
        }
    }

    /// What the value of a session's cookie begins with.
    pub(super) const fn mark(&self) -> &'static str {
        match self {
            Self::ThisPc(_) => "pc-",
            Self::Lan(_) => "lan-",
        }
    }

    /// The cookie by which a browser is known in which somebody was logged in before. It goes to the login alone.
    pub(super) const fn known(&self) -> Cookie {
        match self {
            Self::ThisPc(_) => Cookie {
                name: "madoguchi_known",
                rest: "HttpOnly; SameSite=Strict; Path=/login",
            },
            Self::Lan(_) => Cookie {
                name: "__Secure-madoguchi_known",
                rest: "HttpOnly; SameSite=Strict; Path=/login; Secure",
            },
        }
    }

    /// What other cookies have at their end.
    pub(super) const fn secure(&self) -> &'static str {
        match self {
            Self::ThisPc(_) => "",
            Self::Lan(_) => "; Secure",
        }
    }

    /// A refusal in the words of this door: some ways out are those of this PC alone.
    pub(super) const fn says(&self, why: Why) -> Why {
        match (self, why) {
            (Self::Lan(_), Why::WrongHost) => Why::WrongName,
            (Self::Lan(_), Why::LoginNeeded) => Why::LoginFirst,
            (_, why) => why,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn on_this_pc_its_own_name_counts_and_at_the_usual_port_none_is_needed() {
        let at = |name, address: &str| {
            let door = Door::ThisPc(address.parse().unwrap());
            door.is_ours(name, None)
        };
        assert!(at("127.0.0.2:7480", "127.0.0.2:7480"));
        assert!(at("[::1]:7480", "[::1]:7480"));
        assert!(at("localhost", "127.0.0.1:80") && at("localhost:80", "127.0.0.1:80"));
        assert!(at("[::1]", "[::1]:80"));
        assert!(!at("evil.example", "127.0.0.1:80") && !at("", "127.0.0.1:80"));
        assert!(!at("localhost:07480x", "127.0.0.1:7480"));
    }

    #[test]
    fn on_the_lan_the_names_of_the_pc_and_the_address_that_was_dialled_count() {
        let at = |name: &str, port: u16, dialled: &str| {
            let door = Door::Lan(Arc::new(Named {
                names: vec!["uketsuke".into(), "192.0.2.99".into(), "2001:db8::9".into()],
                address: SocketAddr::from(([0, 0, 0, 0], port)),
            }));
            door.is_ours(name, Some(Dialled(dialled.parse().unwrap())))
        };
        for (name, ours) in [
            ("uketsuke:7481", true),
            ("UKETSUKE:7481", true),
            ("192.0.2.10:7481", true),
            ("192.0.2.99:7481", true),
            ("[2001:db8::9]:7481", true),
            ("[::ffff:192.0.2.10]:7481", true),
            ("192.0.2.11:7481", false),
            ("[::1]:7481", false),
            ("localhost:7481", false),
            ("127.0.0.1:7481", false),
            ("evil.example:7481", false),
            ("uketsuke.evil.example:7481", false),
            ("uketsuke:7480", false),
            ("uketsuke", false),
            (":7481", false),
            ("", false),
        ] {
            assert_eq!(at(name, 7481, "192.0.2.10"), ours, "{name}");
        }
        assert!(at("[2001:db8::1]:7481", 7481, "2001:db8::1"));
        assert!(at("uketsuke", 443, "192.0.2.10") && at("uketsuke:443", 443, "192.0.2.10"));
    }
}
