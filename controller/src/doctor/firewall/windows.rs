//! Windows' own firewall, as PowerShell shows it as JSON: which profile an interface has, what that one does with what
//! comes in, and the rules for a port.

use super::Protocol;
use serde::Deserialize;

/// What PowerShell shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct WindowsFirewall {
    /// The three profiles.
    pub profiles: Vec<Profile>,
    /// Which profile each interface has. One that is not among them has "Public".
    pub interfaces: Vec<Connection>,
    /// The rules for what comes in that are switched on.
    pub rules: Vec<InboundRule>,
}

/// A profile.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct Profile {
    /// "Domain", "Private" or "Public".
    pub name: String,
    /// Whether it is switched on.
    pub enabled: bool,
    /// "Allow", "Block" or "NotConfigured", which blocks.
    pub inbound: String,
}

/// An interface.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct Connection {
    /// Its index.
    pub index: u32,
    /// "Public", "Private" or "DomainAuthenticated".
    pub category: String,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct InboundRule {
    /// Its name, for people.
    pub name: String,
    /// "Allow" or "Block".
    pub action: String,
    /// "Any", or some profiles with commas.
    pub profile: String,
    /// "TCP", "UDP", a number or "Any".
    pub protocol: String,
    /// "Any", ports, or ranges with a hyphen.
    pub ports: Vec<String>,
    /// The program that it is for, or "Any".
    pub program: String,
}

/// Without the mark of the byte order, with which PowerShell may begin.
#[cfg(any(windows, test))]
pub(crate) fn without_mark(json: &[u8]) -> &[u8] {
    json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json)
}

impl WindowsFirewall {
    /// What keeps a packet from coming in: the name of the rule, or of the profile; `None` where it comes in.
    pub(crate) fn blocks(
        &self,
        interface: u32,
        protocol: Protocol,
        port: u16,
        program: &str,
    ) -> Option<String> {
        let category = self.interfaces.iter().find(|one| one.index == interface);
        let category = category.map_or("Public", |one| match one.category.as_str() {
            "DomainAuthenticated" | "Domain" => "Domain",
            "Private" => "Private",
            _ => "Public",
        });
        let profile = self.profiles.iter().find(|one| one.name == category)?;
        if !profile.enabled {
            return None;
        }
        let fits = |rule: &&InboundRule| rule.fits(category, protocol, port, program);
        let mut rules = self.rules.iter().filter(fits);
        // One that blocks wins over all that allow.
        if let Some(rule) = rules.clone().find(|rule| rule.action == "Block") {
            return Some(rule.name.clone());
        }
        let allowed = profile.inbound == "Allow" || rules.any(|rule| rule.action == "Allow");
        (!allowed).then(|| format!("{category}: DefaultInboundAction {}", profile.inbound))
    }
}

impl InboundRule {
    fn fits(&self, category: &str, protocol: Protocol, port: u16, program: &str) -> bool {
        let any = |text: &str| text.is_empty() || text.eq_ignore_ascii_case("any");
        let profile = any(&self.profile)
            || self
                .profile
                .split(',')
                .any(|one| one.trim().eq_ignore_ascii_case(category));
        let number = match protocol {
            Protocol::Tcp => "6",
            Protocol::Udp => "17",
        };
        let same_protocol = any(&self.protocol)
            || self.protocol.eq_ignore_ascii_case(protocol.name())
            || self.protocol == number;
        let ports =
            self.ports.is_empty() || self.ports.iter().any(|one| any(one) || has(one, port));
        let same_program = any(&self.program) || self.program.eq_ignore_ascii_case(program);
        profile && same_protocol && ports && same_program
    }
}

fn has(ports: &str, port: u16) -> bool {
    let (least, most) = ports.split_once('-').unwrap_or((ports, ports));
    match (least.trim().parse::<u16>(), most.trim().parse::<u16>()) {
        (Ok(least), Ok(most)) => (least..=most).contains(&port),
        // "RPC", "IPHTTPSIn" and the like.
        _ => false,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    const PROGRAM: &str = r"C:\Program Files\Madoguchi\madoguchi.exe";

    /// A PC as it comes: every profile on, nothing said of what comes in, which blocks.
    const FRESH: &str = r#"{"Profiles":[
        {"Name":"Domain","Enabled":true,"Inbound":"NotConfigured"},
        {"Name":"Private","Enabled":true,"Inbound":"NotConfigured"},
        {"Name":"Public","Enabled":true,"Inbound":"NotConfigured"}],
        "Interfaces":[{"Index":7,"Category":"Private"}],
        "Rules":[{"Name":"mDNS (UDP-In)","Action":"Allow","Profile":"Private, Domain","Protocol":"UDP",
                  "Ports":["5353"],"Program":"Any"}]}"#;

    fn parse(json: &str) -> Option<WindowsFirewall> {
        serde_json::from_slice(without_mark(json.as_bytes())).ok()
    }

    fn fresh() -> WindowsFirewall {
        parse(FRESH).unwrap()
    }

    fn rule(name: &str, action: &str, ports: &str) -> InboundRule {
        InboundRule {
            name: name.to_owned(),
            action: action.to_owned(),
            ports: vec![ports.to_owned()],
            ..InboundRule::default()
        }
    }

    #[test]
    fn a_fresh_windows_keeps_readers_out() {
        let why = fresh().blocks(7, Protocol::Tcp, 7443, PROGRAM);
        assert_eq!(why.unwrap(), "Private: DefaultInboundAction NotConfigured");
        assert_eq!(fresh().blocks(7, Protocol::Udp, 5353, PROGRAM), None);
        // A new interface is public, where that rule does not hold.
        assert!(fresh().blocks(9, Protocol::Udp, 5353, PROGRAM).is_some());
    }

    #[test]
    fn a_rule_that_allows_opens_and_one_that_blocks_wins() {
        let mut wall = fresh();
        wall.rules.push(rule("Madoguchi", "Allow", "7443-7444"));
        assert_eq!(wall.blocks(7, Protocol::Tcp, 7444, PROGRAM), None);
        let mut other = rule("someone else's", "Block", "Any");
        other.program = r"C:\other.exe".to_owned();
        wall.rules.push(other);
        assert_eq!(wall.blocks(7, Protocol::Tcp, 7444, PROGRAM), None);
        let mut ours = rule("asked once, refused", "Block", "Any");
        ours.program = PROGRAM.to_ascii_lowercase();
        wall.rules.push(ours);
        let why = wall.blocks(7, Protocol::Tcp, 7444, PROGRAM);
        assert_eq!(why.unwrap(), "asked once, refused");
    }

    #[test]
    fn a_profile_that_is_off_blocks_nothing() {
        let mut wall = fresh();
        wall.profiles[1].enabled = false;
        assert_eq!(wall.blocks(7, Protocol::Tcp, 7443, PROGRAM), None);
    }

    #[test]
    fn what_is_no_answer_of_powershell_is_none() {
        for text in [
            "",
            "[]x",
            "{\"Profiles\":3}",
            "Get-NetFirewallRule : Access is denied",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
