//! Product keys and what becomes of them, through the tool itself.

use crate::clinic::Clinic;
use crate::office::{Office, assert_owner_only};
use madoguchi_licensing::grant::{Binding, Environment};

#[test]
fn a_product_key_gives_its_seats_to_the_installation_that_asks() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 2", "あおぞら医院", 1);
    let mut clinic = Clinic::new(1);
    let license = office.activates(&mut clinic, &keys[0], "a").grant;
    let installation = clinic.key();
    assert_eq!(
        license.binding,
        Binding::Additional {
            installation,
            seats: 2
        }
    );
    assert_eq!(license.lineage, license.id);
    assert_eq!(license.not_after_ms, None);

    let shown = office.does(&format!("product show {}", keys[0]));
    assert!(
        shown.contains("state      used") && shown.contains(license.id.as_str()),
        "{shown}"
    );
    assert!(shown.contains("activated: "), "{shown}");
    let due = office.does("ledger due");
    assert!(due.contains("あおぞら医院 (sold to さくら商事)"), "{due}");
    assert!(
        due.contains(&format!("2 seats for installation {}", clinic.shown())),
        "{due}"
    );
}

#[test]
fn a_key_that_is_read_out_over_the_telephone_is_used_like_one_in_the_request() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 1", "K", 2);
    let mut clinic = Clinic::new(1);
    office.receives("a.request", &clinic.asks(""));
    let activate = "activate a.request --issuer issuer --out a.license";
    assert!(office.refuses(activate).contains("names no product key"));
    let spoken = keys[0].to_lowercase().replace('-', "");
    office.does(&format!("{activate} --product-key {spoken}"));
    office.verified("a.license");

    // Two different keys: one of them would be lost.
    office.receives("b.request", &clinic.asks(&keys[0]));
    let other = format!(
        "activate b.request --issuer issuer --out b.license --product-key {}",
        keys[1]
    );
    assert!(
        office
            .refuses(&other)
            .contains("ask the clinic which is meant")
    );
    // A mistyped key is not repeated on the terminal.
    let end = if keys[1].ends_with('0') { '1' } else { '0' };
    let mistyped = format!("{}{end}", &keys[1][..20]);
    let other =
        format!("activate a.request --issuer issuer --out c.license --product-key {mistyped}");
    let said = office.refuses(&other);
    assert!(!said.contains(&mistyped[4..15]), "{said}");
    assert!(said.contains("two changed places"), "{said}");
    // What was meant as a whole key is told as at a clinic, and is no end of another.
    for (typed, said) in [
        (keys[1][..20].to_owned(), "this text has 14"),
        (format!("MDG-U{}", &keys[1][5..]), "the 1. character"),
        (format!("{}7", keys[1]), "this text has 16"),
        ("MDG".to_owned(), "this text has 3"),
    ] {
        let told = office.refuses(&format!("product show {typed}"));
        assert!(told.contains(said), "{typed}: {told}");
    }
    let masked = format!("MDG-·····-·····-··{}", &keys[1][18..]);
    assert!(
        office
            .does(&format!("product show {masked}"))
            .contains(&masked)
    );
}

#[test]
fn the_same_request_gives_the_very_same_license() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 1", "K", 1);
    let mut clinic = Clinic::new(1);
    office.activates(&mut clinic, &keys[0], "a");
    let said = office.does("activate a.request --issuer issuer --out again.license");
    assert!(said.contains("first handed out on"), "{said}");
    assert_eq!(office.read("a.license"), office.read("again.license"));
    // Into the same file, too: it is what is there.
    office.does("activate a.request --issuer issuer --out a.license");
    // A new request of the same installation gets it as well.
    assert_eq!(
        office.activates(&mut clinic, &keys[0], "b").grant.id,
        office.verified("a.license").grant.id
    );
    assert_eq!(office.read("a.license"), office.read("b.license"));
}

#[test]
fn a_key_that_another_installation_used_is_refused_with_where_and_when() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 1", "あおぞら医院", 1);
    let mut first = Clinic::new(1);
    let license = office.activates(&mut first, &keys[0], "a").grant;
    office.receives("b.request", &Clinic::new(2).asks(&keys[0]));
    let said = office.refuses("activate b.request --issuer issuer --out b.license");
    for part in [
        &*first.shown(),
        "あおぞら医院",
        license.id.as_str(),
        "was used on 20",
        "(Japan)",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!office.has("b.license"));
    // Its story tells who else tried.
    let shown = office.does(&format!("product show {}", keys[0]));
    assert!(
        shown.contains(&Clinic::new(2).shown()) && shown.contains("was told: product key"),
        "{shown}"
    );
    assert!(
        !said.contains(&keys[0]) && !said.contains(&first.key().to_string()),
        "{said}"
    );
}

