//! A table of products that is not taken: everything that is wrong is told, and nothing is entered.

use crate::office::Office;

const HEADER: &str = "product_key,kind,seats,term_days,customer,clinic\n";

/// What is said about a table, in Japanese and in English.
fn said(office: &Office, table: &[u8]) -> (String, String) {
    std::fs::write(office.path("table.csv"), table).unwrap();
    let japanese = office.refuses("product import table.csv --lang ja");
    (
        japanese,
        office.refuses("product import table.csv --lang en"),
    )
}

#[test]
fn what_is_wrong_with_a_table_is_told_in_both_languages() {
    let office = Office::with_ledger();
    let key = office.sells("--kind bundled", "K", 1).remove(0);
    let row = |rest: &str| format!("{HEADER}{key},{rest}\n");
    let table = [
        (
            b"PK\x03\x04....xl/workbook.xml".to_vec(),
            "Excel",
            "save it as \"CSV UTF-8\"",
        ),
        (
            format!("kind,{HEADER}").into(),
            "列「kind」が2回",
            "\"kind\" twice",
        ),
        (
            b"kind,seats\nbundled,1\n".to_vec(),
            "列「product_key」がありません",
            "no column \"product_key\"",
        ),
        (
            format!("colour,{HEADER}").into(),
            "意味の分からない列「colour」",
            "a column \"colour\"",
        ),
        (HEADER.into(), "商品がありません", "holds no product"),
        (
            b"\r\n\x1a".to_vec(),
            "表に何も書かれていません",
            "nothing in the table",
        ),
        (
            row("bundled,1,,C,K,x").into(),
            "1行目より列が多く",
            "more fields than the first line",
        ),
        (
            row("rented,1,,C,K").into(),
            "「additional」か「bundled」",
            "\"additional\" or \"bundled\"",
        ),
        (row("bundled,2,,C,K").into(), "枠の数は", "a bundled one 1"),
        (
            row("bundled,1,0,C,K").into(),
            "期間は1～3660日",
            "a term is 1 to 3660 days",
        ),
        (
            row("bundled,1,,,K").into(),
            "購入者と医療機関の名前は",
            "customer and clinic are",
        ),
        (
            row("bundled,1,,C,K").into(),
            "別の条件で台帳に",
            "sold otherwise",
        ),
    ];
    for (content, ja, en) in table {
        let (japanese, english) = said(&office, &content);
        assert!(japanese.contains(ja), "{ja}: {japanese}");
        assert!(english.contains(en), "{en}: {english}");
    }
    let many = HEADER.to_owned() + &"X,bundled,1,,C,K\n".repeat(23);
    let (japanese, english) = said(&office, many.as_bytes());
    assert!(
        japanese.contains("23 行") && japanese.contains("ほか 3 行"),
        "{japanese}"
    );
    assert!(english.contains("and 3 more"), "{english}");
    assert_eq!(office.does("product list").lines().count(), 1);
}

#[test]
fn a_table_with_too_many_products_or_bytes_is_told() {
    let office = Office::with_ledger();
    let many = HEADER.to_owned() + &"X,bundled,1,,C,K\n".repeat(100_001);
    let (japanese, english) = said(&office, many.as_bytes());
    assert!(japanese.contains("100000 個を超えて"), "{japanese}");
    assert!(english.contains("more than 100000 products"), "{english}");
    let large = std::fs::File::create(office.path("large.csv")).unwrap();
    large.set_len(64 * 1024 * 1024 + 1).unwrap();
    let refused = office.refuses("product import large.csv --lang ja");
    assert!(
        refused.contains("large.csv は、商品の表としては大きすぎます"),
        "{refused}"
    );
}
