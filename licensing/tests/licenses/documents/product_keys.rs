//! Any product key survives being read over the telephone, or the slip is noticed.

use madoguchi_licensing::product_key::{Error, ProductKey};
use proptest::prelude::*;

const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

fn keys() -> impl Strategy<Value = ProductKey> {
    any::<[u8; 14]>().prop_map(|random| ProductKey::from_random(&random))
}

/// Where a key's symbols stand in its text.
fn places() -> impl Strategy<Value = usize> {
    (0_usize..15).prop_map(|symbol| 4 + symbol + symbol / 5)
}

proptest! {
    #[test]
    fn a_key_is_read_again(key in keys(), hyphens in any::<bool>(), lower in any::<bool>()) {
        let mut text = key.reveal().to_string();
        if !hyphens {
            text = text.replace('-', "");
        }
        if lower {
            text = text.to_lowercase();
        }
        prop_assert_eq!(text.parse(), Ok(key));
    }

    #[test]
    fn one_wrong_symbol_is_noticed(key in keys(), place in places(), symbol in 0_usize..32) {
        let mut text = key.reveal().to_string();
        let symbol = &ALPHABET[symbol..=symbol];
        prop_assume!(&text[place..=place] != symbol);
        text.replace_range(place..=place, symbol);
        prop_assert_eq!(text.parse::<ProductKey>(), Err(Error::Mistyped));
    }

    #[test]
    fn two_symbols_that_changed_places_are_noticed(key in keys(), one in places(), other in places()) {
        let mut text = key.reveal().to_string().into_bytes();
        prop_assume!(text[one] != text[other]);
        text.swap(one, other);
        let text = String::from_utf8(text).unwrap();
        prop_assert_eq!(text.parse::<ProductKey>(), Err(Error::Mistyped));
    }

    #[test]
    fn no_more_than_three_symbols_are_ever_shown(key in keys()) {
        let shown = [key.to_string(), format!("{key:?}"), key.masked()];
        let whole = key.reveal().to_string();
        for shown in shown {
            let known = shown.replace("ProductKey(", "").replacen("MDG", "", 1);
            prop_assert_eq!(known.matches(|c: char| c.is_ascii_alphanumeric()).count(), 3);
            prop_assert!(known.trim_end_matches(')').ends_with(&whole[18..]));
        }
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in ".{0,80}") {
        let _ = text.parse::<ProductKey>();
    }
}
