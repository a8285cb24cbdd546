//! Explains what an installation signed: requests, transfers and returns.

use madoguchi_proto::v1;
use madoguchi_texts::Lang;

use super::page::Page;
use crate::product_key::ProductKey;

pub fn activation(page: &mut Page, request: &v1::ActivationRequest) {
    page.installation("申請元", "From", &request.installation_key);
    let seats = match (request.seats, page.lang()) {
        (0, Lang::Ja) => "プロダクトキーのとおり".into(),
        (0, Lang::En) => "what the product key gives".into(),
        (seats, Lang::Ja) => format!("リーダー {seats} 台分の利用枠"),
        (1, Lang::En) => "1 seat".into(),
        (seats, Lang::En) => format!("{seats} seats"),
    };
    page.line("希望", "Asks for", seats);
    if !request.product_key.is_empty() {
        // Masked, because an explanation is read aloud, printed and pasted into mails.
        let key = match request.product_key.parse::<ProductKey>() {
            Ok(key) => key.masked(),
            Err(_) => page.pick("正しくありません", "is none").into(),
        };
        page.line("プロダクトキー", "Product key", key);
    }
    page.list("接続中のリーダー", "Readers there", &request.units);
    page.list(
        "故障したPCのライセンス",
        "Licenses of a PC that died",
        &request.lost_licenses,
    );
    act(page, request.acts.as_ref(), request.header.as_ref());
}

pub fn transfer(page: &mut Page, request: &v1::TransferRequest) {
    page.installation("申請元", "From", &request.installation_key);
    page.text("移すライセンス", "License to move", &request.license_id);
    page.text("故障したリーダー", "From reader", &request.old_unit);
    page.text("交換後のリーダー", "To reader", &request.new_unit);
    page.time("交換日時", "Replaced at", request.replaced_at_ms);
    page.list("接続中のリーダー", "Readers there", &request.units);
    act(page, request.acts.as_ref(), request.header.as_ref());
}

pub fn license_return(page: &mut Page, returned: &v1::LicenseReturn) {
    page.installation("返却元", "From", &returned.installation_key);
    if returned.licenses.is_empty() {
        let none = page.pick("なし", "none");
        page.line("返すライセンス", "Gives back", none);
    }
    page.list("返すライセンス", "Gives back", &returned.licenses);
    act(page, returned.acts.as_ref(), returned.header.as_ref());
}

fn act(page: &mut Page, acts: Option<&v1::ActChain>, header: Option<&v1::DocumentHeader>) {
    if let Some(acts) = acts {
        let number = match page.lang() {
            Lang::Ja => format!("このPCの {} 番目", acts.counter),
            Lang::En => format!("number {} of this PC", acts.counter),
        };
        page.line("手続き", "Act", number);
    }
    page.header(header, None);
}
