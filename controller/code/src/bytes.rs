//! A summary in bytes. Version 1 is for ever: codes stand on paper, and support decodes what any release wrote.
//!
//! ```text
//! summary  0xA1, installation (8), time, offset, flags (1), version, waiting, closed, alarms, findings, left out, units (1) and each of them
//! unit     flags (1), verdict (1), likeliest (1), serial, port, version, faults, sessions, verified, drops, month
//! number   7 bits a byte, the lowest first; the highest bit says that more follow. The offset is folded: 0, -1, 1, -2 … are 0, 1, 2, 3 …
//! word     its characters (1), then three of them in two bytes
//! list     its length (1), then its numbers
//! ```
//!
//! A summary has one form: whatever would be written otherwise is not read.

use crate::Error;
use crate::summary::{MAX_CODES, MAX_UNITS, Pause, Summary, Unit, Verdict};
use crate::word::{MAX_CHARS, Word};

/// What a code begins with: a mark that no document has, and the version in its lower half.
const MARK: u8 = 0xA0;
const VERSION: u8 = 1;
/// The first byte of a document (`armour`).
const DOCUMENT: u8 = 0x08;

/// The bytes of a summary. Lists and units beyond their bounds are cut off, and such units are counted.
pub fn write(summary: &Summary) -> Vec<u8> {
    let mut to = vec![MARK | VERSION];
    to.extend(summary.installation);
    number(&mut to, summary.at_min);
    number(&mut to, folded(summary.utc_offset_min));
    to.push(u8::from(summary.is_test));
    word(&mut to, &summary.software);
    number(&mut to, summary.waiting);
    number(&mut to, summary.closed_today);
    list(&mut to, &summary.alarms);
    list(&mut to, &summary.findings);
    let more = summary.units.len().saturating_sub(MAX_UNITS);
    let more = u32::try_from(more).unwrap_or(u32::MAX);
    number(&mut to, summary.left_out.saturating_add(more));
    count(&mut to, summary.units.len(), MAX_UNITS);
    for one in summary.units.iter().take(MAX_UNITS) {
        unit(&mut to, one);
    }
    to
}

fn unit(to: &mut Vec<u8>, unit: &Unit) {
    let flags = [
        unit.is_enrolled,
        unit.is_multi,
        unit.is_attached,
        unit.is_plugged,
        unit.serves,
        matches!(unit.pause, Pause::ByStaff | Pause::Maintenance),
        matches!(unit.pause, Pause::ByFleet | Pause::Maintenance),
    ];
    to.push(
        (0..)
            .zip(flags)
            .fold(0, |all, (bit, is)| all | u8::from(is) << bit),
    );
    to.push(match unit.verdict {
        Verdict::None => 0,
        Verdict::NotYetKnown => 1,
        Verdict::ReaderFault => 2,
        Verdict::OtherPart => 3,
    });
    to.push(unit.likeliest);
    word(to, &unit.serial);
    word(to, &unit.port);
    word(to, &unit.software);
    list(to, &unit.faults);
    number(to, unit.sessions);
    number(to, unit.verified);
    number(to, unit.drops);
    number(to, unit.covered_month.into());
}

fn number(to: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        to.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    to.push(number.to_le_bytes()[0]);
}

fn word(to: &mut Vec<u8>, word: &Word) {
    count(to, word.as_str().len(), MAX_CHARS);
    to.extend(word.packed());
}

fn list(to: &mut Vec<u8>, codes: &[u16]) {
    count(to, codes.len(), MAX_CODES);
    for &code in codes.iter().take(MAX_CODES) {
        number(to, code.into());
    }
}

/// A count in one byte, at most `most`, which is below 256.
fn count(to: &mut Vec<u8>, count: usize, most: usize) {
    to.push(u8::try_from(count.min(most)).unwrap_or(u8::MAX));
}

/// A number with its sign in the lowest bit.
fn folded(number: i16) -> u32 {
    let number = i32::from(number);
    ((number << 1) ^ (number >> 15)).cast_unsigned()
}

fn unfolded(number: u32) -> Option<i16> {
    let half = i32::try_from(number >> 1).ok()?;
    i16::try_from(if number & 1 == 1 { -half - 1 } else { half }).ok()
}

/// The summary in bytes.
pub fn read(bytes: &[u8]) -> Result<Summary, Error> {
    match bytes.first() {
        Some(&DOCUMENT) => return Err(Error::License),
        Some(&first) if first & 0xF0 == MARK && first & 0x0F > VERSION => {
            let version = first & 0x0F;
            return Err(Error::Newer { version });
        }
        Some(&first) if first == MARK | VERSION => {}
        _ => return Err(Error::Senseless),
    }
    let mut rest = Rest(&bytes[1..]);
    let summary = rest.summary().ok_or(Error::Senseless)?;
    match rest.0.is_empty() && write(&summary) == bytes {
        true => Ok(summary),
        false => Err(Error::Senseless),
    }
}

/// What has not been read yet.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn summary(&mut self) -> Option<Summary> {
        Some(Summary {
            installation: self.take(8)?.try_into().ok()?,
            at_min: self.number()?,
            utc_offset_min: unfolded(self.number()?)?,
            is_test: match self.byte()? {
                0 => false,
                1 => true,
                _ => return None,
            },
            software: self.word()?,
            waiting: self.number()?,
            closed_today: self.number()?,
            alarms: self.list()?,
            findings: self.list()?,
            left_out: self.number()?,
            units: {
                let count = self.count(MAX_UNITS)?;
                (0..count).map(|_| self.unit()).collect::<Option<_>>()?
            },
        })
    }

    fn unit(&mut self) -> Option<Unit> {
        let flags = self.byte()?;
        let is = |bit: u8| flags >> bit & 1 == 1;
        Some(Unit {
            is_enrolled: is(0),
            is_multi: is(1),
            is_attached: is(2),
            is_plugged: is(3),
            serves: is(4),
            pause: match flags >> 5 {
                0 => Pause::No,
                1 => Pause::ByStaff,
                2 => Pause::ByFleet,
                3 => Pause::Maintenance,
                _ => return None,
            },
            verdict: match self.byte()? {
                0 => Verdict::None,
                1 => Verdict::NotYetKnown,
                2 => Verdict::ReaderFault,
                3 => Verdict::OtherPart,
                _ => return None,
            },
            likeliest: self.byte()?,
            serial: self.word()?,
            port: self.word()?,
            software: self.word()?,
            faults: self.list()?,
            sessions: self.number()?,
            verified: self.number()?,
            drops: self.number()?,
            covered_month: self.number()?.try_into().ok()?,
        })
    }

    fn take(&mut self, len: usize) -> Option<&[u8]> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|byte| byte[0])
    }

    fn number(&mut self) -> Option<u32> {
        let mut number = 0_u64;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return u32::try_from(number).ok();
            }
        }
        None
    }

    fn count(&mut self, most: usize) -> Option<usize> {
        let count = usize::from(self.byte()?);
        (count <= most).then_some(count)
    }

    fn word(&mut self) -> Option<Word> {
        let chars = self.count(MAX_CHARS)?;
        let packed = self.take(Word::packed_len(chars))?;
        Word::unpacked(chars, packed)
    }

    fn list(&mut self) -> Option<Vec<u16>> {
        let count = self.count(MAX_CODES)?;
        let codes = (0..count).map(|_| self.number()?.try_into().ok());
        codes.collect()
    }
}
