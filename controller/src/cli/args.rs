//! What can be typed. The help of each command and argument is `日本語 / English`; a person sees one of them.

mod audit;
mod doctor;
mod license;
mod pair;
mod service;
mod support;
mod ticket;
mod unit;
mod update;
mod user;

pub use audit::AuditCommand;
pub use doctor::DoctorArgs;
pub use license::{Forms, GiveBack, LicenseCommand, ProductKeyText, Request, TimeCommand};
pub use pair::Pair;
pub use service::ServiceCommand;
pub use support::{
    BundleArgs, CodeArgs, CollectArgs, LogArgs, OpenArgs, SupportCommand, TriageArgs,
};
pub use ticket::{ChangeTicket, DoneByMeans, NewTickets};
pub use unit::{ChangeUnit, Enroll, LedgerCommand, Maintenance, NoteUnit, OneUnit};
pub use update::UpdateCommand;
pub use user::{Credentials, UserCommand};

use super::typed::{counter, month, number, reason, session, unit as unit_name, wish};
use clap::{Args, Parser, Subcommand};
use madoguchi_fleet::ids::{Number, SessionId};
use madoguchi_proto::v1;
use madoguchi_texts::Lang;
use madoguchi_texts::command_line::{language, on_disk, whole_number};
use std::path::PathBuf;

