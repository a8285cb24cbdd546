//! Explains what an installation signed: requests, transfers and returns.

use madoguchi_plain::hex::Hex;
use madoguchi_proto::v1;

use super::page::Page;
use crate::product_key::ProductKey;

pub fn activation(page: &mut Page, request: &v1::ActivationRequest) {
    page.installation("label-from", &request.installation_key);
    match request.seats {
        0 => page.said("label-wish", "seats-of-product-key", &[]),
        1 => page.said("label-wish", "one-seat-wished", &[]),
        seats => page.said(
            "label-wish",
            "seats-wished",
            &[("seats", &seats.to_string())],
        ),
    }
    if !request.product_key.is_empty() {
        // Masked, because an explanation is read aloud, printed and pasted into mails.
        match request.product_key.parse::<ProductKey>() {
            Ok(key) => page.line("label-product-key", key.masked()),
            Err(_) => page.said("label-product-key", "wrong-product-key", &[]),
        }
    }
    page.list("label-readers", &request.units);
    page.list("label-lost-licenses", &request.lost_licenses);
    act(page, request.acts.as_ref(), request.header.as_ref());
}

pub fn transfer(page: &mut Page, request: &v1::TransferRequest) {
    page.installation("label-from", &request.installation_key);
    page.text("label-moved-license", &request.license_id);
    page.text("label-old-reader", &request.old_unit);
    page.text("label-new-reader", &request.new_unit);
    page.time("label-replaced-at", request.replaced_at_ms);
    page.list("label-readers", &request.units);
    act(page, request.acts.as_ref(), request.header.as_ref());
}

pub fn license_return(page: &mut Page, returned: &v1::LicenseReturn) {
    page.installation("label-returned-by", &returned.installation_key);
    if returned.licenses.is_empty() {
        page.said("label-returned", "nothing-returned", &[]);
    }
    page.list("label-returned", &returned.licenses);
    act(page, returned.acts.as_ref(), returned.header.as_ref());
}

fn act(page: &mut Page, acts: Option<&v1::ActChain>, header: Option<&v1::DocumentHeader>) {
    if let Some(acts) = acts {
        let number = acts.counter.to_string();
        page.said("label-act", "act-number", &[("number", &number)]);
        if !acts.audit_digest.is_empty() {
            let number = acts.audit_sequence.to_string();
            let digest = Hex(&acts.audit_digest).to_string();
            page.said(
                "label-audit",
                "audit-place",
                &[("number", &number), ("digest", &digest)],
            );
        }
    }
    page.header(header, None);
}
