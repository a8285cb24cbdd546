//! Asks Windows through PowerShell, for one JSON object. One start of PowerShell takes seconds, so there is only one.

use madoguchi_doctor::Word;
use madoguchi_doctor::facts::{Firewall, Power, Route, Routes, Unreadable};
use madoguchi_doctor::windows::WindowsFirewall;
use serde::Deserialize;
use std::net::IpAddr;

/// The most routes that are read: a PC has dozens.
const MAX_ROUTES: usize = 4_096;

/// Reads everything, and changes nothing. Filters are read all at once and joined by their ids: asking rule by rule takes minutes. Numbers
/// of enumerations become their names, and lists stay lists although they have one element.
#[cfg_attr(not(windows), expect(dead_code))]
pub(super) const SCRIPT: &str = r"
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false
$metric = @{}
foreach ($i in Get-NetIPInterface) { $metric[[string]$i.ifIndex + $i.AddressFamily] = [int]$i.InterfaceMetric }
$routes = @(Get-NetRoute -PolicyStore ActiveStore | ForEach-Object { @{
  To = [string]$_.DestinationPrefix; Interface = [string]$_.InterfaceAlias; Gateway = [string]$_.NextHop
  Metric = [int]$_.RouteMetric + [int]$metric[[string]$_.ifIndex + $_.AddressFamily] } })
$dns = @(Get-DnsClientServerAddress | ForEach-Object { $_.ServerAddresses } | Sort-Object -Unique)
$profiles = @(Get-NetFirewallProfile -PolicyStore ActiveStore | ForEach-Object { @{
  Name = [string]$_.Name; Enabled = ([string]$_.Enabled -eq 'True'); Inbound = [string]$_.DefaultInboundAction } })
$interfaces = @(Get-NetConnectionProfile | ForEach-Object { @{
  Index = [int]$_.InterfaceIndex; Category = [string]$_.NetworkCategory } })
$ports = @{}
foreach ($f in Get-NetFirewallPortFilter -PolicyStore ActiveStore) { $ports[$f.InstanceID] = $f }
$programs = @{}
foreach ($f in Get-NetFirewallApplicationFilter -PolicyStore ActiveStore) { $programs[$f.InstanceID] = $f.Program }
$aliases = @{}
foreach ($f in Get-NetFirewallInterfaceFilter -PolicyStore ActiveStore) { $aliases[$f.InstanceID] = $f.InterfaceAlias }
$kinds = @{}
foreach ($f in Get-NetFirewallInterfaceTypeFilter -PolicyStore ActiveStore) { $kinds[$f.InstanceID] = $f.InterfaceType }
$addresses = @{}
foreach ($f in Get-NetFirewallAddressFilter -PolicyStore ActiveStore) { $addresses[$f.InstanceID] = $f }
$rules = @(Get-NetFirewallRule -PolicyStore ActiveStore -Direction Inbound -Enabled True | ForEach-Object {
  $f = $ports[$_.InstanceID]; $a = $addresses[$_.InstanceID]
  @{ Id = [string]$_.Name; Name = [string]$_.DisplayName; Action = [string]$_.Action; Profile = [string]$_.Profile
     Protocol = [string]$f.Protocol; Ports = @($f.LocalPort | ForEach-Object { [string]$_ })
     Interfaces = @($aliases[$_.InstanceID] | ForEach-Object { [string]$_ }); Kind = [string]$kinds[$_.InstanceID]
     Remote = @($a.RemoteAddress | ForEach-Object { [string]$_ }); Local = @($a.LocalAddress | ForEach-Object { [string]$_ })
     Program = [Environment]::ExpandEnvironmentVariables([string]$programs[$_.InstanceID]) } })
$suspend = @([regex]::Matches((powercfg /query SCHEME_CURRENT 2a737441-1930-4402-8d77-b2bebba308a3 48e6b7a6-50f5-4782-a5d4-53bb8f07e226 | Out-String),
  '0x([0-9a-fA-F]{8})') | ForEach-Object { [Convert]::ToInt32($_.Groups[1].Value, 16) })
$off = @(Get-NetAdapterPowerManagement -ErrorAction SilentlyContinue | Where-Object { [string]$_.AllowComputerToTurnOffDevice -eq 'Enabled' } |
  ForEach-Object { [string]$_.Name })
