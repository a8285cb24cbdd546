//! Whatever is done to a document on its way, it is refused or says what it said: for every kind of document.

use std::ops::Range;

use crate::documents::vendor::{
    Vendor, act, activation, installation, license_return, sign, transfer,
};
use madoguchi_licensing::acts::{self, ActPayload};
use madoguchi_licensing::armour;
use madoguchi_licensing::document::{self, Document};
use madoguchi_licensing::kind::Kind;
use madoguchi_licensing::typed;
use madoguchi_licensing::verify::{self, verify_license, verify_revocations, verify_time_reset};
use madoguchi_proto::v1;
use prost::Message as _;

/// A good document, and the function that verifies its kind.
struct Case {
    name: &'static str,
    document: Document,
    verify: fn(&Vendor, &[u8]) -> Result<(), Refused>,
}

#[derive(Debug, PartialEq)]
enum Refused {
    Issued(verify::Error),
    Act(acts::Error),
}

fn license(vendor: &Vendor, file: &[u8]) -> Result<(), Refused> {
    let verified = verify_license(&vendor.trust(), file);
    verified.map(|_| ()).map_err(Refused::Issued)
}

fn list(vendor: &Vendor, file: &[u8]) -> Result<(), Refused> {
    let verified = verify_revocations(&vendor.trust(), file);
    verified.map(|_| ()).map_err(Refused::Issued)
}

fn reset(vendor: &Vendor, file: &[u8]) -> Result<(), Refused> {
    let verified = verify_time_reset(&vendor.trust(), file);
    verified.map(|_| ()).map_err(Refused::Issued)
}

fn signed_act<P: ActPayload>(_: &Vendor, file: &[u8]) -> Result<(), Refused> {
    acts::verify::<P>(file).map(|_| ()).map_err(Refused::Act)
}

/// A certificate is verified inside of what its issuer signed: here of a license.
fn certificate(vendor: &Vendor, file: &[u8]) -> Result<(), Refused> {
    let read = armour::read(file).map_err(|error| Refused::Issued(error.into()))?;
    let payload = vendor.additional().encode_to_vec();
    let document = sign(&vendor.issuer, Kind::License, payload, Some(&read));
    license(vendor, document.as_bytes())
}

/// Every kind of document, and both kinds of revocation list, alone and on a license.
fn cases(vendor: &Vendor) -> [Case; 10] {
    let mut carrying = vendor.bundled();
    let roots = vendor.roots_list_document(&vendor.roots_list());
    carrying.revocation_list = roots.as_bytes().to_vec();
    let case = |name, document, verify| Case {
        name,
        document,
        verify,
    };
    [
        case("certificate", vendor.certificate(), certificate),
        case("additional", vendor.document(&vendor.additional()), license),
        case("bundled", vendor.document(&vendor.bundled()), license),
        case("carrying a list", vendor.document(&carrying), license),
        case("root's list", roots, list),
        case("issuer's list", vendor.document(&vendor.own_list()), list),
        case("time reset", vendor.document(&vendor.time_reset()), reset),
        case(
            "activation",
            act(&installation(), &activation()),
            signed_act::<v1::ActivationRequest>,
        ),
        case(
            "return",
            act(&installation(), &license_return()),
            signed_act::<v1::LicenseReturn>,
        ),
        case(
            "transfer",
            act(&installation(), &transfer()),
            signed_act::<v1::TransferRequest>,
        ),
    ]
}

/// The first of `all` for which `wrong` holds, looked for on all processors: there are many thousands.
fn find(all: Range<usize>, wrong: impl Fn(usize) -> bool + Sync) -> Option<usize> {
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get());
    let (all, wrong) = (&all, &wrong);
    std::thread::scope(|scope| {
        let parts: Vec<_> = (0..threads)
            .map(|part| {
                scope.spawn(move || all.clone().skip(part).step_by(threads).find(|&n| wrong(n)))
            })
            .collect();
        parts.into_iter().find_map(|part| part.join().unwrap())
    })
}