/// 1台のPCのカードリーダーをまとめて動かします / Runs a clinic PC's card readers as one fleet
#[derive(Debug, Parser)]
#[command(name = "madoguchi", version)]
pub struct Cli {
    /// What every command has.
    #[command(flatten)]
    pub common: Common,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What every command has.
#[derive(Debug, Args)]
pub struct Common {
    /// データフォルダー（環境変数 MADOGUCHI_DATA_DIR でも指定できます） / Data directory [or by the environment: MADOGUCHI_DATA_DIR]
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// 表示の言語 / Language
    #[arg(long, global = true, value_parser = language())]
    pub lang: Option<Lang>,
    /// JSONで出力 / Print JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// コントローラーを起動 / Run the controller
    Serve(ServeArgs),
    /// クリニックの午前を実演 / Show a clinic's morning with simulated readers
    #[cfg(feature = "demo")]
    Demo(DemoArgs),
    /// いまの状況 / The fleet in one look
    Status {
        /// 変わるたび、少なくとも1分ごとに表示 / Show it again after every change, at least once a minute
        #[arg(long)]
        watch: bool,
    },
    /// 開院前の確認：リーダーとPCは使えるか（使えないときは終了コード1） / Whether the clinic can open: the readers and this PC (exit code 1 where it cannot)
    Check,
    /// 最近のできごと（起動してからの新しいもの200件まで） / What happened lately: the newest 200 events since the start
    Events,
    /// 画面（ブラウザーで開く窓口と待合のページ）のアドレス / Addresses of the console: the counter page and the board
    Console,
    /// 受付 / Tickets
    #[command(subcommand)]
    Ticket(TicketCommand),
    /// リーダー / Units
    #[command(subcommand)]
    Unit(UnitCommand),
    /// ライセンス / Licenses
    #[command(subcommand)]
    License(LicenseCommand),
    /// その日の受付 / The day
    #[command(subcommand)]
    Day(DayCommand),
    /// 報告 / Reports
    #[command(subcommand)]
    Report(ReportCommand),
    /// 時刻 / Time
    #[command(subcommand)]
    Time(TimeCommand),
    /// 利用者（ログインする人） / People who may log in
    #[command(subcommand)]
    User(UserCommand),
    /// PCを点検する（何も変更しません） / Examine this PC, before installation and any time after
    #[command(after_help = doctor::HELP)]
    Doctor(DoctorArgs),
    /// エラーのコードの説明 / What a fault's code means, and what to do
    Explain {
        /// コード（例: MDG-0204）、名前、またはリーダーの画面の3桁。省略すると一覧 / Code (MDG-0204), name, or the three digits on a reader's screen; without it all are listed
        #[arg(value_name = "CODE")]
        code: Option<String>,
    },
    /// サポート（困ったとき） / Support: what to do when something is wrong
    #[command(subcommand)]
    Support(SupportCommand),
    /// 操作の記録 / The record of acts: who did what, when
    #[command(subcommand)]
    Audit(AuditCommand),
    /// 動いているmadoguchiのバックアップを作る / Back up the running controller to an encrypted file
    #[command(after_help = BACKUP_HELP)]
    Backup(BackupArgs),
    /// このPCの鍵 / This PC's keys
    #[command(subcommand)]
    Identity(IdentityCommand),
    /// Windowsのサービス（Linuxではsystemctl） / The service of Windows (on Linux: systemctl)
    #[command(subcommand)]
    Service(ServiceCommand),
    /// 自動バックアップを開く鍵を作り、紙に印刷する / Make the key of the automatic backups, as a sheet to print
    #[command(after_help = BACKUP_KEY_HELP)]
    BackupKey(BackupKeyArgs),
    /// 印刷して貼る手引き / Guides to print and hang up
    #[command(subcommand)]
    Guide(GuideCommand),
    /// バックアップを、空か、まだ使っていないデータフォルダーに戻す / Restore a backup to a data directory that is empty or was not used yet
    #[command(after_help = RESTORE_HELP)]
    Restore(RestoreArgs),
    /// 更新（インストーラーが使います） / An update: what the installers run
    #[command(subcommand)]
    Update(UpdateCommand),
}

/// What a backup is.
const BACKUP_HELP: &str = "\
受付・リーダー・ライセンス・操作の記録と、このPCの鍵が入ります。設定ファイルは入りません。
ファイルは合言葉（パスフレーズ）で暗号化されます（age形式）。このPCの外に保管してください。
/
It holds tickets, units, licenses, the audit and this PC's keys; not the configuration. The file is
encrypted with a passphrase (the form of age). Keep it away from this PC.";

/// What the key is.
const BACKUP_KEY_HELP: &str = "\
秘密の鍵はこのPCに残りません。紙（HTML）を標準出力か --out のファイルに書くので、すぐに印刷してください。
受取人の鍵（秘密ではありません）は、--config の設定ファイルに書きます。なければ、書く行を表示します。
/
The secret key is not kept on this PC. The sheet (HTML) goes to standard output, or to the file of --out: print it at
once. The recipient, which is no secret, is written into the configuration of --config, or else shown as lines for it.";

/// Where a key goes.
#[derive(Debug, Args)]
pub struct BackupKeyArgs {
    #[command(flatten)]
    pub paper: PaperArgs,
    /// 受取人の鍵を書き込む設定ファイル / Configuration file that gets the recipient
    #[arg(long, value_name = "FILE", requires = "out", value_parser = on_disk())]
    pub config: Option<PathBuf>,
    /// 設定に置き場所がまだなければ、そこに書くバックアップのフォルダー / Folder of the backups, to be written there, too
    #[arg(long, value_name = "DIR", requires = "config", value_parser = on_disk())]
    pub folder: Option<PathBuf>,
}

/// A sheet to print.
#[derive(Debug, Args)]
pub struct PaperArgs {
    /// 新しいファイル（なければ標準出力） / New file [else standard output]
    #[arg(short, long = "out", value_name = "FILE", value_parser = on_disk())]
    pub out: Option<PathBuf>,
}

/// What is reported.
#[derive(Debug, Subcommand)]
pub enum ReportCommand {
    /// 1か月の集計：リーダーごとの利用、顔とカード、待ち時間（印刷用のページと表） / A month in figures: use of each reader, faces and cards, waits (a page to print, and tables)
    Month(MonthArgs),
}

/// Which month, and where it goes.
#[derive(Debug, Args)]
pub struct MonthArgs {
    /// 月（例: 2026-11） / Month (2026-11)
    #[arg(value_parser = month)]
    pub month: String,
    /// ページ（HTML）と表（CSV）を入れるフォルダー（なければページを標準出力） / Folder that gets the page (HTML) and the tables (CSV) [else the page to standard output]
    #[arg(short, long = "out", value_name = "DIR", value_parser = on_disk())]
    pub out: Option<PathBuf>,
}

/// A guide to print.
#[derive(Debug, Subcommand)]
pub enum GuideCommand {
    /// 受付の手引き（A4 1枚） / What reception does, on one page of A4
    Reception(PaperArgs),
    /// 止まったときの手引き（A4 1枚） / What to do while it is down, on one page of A4
    Down(PaperArgs),
}

/// What a restore does.
const RESTORE_HELP: &str = "\
madoguchiを動かす利用者か、管理者（root）で実行してください。戻したものは、データフォルダーの持ち主のものになります。
入れたばかりのPCでは、先にサービスを止めてください。戻したあと、元のPCのmadoguchiは起動しないでください。
/
Run it as the user who will run the controller, or as an administrator (root): what is restored belongs to the owner of
the data directory. On a PC where it was just installed, stop the service first. Never start the old PC's controller afterwards.";

/// What to do with this PC's keys.
#[derive(Debug, Subcommand)]
pub enum IdentityCommand {
    /// 失われた鍵の代わりに新しい鍵を作る（全リーダーの登録とライセンスがやり直しになります） / Make new keys in place of lost ones: every reader is paired again, licenses are issued again
    New {
        /// 設定ファイル / Configuration file
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
        /// 確認しない / Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// 受付の人のための鍵の置き場所を作り、権限を整える（管理者） / Make the folder with reception's access, or set its rights again, as administrator
    Reception {
        /// 読めるようにするグループ（なければ madoguchi-reception） / Group that may read it [else madoguchi-reception]
        #[arg(long, value_name = "NAME")]
        group: Option<String>,
        /// 次に起動したときに、新しい鍵に替える / Have the next start make a new one
        #[arg(long)]
        renew: bool,
    },
}

/// Where a backup goes.
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// 新しいファイル / New file
    #[arg(value_parser = on_disk())]
    pub file: PathBuf,
    /// すでにあるファイルを上書き / Replace a file that exists
    #[arg(long)]
    pub force: bool,
    /// 合言葉を読む番号（0は標準入力。なければ環境変数 MADOGUCHI_PASSPHRASE） / Descriptor with the passphrase (0: stdin) [else env: MADOGUCHI_PASSPHRASE]
    #[arg(long, value_name = "N", value_parser = whole_number(clap::value_parser!(u32)))]
    pub passphrase_fd: Option<u32>,
}

/// Where a backup comes from.
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// バックアップのファイル / The backup
    #[arg(value_parser = on_disk())]
    pub file: PathBuf,
    /// 自動バックアップを開く鍵: 紙の文字のファイルか、QRコードの写真（-は標準入力） / Key of an automatic backup: a file with the sheet's characters, or a picture of its QR code (-: stdin)
    #[arg(long, value_name = "FILE", value_parser = on_disk())]
    pub identity: Option<PathBuf>,
    /// 合言葉を読む番号（0は標準入力。なければ環境変数 MADOGUCHI_PASSPHRASE） / Descriptor with the passphrase (0: stdin) [else env: MADOGUCHI_PASSPHRASE]
    #[arg(long, value_name = "N", value_parser = whole_number(clap::value_parser!(u32)))]
    pub passphrase_fd: Option<u32>,
}

