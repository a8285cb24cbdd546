//! The client of a running controller on this PC: it uses the controller's own CA and the desk's token.

use crate::desk::grpc::{MAX_ANSWER_BYTES, auth, respond};
use crate::identity::{self, DeskAccess, reception};
use crate::texts;
use madoguchi_fleet::ids::PersonName;
use madoguchi_plain::chain;
use madoguchi_proto::v1::Text;
use madoguchi_proto::v1::front_desk_client::FrontDeskClient;
use madoguchi_proto::v1::licenses_client::LicensesClient;
use madoguchi_proto::v1::people_client::PeopleClient;
use madoguchi_proto::v1::support_client::SupportClient;
use madoguchi_proto::v1::units_client::UnitsClient;
use madoguchi_texts::{Arg, same};
use std::error::Error;
use std::io;
use std::path::Path;
use std::time::Duration;
use tonic::metadata::{Ascii, Binary, MetadataValue};
use tonic::service::Interceptor;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::Channel;
use tonic::{Code, Request, Response, Status};

/// The longest wait for an answer. A commit takes milliseconds, and with a slow disk a second or two; a controller that takes longer hangs.
const ANSWER_TIME: Duration = Duration::from_secs(10);

/// The reason why a command failed, in words.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) text: Text,
}

impl Failure {
    /// A failure that the command line itself found.
    pub(crate) fn own(key: &str, args: &[(&str, &str)]) -> Self {
        Self {
            text: texts::text(key, args),
        }
    }

    /// The same with parts that are sentences themselves.
    pub(crate) fn saying(key: &str, args: &[(&str, Arg)]) -> Self {
        Self {
            text: texts::sentence(key, key, args),
        }
    }

    pub(crate) fn cannot_start(error: impl ToString) -> Self {
        Self::own("cli-cannot-start", &[("detail", &error.to_string())])
    }

    /// Several failures at once, one on each line.
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

    /// The failure of an answer without a field that it always has.
    pub(crate) fn incomplete() -> Self {
        Self::own("cli-answer-incomplete", &[])
    }
}

impl From<Status> for Failure {
    fn from(status: Status) -> Self {
        match (respond::said(&status), status.code()) {
            (Some(text), _) => Self { text },
            // A controller of another version.
            (None, Code::Unimplemented) => Self::incomplete(),
            (None, _) => Self::own("cli-connection-lost", &[("detail", status.message())]),
        }
    }
}

/// The failure for a controller that was not reached; each cause has its own remedy.
impl From<identity::Error> for Failure {
    fn from(error: identity::Error) -> Self {
        use identity::Error as E;
        tracing::debug!(error = %chain(&error), "no controller was reached");
        let shown = |path: &Path| path.display().to_string();
        match &error {
            E::NeverStarted(dir) => Self::own("cli-never-started", &[("dir", &shown(dir))]),
            E::NotRunning(dir) => Self::own("cli-not-running", &[("dir", &shown(dir))]),
            E::Lost { data_dir } => Self::own("cli-identity-lost", &[("dir", &shown(data_dir))]),
            E::Read { path, source } if source.kind() == io::ErrorKind::PermissionDenied => {
                Self::own(
                    "cli-no-rights",
                    &[("path", &shown(path)), ("group", reception::GROUP)],
                )
            }
            E::NoReception(folder) => {
                Self::own("cli-reception-empty", &[("folder", &shown(folder))])
            }
            E::Read { path, source } => Self::saying(
                "cli-access-unreadable",
                &[
                    ("path", same(shown(path))),
                    ("detail", texts::system_error(source).into()),
                ],
            ),
            E::Damaged { path, .. } => Self::own("cli-access-damaged", &[("path", &shown(path))]),
            E::Busy { address, waited } => Self::own(
                "cli-busy",
                &[
                    ("address", &address.to_string()),
                    ("seconds", &waited.as_secs().to_string()),
                ],
            ),
            E::Unreachable { address, source } => Self::saying(
                "cli-unreachable",
                &[
                    ("address", same(address)),
                    ("detail", root_cause(&**source)),
                ],
            ),
            E::Incomplete { .. }
            | E::NoMark { .. }
            | E::RecordsLost { .. }
            | E::OtherEnvironment { .. }
            | E::Write { .. }
            | E::Random(_)
            | E::Certificate(_) => Self::own("cli-no-access", &[("detail", &chain(&error))]),
        }
    }
}

