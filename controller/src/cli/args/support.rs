//! What can be typed after `madoguchi support`.

use super::OneUnit;
use clap::Subcommand;

/// What support at the telephone needs.
#[derive(Debug, Subcommand)]
pub enum SupportCommand {
    /// 電話でサポートに伝えることを1ページで / What to tell support about a reader, on one page
    Sheet(OneUnit),
}