#[test]
fn what_must_not_be_activated_is_refused_and_uses_nothing_up() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 2", "K", 1);
    let bundled = office.sells("--kind bundled", "L", 1);
    let activate = |name: &str| format!("activate {name} --issuer issuer --out x.license");

    let mut greedy = Clinic::new(1);
    office.receives("seats", &greedy.requests(&keys[0], 3, &[]));
    assert!(
        office
            .refuses(&activate("seats"))
            .contains("asks for 3 seats")
    );

    let mut elsewhere = Clinic::new(2);
    elsewhere.environment = Environment::Production;
    office.receives("production", &elsewhere.asks(&keys[0]));
    assert!(
        office
            .refuses(&activate("production"))
            .contains("is for production")
    );

    office.receives("bundled", &Clinic::new(3).asks(&bundled[0]));
    assert!(
        office
            .refuses(&activate("bundled"))
            .contains("product ship")
    );

    office.receives("unknown", &Clinic::new(4).asks("MDG-00000-00000-00000"));
    assert!(
        office
            .refuses(&activate("unknown"))
            .contains("not in this ledger")
    );

    let mut tampered = Clinic::new(5).asks(&keys[0]).as_bytes().to_vec();
    let place = tampered.len() - 1;
    tampered[place] ^= 1;
    std::fs::write(office.path("tampered"), &tampered).unwrap();
    assert!(
        office
            .refuses(&activate("tampered"))
            .contains("the file is refused")
    );

    let list = office.does("product list --free");
    assert!(
        list.contains("2 additional") && list.contains("1 bundled"),
        "{list}"
    );
    assert!(!office.has("x.license"));
    // Whoever asked is on record, for a copy shows by what it asks: three acts behind the three that were sold.
    assert!(office.does("ledger head").contains("head       6-"));
}

#[test]
fn an_issuer_of_the_other_environment_signs_nothing_for_a_ledger() {
    let office = Office::with_ledger();
    office.does("ledger create --environment production --ledger real");
    let sold = "--kind additional --seats 1 --customer C --clinic K --out real.csv";
    office.does(&format!("product add --ledger real {sold}"));
    let mut clinic = Clinic::new(1);
    clinic.environment = Environment::Production;
    office.receives("r", &clinic.asks(&office.keys("real.csv")[0]));
    let said = office.refuses("activate r --ledger real --issuer issuer --out x.license");
    assert!(
        said.contains("the issuer signs for test, and this ledger is for production"),
        "{said}"
    );
    assert!(office.does("product list --ledger real").contains("free"));
}

#[test]
fn a_term_counts_in_days_from_the_day_of_activation() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 1 --term-days 365", "K", 1);
    let license = office.activates(&mut Clinic::new(1), &keys[0], "a").grant;
    assert_eq!(
        license.not_after_ms,
        Some(license.not_before_ms + 365 * crate::clinic::DAY)
    );
    assert!(
        office
            .does("ledger due --days 364")
            .contains("nothing ends within 364 days")
    );
    assert!(office.does("ledger due --days 366").contains("ends 20"));
}

#[test]
fn a_unit_is_shipped_with_the_license_of_its_serial_and_no_other() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind bundled", "K", 2);
    let ship = |key: &str, serial: &str, out: &str| {
        format!("product ship {key} --serial {serial} --issuer issuer --out {out}")
    };
    office.does(&ship(&keys[0], "CR-1", "1.license"));
    let license = office.verified("1.license").grant;
    assert!(matches!(&license.binding, Binding::Bundled { serial, .. } if &**serial == "CR-1"));
    office.does(&ship(&keys[0], "CR-1", "again.license"));
    assert_eq!(office.read("1.license"), office.read("again.license"));
    let said = office.refuses(&ship(&keys[0], "CR-2", "2.license"));
    assert!(said.contains("was shipped with reader CR-1"), "{said}");
    let said = office.refuses(&ship(&keys[1], "CR-1", "2.license"));
    assert!(said.contains("of its own"), "{said}");
    // By its last letters and digits alone, which lists show.
    let end = &keys[1][keys[1].len() - 3..];
    office.does(&ship(end, "CR-2", "2.license"));
}