/// The last source of an error: the errors above a refused connection say nothing to people.
fn root_cause(error: &(dyn Error + 'static)) -> Arg {
    let mut causes = std::iter::successors(Some(error), |&cause| cause.source());
    let last = causes.by_ref().last();
    match last.and_then(<dyn Error>::downcast_ref::<io::Error>) {
        Some(of_system) => texts::system_error(of_system).into(),
        None => same(last.map_or_else(String::new, ToString::to_string)),
    }
}

/// Waits for an answer up to a time limit, so that a controller that hangs does not hang the caller. For a stream it covers only the
/// opening: its next item may come hours later.
pub(super) async fn answer<T>(
    call: impl Future<Output = Result<Response<T>, Status>>,
) -> Result<T, Failure> {
    answer_within(ANSWER_TIME, call).await
}

async fn answer_within<T>(
    limit: Duration,
    call: impl Future<Output = Result<Response<T>, Status>>,
) -> Result<T, Failure> {
    match tokio::time::timeout(limit, call).await {
        Ok(answer) => Ok(answer?.into_inner()),
        Err(_) => {
            let seconds = limit.as_secs().to_string();
            Err(Failure::own("cli-no-answer", &[("seconds", &seconds)]))
        }
    }
}

/// The environment variables in which the system says who somebody is; who became another user by sudo is still himself.
const USER: [&str; 4] = ["SUDO_USER", "USER", "LOGNAME", "USERNAME"];

/// Adds the token to each call, and who uses this program.
#[derive(Clone)]
pub(crate) struct Token {
    authorization: MetadataValue<Ascii>,
    user: Option<MetadataValue<Binary>>,
}

impl Token {
    pub(crate) fn new(authorization: MetadataValue<Ascii>) -> Self {
        let said = USER.iter().find_map(|name| std::env::var(name).ok());
        let name = said.and_then(|said| PersonName::parse(&said));
        Self {
            authorization,
            user: name.map(|name| MetadataValue::from_bytes(name.as_str().as_bytes())),
        }
    }
}

impl Interceptor for Token {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        let metadata = request.metadata_mut();
        metadata.insert("authorization", self.authorization.clone());
        if let Some(user) = &self.user {
            metadata.insert_bin(auth::USER, user.clone());
        }
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
    /// Connects to the controller that runs on a data directory.
    pub(crate) async fn connect(data_dir: &Path) -> Result<Self, Failure> {
        let access = DeskAccess::read(data_dir)?;
        let channel = access.connect().await?;
        let token = Token::new(access.authorization());
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

    pub(crate) fn people(&self) -> PeopleClient<Wire> {
        PeopleClient::new(self.wire.clone()).max_decoding_message_size(MAX_ANSWER_BYTES)
    }

    pub(crate) fn support(&self) -> SupportClient<Wire> {
        SupportClient::new(self.wire.clone()).max_decoding_message_size(MAX_ANSWER_BYTES)
    }
}

/// The id of a new request. A repeat with the same id gets the first answer.
pub(crate) fn request_id() -> Result<Vec<u8>, Failure> {
    let mut id = vec![0; 16];
    getrandom::fill(&mut id).map_err(no_random_bytes)?;
    Ok(id)
}

pub(super) fn no_random_bytes(_: getrandom::Error) -> Failure {
    Failure::own("no-random-bytes", &[])
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use identity::Error as E;
    use std::fs;
    use std::net::{Ipv4Addr, SocketAddr, TcpListener};

    fn code(error: E) -> String {
        let text = Failure::from(error).text;
        assert!(!text.ja.is_ascii() && text.en.is_ascii(), "{text:?}");
        text.code
    }

    fn unreadable(kind: io::ErrorKind) -> E {
        let path = "identity/desk.token".into();
        let source = kind.into();
        E::Read { path, source }
    }

    #[test]
    fn who_reaches_no_controller_is_told_which_of_the_causes_it_is() {
        let source = "not an address".into();
        let path = "desk.addr".into();
        assert_eq!(code(E::NeverStarted("d".into())), "cli-never-started");
        assert_eq!(code(E::NotRunning("d".into())), "cli-not-running");
        assert_eq!(code(E::Damaged { path, source }), "cli-access-damaged");
        let forbidden = unreadable(io::ErrorKind::PermissionDenied);
        // Both ways out are told.
        let ways = Failure::from(unreadable(io::ErrorKind::PermissionDenied)).text;
        for way in ["administrator", reception::GROUP] {
            assert!(ways.en.contains(way), "{ways:?}");
        }
        assert_eq!(code(forbidden), "cli-no-rights");
        let gone = unreadable(io::ErrorKind::NotFound);
        assert_eq!(code(gone), "cli-access-unreadable");
        assert_eq!(code(E::NoReception("d".into())), "cli-reception-empty");
        let random = E::Random(getrandom::Error::UNSUPPORTED);
        assert_eq!(code(random), "cli-no-access");
        let text = no_random_bytes(getrandom::Error::UNSUPPORTED).text;
        assert!(text.en.contains("nothing was done"), "{text:?}");
    }

    #[test]
    fn a_controller_of_another_version_is_told_apart_from_one_whose_answer_was_lost() {
        let said = |code| Failure::from(Status::new(code, "detail")).text;
        let other = said(Code::Unimplemented);
        assert!(other.en.contains("same version"), "{other:?}");
        let lost = said(Code::Unavailable);
        assert!(lost.en.contains("whether it was"), "{lost:?}");
        assert!(lost.ja.contains("変わったかどうか"), "{lost:?}");
    }

    #[tokio::test]
    async fn keys_that_are_lost_are_not_told_as_a_first_start() {
        let folder = tempfile::tempdir().unwrap();
        let _ = identity::Identity::open_or_create(folder.path()).unwrap();
        let store = folder.path().join(crate::store::FOLDER);
        fs::create_dir(&store).unwrap();
        fs::write(store.join("db"), "records").unwrap();
        fs::remove_dir_all(folder.path().join("identity")).unwrap();
        let text = Client::connect(folder.path()).await.err().unwrap().text;
        assert_eq!(text.code, "cli-identity-lost");
        assert!(text.ja.contains("madoguchi serve"), "{text:?}");
    }

    #[tokio::test]
    async fn a_controller_that_ended_without_a_word_is_told_by_its_address() {
        let folder = tempfile::tempdir().unwrap();
        let reached = |folder: &tempfile::TempDir| {
            let path = folder.path().to_owned();
            async move { Client::connect(&path).await.err().unwrap().text }
        };
        assert_eq!(reached(&folder).await.code, "cli-never-started");
        let _ = identity::Identity::open_or_create(folder.path()).unwrap();
        assert_eq!(reached(&folder).await.code, "cli-not-running");
        // An address on which nobody listens any more.
        let nobody = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let listener = TcpListener::bind(nobody).unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        let file = folder.path().join(identity::ADDRESS_FILE);
        fs::write(&file, address.to_string()).unwrap();
        let text = reached(&folder).await;
        assert_eq!(text.code, "cli-unreachable");
        assert!(text.en.contains(&address.to_string()), "{text:?}");
        fs::write(&file, "somewhere").unwrap();
        assert_eq!(reached(&folder).await.code, "cli-access-damaged");
    }

    /// Writes the address of a desk that cuts every connection off into a data directory.
    async fn cutting_off(folder: &Path, mercy_after: Option<usize>) -> Text {
        let identity = identity::Identity::open_or_create(folder).unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        fs::write(folder.join(identity::ADDRESS_FILE), address.to_string()).unwrap();
        let config = identity.desk_tls().unwrap();
        let acceptor = tokio_rustls::TlsAcceptor::from(config);
        let server = tokio::spawn(async move {
            let mut cut = 0;
            while let Ok((stream, _)) = listener.accept().await {
                if mercy_after.is_some_and(|most| cut >= most) {
                    let stream = acceptor.accept(stream).await.unwrap();
                    // The connection stays open for as long as the test runs.
                    std::mem::forget(stream);
                }
                cut += 1;
            }
        });
        let reached = Client::connect(folder).await;
        server.abort();
        reached
            .err()
            .map_or_else(Text::default, |failure| failure.text)
    }

    #[tokio::test]
    async fn a_program_that_finds_the_desk_busy_tries_again_and_says_what_is_so() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(cutting_off(folder.path(), Some(4)).await, Text::default());
        let text = cutting_off(folder.path(), None).await;
        assert_eq!(text.code, "cli-busy");
        assert!(text.en.contains("unfinished connections") && !text.ja.is_ascii());
    }

    #[tokio::test]
    async fn a_controller_that_hangs_does_not_hang_who_asks() {
        let never = std::future::pending::<Result<Response<()>, Status>>();
        let failure = answer_within(Duration::ZERO, never).await.err().unwrap();
        assert_eq!(failure.text.code, "cli-no-answer");
    }
}
