//! The tool with `--lang ja`: from a root to a doubt, done and refused, with no English in what it says.

use crate::clinic::Clinic;
use crate::office::Office;

/// Latin letters that Japanese takes over, and words that are typed: commands, formats and names of files.
const NOT_ENGLISH: &[&str] = &[
    "BEGIN",
    "CSV",
    "DAY",
    "ENV",
    "Ed25519",
    "END",
    "FD",
    "ID",
    "ISSUER",
    "KEY",
    "LEDGER",
    "LIST",
    "MADOGUCHI",
    "MADOGUCHI_LEDGER",
    "MADOGUCHI_PASSPHRASE",
    "MDG",
    "OS",
    "PASSPHRASE",
    "PC",
    "PEM",
    "PKCS",
    "PNG",
    "PRIVATE",
    "QR",
    "SVG",
    "UTF-8",
    "XXXXX-XXXXX-XXXX",
    "revocations",
    "A",
    "Z",
    "T09",
    "additional",
    "bundled",
    "en",
    "ja",
    "madoguchi",
    "madoguchi-license",
    "production",
    "pub",
    "test",
    "key",
    "list",
    "license",
    "ledger",
    "doubts",
    "keys",
    "support",
    "open",
    "create",
    "verify",
    "head",
    "revoke",
    "root",
    "issuer",
    "product",
    "show",
    "reissue",
    "lost",
    "help",
    "issue",
    "inspect",
    "carry",
    "reset",
    "activate",
    "transfer",
    "book",
    "add",
    "import",
    "export",
    "ship",
    "due",
    "books",
    "column",
    "product_key",
    "kind",
    "seats",
    "customer",
    "clinic",
    "term_days",
    "state",
];

/// The tool's words in Japanese, on both outputs; they have to be Japanese.
fn says(office: &Office, arguments: &str, code: i32) -> String {
    let output = office.run(&format!("{arguments} --lang ja"));
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8(said).unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments}: {said}");
    let words = said.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
    for word in words.map(|word| word.trim_end_matches('-')) {
        // In capitals alone are keys, ids and groups to type.
        let is_word = word.chars().any(|c| c.is_ascii_lowercase())
            && word
                .chars()
                .all(|c| c.is_ascii_alphabetic() || c == '-' || c == '_');
        let is_typed =
            word.starts_with('-') || arguments.contains(word) || NOT_ENGLISH.contains(&word);
        assert!(!is_word || is_typed, "{arguments}: {word:?} in {said}");
    }
    said
}

#[test]
fn keys_licenses_and_lists_are_told_in_japanese() {
    let office = Office::new();
    says(
        &office,
        "key root --out root.key --environment test --unencrypted",
        0,
    );
    let issuer = "key issuer --root root.key --name 窓口商会 --out issuer --kinds additional,bundled --seats 3 --licenses 3 --days 30 --unencrypted";
    says(&office, issuer, 0);
    says(&office, issuer, 1);
    assert!(says(&office, "key list .", 0).contains("認めたルート"));
    says(
        &office,
        "issue bundled --issuer issuer --serial cr-1 --id B-1 --out b",
        0,
    );
    says(&office, "inspect b", 0);
    says(&office, "inspect b --root root.key.pub", 0);
    says(&office, "inspect issuer/issuer.certificate", 0);
    says(&office, "inspect root.key", 1);
    says(&office, "inspect nothing", 1);
    says(
        &office,
        "revoke --yes --issuer issuer --license B-1 --out own.list",
        0,
    );
    says(
        &office,
        "revoke --yes --issuer issuer --license B-1 --out again.list",
        1,
    );
    says(
        &office,
        "revoke --yes --root root.key --license B-1 --out root.list",
        0,
    );
    says(&office, "inspect root.list", 0);
    says(&office, "carry root.list --issuer issuer", 0);
    says(&office, "carry own.list --issuer issuer", 1);
    says(&office, "key list issuer", 0);
    let key = crate::office::installation();
    let reset =
        format!("reset --issuer issuer --installation {key} --nonce 028T5-CY4TQ-KFF4 --out reset");
    says(&office, &reset, 0);
    says(&office, "inspect reset", 0);
    says(
        &office,
        "key root --out two.key --environment production",
        1,
    );
    says(
        &office,
        "key root --out two.key --environment production --unencrypted",
        1,
    );
}

