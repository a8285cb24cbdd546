//! The arguments of `ledger`, `activate`, `transfer`, `reissue` and `book`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use madoguchi_licensing::keys::PublicKey;
use madoguchi_texts::command_line::{on_disk, whole_number};
use madoguchi_vendor::ledger::DEFAULT_LIMIT;
use madoguchi_vendor::ledger::chain::Head;

use super::{EnvironmentName, read};
use crate::cli::secrets::IssuerFrom;

/// The ledger of a command.
#[derive(Debug, Args)]
pub struct LedgerAt {
    /// 台帳のフォルダー / The ledger's folder
    #[arg(long = "ledger", value_name = "DIR", env = "MADOGUCHI_LEDGER")]
    pub books: PathBuf,
}

#[derive(Debug, Subcommand)]
pub enum LedgerCommand {
    /// 新しいフォルダーに、1つの環境の台帳を始める / Begins a ledger in a new folder, for one environment
    Create(Create),
    /// 手続きのつながりを確かめ、最初に壊れたものを示す / Proves the chain of acts, and names the first broken one
    Verify(Verify),
    /// つながりの末尾を表示（別の場所に控え、あとで `ledger verify` に渡してください） / Shows where the chain ends: write it down elsewhere, and give it to `ledger verify` later
    Head(LedgerAt),
    /// 台帳にあるPCの番号と医療機関の一覧（`madoguchi support open --known` に渡すファイルになります） / Lists the keys of the installations in it, each with its clinic: the file for `madoguchi support open --known`
    Keys(LedgerAt),
    /// 合わないものの一覧（複製されたPC、2か所にある1台、故障したはずのPCからの連絡） / Lists what does not fit together: copied PCs, one unit at two places, the dead that speak
    Doubts(LedgerAt),
    /// 医療機関ごとの、持っているものの一覧（--days で、その日数のうちに終わるもの） / Lists who holds what, per clinic; with --days what ends within so many days
    Due(Due),
}

#[derive(Debug, Args)]
pub struct Create {
    #[command(flatten)]
    pub ledger: LedgerAt,
    /// どのPCのためのものか / Which installations it is for
    #[arg(long, ignore_case = true)]
    pub environment: EnvironmentName,
}

#[derive(Debug, Args)]
pub struct Verify {
    #[command(flatten)]
    pub ledger: LedgerAt,
    /// 前に控えた末尾の記録（つながりがそこを通るか確かめます） / A head that was written down earlier: the chain has to come by it
    #[arg(long, value_name = "HEAD", value_parser = read::<Head>)]
    pub head: Option<Head>,
}

#[derive(Debug, Args)]
pub struct Due {
    #[command(flatten)]
    pub ledger: LedgerAt,
    /// この日数のうちに終わるものと、終わったものだけ / Only what ends within so many days, or has ended
    #[arg(long, value_parser = whole_number(clap::value_parser!(u32).range(..=36_500)))]
    pub days: Option<u32>,
}

/// How a license leaves the office.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("carrier").required(true).multiple(true))]
pub struct Carriers {
    /// ファイルで / As a file
    #[arg(long, value_name = "FILE", group = "carrier", value_parser = on_disk())]
    pub out: Option<PathBuf>,
    /// 画面のQRコードで / As QR codes in the terminal
    #[arg(long, group = "carrier")]
    pub qr: bool,
    /// QRコードの画像（PNG）で / As a picture with QR codes
    #[arg(long, value_name = "FILE", group = "carrier", value_parser = on_disk())]
    pub png: Option<PathBuf>,
    /// QRコードの図（SVG）で / As a drawing with QR codes
    #[arg(long, value_name = "FILE", group = "carrier", value_parser = on_disk())]
    pub svg: Option<PathBuf>,
    /// 入力用の文字で / As text to type
    #[arg(long, group = "carrier")]
    pub typed: bool,
}

