//! The announcement for one link, and whether a message asks for it: DNS messages, made and parsed without I/O.

use madoguchi_licensing::grant::Environment;
use madoguchi_link::names::SERVICE;
use madoguchi_proto::{PROTOCOL_NEWEST, PROTOCOL_OLDEST};
use simple_dns::rdata::{A, AAAA, PTR, RData, SRV, TXT};
use simple_dns::{CLASS, Name, Packet, PacketFlag, ResourceRecord};
use std::net::{IpAddr, SocketAddr};

/// The name of the instance. A link has one controller, so all controllers use the same name; it tells nothing about the clinic.
const INSTANCE: &str = "madoguchi._madoguchi._tcp.local";
/// The name of the host, also the same for all.
const HOST: &str = "madoguchi-pc.local";
/// The time for which it may be cached, in seconds (RFC 6762, 10).
const REMEMBERED: u32 = 120;
/// The most questions and records in a message; a reader that asks for us sends one or two.
const MAX_PARTS: usize = 64;
/// The most addresses in an announcement: as many as a link has listeners.
const MAX_ADDRESSES: usize = 8;

/// The announcement for one link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Card {
    interface: String,
    environment: Environment,
    addresses: Vec<SocketAddr>,
}

impl Card {
    pub(super) const fn new(interface: String, environment: Environment) -> Self {
        Self {
            interface,
            environment,
            addresses: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, address: SocketAddr) {
        if self.addresses.len() < MAX_ADDRESSES {
            self.addresses.push(address);
        }
    }

    pub(super) fn interface(&self) -> &str {
        &self.interface
    }

    /// The link's own address.
    #[cfg(windows)]
    pub(super) fn link_local(&self) -> Option<SocketAddr> {
        let scoped =
            |address: &&SocketAddr| matches!(address, SocketAddr::V6(v6) if v6.scope_id() != 0);
        self.addresses.iter().find(scoped).copied()
    }

    /// The announcement as one message; `None` if there is no address to tell.
    pub(super) fn packet(&self) -> Option<Vec<u8>> {
        self.message().ok().flatten()
    }

    fn message(&self) -> Result<Option<Vec<u8>>, simple_dns::SimpleDnsError> {
        let Some(port) = self.addresses.first().map(SocketAddr::port) else {
            return Ok(None);
        };
        let (service, instance, host) =
            (Name::new(SERVICE)?, Name::new(INSTANCE)?, Name::new(HOST)?);
        let record = |name: &Name<'static>, data: RData<'static>| {
            ResourceRecord::new(name.clone(), CLASS::IN, REMEMBERED, data)
        };
        let mut packet = Packet::new_reply(0);
        packet.set_flags(PacketFlag::AUTHORITATIVE_ANSWER);
        let pointer = record(&service, RData::PTR(PTR(instance.clone())));
        let place = SRV {
            priority: 0,
            weight: 0,
            port,
            target: host.clone(),
        };
        let own = [
            record(&instance, RData::SRV(place)),
            record(&instance, RData::TXT(self.words()?)),
        ];
        let addresses = self.addresses.iter().map(|address| match address.ip() {
            IpAddr::V4(ip) => record(&host, RData::A(A { address: ip.into() })),
            IpAddr::V6(ip) => record(&host, RData::AAAA(AAAA { address: ip.into() })),
        });
        let own = own.into_iter().chain(addresses);
        packet.answers.push(pointer);
        // Nobody else on the link has these names, so caches replace what they had.
        packet
            .answers
            .extend(own.map(|record| record.with_cache_flush(true)));
        packet.build_bytes_vec_compressed().map(Some)
    }

    /// The supported protocol versions, and whether this is a test.
    fn words(&self) -> Result<TXT<'static>, simple_dns::SimpleDnsError> {
        let environment: &[u8] = match self.environment {
            Environment::Production => b"production",
            Environment::Test => b"test",
        };
        let protocol = format!("{PROTOCOL_OLDEST}-{PROTOCOL_NEWEST}");
        TXT::new()
            .with_attribute("protocol", Some(protocol.as_bytes()))?
            .with_attribute("environment", Some(environment))
    }

