//! What was signed properly, but should never have been made so, is refused all the same.

use crate::documents::vendor::Vendor;
use madoguchi_licensing::document;
use madoguchi_licensing::explain;
use madoguchi_licensing::kind::Kind;
use madoguchi_licensing::verify::{
    Error, Fault, Flaw, verify_license, verify_revocations, verify_time_reset,
};
use madoguchi_proto::v1;
use madoguchi_proto::v1::license::BoundTo;
use madoguchi_texts::Lang;
use prost::Message as _;

#[test]
fn a_payload_in_another_form_is_refused_though_it_is_signed() {
    let vendor = Vendor::new();
    let good = vendor.additional().encode_to_vec();
    let unknown_field = [&good[..], &[0x98, 0x06, 0x01]].concat(); // field 99 = 1
    let default_written = [&good[..], &[0x38, 0x00]].concat(); // not_after_ms = 0
    // Field 1 moved behind the others: the same message to any reader.
    let header_len = 2 + usize::from(good[1]);
    let reordered = [&good[header_len..], &good[..header_len]].concat();
    assert_eq!(
        v1::License::decode(reordered.as_slice()).unwrap(),
        vendor.additional()
    );
    for payload in [unknown_field, default_written, reordered] {
        let document = vendor.document_of(Kind::License, payload);
        assert_eq!(
            verify_license(&vendor.trust(), document.as_bytes()),
            Err(Error::Document(document::Error::NotCanonical {
                kind: Kind::License
            }))
        );
    }
}

#[test]
fn an_envelope_in_another_form_is_refused() {
    let vendor = Vendor::new();
    let good = vendor.document(&vendor.additional()).as_bytes().to_vec();
    let appended = [&good[..], &[0x98, 0x06, 0x01]].concat();
    let refused = verify_license(&vendor.trust(), &appended).unwrap_err();
    assert!(refused.to_string().contains("not in the one form"));
    let cut = &good[..good.len() - 1];
    assert_eq!(
        verify_license(&vendor.trust(), cut).unwrap_err().fault(),
        Fault::File
    );
}

#[test]
fn a_license_that_contradicts_itself_is_refused_though_it_is_signed() {
    type Change = fn(&mut v1::License);
    let additional: [(Flaw, Change); 16] = [
        (Flaw::Header, |l| l.header = None),
        (Flaw::Id, |l| l.header.as_mut().unwrap().id = "l-1".into()),
        (Flaw::Environment, |l| {
            l.header.as_mut().unwrap().environment = 0;
        }),
        (Flaw::Sequence, |l| l.header.as_mut().unwrap().sequence = 0),
        (Flaw::Issuer, |l| {
            l.header.as_mut().unwrap().issuer.pop();
        }),
        (Flaw::Time, |l| {
            l.header.as_mut().unwrap().issued_at_ms = -1;
        }),
        (Flaw::LicenseKind, |l| l.kind = 0),
        (Flaw::LicenseKind, |l| l.kind = 3),
        (Flaw::Seats, |l| l.seats = 0),
        (Flaw::Seats, |l| l.seats = 4),
        (Flaw::Seats, |l| l.seats = 257),
        (Flaw::BoundTo, |l| l.bound_to = None),
        (Flaw::BoundTo, |l| {
            l.kind = v1::LicenseKind::Bundled.into();
        }),
        (Flaw::InstallationKey, |l| {
            l.bound_to = Some(BoundTo::InstallationKey(vec![9; 31]));
        }),
        (Flaw::Lineage, |l| l.lineage.clear()),
        (Flaw::Validity, |l| l.not_after_ms = l.not_before_ms),
    ];
    let lists: [(Flaw, Change); 4] = [
        (Flaw::Supersedes, |l| l.supersedes.push("L-0".into())),
        (Flaw::Supersedes, |l| l.supersedes.push("L-1".into())),
        (Flaw::Supersedes, |l| l.supersedes.push("ö".into())),
        (Flaw::Supersedes, |l| {
            l.supersedes = (0..17).map(|n| format!("L-{}", n + 10)).collect();
        }),
    ];
    let bundled: [(Flaw, Change); 5] = [
        (Flaw::Seats, |l| l.seats = 2),
        (Flaw::Serial, |l| unit(l).serial.clear()),
        (Flaw::Serial, |l| unit(l).serial = "CR 1".into()),
        (Flaw::UnitKey, |l| unit(l).unit_key = vec![8; 33]),
        (Flaw::BoundTo, |l| {
            l.kind = v1::LicenseKind::Additional.into();
        }),
    ];
    let vendor = Vendor::new();
    let cases = additional
        .into_iter()
        .chain(lists)
        .map(|case| (vendor.additional(), case))
        .chain(bundled.into_iter().map(|case| (vendor.bundled(), case)));
    for (mut license, (flaw, change)) in cases {
        change(&mut license);
        assert_eq!(
            vendor.verify(&license),
            Err(Error::Malformed {
                document: Kind::License,
                flaw
            })
        );
    }
}