#[test]
fn every_kind_is_among_the_cases_and_good() {
    let vendor = Vendor::new();
    let cases = cases(&vendor);
    for kind in Kind::ALL {
        assert!(cases.iter().any(|case| case.document.kind() == kind));
    }
    for case in cases {
        let Case {
            name,
            document,
            verify,
        } = case;
        assert_eq!(verify(&vendor, document.as_bytes()), Ok(()), "{name}");
        assert_eq!(verify(&vendor, armour::write(&document).as_bytes()), Ok(()));
        assert_eq!(verify(&vendor, typed::write(&document).as_bytes()), Ok(()));
    }
}

#[test]
fn no_single_bit_of_any_document_can_be_changed() {
    let vendor = Vendor::new();
    for case in cases(&vendor) {
        let good = case.document.as_bytes();
        let changed = find(0..good.len() * 8, |bit| {
            let mut bad = good.to_vec();
            bad[bit / 8] ^= 1 << (bit % 8);
            (case.verify)(&vendor, &bad).is_ok()
        });
        assert_eq!(
            changed, None,
            "{}: a changed bit was not noticed",
            case.name
        );
    }
}

#[test]
fn no_document_can_be_cut_off_or_doubled() {
    let vendor = Vendor::new();
    for case in cases(&vendor) {
        let good = case.document.as_bytes();
        let cut = find(0..good.len(), |len| {
            (case.verify)(&vendor, &good[..len]).is_ok()
        });
        assert_eq!(cut, None, "{} was taken though it was cut off", case.name);
        let doubled = [good, good].concat();
        assert!((case.verify)(&vendor, &doubled).is_err(), "{}", case.name);
        let longer = [good, &[0]].concat();
        assert!((case.verify)(&vendor, &longer).is_err(), "{}", case.name);
    }
}

#[test]
fn a_change_in_the_armour_passes_only_if_it_decodes_to_the_same_bytes() {
    let vendor = Vendor::new();
    for case in cases(&vendor) {
        let text = armour::write(&case.document).into_bytes();
        let passes = |changed: &[u8]| match armour::read(changed) {
            Ok(read) => read != case.document && (case.verify)(&vendor, changed).is_ok(),
            Err(_) => false,
        };
        // Any one byte is any other one; on the larger documents, for time, any one bit is another.
        let changes: Vec<u8> = match case.name {
            "return" => (1..=255).collect(),
            _ => (0..8).map(|bit| 1 << bit).collect(),
        };
        let other = find(0..text.len() * changes.len(), |n| {
            let mut changed = text.clone();
            changed[n / changes.len()] ^= changes[n % changes.len()];
            passes(&changed)
        });
        assert_eq!(other, None, "{}: another byte", case.name);
        // Any one byte is missing, or one that a carrier may add stands before it.
        let missing = find(0..text.len(), |at| {
            let mut changed = text.clone();
            changed.remove(at);
            passes(&changed)
        });
        assert_eq!(missing, None, "{}: a missing byte", case.name);
        const ADDED: &[u8] = b" \n\r\t-=A/\0\x0b";
        let added = find(0..text.len() * ADDED.len(), |n| {
            let mut changed = text.clone();
            changed.insert(n / ADDED.len(), ADDED[n % ADDED.len()]);
            passes(&changed)
        });
        assert_eq!(added, None, "{}: an added byte", case.name);
    }
}

#[test]
fn an_armour_that_was_cut_off_anywhere_is_refused_with_what_to_do() {
    let vendor = Vendor::new();
    for case in cases(&vendor) {
        let text = armour::write(&case.document);
        let text = text.trim_end();
        for len in 0..text.len() {
            let refused = armour::read(&text.as_bytes()[..len])
                .unwrap_err()
                .to_string();
            let helps = ["copy", "choose"].iter().any(|word| refused.contains(word));
            assert!(helps, "{}, {len} bytes: {refused}", case.name);
        }
    }
}

