//! Explains what a root or an issuer signed: certificates, licenses, revocation lists and time resets.

use madoguchi_plain::hex::Hex;
use madoguchi_proto::v1;
use madoguchi_proto::v1::license::BoundTo;
use madoguchi_texts::Lang;

use super::page::Page;
use crate::document::Document;
use crate::keys::KeyId;

pub fn license(page: &mut Page, document: &Document, license: &v1::License) {
    let seats = license.seats;
    let kind = match license.kind() {
        v1::LicenseKind::Additional => match page.lang() {
            Lang::Ja => {
                format!("追加ライセンス：リーダー {seats} 台分の利用枠（どのリーダーでも使えます）")
            }
            Lang::En => format!(
                "additional license: {} for any reader",
                count(seats.into(), "seat")
            ),
        },
        v1::LicenseKind::Bundled => page
            .pick(
                "同梱ライセンス：リーダー 1 台の利用枠（決まったリーダーだけが使えます）",
                "bundled license: the seat of one reader",
            )
            .into(),
        v1::LicenseKind::Unspecified => page.pick("不明", "unknown").into(),
    };
    page.line("内容", "Gives", kind);
    match &license.bound_to {
        Some(BoundTo::InstallationKey(key)) => page.installation("対象", "For", key),
        Some(BoundTo::Unit(unit)) => {
            page.text("対象のリーダー", "For reader", &unit.serial);
            if !unit.unit_key.is_empty() {
                let text = page.pick(
                    "リーダーが自分の鍵で示します",
                    "the reader proves it with its factory key",
                );
                page.line("リーダーの証明", "Proof", text);
            }
        }
        None => {
            let nobody = page.pick("書かれていません", "nobody");
            page.line("対象", "For", nobody);
        }
    }
    page.term(license.not_before_ms, license.not_after_ms);
    page.list(
        "置き換えるライセンス",
        "Takes the place of",
        &license.supersedes,
    );
    if license
        .header
        .as_ref()
        .is_some_and(|header| header.id != license.lineage)
    {
        page.text("最初のライセンス", "First of its line", &license.lineage);
    }
    signed_by_issuer(page, document, license.header.as_ref());
    carried(page, license);
}

/// The revocation list inside a license.
fn carried(page: &mut Page, license: &v1::License) {
    if license.revocation_list.is_empty() {
        return;
    }
    let list = Document::decode(&license.revocation_list)
        .and_then(|list| list.open::<v1::RevocationList>());
    let value = match (list, page.lang()) {
        (Ok(list), lang) => {
            let number = list.header.map_or(0, |header| header.sequence);
            match lang {
                Lang::Ja => format!("番号 {number}（取り消し {} 件）", list.licenses.len()),
                Lang::En => format!(
                    "number {number}, takes back {}",
                    count(list.licenses.len() as u64, "license")
                ),
            }
        }
        (Err(_), _) => page.pick("読めません", "cannot be read").into(),
    };
    page.line("付属の取り消しリスト", "Carries revocation list", value);
}

pub fn certificate(page: &mut Page, certificate: &v1::IssuerCertificate) {
    page.text("発行元", "Issuer", &certificate.name);
    let key = crate::keys::PublicKey::from_slice(&certificate.public_key)
        .map_or_else(|_| "?".to_owned(), |key| key.id().to_string());
    page.line("発行元の鍵", "Issuer's key", key);
    let kinds: Vec<_> = certificate
        .kinds()
        .map(|kind| match kind {
            v1::LicenseKind::Additional => page.pick("追加ライセンス", "additional licenses"),
            v1::LicenseKind::Bundled => page.pick("同梱ライセンス", "bundled licenses"),
            v1::LicenseKind::Unspecified => page.pick("不明", "unknown"),
        })
        .map(str::to_owned)
        .collect();
    page.list("発行できる種類", "May issue", &kinds);
    let seats = match page.lang() {
        Lang::Ja => format!("1 件につき {} 台分まで", certificate.seats_per_license),
        Lang::En => format!(
            "{} in one license at most",
            count(certificate.seats_per_license.into(), "seat")
        ),
    };
    page.line("利用枠", "Seats", seats);
    let numbers = match page.lang() {
        Lang::Ja => format!("通し番号 {} まで", certificate.last_sequence),
        Lang::En => format!("up to number {}", certificate.last_sequence),
    };
    page.line("発行できる数", "Documents", numbers);
    page.term(certificate.not_before_ms, certificate.not_after_ms);
    page.header(certificate.header.as_ref(), None);
}

pub fn list(page: &mut Page, document: &Document, list: &v1::RevocationList) {
    let scope = match document.has_certificate() {
        true => page.pick(
            "発行元が自分で出したライセンスだけ",
            "the issuer's own licenses alone",
        ),
        false => page.pick("すべてのライセンスと発行元", "any license and any issuer"),
    };
    page.line("取り消せる範囲", "May take back", scope);
    if list.licenses.is_empty() && list.issuers.is_empty() {
        let nothing = page.pick("なし", "nothing");
        page.line("取り消すもの", "Takes back", nothing);
    }
    page.list("取り消すライセンス", "Takes back licenses", &list.licenses);
    let issuers: Vec<_> = list
        .issuers
        .iter()
        .map(|revoked| {
            let id = KeyId::from_slice(&revoked.issuer)
                .map_or_else(|| "?".to_owned(), |id| id.to_string());
            let from = revoked.from_sequence;
            match page.lang() {
                Lang::Ja => format!("{id}（通し番号 {from} 以降）"),
                Lang::En => format!("{id} from number {from} on"),
            }
        })
        .collect();
    page.list("取り消す発行元", "Takes back issuers", &issuers);
    signed_by_issuer(page, document, list.header.as_ref());
}

pub fn time_reset(page: &mut Page, document: &Document, reset: &v1::TimeReset) {
    page.installation("対象", "For", &reset.installation_key);
    page.time("設定する時刻", "Says it is", reset.time_ms);
    let nonce = Hex(&reset.nonce[..reset.nonce.len().min(16)]).to_string();
    page.line("照合番号", "Answers to", nonce);
    signed_by_issuer(page, document, reset.header.as_ref());
}

/// The header, with the name in the issuer's certificate.
fn signed_by_issuer(page: &mut Page, document: &Document, header: Option<&v1::DocumentHeader>) {
    let certificate = document.issuer_certificate().ok().flatten();
    let name = certificate
        .and_then(|certificate| certificate.open::<v1::IssuerCertificate>().ok())
        .map(|certificate| certificate.name);
    page.header(header, name.as_deref());
}

fn count(number: u64, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