fn unit(license: &mut v1::License) -> &mut v1::BoundUnit {
    match &mut license.bound_to {
        Some(BoundTo::Unit(unit)) => unit,
        _ => panic!("not bound to a unit"),
    }
}

#[test]
fn a_certificate_that_contradicts_itself_is_refused_though_it_is_signed() {
    type Change = fn(&mut v1::IssuerCertificate);
    let table: [(Flaw, Change); 7] = [
        (Flaw::Header, |c| c.header = None),
        (Flaw::Name, |c| c.name.clear()),
        (Flaw::Name, |c| c.name = "窓".repeat(65)),
        (Flaw::Name, |c| c.name = "a\nb".into()),
        (Flaw::PublicKey, |c| c.public_key = vec![0; 32]),
        (Flaw::Time, |c| c.not_before_ms = -1),
        (Flaw::Validity, |c| c.not_after_ms = c.not_before_ms),
    ];
    for (flaw, change) in table {
        let mut vendor = Vendor::new();
        change(&mut vendor.certificate);
        assert_eq!(
            vendor.verify(&vendor.additional()),
            Err(Error::Malformed {
                document: Kind::IssuerCertificate,
                flaw
            })
        );
    }
}

/// Whoever reads the name of an issuer sees all of it: in a license, a list and a reset alike.
#[test]
fn an_issuer_whose_name_hides_something_is_believed_nothing() {
    let hidden = [
        "\u{202e}会商口窓",
        "窓口\u{2066}商会\u{2069}",
        "窓口商会\u{200b}",
        "\u{feff}窓口商会",
        "窓口\u{ad}商会",
        "窓口商会\u{200f}",
        "窓口\u{61c}商会",
        "窓口商会\u{e0041}",
        "窓口\u{2028}商会",
        "窓口商会\u{fe0f}\u{fe0f}",
        "窓\u{e000}商会",
        "\u{3164}",
        "\u{3000}",
    ];
    for name in hidden {
        let mut vendor = Vendor::new();
        vendor.certificate.name = name.into();
        let expected = Err(Error::Malformed {
            document: Kind::IssuerCertificate,
            flaw: Flaw::Name,
        });
        let trust = vendor.trust();
        let license = vendor.document(&vendor.additional());
        let verdict = verify_license(&trust, license.as_bytes()).map(|_| ());
        assert_eq!(verdict, expected, "{name:?}");
        let list = vendor.document(&vendor.own_list());
        let verdict = verify_revocations(&trust, list.as_bytes()).map(|_| ());
        assert_eq!(verdict, expected, "{name:?}");
        let reset = vendor.document(&vendor.time_reset());
        let verdict = verify_time_reset(&trust, reset.as_bytes()).map(|_| ());
        assert_eq!(verdict, expected, "{name:?}");
        // And where it is only shown, every character of it is.
        for lang in [Lang::Ja, Lang::En] {
            let shown = explain::document(&license, lang);
            let shown = shown
                .iter()
                .all(|line| madoguchi_plain::is_plain(&line.value));
            assert!(shown, "{name:?}");
        }
    }
    for name in [
        "辻\u{e0100}商会",
        "医療法人社団　さくら会",
        "カ\u{3099}ラス薬局",
    ] {
        let mut vendor = Vendor::new();
        vendor.certificate.name = name.into();
        assert_eq!(
            vendor.verify(&vendor.additional()).unwrap().issuer_name,
            name
        );
    }
}
