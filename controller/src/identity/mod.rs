//! Who this controller is (placeholder of the signatures).

use madoguchi_fleet::ids::{Installation, KeyFingerprint, Serial};
use madoguchi_fleet::time::FleetTime;
use std::net::SocketAddr;
use std::path::Path;

/// The name in the controller's certificate, on the gateway and on the desk.
pub const SERVER_NAME: &str = "controller.madoguchi.internal";

/// What went wrong with the identity's files.
#[derive(Debug, thiserror::Error)]
#[error("placeholder")]
pub struct Error;

/// A certificate request that cannot be signed, with the reason.
#[derive(Debug, thiserror::Error)]
#[error("placeholder")]
pub struct CsrError;

/// A unit's certificate, and the fingerprint of its key.
#[derive(Debug, Clone)]
pub struct SignedUnit {
    /// PEM.
    pub certificate_pem: String,
    /// SHA-256 of its SubjectPublicKeyInfo.
    pub key: KeyFingerprint,
}

/// The CA, the server's certificate, the installation key and the desk's token. Debug prints no secret.
#[derive(Debug)]
pub struct Identity;

impl Identity {
    /// Opens the identity in the data directory, or makes one on the first start.
    ///
    /// # Errors
    /// When the files cannot be read, written or understood.
    pub fn open_or_create(_data_dir: &Path, _now: FleetTime) -> Result<Self, Error> {
        Err(Error)
    }

    /// The installation's public key.
    #[must_use]
    pub fn installation(&self) -> Installation {
        madoguchi_licensing::grant::InstallationKey([0; 32])
    }

    /// The CA's certificate, PEM.
    #[must_use]
    pub fn authority_pem(&self) -> &str {
        ""
    }

    /// Checks a certificate request (PKCS #10, DER) and signs the unit's key.
    ///
    /// # Errors
    /// When the request is broken or its proof of possession does not hold.
    pub fn sign_unit(
        &self,
        _serial: &Serial,
        _request_der: &[u8],
        _now: FleetTime,
    ) -> Result<SignedUnit, CsrError> {
        Err(CsrError)
    }

    /// Whether this is the desk's token; takes the same time whatever is wrong with it.
    #[must_use]
    pub fn is_desk_token(&self, _presented: &str) -> bool {
        false
    }
}

/// What a program on this PC needs to reach a running controller's desk: read from the data directory
/// (the CA, the owner-only token, and the address that `serve` wrote there).
#[derive(Debug)]
pub struct DeskAccess;

impl DeskAccess {
    /// Reads the access from a data directory.
    ///
    /// # Errors
    /// When no controller has run there, or its files cannot be read.
    pub fn read(_data_dir: &Path) -> Result<Self, Error> {
        Err(Error)
    }

    /// Where the desk listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], 7445))
    }

    /// The value of the `authorization` header ("Bearer …"), marked as sensitive.
    #[must_use]
    pub fn authorization(&self) -> tonic::metadata::MetadataValue<tonic::metadata::Ascii> {
        tonic::metadata::MetadataValue::from_static("Bearer")
    }

    /// A channel over TLS 1.3 under the controller's own CA.
    ///
    /// # Errors
    /// When nothing answers there, or it is not our controller.
    pub async fn connect(&self) -> Result<tonic::transport::Channel, Error> {
        Err(Error)
    }
}
