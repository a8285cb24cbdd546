//! What a license costs beside its bare signatures: signed and verified with its chain (root → issuer → license),
//! against `ed25519-dalek` alone on the same bytes.
//!
//! `cargo bench --profile dist -p madoguchi-vendor`. What is compared is measured in turns within one run, so that
//! the ratio holds on a machine that is busy with other things too; each figure is the median of its rounds. The last
//! line is one JSON object.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::hint::black_box;
use std::time::Instant;

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use madoguchi_licensing::armour;
use madoguchi_licensing::document::{Document, message};
use madoguchi_licensing::grant::{Binding, Environment, LicenseId};
use madoguchi_licensing::kind::Kind;
use madoguchi_licensing::trust::Trust;
use madoguchi_licensing::verify::verify_license;
use madoguchi_proto::v1;
use madoguchi_vendor::sign::{
    Heading, IssuerTerms, LicenseTerms, sign_issuer_certificate, sign_license,
};
use madoguchi_vendor::signer::Signer;
use prost::Message as _;

/// Rounds of each thing, and how often it is done in one: a round takes milliseconds.
const ROUNDS: usize = 300;
const TIMES: u32 = 20;

const ROOT: [u8; 32] = [1; 32];
const ISSUER: [u8; 32] = [2; 32];

fn main() {
    let (root, issuer) = (signer(&ROOT), signer(&ISSUER));
    let certificate = certificate(&root, &issuer);
    let terms = terms();
    let license = sign_license(&issuer, &certificate, &terms).unwrap();
    let armoured = armour::write(&license);
    let trust = Trust::test(root.public_key());
    let bare = [
        Bare::of(&certificate, Kind::IssuerCertificate, &ROOT),
        Bare::of(&license, Kind::License, &ISSUER),
    ];
    let key = SigningKey::from_bytes(&ISSUER);

    let [two_bare, whole, typed, one_bare, signed] = medians([
        &mut || bare.iter().for_each(Bare::verify),
        &mut || drop(black_box(verify_license(&trust, license.as_bytes())).unwrap()),
        &mut || drop(black_box(verify_license(&trust, armoured.as_bytes())).unwrap()),
        &mut || {
            black_box(key.sign(&bare[1].message));
        },
        &mut || drop(black_box(sign_license(&issuer, &certificate, &terms)).unwrap()),
    ]);
    println!("two bare verifications          {two_bare:>8.1} µs");
    println!(
        "license with its chain, binary  {whole:>8.1} µs, {:.2} times",
        whole / two_bare
    );
    println!(
        "license with its chain, armour  {typed:>8.1} µs, {:.2} times",
        typed / two_bare
    );
    println!("one bare signature              {one_bare:>8.1} µs");
    println!(
        "license signed                  {signed:>8.1} µs, {:.2} times",
        signed / one_bare
    );
    println!(
        "{{\"verify_us\":{whole:.1},\"verify_vs_two_bare\":{:.3},\"verify_armoured_vs_two_bare\":{:.3},\"sign_us\":{signed:.1},\"sign_vs_bare\":{:.3}}}",
        whole / two_bare,
        typed / two_bare,
        signed / one_bare
    );
}

/// A signature, with everything that can be made ready for its verification.
struct Bare {
    key: VerifyingKey,
    message: Vec<u8>,
    signature: Signature,
}

impl Bare {
    fn of(document: &Document, kind: Kind, seed: &[u8; 32]) -> Self {
        let envelope = v1::SignedDocument::decode(document.as_bytes()).unwrap();
        Self {
            key: SigningKey::from_bytes(seed).verifying_key(),
            message: message(kind, &envelope.payload),
            signature: Signature::from_slice(&envelope.signature).unwrap(),
        }
    }

    fn verify(&self) {
        black_box(self.key.verify_strict(&self.message, &self.signature)).unwrap();
    }
}

/// Does each thing in turns; the median time of one, in microseconds.
fn medians<const N: usize>(mut things: [&mut dyn FnMut(); N]) -> [f64; N] {
    let mut times = [const { Vec::new() }; N];
    for _ in 0..ROUNDS {
        for (thing, times) in things.iter_mut().zip(&mut times) {
            let began = Instant::now();
            (0..TIMES).for_each(|_| thing());
            times.push(began.elapsed().as_secs_f64() * 1e6 / f64::from(TIMES));
        }
    }
    times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[ROUNDS / 2]
    })
}

fn signer(seed: &[u8; 32]) -> Signer {
    Signer::from_seed(seed).unwrap()
}

fn id(text: &str) -> LicenseId {
    LicenseId::parse(text).unwrap()
}

fn heading(text: &str) -> Heading {
    Heading {
        id: id(text),
        environment: Environment::Test,
        sequence: 42,
        issued_at_ms: 1_714_000_000_000,
    }
}

fn certificate(root: &Signer, issuer: &Signer) -> Document {
    let terms = IssuerTerms {
        heading: heading("ISSUER-6F1C2A9B00112233"),
        public_key: issuer.public_key(),
        name: "窓口商会".into(),
        additional: true,
        bundled: true,
        seats_per_license: 3,
        last_sequence: 1_000,
        not_before_ms: 1_713_000_000_000,
        not_after_ms: 1_999_000_000_000,
    };
    sign_issuer_certificate(root, &terms).unwrap()
}

fn terms() -> LicenseTerms {
    LicenseTerms {
        heading: heading("6F1C2A9B00112233-42"),
        binding: Binding::Additional {
            installation: signer(&[5; 32]).public_key().into(),
            seats: 3,
        },
        not_before_ms: 1_714_000_000_000,
        not_after_ms: None,
        supersedes: vec![id("6F1C2A9B00112233-7")],
        lineage: id("6F1C2A9B00112233-1"),
    }
}
