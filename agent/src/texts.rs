//! The few texts that the reader shows without the controller: it may have to say them while the link is down.

use madoguchi_proto::v1::Text;

/// Nobody has paired this reader yet.
pub(crate) fn not_paired() -> Text {
    Text {
        code: "reader-not-paired".to_owned(),
        ja: "準備中です（このリーダーはまだ登録されていません。PCで「madoguchi unit pair」を実行してください）。".to_owned(),
        en: "Not in use yet (this reader is not enrolled: run `madoguchi unit pair` on the PC).".to_owned(),
    }
}

/// It was tried, and did not work.
pub(crate) fn pairing_failed() -> Text {
    Text {
        code: "reader-pairing-failed".to_owned(),
        ja: "登録できませんでした。ケーブルがPCに直接つながっているか確かめてください。自動でやり直します。".to_owned(),
        en: "It was not enrolled. Check that the cable is plugged straight into the PC. It tries again by itself.".to_owned(),
    }
}

/// The spool is full: no outcome can be kept, so no card is taken.
pub(crate) fn out_of_order() -> Text {
    Text {
        code: "reader-out-of-order".to_owned(),
        ja: "ただいま使用できません。お手数ですが受付にお申し出ください。".to_owned(),
        en: "Out of order for now. Please ask at reception.".to_owned(),
    }
}
