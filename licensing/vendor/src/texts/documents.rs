//! Signed documents that are refused. The library's own words are for logs; these are for the vendor.

use madoguchi_licensing::document::{MAX_LEN, SIGNATURE_LEN};
use madoguchi_licensing::grant::Environment;
use madoguchi_licensing::kind::Kind;
use madoguchi_licensing::trust::MAX_ROOT_FILE_LEN;
use madoguchi_licensing::{acts, document, trust, verify};
use madoguchi_proto::v1::Text;
use madoguchi_texts::command_line::other;
use madoguchi_texts::same;

use super::{Spoken, because, each, text};

impl Spoken for verify::Error {
    fn text(&self) -> Text {
        match self {
            Self::File(error) => error.text(),
            Self::Document(error) => error.text(),
            Self::Malformed { document, flaw } => text(
                "license-malformed",
                &[("document", each(document)), ("flaw", each(flaw))],
            ),
            Self::OtherEnvironment { found, here } => text(
                "license-other-environment",
                &[("found", each(found)), ("here", each(here))],
            ),
            Self::CertificateEnvironment {
                certificate,
                document,
            } => text(
                "license-certificate-environment",
                &[
                    ("certificate", each(certificate)),
                    ("document", each(document)),
                ],
            ),
            Self::NoRoots { .. } => text("license-no-roots", &[]),
            Self::NoCertificate => text("license-no-certificate", &[]),
            Self::Certificate(source) => because(text("license-certificate", &[]), source.text()),
            Self::UnknownRoot { root } => text("license-unknown-root", &[("root", same(root))]),
            Self::CertificateSignature { issuer, root } => text(
                "license-certificate-signature",
                &[("issuer", same(issuer)), ("root", same(root))],
            ),
            Self::OtherIssuer { named, certified } => text(
                "license-other-issuer",
                &[("named", same(named)), ("certified", same(certified))],
            ),
            Self::Signature { issuer } => text("license-signature", &[("issuer", same(issuer))]),
            Self::UnknownSigner { signer } => {
                text("license-unknown-signer", &[("signer", same(signer))])
            }
            Self::RevocationList(source) => {
                because(text("license-revocation-list", &[]), source.text())
            }
            Self::KindNotAllowed { issuer } => {
                text("license-kind-not-allowed", &[("issuer", same(issuer))])
            }
            Self::TooManySeats {
                issuer,
                allowed,
                granted,
            } => text(
                "license-too-many-seats",
                &[
                    ("issuer", same(issuer)),
                    ("allowed", same(allowed)),
                    ("granted", same(granted)),
                ],
            ),
            Self::SequenceTooHigh {
                issuer,
                last,
                sequence,
            } => text(
                "license-sequence-too-high",
                &[
                    ("issuer", same(issuer)),
                    ("last", same(last)),
                    ("sequence", same(sequence)),
                ],
            ),
            Self::IssuerNotYetValid { issuer, .. } => {
                text("license-issuer-not-yet-valid", &[("issuer", same(issuer))])
            }
            Self::IssuerExpired { issuer, .. } => {
                text("license-issuer-expired", &[("issuer", same(issuer))])
            }
        }
    }
}

