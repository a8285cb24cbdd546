//! What can be typed after `madoguchi support`.

use super::OneUnit;
use clap::{Args, Subcommand};

/// What support at the telephone needs.
#[derive(Debug, Subcommand)]
pub enum SupportCommand {
    /// 電話でサポートに伝えることを1ページで / What to tell support about a reader, on one page
    Sheet(OneUnit),
    /// リーダー本体の故障か、ほかの部分かを切り分ける / Tell whether it is the reader, or something else
    #[command(after_help = TRIAGE_HELP)]
    Triage(TriageArgs),
}

/// What triage is.
const TRIAGE_HELP: &str = "\
分かっていることから原因を考え、次に試すことを1つずつ尋ねます。何も変更しません。
--json のときや、端末でないときは尋ねません。
/
It judges by what is known, and asks for one step at a time. It changes nothing. With --json, and away from a
terminal, it does not ask.";

/// A reader that something is wrong with.
#[derive(Debug, Args)]
pub struct TriageArgs {
    #[command(flatten)]
    pub unit: OneUnit,
    /// 答えの名前（くり返し可。分からないときは、試すことの名前） / Name of a reply, or of the step where nobody knows (again for each)
    #[arg(long = "answer", value_name = "REPLY")]
    pub answers: Vec<String>,
}