/// How the controller is run.
#[derive(Debug, Clone, Default, Args)]
pub struct ServeArgs {
    /// 設定ファイル / Configuration file
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// この版がデータを引き継げるかを、接続を受け付けずに確かめて終わる / Find out with its doors closed whether this version can go on with the data, and end
    #[arg(long)]
    pub probe: bool,
    /// The data directory of the common arguments, filled in after parsing.
    #[arg(skip)]
    pub data_dir: Option<PathBuf>,
}

/// How the demo is run.
#[cfg(feature = "demo")]
#[derive(Debug, Clone, Args)]
pub struct DemoArgs {
    /// 何倍速 / Clinic seconds in a second
    #[arg(long, default_value_t = 60, value_name = "N", value_parser = whole_number(clap::value_parser!(u32).range(1..=3600)))]
    pub speed: u32,
    /// 患者数 / Patients
    #[arg(long, value_name = "N", value_parser = whole_number(clap::value_parser!(u32).range(1..=10_000)))]
    pub patients: Option<u32>,
    /// 乱数の種 / Seed
    #[arg(long, value_name = "S", value_parser = whole_number(clap::value_parser!(u64)))]
    pub seed: Option<u64>,
    /// 途中の画面なし / Without the live view
    #[arg(long)]
    pub headless: bool,
    /// 実際の受付一覧（CSV: time,number,class,needs,prefers） / A real day's receptions (CSV: time,number,class,needs,prefers)
    #[arg(long, value_name = "FILE")]
    pub receptions: Option<PathBuf>,
    /// `--json` of the common arguments, filled in after parsing.
    #[arg(skip)]
    pub json: bool,
}

