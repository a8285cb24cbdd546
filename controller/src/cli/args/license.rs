//! What can be typed about licenses and the time.

use crate::cli::typed::unit;
use clap::{Args, Subcommand};
use madoguchi_texts::command_line::{on_disk, whole_number};
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use zeroize::Zeroizing;

/// What to do with licenses.
#[derive(Debug, Subcommand)]
pub enum LicenseCommand {
    /// 購入元への申請を作る / Make a request to the vendor
    #[command(after_help = REQUEST_HELP)]
    Request(Request),
    /// ライセンスなど、購入元から届いたものを入れる / Install what came from the vendor
    #[command(after_help = INSTALL_HELP)]
    Install {
        /// ファイル（-は標準入力: 入力した文字、QRコードの文字も可） / File (-: stdin, typed or scanned text, too)
        file: PathBuf,
        /// 元のPCが故障した（1回だけ、7日間使える） / The old PC died: serves for 7 days, once
        #[arg(long)]
        old_pc_died: bool,
    },
    /// ライセンスの一覧 / List licenses
    List,
    /// ライセンスや書類の説明 / Explain a license or any paper
    Show {
        /// ライセンスの番号かファイル（-は標準入力） / License id, or file (-: stdin)
        #[arg(value_name = "ID|FILE")]
        what: PathBuf,
    },
    /// これまでの申請と返却（もう一度書き出せます） / Requests and returns so far, to be written out again
    Acts {
        /// この番号を書き出す / Write this one out
        #[arg(long, value_name = "N", value_parser = whole_number(clap::value_parser!(u64)))]
        write: Option<u64>,
        /// How.
        #[command(flatten)]
        forms: Forms,
    },
    /// ライセンスを返却する（madoguchiを止めてから） / Give the licenses back, with the controller stopped
    #[command(after_help = RETURN_HELP)]
    Return(GiveBack),
}

/// What a request is.
const REQUEST_HELP: &str = "\
何も指定しないと、request-番号.madoguchi をこのフォルダーに作り、画面にQRコードを表示します。
できたもの（ファイルかQRコード）を購入元に渡してください。電話で読み上げるのはプロダクトキーだけです。
/
Without a form it writes request-N.madoguchi to this folder and shows QR codes. Send that to the vendor.";

/// What is installed.
const INSTALL_HELP: &str = "\
ライセンス、取り消しリスト、時計の解除のどれでも入れられます。起動し直す必要はなく、診療も止まりません。
/
Licenses, revocation lists and time resets. In force at once: no restart, no session is disturbed.";

/// What a return is.
const RETURN_HELP: &str = "\
追加ライセンスを購入元に返し、別のPCで使えるようにします。このPCの鍵は新しくなり、元には戻せません。
返却のファイルを購入元に渡してください。なくしたときは、同じ命令でもう一度書き出せます。
/
Gives the additional licenses back, so that another PC can use them. This PC's key is made anew; that cannot be
undone. Send the file to the vendor. If it is lost, the same command writes it out again.";

/// A request to the vendor.
#[derive(Debug, Args)]
pub struct Request {
    /// プロダクトキー（-は標準入力） / Product key (-: from stdin)
    #[arg(long, value_name = "KEY", conflicts_with = "transfer")]
    pub product_key: Option<ProductKeyText>,
    /// 追加する枠の数 / Seats wanted
    #[arg(long, value_name = "N", conflicts_with = "transfer", value_parser = whole_number(clap::value_parser!(u32).range(1..=3)))]
    pub seats: Option<u32>,
    /// 故障したPCのライセンスの再発行 / Have a dead PC's licenses issued anew
    #[arg(long, conflicts_with = "transfer")]
    pub reissue: bool,
    /// 交換したリーダー（製造番号、または新しいリーダーの窓口名）の同梱ライセンスの移行 / Move the bundled license of this replaced unit: its serial, or the counter of the new one
    #[arg(long, value_name = "OLD", value_parser = unit)]
    pub transfer: Option<String>,
    /// How.
    #[command(flatten)]
    pub forms: Forms,
}

/// How a document leaves.
#[derive(Debug, Args)]
pub struct Forms {
    /// ファイルに書く / Write a file
    #[arg(long, value_name = "FILE", value_parser = on_disk())]
    pub out: Option<PathBuf>,
    /// QRコードを画面に / Show QR codes
    #[arg(long)]
    pub qr: bool,
    /// QRコードの画像（PNG） / QR codes as a picture (PNG)
    #[arg(long, value_name = "FILE", value_parser = on_disk())]
    pub png: Option<PathBuf>,
    /// QRコードの画像（SVG） / QR codes as a picture (SVG)
    #[arg(long, value_name = "FILE", value_parser = on_disk())]
    pub svg: Option<PathBuf>,
    /// 手で入力できる文字で / As text to type
    #[arg(long)]
    pub typed: bool,
}

/// A return.
#[derive(Debug, Args)]
pub struct GiveBack {
    /// How it leaves.
    #[command(flatten)]
    pub forms: Forms,
    /// 確認しない / Do not ask
    #[arg(long)]
    pub yes: bool,
    /// serveと同じ設定ファイル / The configuration file of `serve`
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// A product key as it was typed: it is judged later, so that no mistake shows it, and it is never printed.
#[derive(Clone)]
pub struct ProductKeyText(Zeroizing<String>);

impl ProductKeyText {
    /// What was typed.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ProductKeyText {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(Zeroizing::new(text.to_owned())))
    }
}

impl fmt::Debug for ProductKeyText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProductKeyText(…)")
    }
}

/// What to do with the time.
#[derive(Debug, Subcommand)]
pub enum TimeCommand {
    /// PCの時計と内部の時刻を見る / Show the PC's clock and the controller's time
    Show,
    /// 内部の時刻をPCの時計に合わせる / Set the controller's time to the PC's clock
    Confirm {
        /// 確認しない / Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// 戻された時計の解除を購入元に頼む番号 / Code for the vendor, to clear a clock that was set back
    AskReset,
}
