//! What can be typed after `madoguchi audit`.

use clap::Subcommand;
use madoguchi_texts::command_line::on_disk;
use std::path::PathBuf;

/// What a check shows, and what it does not.
const VERIFY_HELP: &str = "\
記録は1件ごとに、前の記録とつながる照合値を持っています。途中の記録が書き換えられたり抜けたりして
いると、ここでわかります。末尾が切り取られた場合や、このPCの持ち主がすべてを作り直した場合は、
それだけではわかりません。販売元などに渡した申請や返却のファイルには、その時点の位置が署名とともに
入っているため、--request で照合できます。
/
Each entry has a digest over itself and the entry before, so one that was changed or taken out later
shows here. That the end was cut off, or all of it written anew by this PC's owner, does not show by
that alone. A signed request or return names the place at which it was made: keep such a file
elsewhere, and compare with --request.";

/// What to do with the record of acts.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// 書き換えや抜けがないかを照合 / Check that nothing was changed or taken out
    #[command(after_help = VERIFY_HELP)]
    Verify {
        /// 照合する申請や返却のファイル（何度でも指定できます） / A signed request or return to compare with (also several)
        #[arg(long, value_name = "FILE")]
        request: Vec<PathBuf>,
    },
    /// 新しいファイルに書き出す（1行に1件のJSON） / Write it to a new file, one JSON object a line
    Export {
        /// 新しいファイル / New file
        #[arg(long, value_name = "FILE", value_parser = on_disk())]
        out: PathBuf,
    },
}
