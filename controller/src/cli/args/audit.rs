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

/// What is in the file, and what is not.
const EXPORT_HELP: &str = "\
ファイルには、記録の照合値と、受け付けた要求の照合値は入りません。受付番号のような短い番号は、
照合値から総当たりで推測できるためです。古い版の記録にある受付番号は、このファイルの中だけの
仮の名前にします。つながりは「audit verify」で確かめられます。--sealed を付けると、照合値も
元のまま入り、ファイルだけでつながりを計算し直せます。受付番号がわかるため、院内で保管し、
外に渡さないでください。
/
The file has neither the digests of the entries nor those of the requests: a short number such as
a ticket's can be found from them by trying. A ticket's number in an entry of an older release has
a made-up name that holds within this file alone. \"audit verify\" checks the chain. With --sealed
the digests are in it as they are, and the chain can be worked out again from the file alone:
tickets' numbers can be found from it, so keep it at the clinic and do not hand it on.";

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
    #[command(after_help = EXPORT_HELP)]
    Export {
        /// 新しいファイル / New file
        #[arg(long, value_name = "FILE", value_parser = on_disk())]
        out: PathBuf,
        /// 照合値も書き出す（院内で保管し、外に渡さない） / With the digests: to keep, not to hand on
        #[arg(long)]
        sealed: bool,
    },
}