#[derive(Debug, Args)]
pub struct Activate {
    /// 医療機関の申請（ファイル、入力した文字、読み取った文字のどれでも） / The clinic's activation request, in any form: file, typed or scanned text
    pub request: PathBuf,
    #[command(flatten)]
    pub ledger: LedgerAt,
    #[command(flatten)]
    pub issuer: IssuerFrom,
    /// 電話で聞いたプロダクトキー（全体か、台帳にあるものの終わりの文字。-は標準入力の1行） / The product key that was read out over the telephone: whole, or the last letters and digits of one that is in the ledger; `-`: a line of the standard input
    #[arg(long, value_name = "KEY")]
    pub product_key: Option<String>,
    #[command(flatten)]
    pub carriers: Carriers,
}

/// What shows whose a license is.
#[derive(Debug, Args)]
pub struct OwnershipFrom {
    /// 電話で聞いた、ライセンスのプロダクトキー（全体か、台帳にあるものの終わりの文字。-は標準入力の1行）。ライセンスごとに指定できます / The product key of a license, as it was read out over the telephone: whole, or the last letters and digits of one that is in the ledger; `-`: a line of the standard input. May be given once for each license
    #[arg(long = "product-key", value_name = "KEY")]
    pub product_keys: Vec<String>,
    /// 誰のものか証明がなくても渡す（疑いとして記録します） / Hands the license out without a proof of whose it is; it is noted as a doubt
    #[arg(long)]
    pub anyway: bool,
}

#[derive(Debug, Args)]
pub struct Transfer {
    /// 医療機関の、移行の申請 / The clinic's transfer request
    pub request: PathBuf,
    #[command(flatten)]
    pub ledger: LedgerAt,
    #[command(flatten)]
    pub issuer: IssuerFrom,
    #[command(flatten)]
    pub ownership: OwnershipFrom,
    /// 新しいリーダーの製造時の鍵（あれば。64文字の16進数） / The new unit's factory key, 64 hex digits, where it has one
    #[arg(long, value_name = "HEX", value_parser = read::<PublicKey>, conflicts_with = "without_factory_key")]
    pub unit_key: Option<PublicKey>,
    /// 新しいリーダーには製造時の鍵がない（故障したものにはあった。本物かどうかの確認はなくなります） / The new unit has no factory key, although the broken one had: it need not prove then that it is there
    #[arg(long)]
    pub without_factory_key: bool,
    /// 確認しない / Do not ask
    #[arg(long)]
    pub yes: bool,
    #[command(flatten)]
    pub carriers: Carriers,
}

#[derive(Debug, Args)]
pub struct Reissue {
    /// 新しいPCの申請（故障したPCのライセンスが書かれたもの） / The activation request of the new PC, which names the licenses of the dead one
    pub request: PathBuf,
    /// 元のPCはもう使えないと医療機関が言っている（故障として記録します） / The clinic says that the old PC is lost for good: it is noted as lost
    #[arg(long, required = true)]
    pub lost: bool,
    #[command(flatten)]
    pub ledger: LedgerAt,
    #[command(flatten)]
    pub issuer: IssuerFrom,
    #[command(flatten)]
    pub ownership: OwnershipFrom,
    /// 1つのプロダクトキーのライセンスを再発行できる回数 / How often the license of one product key may be reissued in all
    #[arg(long, default_value_t = DEFAULT_LIMIT, value_parser = whole_number(clap::value_parser!(u32)))]
    pub limit: u32,
    /// 確認しない / Do not ask
    #[arg(long)]
    pub yes: bool,
    #[command(flatten)]
    pub carriers: Carriers,
}

#[derive(Debug, Args)]
pub struct Book {
    /// 返却か、取り消しリストのファイル / A license return, or a revocation list
    pub file: PathBuf,
    #[command(flatten)]
    pub ledger: LedgerAt,
    /// ルートの公開鍵（.pub ファイル）。試験用の台帳の取り消しリストに使います / The root's public key (its `.pub` file), for a test ledger's revocation list
    #[arg(long, value_name = "FILE")]
    pub root: Option<PathBuf>,
    /// 確認しない / Do not ask
    #[arg(long)]
    pub yes: bool,
}
