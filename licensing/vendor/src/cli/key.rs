//! `key root` and `key issuer`.

use madoguchi_licensing::grant::{Environment, LicenseId};
use madoguchi_vendor::files;
use madoguchi_vendor::folder::IssuerFolder;
use madoguchi_vendor::keystore;
use madoguchi_vendor::sign::{Heading, IssuerTerms, sign_issuer_certificate};
use madoguchi_vendor::signer::Signer;

use super::arguments::{IssuerKey, KindName, RootKey};
use super::{Error, dates};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

pub fn root(asked: &RootKey) -> Result<Vec<String>, Error> {
    let root = keystore::create_root(&asked.out, asked.environment.into())?;
    let public = files::with_suffix(&asked.out, ".pub");
    Ok(vec![
        format!("root         {}", root.key_id()),
        format!("private key  {} (keep it offline)", asked.out.display()),
        format!("public key   {} (for test installations)", public.display()),
    ])
}

pub fn issuer(asked: &IssuerKey) -> Result<Vec<String>, Error> {
    files::must_be_free(&asked.out)?;
    let root = keystore::read_private(&asked.root)?;
    let issuer = Signer::generate()?;
    keystore::root_sequence(&asked.root).with_next(|sequence| {
        let terms = terms(asked, &issuer, sequence);
        let certificate = sign_issuer_certificate(&root, &terms).map_err(Error::Certificate)?;
        IssuerFolder::create(&asked.out, &issuer, &certificate, &root)?;
        Ok::<_, Error>(())
    })?;
    Ok(vec![
        format!("issuer  {} ({})", issuer.key_id(), asked.name),
        format!("folder  {}", asked.out.display()),
    ])
}

fn terms(asked: &IssuerKey, issuer: &Signer, sequence: u64) -> IssuerTerms {
    let now = dates::now_ms();
    IssuerTerms {
        heading: Heading {
            id: certificate_id(issuer),
            // Production roots are not made yet: every root is a test's.
            environment: Environment::Test,
            sequence,
            issued_at_ms: now,
        },
        public_key: issuer.public_key(),
        name: asked.name.clone(),
        additional: asked.kinds.contains(&KindName::Additional),
        bundled: asked.kinds.contains(&KindName::Bundled),
        seats_per_license: asked.seats,
        last_sequence: asked.licenses,
        not_before_ms: now,
        not_after_ms: now + i64::from(asked.days) * DAY_MS,
    }
}

#[allow(clippy::expect_used)] // a word, a hyphen and 16 hex digits are always an id
fn certificate_id(issuer: &Signer) -> LicenseId {
    let id = format!("ISSUER-{}", issuer.key_id()).to_uppercase();
    LicenseId::parse(&id).expect("an id")
}
