//! What the tool says at a command, for causes that only a command meets.

use crate::clinic::Clinic;
use crate::hand_made::{Vendor, act, activation, installation, sign};
use crate::office::Office;
use madoguchi_licensing::armour;
use madoguchi_licensing::document::Document;
use madoguchi_licensing::kind::Kind;
use madoguchi_proto::v1;
use madoguchi_vendor::passphrase::Nobody;
use madoguchi_vendor::root::Root;
use prost::Message as _;

/// What `inspect` says about a document, in Japanese.
fn inspected(office: &Office, document: &Document) -> String {
    office.receives("d", document);
    office.does("inspect d --lang ja")
}

#[test]
fn a_document_that_is_looked_at_is_believed_for_its_reason_or_not_for_its_cause() {
    let office = Office::of_the_source();
    office.certify("in-use.key", "issuer");
    office.issue("issuer", "L-1");
    let said = office.does("inspect L-1 --lang ja");
    assert!(said.contains("確認：はい（署名：窓口商会）"), "{said}");
    office.does("revoke --yes --root in-use.key --license L-1 --out list");
    let said = office.does("inspect list --lang ja");
    assert!(said.contains("確認：はい（署名：ルート "), "{said}");
    let said = office.does("inspect list --lang en");
    assert!(said.contains("Verified: yes, signed by root "), "{said}");

    let request = act(&installation(), &activation());
    let said = inspected(&office, &request);
    assert!(
        said.contains("確認：はい（PC自身の署名、短い番号 "),
        "{said}"
    );
    let forged = sign(
        &Vendor::new().root,
        Kind::ActivationRequest,
        activation().encode_to_vec(),
        None,
    );
    let said = inspected(&office, &forged);
    assert!(
        said.contains("名のるPCの、正しい書類ではありません。この書類は"),
        "{said}"
    );
    // Signed by the PC itself, but wrong: that it was forged is not said.
    let wrong = act(
        &installation(),
        &v1::ActivationRequest {
            seats: 4,
            ..activation()
        },
    );
    let said = inspected(&office, &wrong);
    assert!(
        said.contains("内容が正しくありません") && !said.contains("偽造"),
        "{said}"
    );
    // Who asks about a root gets a refusal, too, and no exit code 0.
    let said = office.refuses("inspect d --root in-use.key.pub --lang ja");
    assert!(said.contains("書類は認められません"), "{said}");

    let license = office.document("L-1");
    let envelope = v1::SignedDocument::decode(license.as_bytes()).unwrap();
    let changed = v1::SignedDocument {
        signature: vec![1; 64],
        ..envelope.clone()
    };
    let changed = Document::decode(&changed.encode_to_vec()).unwrap();
    let said = inspected(&office, &changed);
    assert!(said.contains("このファイルは信用できません"), "{said}");
    let bare = v1::SignedDocument {
        issuer_certificate: Vec::new(),
        ..envelope
    };
    let bare = Document::decode(&bare.encode_to_vec()).unwrap();
    let said = inspected(&office, &bare);
    assert!(
        said.contains("正しく発行された書類ではありません"),
        "{said}"
    );
    let unknown = Vendor::new();
    let said = inspected(&office, &unknown.document(&unknown.additional()));
    assert!(said.contains("知らないルートの書類です"), "{said}");
    let said = inspected(&office, &unknown.certificate());
    assert!(
        said.contains("確認：いいえ。確認に使うルートは、どれも"),
        "{said}"
    );
    let mut production = unknown.additional();
    production.header.as_mut().unwrap().environment = v1::Environment::Production.into();
    let said = inspected(&office, &unknown.document(&production));
    assert!(said.contains("環境が違います。この書類は本番用"), "{said}");
}

