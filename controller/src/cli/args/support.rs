//! What can be typed after `madoguchi support`.

use super::OneUnit;
use crate::cli::typed::unit;
use clap::{Args, Subcommand};

/// What support at the telephone needs.
#[derive(Debug, Subcommand)]
pub enum SupportCommand {
    /// 電話でサポートに伝えることを1ページで / What to tell support about a reader, on one page
    Sheet(OneUnit),
    /// リーダー本体の故障か、ほかの部分かを切り分ける / Tell whether it is the reader, or something else
    #[command(after_help = TRIAGE_HELP)]
    Triage(TriageArgs),
    /// 電話で伝えられる短いコードを作る（ファイルを出せないときに） / A short code for the telephone, where no file may leave
    #[command(after_help = CODE_HELP)]
    Code(CodeArgs),
    /// サポートコードを読み戻す / Decode a support code
    #[command(after_help = DECODE_HELP)]
    Decode {
        /// コードの文字、またはファイル（文字か写真。-は標準入力） / The code's characters, or a file with them or a picture (-: stdin)
        #[arg(value_name = "CODE|FILE", required = true, num_args = 1..)]
        what: Vec<String>,
    },
}

/// What the code is.
const CODE_HELP: &str = "\
リーダーの状況（製造番号、ポート、版、エラーのコード、今日の件数、切り分け）だけの、短い文字とQRコードです。患者さん、
受付番号、職員の名前は入りません。1台だけにすると、読み上げる文字が短くなります。
/
It says how the readers are: serials, ports, versions, fault codes, today's counts, triage. No patients, no ticket
numbers, no names. Of one reader alone it is shorter to read out.";

/// How it is decoded.
const DECODE_HELP: &str = "\
madoguchiが動いていないPCでも読めます。文字は空白で区切ったままで構いません。
写真は、PNGかJPEGのファイルを指定してください。
/
No controller has to run. Characters may be typed with their blanks. A picture is a file, PNG or JPEG.";

/// Of whom the code speaks.
#[derive(Debug, Args)]
pub struct CodeArgs {
    /// この1台だけ（窓口名または製造番号） / This reader alone: its counter's name or serial number
    #[arg(value_name = "UNIT", value_parser = unit)]
    pub unit: Option<String>,
    /// QRコードを、端末でなくても示す / Show the QR codes, also away from a terminal
    #[arg(long)]
    pub qr: bool,
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
