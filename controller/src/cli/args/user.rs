//! What can be typed about people who may log in.

use crate::cli::typed::{person, role};
use clap::{Args, Subcommand};
use madoguchi_fleet::ids::PersonName;
use madoguchi_fleet::people::Role;
use madoguchi_texts::command_line::whole_number;

/// What to do with people who may log in.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// 利用者を追加する / Let a person log in
    #[command(after_help = ADD_HELP)]
    Add {
        /// 名前 / Name
        #[arg(value_parser = person)]
        name: PersonName,
        /// 役割（受付、販売担当、サポート、管理者） / Role: reception, vendor, support, administrator
        #[arg(long, value_name = "ROLE", value_parser = role)]
        role: Role,
        #[command(flatten)]
        credentials: Credentials,
    },
    /// 最初の管理者をブラウザーで登録するためのコードを表示する / Show a code to make the first administrator with, in a browser
    Setup,
    /// 利用者の一覧 / List people who may log in
    List,
    /// パスワードを新しくする（パスワードや認証アプリが使えなくなったとき） / Give a new password, where password or codes are lost
    #[command(after_help = RESET_HELP)]
    Reset {
        /// 名前 / Name
        #[arg(value_parser = person)]
        name: PersonName,
        #[command(flatten)]
        credentials: Credentials,
        /// 確認しない / Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// 利用者を削除する / Let a person log in no longer
    Remove {
        /// 名前 / Name
        #[arg(value_parser = person)]
        name: PersonName,
        /// 確認しない / Do not ask
        #[arg(long)]
        yes: bool,
    },
}

/// What a new person needs.
const ADD_HELP: &str = "\
パスワードは画面で入力します（13文字以上。二段階確認を使うときは8文字以上）。
/
The password is asked for at the terminal: at least 13 characters, or 8 with a second factor.";

/// What a reset takes away.
const RESET_HELP: &str = "\
これまでのパスワード、二段階確認、回復コードは使えなくなり、ログイン中の画面はログアウトされます。
/
Former password, second factor and recovery codes are good for nothing any more, and whoever is logged in by that
name is logged out.";

/// What a person is to prove to be himself with.
#[derive(Debug, Args)]
pub struct Credentials {
    /// 二段階確認を使う（認証アプリ用のQRコードと回復コードを表示） / With a second factor: shows a QR code for an app, and recovery codes
    #[arg(long)]
    pub second_factor: bool,
    /// パスワードを読む番号（0は標準入力） / Descriptor with the password (0: stdin)
    #[arg(long, value_name = "N", value_parser = whole_number(clap::value_parser!(u32)))]
    pub password_fd: Option<u32>,
}