#[test]
fn a_license_leaves_the_office_as_file_codes_and_text() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 1", "K", 1);
    office.receives("a.request", &Clinic::new(1).asks(&keys[0]));
    let activate = "activate a.request --issuer issuer";
    assert_eq!(office.run(activate).status.code(), Some(2));
    let said = office.does(&format!(
        "{activate} --out a.license --qr --png a.png --svg a.svg --typed"
    ));
    assert!(said.contains("code 1 of ") && said.contains('█'), "{said}");
    let (_, typed) = said.split_once("to type:\n").unwrap();
    assert_eq!(
        office.trust_in(typed.as_bytes()),
        office.verified("a.license")
    );
    assert!(office.read("a.png").starts_with(b"\x89PNG"));
    assert!(office.read("a.svg").starts_with(b"<"));
    // A request may come as typed text, too.
    let request = madoguchi_licensing::armour::read(&office.read("a.request")).unwrap();
    std::fs::write(
        office.path("typed"),
        madoguchi_licensing::typed::write(&request),
    )
    .unwrap();
    office.does("activate typed --issuer issuer --out again.license");
    assert_eq!(office.read("a.license"), office.read("again.license"));
}

#[test]
fn product_keys_are_whole_in_owner_only_files_and_nowhere_else() {
    let office = Office::with_ledger();
    let table =
        "product add --kind additional --seats 1 --customer C --clinic K --count 3 --out keys.csv";
    let mut said = office.does(table);
    let keys = office.keys("keys.csv");
    office.activates(&mut Clinic::new(1), &keys[0], "a");
    for command in [
        "product list".to_owned(),
        format!("product show {}", keys[0]),
        "product export all.csv".into(),
        "ledger due".into(),
        "ledger verify".into(),
    ] {
        said += &office.does(&command);
    }
    office.receives("b.request", &Clinic::new(2).asks(&keys[0]));
    said += &office.refuses("activate b.request --issuer issuer --out b.license");
    for key in &keys {
        assert!(!said.contains(&key[4..15]), "{said}");
    }
    assert_eq!(office.keys("all.csv").len(), 3);
    for private in ["keys.csv", "all.csv", "books"] {
        assert_owner_only(&office.path(private));
    }
}

#[test]
fn a_table_is_entered_whole_or_not_at_all() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 2", "K", 2);
    let other = Office::with_ledger();
    let table = |lines: &[String]| {
        let header = "\u{feff}product_key,kind,seats,customer,clinic,term_days\r\n";
        std::fs::write(
            other.path("in.csv"),
            format!("{header}{}\r\n", lines.join("\r\n")),
        )
        .unwrap();
    };
    let good = |key: &str| format!("{key},additional,2,\"さくら, 商事\",あおぞら医院,");
    table(&[
        good(&keys[0]),
        good("MDG-00000-00000-0000X"),
        good(&keys[0]),
        String::new(),
        format!("{},bundled,2,C,K,", keys[1]),
        format!("{},additional,2,C", keys[1]),
        format!("{},additional,2,C,,", keys[1]),
    ]);
    let said = other.refuses("product import in.csv");
    for line in ["line 3: ", "line 4: ", "line 6: ", "line 7: ", "line 8: "] {
        assert!(said.contains(line), "{line}{said}");
    }
    assert!(
        !said.contains("line 2:") && said.contains("stands in line 2 already"),
        "{said}"
    );
    assert!(other.does("product list").contains("no products"));

    table(&[good(&keys[0]), good(&keys[1].to_lowercase())]);
    assert!(
        other
            .does("product import in.csv")
            .contains("2 products, 0 were there already")
    );
    assert!(
        other
            .does("product import in.csv")
            .contains("0 products, 2 were there already")
    );
    // In either language, and as an old program ends its files.
    let typed = |kind: &str| good(&keys[0]).replace(",additional,2,", &format!(",{kind},２,"));
    for kind in [
        "Additional",
        "ADDITIONAL",
        "追加",
        "ａｄｄｉｔｉｏｎａｌ",
        " 追加\u{3000}",
    ] {
        table(&[typed(kind), "\u{1a}".to_owned()]);
        let said = other.does("product import in.csv");
        assert!(said.contains("1 were there already"), "{kind}: {said}");
    }
    // What was exported can be imported; what was sold otherwise cannot.
    other.does("product export out.csv");
    assert!(
        other
            .does("product import out.csv")
            .contains("2 were there already")
    );
    // As Excel saves it again: with blank rows, and in its "Unicode text".
    let text = std::fs::read_to_string(other.path("out.csv")).unwrap();
    let rows = format!("{text},,,,,,,\r\n\r\n,,,,,,,\r\n");
    let wide: Vec<u8> = rows.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [rows.into_bytes(), wide] {
        std::fs::write(other.path("excel.csv"), bytes).unwrap();
        let said = other.does("product import excel.csv");
        assert!(said.contains("2 were there already"), "{said}");
    }
    // Its names would be entered as they stand there.
    let coded = text.replace("あおぞら", "=E3=81=82");
    std::fs::write(other.path("coded.csv"), coded).unwrap();
    let said = other.refuses("product import coded.csv");
    assert!(said.contains("quoted-printable"), "{said}");
    assert!(
        office
            .refuses("product import nothing.csv")
            .contains("cannot be read")
    );
    std::fs::copy(other.path("out.csv"), office.path("theirs.csv")).unwrap();
    assert!(
        office
            .refuses("product import theirs.csv")
            .contains("sold otherwise")
    );
}