$time = Get-Service W32Time -ErrorAction SilentlyContinue
$type = (Get-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Services\W32Time\Parameters').Type
@{ Routes = $routes; Dns = $dns; Synced = ([string]$time.Status -eq 'Running' -and $type -ne 'NoSync')
   Power = @{ Suspend = $suspend; TurnOff = $off }
   Firewall = @{ Profiles = $profiles; Interfaces = $interfaces; Rules = $rules } } | ConvertTo-Json -Depth 6 -Compress
";

/// The command with which a person sees the rules.
const LOOK: &str = "Get-NetFirewallProfile; Get-NetFirewallRule -Direction Inbound -Enabled True";

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    #[serde(default)]
    routes: Vec<RawRoute>,
    #[serde(default)]
    dns: Vec<String>,
    synced: Option<bool>,
    firewall: Option<WindowsFirewall>,
    #[serde(default)]
    power: RawPower,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
struct RawPower {
    /// The values of the active plan: on mains, then on battery. `powercfg` writes the words beside them in the language of Windows.
    #[serde(default)]
    suspend: Vec<i64>,
    #[serde(default)]
    turn_off: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct RawRoute {
    to: String,
    interface: String,
    #[serde(default)]
    gateway: String,
    #[serde(default)]
    metric: u32,
}

/// The parts of the answer.
pub(super) struct Told {
    pub routes: Routes,
    pub firewall: Firewall,
    pub power: Power,
    pub synced: Option<bool>,
}

/// Parses the answer of [`SCRIPT`]; an error becomes the reason why a fact is not known.
pub(super) fn understand(answer: Result<Vec<u8>, Word>, program: String) -> Told {
    let read = answer.and_then(|bytes| {
        // PowerShell may begin with a byte order mark.
        let json = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        serde_json::from_slice::<Answer>(json).map_err(|_| no_list())
    });
    match read {
        Ok(answer) => Told {
            routes: routes(&answer),
            synced: answer.synced,
            power: Power {
                suspends_usb: answer.power.suspend.first().map(|value| *value != 0),
                may_turn_off: answer.power.turn_off,
            },
            firewall: Firewall::Windows {
                rules: answer.firewall.ok_or_else(|| unreadable(&no_list())),
                program,
            },
        },
        Err(detail) => Told {
            routes: Routes {
                unknown: Some(detail.clone()),
                ..Routes::default()
            },
            synced: None,
            power: Power::default(),
            firewall: Firewall::Windows {
                rules: Err(unreadable(&detail)),
                program,
            },
        },
    }
}

fn no_list() -> Word {
    let words = vec![("program", "PowerShell".into())];
    Word::Said("doctor-program-no-list", words)
}

fn unreadable(detail: &Word) -> Unreadable {
    Unreadable {
        why: detail.clone(),
        command: LOOK.to_owned(),
    }
}

fn routes(answer: &Answer) -> Routes {
    let route = |raw: &RawRoute| {
        let gateway: Option<IpAddr> = raw.gateway.parse().ok();
        Some(Route {
            to: raw.to.parse().ok()?,
            interface: raw.interface.clone(),
            gateway: gateway.filter(|gateway| !gateway.is_unspecified()),
            metric: raw.metric,
        })
    };
    // Windows lists its own addresses as routes to themselves, and broadcasts.
    let ours = |route: &Route| route.to.prefix_len() == route.to.max_prefix_len();
    let address = |text: &String| text.split('%').next()?.parse().ok();
    // Well-known site-local addresses, which Windows shows if nobody set a server.
    let placeholder = |ip: &IpAddr| matches!(ip, IpAddr::V6(v6) if v6.segments()[0] == 0xfec0);
    let dns = answer.dns.iter().filter_map(address);
    Routes {
        unknown: None,
        routes: answer
            .routes
            .iter()
            .take(MAX_ROUTES)
            .filter_map(route)
            .filter(|route| !ours(route) || route.gateway.is_some())
            .collect(),
        dns: dns.filter(|ip| !placeholder(ip)).collect(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::super::said::tests::in_words;
    use super::*;
    use madoguchi_doctor::windows::{Packet, Protocol};
    use proptest::prelude::*;

    const ANSWER: &str = r#"{"Synced":true,"Dns":["192.168.10.1","fec0:0:0:ffff::1%1"],
        "Routes":[{"To":"0.0.0.0/0","Interface":"イーサネット","Gateway":"192.168.10.1","Metric":25},
                  {"To":"192.168.10.0/24","Interface":"イーサネット","Gateway":"0.0.0.0","Metric":281},
                  {"To":"192.168.10.5/32","Interface":"イーサネット","Gateway":"0.0.0.0","Metric":281},
                  {"To":"nonsense","Interface":"x"}],
        "Firewall":{"Profiles":[{"Name":"Public","Enabled":true,"Inbound":"Block"}],"Interfaces":[],"Rules":[
            {"Id":"{0f}","Name":"Madoguchi TCP","Action":"Allow","Profile":"Any","Protocol":"TCP","Ports":["7443","7444"],
             "Interfaces":["usb0"],"Kind":"Any","Remote":["Any"],"Local":["Any"],"Program":"Any"}]}}"#;

    /// What PowerShell tells of a PC as it comes: the plan "balanced", and an adapter that may be turned off.
    const POWER: &str = r#"{"Power":{"Suspend":[1,1],"TurnOff":["イーサネット 3"]}}"#;

    #[test]
    fn an_answer_tells_what_windows_may_switch_off() {
        let told = |json: &str| understand(Ok(json.as_bytes().to_vec()), String::new()).power;
        let usual = Power {
            suspends_usb: Some(true),
            may_turn_off: vec!["イーサネット 3".to_owned()],
        };
        assert_eq!(told(POWER), usual);
        let never = r#"{"Power":{"Suspend":[0,1],"TurnOff":[]}}"#;
        assert_eq!(told(never).suspends_usb, Some(false));
        // A PC without that setting, such as one in a virtual machine.
        assert_eq!(told(r#"{"Power":{"Suspend":[]}}"#), Power::default());
        assert_eq!(told(ANSWER), Power::default());
    }

    fn rules(firewall: Firewall) -> Result<WindowsFirewall, Unreadable> {
        match firewall {
            Firewall::Windows { rules, .. } => rules,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_answer_gives_routes_servers_and_the_firewall() {
        let told = understand(
            Ok([b"\xef\xbb\xbf", ANSWER.as_bytes()].concat()),
            "m.exe".to_owned(),
        );
        assert_eq!(told.synced, Some(true));
        assert_eq!(told.routes.dns, ["192.168.10.1".parse::<IpAddr>().unwrap()]);
        let shown: Vec<_> = told
            .routes
            .routes
            .iter()
            .map(|r| r.to.to_string())
            .collect();
        assert_eq!(shown, ["0.0.0.0/0", "192.168.10.0/24"]);
        let wall = rules(told.firewall).unwrap();
        let by = |interface: &str| {
            let packet = Packet {
                interface: interface.to_owned(),
                from: "fe80::/64".parse().unwrap(),
                to: "fe80::1".parse().unwrap(),
                protocol: Protocol::Tcp,
                port: 7443,
            };
            wall.blocks(4, &packet, "m.exe")
        };
        assert_eq!(by("usb0"), None);
        assert!(by("usb1").unwrap().certain);
    }

    #[test]
    fn no_answer_says_why() {
        let told = understand(Err("PowerShell did not end".into()), String::new());
        let why = Word::Same("PowerShell did not end".to_owned());
        assert_eq!(told.routes.unknown, Some(why));
        let why = rules(told.firewall).unwrap_err().why;
        assert_eq!(why, Word::Same("PowerShell did not end".to_owned()));
    }

    #[test]
    fn an_answer_of_another_kind_is_no_list() {
        let told = understand(Ok(b"nonsense".to_vec()), String::new());
        let why = in_words(&told.routes.unknown.unwrap());
        assert!(why.en.starts_with("what PowerShell shows"), "{why:?}");
    }

    proptest! {
        #[test]
        fn any_answer_is_read_without_a_panic(bytes: Vec<u8>) {
            let _ = understand(Ok(bytes), String::new());
        }
    }
}
