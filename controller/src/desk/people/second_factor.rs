//! The second factor: codes by the time of day (TOTP, RFC 6238), and recovery codes (RULES W6).

use crate::wire::{self, BadField, Field};
use madoguchi_fleet::people::{Proof, RECOVERY_CODES, SecondFactor, Secret};
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_plain::typed;
use madoguchi_proto::v1;
use ring::hmac;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// How long a code is shown.
const STEP_MS: i64 = 30_000;
/// How many steps early or late a code may come: the clock of a telephone, and the time that typing takes.
const DRIFT: u64 = 1;
/// Digits of a code; programs for codes fall back to these and to SHA-1, whatever else they are asked for.
const DIGITS: usize = 6;
const MODULUS: u32 = 1_000_000;

/// The letters and digits of recovery codes: none that is taken for another (Crockford's).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters and digits of a recovery code: 60 random bits.
const RECOVERY_CHARS: usize = 12;
/// How many stand together.
const GROUP: usize = 4;
/// The longest text that is looked at: a code at its widest, with a space or a hyphen at each place.
const MAX_TYPED_BYTES: usize = 2 * 4 * RECOVERY_CHARS;
/// What is hashed before a recovery code.
const CONTEXT: &[u8] = b"madoguchi.v1.recovery-code\0";
/// The letters and digits of a secret (RFC 4648).
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A second factor of random bytes, to be shown once and sent with a request.
///
/// # Errors
/// The system has no random bytes.
pub fn fresh() -> Result<v1::SecondFactor, getrandom::Error> {
    let mut secret = vec![0; 20];
    getrandom::fill(&mut secret)?;
    let codes = (0..RECOVERY_CODES).map(|_| code());
    Ok(v1::SecondFactor {
        secret,
        recovery_codes: codes.collect::<Result<_, _>>()?,
        first_code: String::new(),
    })
}

/// A code of random letters and digits, as recovery codes are.
pub(super) fn code() -> Result<String, getrandom::Error> {
    let mut random = Zeroizing::new([0; RECOVERY_CHARS]);
    getrandom::fill(&mut *random)?;
    let letters = random.iter().map(|byte| letter(LETTERS, *byte));
    let letters: Vec<char> = letters.collect();
    let groups = letters.chunks(GROUP).map(|group| group.iter().collect());
    Ok(groups.collect::<Vec<String>>().join("-"))
}

/// What a program for codes reads from a picture; `name` is whose codes they are.
#[must_use]
pub fn otpauth(name: &str, second: &v1::SecondFactor) -> Zeroizing<String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let escaped = name.bytes().map(|byte| match plain(byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    });
    let name: String = escaped.collect();
    let secret = Zeroizing::new(base32(&second.secret));
    Zeroizing::new(format!(
        "otpauth://totp/Madoguchi:{name}?secret={}&issuer=Madoguchi",
        *secret
    ))
}

/// The second factor that a request gives.
pub(super) fn given(wire: v1::SecondFactor) -> Result<SecondFactor, BadField> {
    Ok(SecondFactor {
        secret: wire::bytes_of(&wire.secret, Field::SecondFactor).map(Secret)?,
        last_step: 0,
        recovery: recovery_codes(&wire.recovery_codes)?,
    })
}

/// The hashes of as many recovery codes as a second factor comes with.
pub(super) fn recovery_codes(codes: &[String]) -> Result<Vec<Secret<[u8; 32]>>, BadField> {
    let hashes: Option<Vec<_>> = codes.iter().map(|code| recovery(code)).collect();
    let hashes = hashes.filter(|codes| codes.len() == RECOVERY_CODES);
    hashes.ok_or(Field::SecondFactor.malformed())
}

/// What a typed code proves at this time of day; `Err` where it is not right.
pub(super) fn proof(second: &SecondFactor, code: &str, now: TimeOfDay) -> Result<Proof, ()> {
    let plain = plain(code);
    if plain.len() != DIGITS || !plain.bytes().all(|byte| byte.is_ascii_digit()) {
        return recovery(code).map(Proof::Recovery).ok_or(());
    }
    let now = u64::try_from(now.0.div_euclid(STEP_MS)).map_err(|_| ())?;
    let near = now.saturating_sub(DRIFT)..=now.saturating_add(DRIFT);
    let shown: u32 = plain.parse().map_err(|_| ())?;
    let mut right = near.filter(|step| totp(&second.secret.0, *step) == shown);
    right.next_back().map(Proof::Step).ok_or(())
}

/// The hash of a recovery code as it is typed: in any width and case, with hyphens and spaces or without.
pub(super) fn recovery(code: &str) -> Option<Secret<[u8; 32]>> {
    let plain = plain(code);
    let fits = plain.len() == RECOVERY_CHARS && plain.bytes().all(|b| LETTERS.contains(&b));
    let hash = Sha256::new().chain_update(CONTEXT).chain_update(&plain);
    fits.then(|| Secret(hash.finalize().into()))
}

/// A code as it is typed, in capitals without spaces and hyphens. What is longer than any code is none.
fn plain(code: &str) -> String {
    if code.len() > MAX_TYPED_BYTES {
        return String::new();
    }
    let typed = typed::serial(code);
    let plain = typed.chars().filter(|c| !c.is_whitespace() && *c != '-');
    plain.collect()
}

