//! What can be typed for an examination of the PC.

use crate::texts::text;
use clap::Args;
use ipnet::IpNet;
use madoguchi_plain::typed::folded;
use madoguchi_texts::command_line::{Said, whole_number};
use std::net::{AddrParseError, IpAddr};
use std::path::PathBuf;

/// What an examination is.
pub(super) const HELP: &str = "\
設置の前にも後にも使えます。終了コードは、問題がなければ0、することがあれば1です。
ファイアウォールの規則まで見るには、管理者として実行してください。
/
It can be run before installation and after. The exit code is 0 where nothing is wrong, 1 where something is to
be done. To see the rules of the firewall, run it as administrator.";

/// What a PC is examined for.
#[derive(Debug, Clone, Default, Args)]
pub struct DoctorArgs {
    /// リーダーに予定しているネットワーク（くり返し可） / Network that is planned for readers, for example 192.168.10.0/24
    #[arg(long = "plan", value_name = "NET", value_parser = network)]
    pub plans: Vec<IpNet>,
    /// 専用回線の側のアドレス / Address on the dedicated line: is the route to it still there?
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    pub line: Option<IpAddr>,
    /// 空いている/30のネットワークをN個提案 / Propose N free /30 networks
    #[arg(long, value_name = "N", value_parser = whole_number(clap::value_parser!(u8).range(1..=64)))]
    pub propose: Option<u8>,
    /// 設定ファイル / Configuration file
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// A network as it is typed: "192.168.10.0/24"; an address alone is a network of its own.
fn network(typed: &str) -> Result<IpNet, Said> {
    let typed = folded(typed);
    let network = typed.parse::<IpNet>().ok();
    let network = network.or_else(|| typed.parse::<IpAddr>().ok().map(IpNet::from));
    network.ok_or_else(|| Said(text("doctor-bad-network", &[])))
}

/// An address in any width.
fn address(typed: &str) -> Result<IpAddr, AddrParseError> {
    folded(typed).parse()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_typed_with_its_prefix_and_an_address_is_one_by_itself() {
        assert_eq!(network("192.168.10.0/24").unwrap().prefix_len(), 24);
        assert_eq!(
            network("１９２．１６８．１０．０／２４"),
            network("192.168.10.0/24")
        );
        assert_eq!(address("１９２．１６８．１０．１"), address("192.168.10.1"));
        assert_eq!(network("fd00::1").unwrap().prefix_len(), 128);
        for bad in ["", "192.168.10.0/33", "192.168.10", "192.168.10.0-24"] {
            let Said(why) = network(bad).unwrap_err();
            assert_eq!(why.code, "doctor-bad-network", "{bad}");
        }
    }
}