#[test]
fn a_product_key_is_read_from_the_standard_input_where_nobody_else_sees_it() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 1", "K", 2);
    let bundled = office.sells("--kind bundled", "L", 1);
    office.receives("a", &Clinic::new(1).asks(""));
    let fed = |arguments: &str, input: &str| {
        let output = office.fed(arguments, input);
        let problem = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments}: {problem}");
        String::from_utf8(output.stdout).unwrap()
    };
    let activate = "activate a --issuer issuer --product-key - --out a.license";
    fed(activate, &format!("{}\r\n", keys[0]));
    let shown = fed("product show -", &format!(" {}\n", &keys[0][17..]));
    assert!(shown.contains("state      used"), "{shown}");
    let ship = "product ship - --serial CR-1 --issuer issuer --out b.license";
    fed(ship, &bundled[0]);
    // One line for each key that is read.
    office.activates(&mut Clinic::new(2), &keys[1], "c");
    let lost = ["a.license", "c.license"].map(|file| office.verified(file).grant.id);
    let lost: Vec<_> = lost.iter().map(|id| id.as_str()).collect();
    office.receives("r", &Clinic::new(3).asks_for_lost(&lost));
    let reissue =
        "reissue --yes r --lost --product-key - --product-key - --issuer issuer --out r.license";
    fed(reissue, &format!("{}\n{}\n", keys[0], keys[1]));
    assert_eq!(office.fed("product show -", "").status.code(), Some(1));
    let shown = fed(
        "product show -",
        &format!("\u{feff}プロダクトキー： {}\r\n", keys[0]),
    );
    assert!(shown.contains("state      used"), "{shown}");
    let two = office.fed("product show -", &format!("{} {}\n", keys[0], keys[1]));
    let two = String::from_utf8_lossy(&two.stderr).into_owned();
    assert!(two.contains("2 product keys"), "{two}");
    for key in &keys {
        assert!(
            two.contains(&key[18..]) && !two.contains(&key[4..15]),
            "{two}"
        );
    }
    // A mail with the key in it, as at a clinic.
    let mail = |key: &str| {
        format!(
            "窓口商会 様\r\n\r\n> キーは次のとおりです。\r\n> {key}\r\nhttps://example.jp/?id=3D12\r\n"
        )
    };
    let shown = fed("product show -", &mail(&keys[0]));
    assert!(shown.contains("state      used"), "{shown}");
    let wrong = office.fed("product show -", &mail(&keys[0].replace('-', "&#45;")));
    let wrong = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(wrong.contains("source of a mail (HTML)"), "{wrong}");
    let twice = office.fed(
        "activate - --issuer issuer --product-key - --out x --lang ja",
        "",
    );
    assert_eq!(twice.status.code(), Some(2));
    let twice = String::from_utf8_lossy(&twice.stderr).into_owned();
    assert!(twice.contains("読めるのは1回だけ"), "{twice}");
    let none = office.fed("inspect - --lang ja", "");
    let none = String::from_utf8_lossy(&none.stderr).into_owned();
    assert!(none.contains("標準入力"), "{none}");
}

#[test]
fn a_ledger_in_a_folder_that_was_there_is_for_its_owner_alone() {
    let office = Office::with_ledger();
    std::fs::create_dir(office.path("there")).unwrap();
    office.does("ledger create --environment test --ledger there");
    assert_owner_only(&office.path("there"));
}