    /// Whether a message asks for anything in this announcement.
    pub(super) fn is_asked_for(&self, message: &[u8]) -> bool {
        if parts(message) > MAX_PARTS {
            return false;
        }
        let Ok(packet) = Packet::parse(message) else {
            return false;
        };
        let ours = [SERVICE, INSTANCE, HOST].map(|name| name.to_ascii_lowercase());
        !packet.has_flags(PacketFlag::RESPONSE)
            && packet.questions.iter().any(|question| {
                let name = question.qname.to_string().to_ascii_lowercase();
                ours.contains(&name)
            })
    }
}

/// The number of questions and records that a message claims to have, checked before memory is allocated for them.
fn parts(message: &[u8]) -> usize {
    let counts = message.get(4..12).unwrap_or_default();
    let counts = counts.chunks_exact(2);
    counts
        .map(|count| usize::from(count[0]) << 8 | usize::from(count[1]))
        .sum()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;
    use simple_dns::{QCLASS, QTYPE, Question, TYPE};

    fn card() -> Card {
        let mut card = Card::new("usb0".to_owned(), Environment::Test);
        card.add("[fe80::2%7]:7443".parse().unwrap());
        card.add("192.168.7.1:7443".parse().unwrap());
        card
    }

    fn question(name: &'static str) -> Vec<u8> {
        let mut packet = Packet::new_query(0);
        let asked = Question::new(
            Name::new(name).unwrap(),
            QTYPE::TYPE(TYPE::PTR),
            QCLASS::CLASS(CLASS::IN),
            false,
        );
        packet.questions.push(asked);
        packet.build_bytes_vec().unwrap()
    }

    #[test]
    fn the_message_has_the_doors_of_the_link_and_nothing_of_the_clinic() {
        let message = card().packet().unwrap();
        let packet = Packet::parse(&message).unwrap();
        let told: Vec<_> = packet
            .answers
            .iter()
            .map(|record| match &record.rdata {
                RData::PTR(PTR(name)) => name.to_string(),
                RData::SRV(place) => format!("{}:{}", place.target, place.port),
                RData::TXT(words) => {
                    let mut words: Vec<_> = words.attributes().into_iter().collect();
                    words.sort();
                    format!("{words:?}")
                }
                RData::A(a) => std::net::Ipv4Addr::from(a.address).to_string(),
                RData::AAAA(a) => std::net::Ipv6Addr::from(a.address).to_string(),
                other => panic!("{other:?}"),
            })
            .collect();
        let protocol = format!("{PROTOCOL_OLDEST}-{PROTOCOL_NEWEST}");
        let words =
            format!("[(\"environment\", Some(\"test\")), (\"protocol\", Some(\"{protocol}\"))]");
        assert_eq!(
            told,
            [
                INSTANCE,
                "madoguchi-pc.local:7443",
                &words,
                "fe80::2",
                "192.168.7.1"
            ]
        );
        assert!(message.len() < 512, "{}", message.len());
    }

    #[test]
    fn where_no_door_is_open_nothing_is_told() {
        let card = Card::new("usb0".to_owned(), Environment::Production);
        assert_eq!(card.packet(), None);
    }

    #[test]
    fn it_is_asked_for_by_its_names_in_any_case_and_by_no_others() {
        let card = card();
        for name in [SERVICE, INSTANCE, HOST, "_MADOGUCHI._Tcp.LOCAL"] {
            assert!(card.is_asked_for(&question(name)), "{name}");
        }
        for name in ["_http._tcp.local", "local", "madoguchi-pc.example"] {
            assert!(!card.is_asked_for(&question(name)), "{name}");
        }
        // An answer is no question, even if it has these names.
        assert!(!card.is_asked_for(&card.packet().unwrap()));
    }

    #[test]
    fn what_is_no_message_or_claims_to_have_thousands_of_parts_is_passed_over() {
        let card = card();
        let mut lie = question(SERVICE);
        lie[6..8].copy_from_slice(&u16::MAX.to_be_bytes());
        assert!(!card.is_asked_for(&lie));
        for length in 0..lie.len() {
            assert!(!card.is_asked_for(&lie[..length]));
            assert!(!card.is_asked_for(&question(SERVICE)[..length]));
        }
    }
}
