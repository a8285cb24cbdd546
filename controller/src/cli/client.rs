//! The way to a running controller: its desk on this PC, under its own CA and with its token.

use crate::desk::respond;
use crate::identity::DeskAccess;
use crate::texts;
use madoguchi_proto::v1::Text;
use madoguchi_proto::v1::front_desk_client::FrontDeskClient;
use madoguchi_proto::v1::licenses_client::LicensesClient;
use madoguchi_proto::v1::support_client::SupportClient;
use madoguchi_proto::v1::units_client::UnitsClient;
use std::path::Path;
use tonic::metadata::{Ascii, MetadataValue};
use tonic::service::Interceptor;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::Channel;
use tonic::{Request, Status};

/// Largest answer that is taken: what the desk sends at most.
const MAX_ANSWER_BYTES: usize = 8 * 1024 * 1024;

/// Why it was not done, in words.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) text: Text,
}

impl Failure {
    /// A failure of the command line itself.
    pub(crate) fn own(key: &str, args: &[(&str, &str)]) -> Self {
        Self {
            text: texts::text(key, args),
        }
    }

    pub(crate) fn cannot_start(error: impl ToString) -> Self {
        Self::own("cli-cannot-start", &[("detail", &error.to_string())])
    }

    /// Several things at once, a line each.
    pub(crate) fn several(texts: Vec<Text>) -> Self {
        let lines = |side: fn(Text) -> String| {
            texts
                .iter()
                .cloned()
                .map(side)
                .collect::<Vec<_>>()
                .join("\n")
        };
        let (ja, en) = (lines(|text| text.ja), lines(|text| text.en));
        let code = texts
            .first()
            .map_or_else(String::new, |text| text.code.clone());
        Self {
            text: Text { code, ja, en },
        }
    }

    /// The answer lacks what every answer of its kind has.
    pub(crate) fn incomplete() -> Self {
        Self::own("cli-answer-incomplete", &[])
    }
}

impl From<Status> for Failure {
    fn from(status: Status) -> Self {
        let text = respond::said(&status).unwrap_or_else(|| {
            let detail = status.message();
            texts::text("cli-connection-lost", &[("detail", detail)])
        });
        Self { text }
    }
}

/// Puts the token on each call.
#[derive(Clone)]
pub(crate) struct Token(MetadataValue<Ascii>);

impl Interceptor for Token {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        request
            .metadata_mut()
            .insert("authorization", self.0.clone());
        Ok(request)
    }
}

type Wire = InterceptedService<Channel, Token>;

/// A running controller.
#[derive(Clone)]
pub(crate) struct Client {
    wire: Wire,
}

impl Client {
    /// Reaches the controller that runs on a data directory.
    pub(crate) async fn connect(data_dir: &Path) -> Result<Self, Failure> {
        let nobody = |error: crate::identity::Error| {
            tracing::debug!(error = %error, "no controller was reached");
            let dir = data_dir.display().to_string();
            Failure::own("cli-no-controller", &[("dir", &dir)])
        };
        let access = DeskAccess::read(data_dir).map_err(nobody)?;
        let channel = access.connect().await.map_err(nobody)?;
        let token = Token(access.authorization());
        Ok(Self {
            wire: InterceptedService::new(channel, token),
        })
    }

    pub(crate) fn front_desk(&self) -> FrontDeskClient<Wire> {
        FrontDeskClient::new(self.wire.clone()).max_decoding_message_size(MAX_ANSWER_BYTES)
    }

    pub(crate) fn units(&self) -> UnitsClient<Wire> {
        UnitsClient::new(self.wire.clone()).max_decoding_message_size(MAX_ANSWER_BYTES)
    }

    pub(crate) fn licenses(&self) -> LicensesClient<Wire> {
        LicensesClient::new(self.wire.clone()).max_decoding_message_size(MAX_ANSWER_BYTES)
    }

    pub(crate) fn support(&self) -> SupportClient<Wire> {
        SupportClient::new(self.wire.clone()).max_decoding_message_size(MAX_ANSWER_BYTES)
    }
}

/// The id of a new request: a repeat of it would get the first answer.
pub(crate) fn request_id() -> Result<Vec<u8>, Failure> {
    let mut id = vec![0; 16];
    getrandom::fill(&mut id).map_err(Failure::cannot_start)?;
    Ok(id)
}