/// What to do with tickets.
#[derive(Debug, Subcommand)]
pub enum TicketCommand {
    /// 受付に追加 / Add patients to the queue
    Add(NewTickets),
    /// 受付の一覧 / List tickets
    List {
        /// 終わった受付も / Also closed ones
        #[arg(long)]
        all: bool,
        /// 変わるたび、少なくとも1分ごとに表示 / Show it again after every change, at least once a minute
        #[arg(long)]
        watch: bool,
    },
    /// 1件の経過 / One ticket's story
    Show {
        /// 受付番号 / Number
        #[arg(value_parser = number)]
        number: Number,
        /// 同じ番号の、いくつ前の受付か / How many tickets of this number back
        #[arg(long, value_name = "N", value_parser = whole_number(clap::value_parser!(u32).range(1..=1000)))]
        earlier: Option<u32>,
    },
    /// 手で呼び出す / Call by hand
    Call {
        /// 受付番号 / Number
        #[arg(value_parser = number)]
        number: Number,
        /// リーダー（窓口名または製造番号） / Unit, by counter or serial (else the best free one)
        #[arg(long, value_name = "UNIT", value_parser = unit_name)]
        unit: Option<String>,
    },
    /// 不在の方を列に戻す / Put a missed ticket back
    Recall(Named),
    /// 1台のリーダーに決める / Tie to one unit
    Move {
        /// 受付番号 / Number
        #[arg(value_parser = number)]
        number: Number,
        /// リーダー（窓口名または製造番号） / Unit, by counter or serial
        #[arg(long, value_name = "UNIT", value_parser = unit_name)]
        unit: String,
        /// 確認しない（ほかの必須の条件に合わないリーダーでも） / Do not ask, also where the unit lacks what else is needed
        #[arg(long)]
        yes: bool,
    },
    /// 保留にする / Take out of the queue for a while
    Park(Named),
    /// 保留を解く / Put a parked ticket back
    Unpark(Named),
    /// 取り消す / Close without serving
    Cancel(Named),
    /// リーダーを使わず、他の方法で完了にする / Close as served without a reader, by other means
    Done(DoneByMeans),
    /// 直前の操作を元に戻す（数秒以内） / Take the newest act back, within seconds
    Undo(Named),
    /// 終わった受付を開き直す / Open a closed ticket again
    Reopen(Named),
    /// 区分や条件を変える / Change class, needs or preferences
    Change(ChangeTicket),
    /// 必須の条件を外す / Drop a need that the patient can do without
    DropNeed {
        /// 受付番号 / Number
        #[arg(value_parser = number)]
        number: Number,
        /// 外す条件（省略すると、いま満たせない条件） / Which (else those that no reader can meet now)
        #[arg(long, value_name = "W", value_parser = wish)]
        need: Option<v1::Wish>,
    },
    /// 呼び出し外の確認を受付の結果にする / Make a walk-up's result that of a ticket
    Bind(Bind),
    /// 呼び出し外の確認の一覧 / List walk-ups: patients who were not called
    WalkUps {
        /// 前の日のもの、受付が決まったものも / Also of former days, and those of a ticket
        #[arg(long)]
        all: bool,
    },
}

/// A walk-up for a ticket.
#[derive(Debug, Args)]
pub struct Bind {
    /// 受付番号 / Number
    #[arg(value_parser = number)]
    pub number: Number,
    /// Which walk-up.
    #[command(flatten)]
    pub walk_up: Which,
}

/// Which walk-up: one of the two.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct Which {
    /// このリーダーの本日のいちばん新しいもの / The newest of today at this unit
    #[arg(long, value_name = "UNIT", value_parser = unit_name)]
    pub unit: Option<String>,
    /// 確認の番号（walk-upsの一覧から） / The session, as walk-ups lists it
    #[arg(long, value_name = "HEX", value_parser = session)]
    pub session: Option<SessionId>,
}

/// One ticket, by its number.
#[derive(Debug, Args)]
pub struct Named {
    /// 受付番号 / Number
    #[arg(value_parser = number)]
    pub number: Number,
}