#[test]
fn a_request_that_names_nothing_usable_is_explained_all_the_same() {
    let office = Office::new();
    let vendor = Vendor::new();
    let odd = v1::ActivationRequest {
        seats: 0,
        product_key: "MDG".into(),
        installation_key: vec![1],
        ..activation()
    };
    let said = inspected(&office, &act(&installation(), &odd));
    for line in [
        "希望：プロダクトキーのとおりの利用枠",
        "プロダクトキー：正しくないプロダクトキー",
        "申請元：正しくない鍵のPC",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    let one = v1::ActivationRequest {
        seats: 1,
        ..activation()
    };
    let said = inspected(&office, &act(&installation(), &one));
    assert!(said.contains("希望：リーダー 1 台分の利用枠"), "{said}");
    let nothing = v1::LicenseReturn {
        licenses: Vec::new(),
        ..crate::hand_made::license_return()
    };
    let said = inspected(&office, &act(&installation(), &nothing));
    assert!(said.contains("返すライセンス：なし"), "{said}");
    let empty = v1::RevocationList {
        licenses: Vec::new(),
        issuers: Vec::new(),
        ..vendor.roots_list()
    };
    let said = inspected(&office, &vendor.roots_list_document(&empty));
    assert!(said.contains("取り消すもの：なし"), "{said}");
    let mut unsaid = vendor.additional();
    unsaid.header.as_mut().unwrap().environment = 0;
    let said = inspected(&office, &vendor.document(&unsaid));
    assert!(said.contains("用途：書かれていません"), "{said}");
    let mut one = Vendor::new();
    one.certificate.seats_per_license = 1;
    let said = inspected(&office, &one.certificate());
    assert!(said.contains("1 件につき 1 台分まで"), "{said}");
    // As the clinic's PC showed it.
    let said = inspected(&office, &vendor.document(&vendor.time_reset()));
    let nonce = madoguchi_licensing::reset_nonce::ResetNonce([4; 8]);
    assert!(said.contains(&format!("解除の番号：{nonce}")), "{said}");
}

#[test]
fn folders_without_keys_or_with_a_part_of_them_are_told() {
    let office = Office::set_up();
    std::fs::create_dir(office.path("empty")).unwrap();
    let said = office.does("key list empty --lang ja");
    assert!(said.contains("鍵はありません：empty"), "{said}");
    std::fs::remove_file(office.path("root.key.sequence")).unwrap();
    let said = office.does("key list . --lang ja");
    assert!(said.contains("次の番号：ここにはありません"), "{said}");
    // A certificate with a kind that only a newer version knows.
    let mut vendor = Vendor::new();
    vendor.certificate.kinds.push(9);
    let certificate = armour::write(&vendor.certificate());
    std::fs::write(office.path("issuer/issuer.certificate"), certificate).unwrap();
    let root = crate::hand_made::public(&vendor.root);
    std::fs::write(office.path("issuer/root.pub"), root.to_string()).unwrap();
    let said = office.does("key list issuer --lang ja");
    assert!(
        said.contains("追加ライセンス・同梱ライセンス・不明"),
        "{said}"
    );
}

#[test]
fn the_lists_of_a_ledger_tell_every_state_of_a_product() {
    let office = Office::with_ledger();
    assert!(
        office
            .does("ledger due --lang ja")
            .contains("ライセンスを持つ医療機関はありません")
    );
    let keys = office.sells("--kind additional --seats 1 --term-days 30", "K", 2);
    let boxes = office.sells("--kind bundled", "L", 1);
    let said = office.does("product list --lang ja");
    assert!(said.contains("30 日間"), "{said}");
    let mut clinic = Clinic::new(1);
    let license = office.activates(&mut clinic, &keys[0], "a").grant;
    office.does(&format!(
        "product ship {} --serial CR-1 --issuer issuer --out b",
        boxes[0]
    ));
    let bundled = office.verified("b").grant.id;
    let said = office.does("ledger due --lang ja");
    assert!(said.contains("リーダー CR-1 の 1 枠"), "{said}");
    let said = office.does(&format!("product show {} --lang ja", keys[0]));
    assert!(said.contains("期間：30 日間"), "{said}");
    // A bundled license that is given back stays with its reader.
    office.receives("return", &clinic.returns(&[bundled.as_str()]));
    let said = office.does("book return --lang ja");
    assert!(
        said.contains("変更なし：") && said.contains("リーダー CR-1 のものです"),
        "{said}"
    );
    for (signer, name) in [("--issuer issuer", "own"), ("--root root.key", "root")] {
        let id = match name {
            "own" => license.id.to_string(),
            _ => bundled.to_string(),
        };
        office.does(&format!(
            "revoke --yes {signer} --license {id} --out {name}.list"
        ));
        office.does(&format!("book --yes {name}.list --root root.key.pub"));
    }
    let said = office.does(&format!("product show {} --lang ja", keys[0]));
    assert!(
        said.contains("状態：取り消し") && said.contains("発行元が取り消し"),
        "{said}"
    );
    let said = office.does(&format!("product show {} --lang ja", boxes[0]));
    assert!(said.contains("ルートが取り消し"), "{said}");
    let said = office.refuses("activate a.request --issuer issuer --out x --lang ja");
    assert!(said.contains("新しい商品を販売してください"), "{said}");
    office.does("revoke --yes --root root.key --license L-9 --out nothing.list");
    let said = office.does("book nothing.list --root root.key.pub --lang ja");
    assert!(said.contains("この台帳で有効なものはありません"), "{said}");
}

#[test]
fn a_license_with_a_full_list_on_it_is_too_long_for_codes_and_goes_as_a_file() {
    let office = Office::with_ledger();
    let root = Root::open(&office.path("root.key"), &mut Nobody).unwrap();
    let licenses = (0..256).map(|n| {
        let id = format!("{:0>60}-{n:03}", "6F1C2A9B00112233");
        madoguchi_licensing::grant::LicenseId::parse(&id).unwrap()
    });
    let more = madoguchi_vendor::sign::TakenBack {
        licenses: licenses.collect(),
        ..Default::default()
    };
    let list = root.revoke(&more, 1).unwrap();
    office.receives("list", &list);
    office.does("carry list --issuer issuer");
    let keys = office.sells("--kind additional --seats 1", "K", 1);
    office.receives("r", &Clinic::new(1).asks(&keys[0]));
    let said = office.refuses("activate r --issuer issuer --svg x.svg --lang ja");
    assert!(said.contains("--out でファイルにしてください"), "{said}");
    office.does("activate r --issuer issuer --out license");
}

#[test]
fn what_was_done_and_only_not_handed_out_is_not_done_twice() {
    let office = Office::with_ledger();
    let add = "product add --kind additional --seats 1 --customer C --clinic K --out";
    let said = office.refuses(&format!("{add} missing/k.csv --lang ja"));
    assert!(said.contains("商品 1 個は台帳に登録しました"), "{said}");
    assert!(
        said.contains("「product export」で書き出してください"),
        "{said}"
    );
    office.does("product export k.csv");
    let key = office.keys("k.csv").remove(0);
    office.receives("r", &Clinic::new(1).asks(&key));
    let said = office.refuses("activate r --issuer issuer --out missing/l --lang ja");
    assert!(
        said.contains("作成し、台帳に記録しましたが、渡せませんでした"),
        "{said}"
    );
    let said = office.does("activate r --issuer issuer --out l --lang ja");
    assert!(said.contains("もう一度渡します"), "{said}");
    let id = office.verified("l").grant.id.to_string();
    assert!(office.said().contains(&format!("ライセンス {id} は作成し")));
}
