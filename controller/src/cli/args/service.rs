//! The arguments of `madoguchi service`.

use clap::Subcommand;
use std::path::{Path, PathBuf};

/// What to do with the service.
#[derive(Debug, Subcommand)]
pub enum ServiceCommand {
    /// サービスとして導入する（PCの起動とともに動きます） / Install the service, which starts with the PC
    Install {
        /// 設定ファイル / Configuration file
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
    },
    /// サービスを取り除く（データは残ります） / Take the service out; data stays
    Uninstall {
        /// 確認しない / Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// サービスを開始する / Start the service
    Start,
    /// サービスを停止する / Stop the service
    Stop,
    /// サービスの状態 / How the service is
    Status,
    /// サービスとして動く（Windowsだけが使います） / Run as the service: for Windows itself
    Run {
        /// 設定ファイル / Configuration file
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
    },
}

impl ServiceCommand {
    /// The configuration that it names.
    #[must_use]
    pub fn config(&self) -> Option<&Path> {
        match self {
            Self::Install { config } | Self::Run { config } => config.as_deref(),
            Self::Uninstall { .. } | Self::Start | Self::Stop | Self::Status => None,
        }
    }
}
