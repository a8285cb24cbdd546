//! `madoguchi update …`: an update with a way back.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// What to do of an update. Each is run as the user who runs the controller, while it is stopped.
#[derive(Debug, Subcommand)]
pub enum UpdateCommand {
    /// 更新前のデータを写しておく（madoguchiを止めてから） / Keep a copy of the data before an update, while the controller is stopped
    Prepare(UpdateArgs),
    /// 新しい版にデータを確かめさせる。使えなければ、更新前に戻す / Have the new version judge the data; where it cannot go on with them, put the copy back
    Judge {
        /// 新しい版のプログラム / The new version's program
        #[arg(long, value_name = "FILE")]
        program: PathBuf,
        /// Which data.
        #[command(flatten)]
        of: UpdateArgs,
    },
    /// 更新前のデータに戻す / Put back the data from before the update
    Undo(UpdateArgs),
}

/// Which data an update is about: the data directory of the command line, else of the configuration.
#[derive(Debug, Args)]
pub struct UpdateArgs {
    /// 設定ファイル / Configuration file
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

impl UpdateCommand {
    /// The configuration that was named.
    #[must_use]
    pub fn config(&self) -> Option<&PathBuf> {
        let (Self::Prepare(of) | Self::Judge { of, .. } | Self::Undo(of)) = self;
        of.config.as_ref()
    }
}