/// What to do with units.
#[derive(Debug, Subcommand)]
pub enum UnitCommand {
    /// リーダーの一覧と理由 / List units, and why each serves or not
    List {
        /// 取り外し済みも / Also retired ones
        #[arg(long)]
        all: bool,
    },
    /// PCのUSBポートと、つながっているもの / The PC's USB ports, and what hangs on them
    Ports,
    /// リーダーをつないで、番号を見比べて登録する / Pair a reader by comparing six digits
    #[command(after_help = pair::PAIR_HELP)]
    Pair(Pair),
    /// 登録する / Make a unit known and write its credentials
    Enroll(Enroll),
    /// ケーブルと納品日を記録する / Note which cable it hangs on, and when it was delivered
    Note(NoteUnit),
    /// 台帳（納品日、保守の終わり、交換の履歴） / The ledger: deliveries, ends of coverage, replacements
    #[command(subcommand)]
    Ledger(LedgerCommand),
    /// 窓口の名前を変える / Give its counter another name
    Rename {
        #[command(flatten)]
        unit: OneUnit,
        /// 新しい名前 / New name
        #[arg(value_name = "NAME", value_parser = counter)]
        to: String,
    },
    /// 窓口の名前・種類・タグを変える / Change name, kind or tags of its counter
    Change(ChangeUnit),
    /// 休止する / Let it finish and take nothing new
    Pause {
        #[command(flatten)]
        unit: OneUnit,
        /// 呼び出し中でも取り消す / Also take back a call that stands
        #[arg(long)]
        now: bool,
        /// 休止の理由（64文字まで）。画面や一覧に表示されます / Why: shown on the pages and lists
        #[arg(long, value_name = "TEXT", value_parser = reason)]
        reason: Option<String>,
        /// 確認しない / Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// 再開する / End a pause
    Resume(OneUnit),
    /// 整備中にする、または整備を終える（整備中は呼び出さず、異常も知らせません） / Put into maintenance, or end it: nobody is called to it and no alarm is raised
    Maintenance(Maintenance),
    /// 再起動する（1台ずつ、利用中の患者さんが終わってから） / Restart it: one reader at a time, once its patient is gone
    Restart {
        #[command(flatten)]
        unit: OneUnit,
        /// 呼び出し中でも取り消す / Also take back a call that stands
        #[arg(long)]
        now: bool,
        /// 確認しない / Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// どのリーダーかを、リーダーに大きく表示する（15秒間） / Let the reader show in large letters which one it is, for 15 seconds
    Identify(OneUnit),
    /// 利用枠を優先する / Give precedence where seats are short
    Prefer {
        #[command(flatten)]
        unit: OneUnit,
        /// 優先をやめる / Take the precedence back
        #[arg(long)]
        off: bool,
    },
    /// 取り外し済みにする / Take out for good
    Retire {
        #[command(flatten)]
        unit: OneUnit,
        /// 確認しない / Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// 故障したリーダーを新しいリーダーと交換 / Put a new unit in the place of a broken one
    Replace {
        /// 故障したリーダー（窓口名または製造番号） / The broken unit, by counter or serial
        #[arg(value_name = "OLD", value_parser = unit_name)]
        old: String,
        /// 登録済みの新しいリーダー（窓口名または製造番号） / The new, enrolled unit, by counter or serial
        #[arg(value_name = "NEW", value_parser = unit_name)]
        new: String,
        /// 切り分けの答えの名前（くり返し可） / Name of a reply to triage (again for each)
        #[arg(long = "answer", value_name = "REPLY")]
        answers: Vec<String>,
        /// 切り分けによらない交換の理由（64文字まで） / Why it is replaced without triage, in at most 64 characters
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
        /// 確認しない / Do not ask
        #[arg(long)]
        yes: bool,
    },
}

/// What to do with the day.
#[derive(Debug, Subcommand)]
pub enum DayCommand {
    /// その日の受付を終了 / Close every open ticket
    End {
        /// 確認しない / Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// 本日の集計とバックアップの古さ / Today in numbers, and how old the newest backup is
    Figures,
    /// 終了を元に戻す（次の日の受付を呼び出すまで） / Take the end back, until the next day's first call
    Undo,
}
