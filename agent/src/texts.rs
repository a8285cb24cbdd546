//! The few texts that the reader shows without the controller: it may have to say them while the link is down.

use madoguchi_proto::v1::Text;

/// The spool is full: no outcome can be kept, so no card is taken.
pub(crate) fn out_of_order() -> Text {
    Text {
        code: "reader-out-of-order".to_owned(),
        ja: "ただいま使用できません。お手数ですが受付にお申し出ください。".to_owned(),
        en: "Out of order for now. Please ask at reception.".to_owned(),
    }
}