impl Spoken for verify::Flaw {
    fn text(&self) -> Text {
        match self {
            Self::Header => text("flaw-header", &[]),
            Self::Id => text("flaw-id", &[]),
            Self::Environment => text("flaw-environment", &[]),
            Self::Sequence => text("flaw-sequence", &[]),
            Self::Issuer => text("flaw-issuer", &[]),
            Self::Time => text("flaw-time", &[]),
            Self::Validity => text("flaw-validity", &[]),
            Self::Name => text("flaw-name", &[]),
            Self::PublicKey => text("flaw-public-key", &[]),
            Self::LicenseKind => text("flaw-license-kind", &[]),
            Self::Seats => text("flaw-seats", &[]),
            Self::BoundTo => text("flaw-bound-to", &[]),
            Self::InstallationKey => text("flaw-installation-key", &[]),
            Self::Serial => text("flaw-serial", &[]),
            Self::UnitKey => text("flaw-unit-key", &[]),
            Self::Supersedes => text("flaw-supersedes", &[]),
            Self::Lineage => text("flaw-lineage", &[]),
            Self::Chain => text("flaw-chain", &[]),
            Self::Revoked => text("flaw-revoked", &[]),
            Self::RevokedIssuers => text("flaw-revoked-issuers", &[]),
            Self::Nonce => text("flaw-nonce", &[]),
            Self::Acts => text("flaw-acts", &[]),
            Self::Audit => text("flaw-audit", &[]),
            Self::ProductKey => text("flaw-product-key", &[]),
            Self::List => text("flaw-list", &[]),
            Self::Machine => text("flaw-machine", &[]),
        }
    }
}

impl Spoken for acts::Error {
    fn text(&self) -> Text {
        match self {
            Self::File(error) => error.text(),
            Self::Document(error) => error.text(),
            Self::Malformed { document, flaw } => text(
                "act-malformed",
                &[("document", each(document)), ("flaw", each(flaw))],
            ),
            Self::Signature { installation } => {
                text("act-signature", &[("installation", same(installation))])
            }
        }
    }
}

impl Spoken for document::Error {
    fn text(&self) -> Text {
        match self {
            Self::TooLarge { len } => text(
                "document-too-large",
                &[("len", same(len)), ("max-len", same(MAX_LEN))],
            ),
            Self::Garbled => text("document-garbled", &[]),
            Self::UnknownKind { kind } => text("document-unknown-kind", &[("kind", same(kind))]),
            Self::SignatureLength { len } => text(
                "document-signature-length",
                &[("len", same(len)), ("signature-len", same(SIGNATURE_LEN))],
            ),
            Self::NotCanonical { kind } => text("document-not-canonical", &[("kind", each(kind))]),
            Self::OtherKind { found, wanted } => text(
                "document-other-kind",
                &[("found", each(found)), ("wanted", each(wanted))],
            ),
        }
    }
}

impl Spoken for trust::Error {
    fn text(&self) -> Text {
        match self {
            Self::TooLarge { len } => text(
                "root-file-too-large",
                &[
                    ("len", same(len)),
                    ("max-root-file-len", same(MAX_ROOT_FILE_LEN)),
                ],
            ),
            Self::Empty => text("root-file-empty", &[]),
            Self::NotText(what) => text("root-file-not-text", &[("what", other(*what).into())]),
            Self::MailSource(what) => {
                text("root-file-mail-source", &[("what", other(*what).into())])
            }
            Self::Count { found } => text("root-file-count", &[("found", same(found))]),
            Self::PrivateKey => text("root-file-private-key", &[]),
            Self::NotEd25519 => text("root-file-not-ed25519", &[]),
            // A list of roots and a test installation's root are read by others.
            Self::Production | Self::List(_) => text("root-file-unfit", &[]),
            Self::Key { line, source } => because(
                text("root-file-key", &[("line", same(line))]),
                source.text(),
            ),
            Self::OtherId { line, named, found } => text(
                "root-file-other-id",
                &[
                    ("line", same(line)),
                    ("named", same(named)),
                    ("found", same(found)),
                ],
            ),
        }
    }
}

impl Spoken for Kind {
    fn text(&self) -> Text {
        let key = match self {
            Self::IssuerCertificate => "kind-issuer-certificate",
            Self::License => "kind-license",
            Self::RevocationList => "kind-revocation-list",
            Self::ActivationRequest => "kind-activation-request",
            Self::LicenseReturn => "kind-license-return",
            Self::TransferRequest => "kind-transfer-request",
            Self::TimeReset => "kind-time-reset",
        };
        text(key, &[])
    }
}

impl Spoken for Environment {
    fn text(&self) -> Text {
        match self {
            Self::Production => text("environment-production", &[]),
            Self::Test => text("environment-test", &[]),
        }
    }
}
