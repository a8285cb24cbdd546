//! What can be typed after `madoguchi support`.

use super::OneUnit;
use crate::cli::typed::unit;
use clap::{Args, Subcommand};
use madoguchi_texts::command_line::{on_disk, whole_number};
use std::path::PathBuf;

/// What support at the telephone needs.
#[derive(Debug, Subcommand)]
pub enum SupportCommand {
    /// 電話でサポートに伝えることを1ページで / What to tell support about a reader, on one page
    Sheet(OneUnit),
    /// リーダー本体の故障か、ほかの部分かを切り分ける / Tell whether it is the reader, or something else
    #[command(after_help = TRIAGE_HELP)]
    Triage(TriageArgs),
    /// サポートに送る1つのファイルを作る / Make the one file that support asks for
    #[command(after_help = BUNDLE_HELP)]
    Bundle(BundleArgs),
    /// リーダーのログを、つながっているリーダーから読む / Read the log of a reader that is connected
    #[command(after_help = LOG_HELP)]
    Log(LogArgs),
    /// サポート用ファイルを確かめて見る（サポートの人が使う） / Check and show such a file: for whoever got one
    #[command(after_help = OPEN_HELP)]
    Open(OpenArgs),
    /// 電話で伝えられる短いコードを作る（ファイルを出せないときに） / A short code for the telephone, where no file may leave
    #[command(after_help = CODE_HELP)]
    Code(CodeArgs),
    /// 複数の医療機関のPCに、リーダーの状況をまとめて尋ねる（サポートの人が使う） / Ask the PCs of several clinics at once how their readers are: for support
    #[command(after_help = COLLECT_HELP)]
    Collect(CollectArgs),
    /// サポートコードを読み戻す / Decode a support code
    #[command(after_help = DECODE_HELP)]
    Decode {
        /// コードの文字、またはファイル（文字か写真。-は標準入力） / The code's characters, or a file with them or a picture (-: stdin)
        #[arg(value_name = "CODE|FILE", required = true, num_args = 1..)]
        what: Vec<String>,
    },
}

/// What a bundle is.
const BUNDLE_HELP: &str = "\
状況・切り分け・診断・版・設定・できごと・操作の記録・ログ（つながっているリーダーのものも）を1つのファイル（10 MBまで）にまとめ、このPCの鍵で署名します。
患者さんの情報と秘密は入りません。受付番号は仮の名前に、人の名前は役割に置き換えます。
/
State, triage, findings, versions, settings, events, acts and logs (those of connected readers, too) in one file of at
most 10 MB, signed with this PC's key. Patients' data and secrets are not in it; ticket numbers get made-up names, and people their roles.";

/// What a reader's log is.
const LOG_HELP: &str = "\
リーダーのプログラムのログの、新しいほう（2 MBまで）です。-o がなければ、そのまま表示します。患者さんの情報は入りません。
読んだことは操作の記録に残ります。
/
The newest 2 MB of what the reader's program wrote down; shown where no -o is given. Patients' data are not in it. That it
was read stands in the record of acts.";

/// The log of a reader.
#[derive(Debug, Args)]
pub struct LogArgs {
    #[command(flatten)]
    pub unit: OneUnit,
    /// さかのぼる日数（1～400） / How many days back, 1 to 400
    #[arg(long, value_name = "DAYS", default_value_t = 14, value_parser = whole_number(clap::value_parser!(u32).range(1..=400)))]
    pub days: u32,
    /// 新しいファイル / New file
    #[arg(short, long = "out", value_name = "FILE", value_parser = on_disk())]
    pub out: Option<PathBuf>,
    /// すでにあるファイルを上書き / Replace a file that exists
    #[arg(long, requires = "out")]
    pub force: bool,
}

/// What opening does.
const OPEN_HELP: &str = "\
作られたときのままかを確かめてから表示します。変わっていれば何も表示しません。madoguchiが動いていなくても使えます。
/
It checks that the file is as it was made before it shows anything of it. Madoguchi need not run.";

/// A bundle to make.
#[derive(Debug, Args)]
pub struct BundleArgs {
    /// 1台だけについて（窓口名または製造番号） / About one reader: name of its counter, or serial number
    #[arg(long, value_name = "UNIT", value_parser = unit)]
    pub unit: Option<String>,
    /// さかのぼる日数（1～400） / How many days back, 1 to 400
    #[arg(long, value_name = "DAYS", default_value_t = 14, value_parser = whole_number(clap::value_parser!(u32).range(1..=400)))]
    pub days: u32,
    /// 新しいファイル / New file
    #[arg(short, long = "out", value_name = "FILE", value_parser = on_disk())]
    pub out: PathBuf,
    /// すでにあるファイルを上書き / Replace a file that exists
    #[arg(long)]
    pub force: bool,
}

/// A bundle that somebody sent.
#[derive(Debug, Args)]
pub struct OpenArgs {
    /// サポート用ファイル / The bundle
    #[arg(value_parser = on_disk())]
    pub file: PathBuf,
    /// 知っているPCの一覧（1行に1台、番号と名前。「madoguchi-license ledger keys」で作る） / List of known PCs, one a line: number and name; "madoguchi-license ledger keys" makes it
    #[arg(long, value_name = "FILE", value_parser = on_disk())]
    pub known: Option<PathBuf>,
    /// 中身を書き出す新しいフォルダー / New folder for what is in it
    #[arg(short, long = "out", value_name = "DIR", value_parser = on_disk())]
    pub out: Option<PathBuf>,
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

/// What collecting is.
const COLLECT_HELP: &str = "\
一覧のファイルは、1行に「名前  アドレス[:ポート]  ログインのファイル」を書きます（#の行は説明、ポートの省略時は7481、ファイルは一覧のある場所から）。
ログインのファイルは2行で、サポートの役割で登録した人の名前とパスワードです。本人だけが読めるようにしておきます（二段階確認のある人は使えません）。
はじめて尋ねたPCの鍵を、一覧のファイル名に .known を付けたファイルに覚え、次からは同じ鍵のPCだけに尋ねます。
1台に10秒まで待ちます。返事のないPCも理由とともに示し、そのときの終了コードは1です。
/
Each line of the list is \"NAME  ADDRESS[:PORT]  LOGIN-FILE\"; lines with # say nothing, the port is 7481 where none is
given, and a file is looked for beside the list. A login file has two lines, the name and the password of a person with
the role support and without a second factor; nobody else may be able to read it. Whose key is seen for the first time is
remembered in a file named like the list with .known behind it, and from then on no other key is asked. Each has 10 s.
Who does not answer is told with why, and the exit code is 1.";

/// The PCs that are asked.
#[derive(Debug, Args)]
pub struct CollectArgs {
    /// 尋ねるPCの一覧 / List of PCs to ask
    #[arg(value_name = "FILE", value_parser = on_disk())]
    pub list: PathBuf,
    /// 表計算ソフト用のCSVで表示 / As CSV for a spreadsheet
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// 覚えた鍵を忘れるPCの名前（一覧の名前。くり返し可） / Name in the list of a PC whose remembered key no longer counts (again for each)
    #[arg(long, value_name = "NAME")]
    pub forget: Vec<String>,
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