#[test]
fn what_carriers_do_to_any_document_is_forgiven_or_refused_with_its_reason() {
    use armour::Error;
    let vendor = Vendor::new();
    for case in cases(&vendor) {
        let text = armour::write(&case.document);
        let lines = text.lines().count();
        for forgiven in [
            text.replace('\n', "\r\n"),
            format!("\u{feff}{text}\r\n "),
            format!("{text}Kind regards\n"),
        ] {
            assert_eq!(
                (case.verify)(&vendor, forgiven.as_bytes()),
                Ok(()),
                "{}",
                case.name
            );
        }
        let twice = format!("{text}{text}");
        let label = case.document.kind().label().to_owned();
        let several = vec![(1, label.clone()), (lines + 1, label)];
        let mut not_text = text.clone().into_bytes();
        not_text[100] = 0xff;
        let table = [
            (twice.into_bytes(), Error::Several(armour::Listed(several))),
            (not_text, Error::Garbled),
            (vec![b'A'; 65_537], Error::TooLarge { len: 65_537 }),
        ];
        for (file, reason) in table {
            let expected = match case.document.kind() {
                Kind::ActivationRequest | Kind::LicenseReturn | Kind::TransferRequest => {
                    Refused::Act(reason.into())
                }
                _ => Refused::Issued(reason.into()),
            };
            assert_eq!(
                (case.verify)(&vendor, &file),
                Err(expected),
                "{}",
                case.name
            );
        }
    }
}

#[test]
fn documents_of_one_kind_never_verify_as_another() {
    let vendor = Vendor::new();
    for wanted in cases(&vendor) {
        let kind = wanted.document.kind();
        for other in cases(&vendor) {
            let found = other.document.kind();
            if found == kind {
                continue;
            }
            // As it is: refused for its kind, before anything else.
            let refused = (wanted.verify)(&vendor, other.document.as_bytes()).unwrap_err();
            let because = document::Error::OtherKind {
                found,
                wanted: kind,
            };
            let expected = match &refused {
                Refused::Issued(_) if kind == Kind::IssuerCertificate => {
                    Refused::Issued(verify::Error::Certificate(because))
                }
                Refused::Issued(_) => Refused::Issued(verify::Error::Document(because)),
                Refused::Act(_) => Refused::Act(acts::Error::Document(because)),
            };
            assert_eq!(refused, expected, "{} as {}", other.name, wanted.name);

            // Relabelled: whatever its fields then say.
            let mut envelope = v1::SignedDocument::decode(other.document.as_bytes()).unwrap();
            envelope.kind = number(kind);
            let relabelled = envelope.encode_to_vec();
            assert!((wanted.verify)(&vendor, &relabelled).is_err());

            // The very payload that is wanted, signed by the right key as a document of the other kind.
            let mut envelope = v1::SignedDocument::decode(wanted.document.as_bytes()).unwrap();
            envelope.signature = signature_as(&vendor, &wanted, found);
            let (refused, name) = (
                (wanted.verify)(&vendor, &envelope.encode_to_vec()),
                wanted.name,
            );
            let context_counts = matches!(
                refused,
                Err(Refused::Issued(
                    verify::Error::Signature { .. } | verify::Error::CertificateSignature { .. }
                )) | Err(Refused::Act(acts::Error::Signature { .. }))
            );
            assert!(context_counts, "{name} signed as {found}: {refused:?}");
        }
    }
}

fn number(kind: Kind) -> i32 {
    let place = Kind::ALL.iter().position(|&other| other == kind).unwrap();
    i32::try_from(place).unwrap() + 1
}

/// The case's payload, signed by the case's signer as a document of another kind.
fn signature_as(vendor: &Vendor, case: &Case, other: Kind) -> Vec<u8> {
    let signer = match (case.document.kind(), case.name) {
        (Kind::IssuerCertificate, _) | (_, "root's list") => &vendor.root,
        (Kind::ActivationRequest | Kind::LicenseReturn | Kind::TransferRequest, _) => {
            &installation()
        }
        _ => &vendor.issuer,
    };
    let payload = v1::SignedDocument::decode(case.document.as_bytes())
        .unwrap()
        .payload;
    let signed = sign(signer, other, payload, None);
    v1::SignedDocument::decode(signed.as_bytes())
        .unwrap()
        .signature
}