/// The code of a step (RFC 4226, 6238).
fn totp(secret: &[u8; 20], step: u64) -> u32 {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let tag = tag.as_ref();
    let offset = usize::from(tag.last().copied().unwrap_or_default() & 0xf);
    let cut = tag.iter().skip(offset).take(4);
    let cut = cut.fold(0, |number: u32, byte| number << 8 | u32::from(*byte));
    (cut & 0x7fff_ffff) % MODULUS
}

fn letter(of: &[u8; 32], bits: u8) -> char {
    char::from(of[usize::from(bits & 31)])
}

/// The bytes of a secret as a person or a page has it; `None` where it is none. What is longer than any is not looked at.
pub(crate) fn secret_of(text: &str) -> Option<Vec<u8>> {
    let plain = Zeroizing::new(plain(text));
    let (mut bytes, mut bits, mut count) = (Vec::with_capacity(20), 0_u32, 0);
    for letter in plain.bytes() {
        let five = BASE32.iter().position(|known| *known == letter)?;
        bits = (bits & 0xfff) << 5 | u32::try_from(five).ok()?;
        count += 5;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count).to_le_bytes()[0]);
        }
    }
    (!bytes.is_empty()).then_some(bytes)
}

pub(super) fn base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for five in bytes.chunks(5) {
        let bits = five
            .iter()
            .fold(0, |bits: u64, byte| bits << 8 | u64::from(*byte));
        let (count, bits) = (five.len() * 8, bits << (40 - five.len() * 8));
        for at in 0..count.div_ceil(5) {
            let five_bits = (bits >> (35 - 5 * at)) & 31;
            text.push(letter(BASE32, five_bits.to_le_bytes()[0]));
        }
    }
    text
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// The secret of RFC 6238's examples.
    const SECRET: &[u8; 20] = b"12345678901234567890";

    fn factor() -> SecondFactor {
        let wire = v1::SecondFactor {
            secret: SECRET.to_vec(),
            ..fresh().unwrap()
        };
        given(wire).unwrap()
    }

    /// RFC 6238, appendix B; the last six of its eight digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        for (seconds, code) in [
            (59, 287_082),
            (1_111_111_109, 81_804),
            (1_111_111_111, 50_471),
            (1_234_567_890, 5_924),
            (2_000_000_000, 279_037),
            (20_000_000_000, 353_130),
        ] {
            assert_eq!(totp(SECRET, seconds / 30), code, "{seconds}");
        }
        assert_eq!(base32(b"foobar"), "MZXW6YTBOI");
        let text = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        assert_eq!(base32(SECRET), text);
        for typed in [
            text,
            &text.to_lowercase(),
            "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ",
        ] {
            assert_eq!(secret_of(typed).as_deref(), Some(&SECRET[..]));
        }
        assert_eq!((secret_of("0189"), secret_of("")), (None, None));
    }

    #[test]
    fn a_code_is_right_one_step_early_or_late_however_it_is_typed() {
        let at = |seconds: i64| TimeOfDay(seconds * 1_000);
        for code in ["287082", "２８７０８２", " 287 082 "] {
            assert_eq!(proof(&factor(), code, at(59)), Ok(Proof::Step(1)), "{code}");
        }
        for (seconds, right) in [(0, true), (29, true), (89, true), (90, false), (-60, false)] {
            let found = proof(&factor(), "287082", at(seconds));
            assert_eq!(found.is_ok(), right, "{seconds}");
        }
        for wrong in ["287083", "28708", "2870820", "", "-87082"] {
            assert_eq!(proof(&factor(), wrong, at(59)), Err(()), "{wrong}");
        }
        // A code that begins with zeros is one with them.
        let step = 1_234_567_890;
        assert!(proof(&factor(), "005924", at(step)).is_ok());
        assert!(proof(&factor(), "5924", at(step)).is_err());
    }

    #[test]
    fn recovery_codes_are_ten_and_are_typed_in_any_width_and_case() {
        let wire = fresh().unwrap();
        let kept = given(wire.clone()).unwrap();
        assert_eq!(kept.recovery.len(), 10);
        let code = &wire.recovery_codes[3];
        assert_eq!(code.len(), 14);
        let wide: String = code
            .chars()
            .map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap())
            .collect();
        for typed in [
            code.clone(),
            code.to_lowercase(),
            code.replace('-', ""),
            code.replace('-', " "),
            wide,
        ] {
            let shown = proof(&kept, &typed, TimeOfDay(0)).unwrap();
            assert_eq!(shown, Proof::Recovery(kept.recovery[3].clone()), "{typed}");
        }
    }

    #[test]
    fn a_second_factor_that_is_not_whole_is_refused() {
        let refused = |change: fn(&mut v1::SecondFactor)| {
            let mut wire = fresh().unwrap();
            change(&mut wire);
            given(wire).err()
        };
        let bad = Some(Field::SecondFactor.malformed());
        assert_eq!(refused(|w| w.secret.truncate(19)), bad);
        assert_eq!(refused(|w| drop(w.recovery_codes.pop())), bad);
        assert_eq!(refused(|w| w.recovery_codes[0].push('A')), bad);
        assert_eq!(
            refused(|w| w.recovery_codes[0] = "ILOU-ILOU-ILOU".into()),
            bad
        );
    }

    #[test]
    fn a_program_for_codes_reads_whose_they_are() {
        let second = v1::SecondFactor {
            secret: SECRET.to_vec(),
            ..v1::SecondFactor::default()
        };
        assert_eq!(
            *otpauth("山田 a", &second),
            "otpauth://totp/Madoguchi:%E5%B1%B1%E7%94%B0%20a\
             ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Madoguchi"
        );
    }
}
