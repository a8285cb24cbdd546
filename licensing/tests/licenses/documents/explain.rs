//! A document is told in plain words, the same in both languages.

use crate::documents::vendor::{
    DAY, ISSUED_AT, Vendor, act, activation, installation, license_return, transfer,
};
use madoguchi_licensing::document::Document;
use madoguchi_licensing::explain;
use madoguchi_licensing::kind::Kind;
use madoguchi_proto::v1;
use madoguchi_texts::Lang;

fn told(document: &Document, lang: Lang) -> String {
    explain::document(document, lang)
        .into_iter()
        .map(|line| format!("{}: {}\n", line.label, line.value))
        .collect()
}

fn page(text: &str) -> String {
    let lines = text.trim().lines();
    lines.map(|line| format!("{}\n", line.trim())).collect()
}

#[test]
fn a_license_says_what_it_gives_to_whom_and_by_whom() {
    let vendor = Vendor::new();
    let list = vendor.roots_list_document(&vendor.roots_list());
    let license = v1::License {
        not_after_ms: ISSUED_AT + 365 * DAY,
        revocation_list: list.as_bytes().to_vec(),
        bound_to: Some(v1::license::BoundTo::InstallationKey(
            installation().verifying_key().to_bytes().to_vec(),
        )),
        ..vendor.additional()
    };
    let document = vendor.document(&license);
    assert_eq!(
        told(&document, Lang::En),
        page(
            "Document: a license
             Gives: additional license: 2 seats for any reader
             For: the PC with key id 7599776c3085e3f9
             From: 2024-04-25 08:06 (Japan)
             Until: 2025-04-25 08:06 (Japan)
             Takes the place of: L-0
             First of its line: L-0
             Signed by: 窓口商会 (key 6a3803d5f059902a)
             Signed at: 2024-04-25 08:06 (Japan)
             For use in: tests only, not for patients
             Id: L-1
             Number: 7
             Carries revocation list: number 7, takes back 1 license"
        )
    );
    assert_eq!(
        told(&document, Lang::Ja),
        page(
            "書類: ライセンス
             内容: 追加ライセンス：リーダー 2 台分の利用枠（どのリーダーでも使えます）
             対象: PC（短い番号 7599776c3085e3f9）
             開始: 2024-04-25 08:06（日本時間）
             終了: 2025-04-25 08:06（日本時間）
             置き換えるライセンス: L-0
             最初のライセンス: L-0
             署名者: 窓口商会（鍵 6a3803d5f059902a）
             署名日時: 2024-04-25 08:06（日本時間）
             用途: 試験用（診療には使えません）
             書類の番号: L-1
             通し番号: 7
             付属の取り消しリスト: 番号 7（取り消し 1 件）"
        )
    );
}

#[test]
fn a_bundled_license_says_which_reader_and_that_it_has_no_end() {
    let vendor = Vendor::new();
    let text = told(&vendor.document(&vendor.bundled()), Lang::En);
    for line in [
        "Gives: bundled license: the seat of one reader\n",
        "For reader: CR-1\n",
        "Proof: the reader proves it with its factory key\n",
        "Until: no end\n",
    ] {
        assert!(text.contains(line), "{line}{text}");
    }
}

#[test]
fn a_request_shows_its_product_key_masked() {
    let document = act(&installation(), &activation());
    let key = crate::documents::vendor::product_key();
    for lang in [Lang::Ja, Lang::En] {
        let text = told(&document, lang);
        assert!(!text.contains(&key));
        assert!(text.contains(&format!("MDG-·····-·····-··{}", &key[18..])));
    }
    assert_eq!(
        told(&document, Lang::En),
        page(&format!(
            "Document: a request for a license
             From: the PC with key id 7599776c3085e3f9
             Asks for: 2 seats
             Product key: MDG-·····-·····-··{}
             Readers there: CR-1, CR-2
             Licenses of a PC that died: L-OLD
             Act: number 7 of this PC
             Signed by: key 7599776c3085e3f9
             Signed at: 2024-04-25 08:06 (Japan)
             For use in: tests only, not for patients
             Id: REQUEST-7
             Number: 7",
            &key[18..]
        ))
    );
}

#[test]
fn a_request_shows_where_the_record_of_acts_stood() {
    let mut request = activation();
    let acts = request.acts.as_mut().unwrap();
    (acts.audit_sequence, acts.audit_digest) = (41, vec![0xab; 32]);
    let document = act(&installation(), &request);
    let digest = "ab".repeat(32);
    let en = format!("Record of acts: up to entry 41, its digest {digest}\n");
    assert!(told(&document, Lang::En).contains(&en));
    let ja = format!("操作の記録: 41 番目まで（照合値 {digest}）\n");
    assert!(told(&document, Lang::Ja).contains(&ja));
}

#[test]
fn every_kind_of_document_is_told_in_both_languages_with_the_same_lines() {
    let vendor = Vendor::new();
    let documents = [
        vendor.certificate(),
        vendor.document(&vendor.additional()),
        vendor.document(&vendor.own_list()),
        act(&installation(), &activation()),
        act(&installation(), &license_return()),
        act(&installation(), &transfer()),
        vendor.document(&vendor.time_reset()),
    ];
    assert_eq!(documents.each_ref().map(Document::kind), Kind::ALL);
    for document in &documents {
        let (ja, en) = (
            explain::document(document, Lang::Ja),
            explain::document(document, Lang::En),
        );
        assert_eq!(ja.len(), en.len());
        assert!(ja.len() >= 7, "{}", document.kind());
        for (ja, en) in ja.iter().zip(&en) {
            assert!(!ja.label.is_ascii(), "{}", ja.label);
            assert!(en.label.is_ascii(), "{}", en.label);
            assert!(!en.value.is_empty() && !ja.value.is_empty());
        }
    }
}

#[test]
fn what_cannot_be_read_or_wants_to_deceive_is_told_safely() {
    let vendor = Vendor::new();
    let garbled = vendor.document_of(Kind::License, vec![0xff; 9]);
    assert_eq!(
        told(&garbled, Lang::En),
        "Document: a license\nContents: cannot be read: it is damaged, or of a newer version\n"
    );
    let mut hostile = vendor.additional();
    hostile.header = None;
    hostile.supersedes = (0..40).map(|n| format!("L-{n}\n")).collect();
    hostile.lineage = "\u{1b}[2J".repeat(100);
    hostile.bound_to = None;
    hostile.kind = 0;
    hostile.not_before_ms = i64::MIN;
    hostile.not_after_ms = i64::MAX;
    hostile.revocation_list = vec![1, 2, 3];
    for lang in [Lang::Ja, Lang::En] {
        for line in explain::document(&vendor.document(&hostile), lang) {
            assert!(!line.value.chars().any(char::is_control), "{}", line.value);
            assert!(line.value.len() < 1_000);
        }
    }
    let text = told(&vendor.document(&hostile), Lang::En);
    assert!(text.contains("and 24 more"), "{text}");
}