#[test]
fn the_ledgers_life_is_told_in_japanese() {
    let office = Office::with_ledger();
    says(&office, "ledger create --environment test", 1);
    says(&office, "ledger verify --ledger nowhere", 1);
    says(
        &office,
        "product add --kind bundled --seats 2 --customer 会 --clinic 院 --out no.csv",
        1,
    );
    let keys = office.sells("--kind additional --seats 2", "院", 2);
    says(&office, "product list", 0);
    says(&office, "product export all.csv", 0);
    says(&office, "product import all.csv", 0);
    std::fs::write(
        office.path("bad.csv"),
        "product_key,kind,seats,customer,clinic\nX,bundled,2,,\nY\n",
    )
    .unwrap();
    says(&office, "product import bad.csv", 1);
    says(&office, "product show ZZZ", 1);
    let mut clinic = Clinic::with_units(1, &["CR-1"]);
    office.receives("request", &clinic.asks(&keys[0]));
    let said = says(
        &office,
        "activate request --issuer issuer --out license --typed --qr",
        0,
    );
    assert!(said.contains("QRコード 1 / "), "{said}");
    says(&office, "activate request --issuer issuer --out license", 0);
    let mut other = Clinic::with_units(2, &["CR-1"]);
    office.receives("other", &other.asks(&keys[0]));
    let said = says(
        &office,
        "activate other --issuer issuer --out other.license",
        1,
    );
    assert!(said.contains("が使いました"), "{said}");
    says(&office, "ledger doubts", 0);
    let end = &keys[0][keys[0].len() - 5..];
    let said = says(&office, &format!("product show {end}"), 0);
    assert!(said.contains("からの連絡。答え："), "{said}");
    says(&office, "ledger due", 0);
    says(&office, "ledger due --days 3", 0);
    let id = office.verified("license").grant.id.to_string();
    let mut copy = clinic.clone();
    office.receives("return", &clinic.returns(&[&id, "L-9"]));
    says(&office, "book --yes return", 0);
    says(&office, "book --yes return", 0);
    office.receives("copied", &copy.asks(&keys[0]));
    says(&office, "activate copied --issuer issuer --out third", 1);
    let said = says(&office, "ledger doubts", 0);
    assert!(said.contains("返却したPCからの連絡"), "{said}");
    says(&office, "activate request --issuer issuer --out third", 1);
    says(&office, &format!("product show {end}"), 0);
    says(&office, "ledger verify", 0);
    says(&office, "ledger head", 0);
}

#[test]
fn wrong_use_and_help_are_told_in_japanese() {
    let office = Office::new();
    for command in [
        "",
        "key",
        "key root",
        "key issuer",
        "key list",
        "issue",
        "issue additional",
        "issue bundled",
        "inspect",
        "revoke",
        "carry",
        "reset",
        "product",
        "product add",
        "product import",
        "product export",
        "product list",
        "product show",
        "product ship",
        "activate",
        "transfer",
        "reissue",
        "book",
        "ledger",
        "ledger create",
        "ledger verify",
        "ledger head",
        "ledger doubts",
        "ledger due",
    ] {
        says(&office, &format!("{command} --help"), 0);
        says(&office, command, 2);
    }
    for wrong in [
        "key root --out a --environment tests",
        "issue additional --issuer i --installation 12 --seats 2 --out x",
        "issue additional --issuer i --installation 12 --seats 4 --out x",
        "issue bundled --issuer i --serial あ --out x",
        "issue bundled --issuer i --serial S --out x --id あ",
        "issue bundled --issuer i --serial S --out x --not-before 2024-02-30",
        "issue bundled --issuer i --serial S --out x --not-before 1999-01-01",
        "reset --issuer i --installation 12 --nonce 1 --out x --at 2024",
        "revoke --yes --issuer i --stolen-issuer 1 --from 1 --out x",
        "ledger verify --ledger books --head 12",
        "ledger due --ledger books --days x",
        "key list --no-such-thing x",
    ] {
        says(&office, wrong, 2);
    }
}
