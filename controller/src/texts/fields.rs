//! What a field has to be, for whoever typed it or made the program that sent it.

use super::bundles::text;
use super::refusals::refusal;
use crate::wire::{BadField, Field, MAX_DOCUMENT};
use madoguchi_fleet::ids::PersonName;
use madoguchi_fleet::unit::PauseReason;
use madoguchi_fleet::wish::{MAX_COUNTER_CHARS, MAX_TAGS, MAX_WISHES};
use madoguchi_fleet::{MAX_NOTED, Refusal};
use madoguchi_licensing::seats::MAX_ADDITIONAL;
use madoguchi_link::bounds::MAX_CERTIFICATE_REQUEST_BYTES;
use madoguchi_proto::v1::Text;

/// What a field of a request has to be.
#[must_use]
pub fn bad_field(bad: BadField) -> Text {
    let limit = |code, limit: usize| text(code, &[("limit", &limit.to_string())]);
    match bad.field {
        Field::RequestId => text("input-request-id", &[]),
        Field::Request => text("input-ask", &[]),
        Field::Number => text("input-number", &[]),
        Field::Serial => text("input-serial", &[]),
        // A session names a walk-up, and nothing else.
        Field::SessionId | Field::WalkUp => text("input-walk-up", &[]),
        Field::TicketClass => text("input-class", &[]),
        Field::ArrivedElsewhere => text("input-arrived-elsewhere", &[]),
        Field::Means => text("input-means", &[]),
        Field::Wish => text("input-wish", &[]),
        Field::Wishes => limit("input-too-many-wishes", MAX_WISHES),
        Field::Counter | Field::CounterName => limit("input-counter", MAX_COUNTER_CHARS),
        Field::Placement => text("input-placement", &[]),
        Field::Tag => text("input-tag", &[]),
        Field::Tags => limit("input-too-many-tags", MAX_TAGS),
        Field::Edition => text("input-edition", &[]),
        Field::Cable => refusal(&Refusal::BadCable),
        Field::Delivered => text("input-delivered", &[]),
        Field::LedgerEntries => limit("input-ledger-entries", MAX_NOTED),
        Field::PauseReason => limit("input-pause-reason", PauseReason::MAX_CHARS),
        Field::Until => text("input-until", &[]),
        Field::ReplaceReason => limit("input-replace-reason", PauseReason::MAX_CHARS),
        Field::CertificateRequest => {
            limit("input-certificate-request", MAX_CERTIFICATE_REQUEST_BYTES)
        }
        Field::Document => limit("input-document", MAX_DOCUMENT),
        Field::Seats => text("input-seats", &[("limit", &MAX_ADDITIONAL.to_string())]),
        Field::PersonName => limit("input-person", PersonName::MAX_CHARS),
        Field::Role => text("input-role", &[]),
        Field::SecondFactor => text("input-second-factor", &[]),
        Field::TriageAnswer => text("input-triage-answer", &[]),
        Field::Days => text("input-days", &[]),
        Field::Month => text("input-month", &[]),
        Field::PageToken => text("input-page", &[]),
        // Fields of readers' frames and of records: nobody types them.
        _ => text("input-field", &[("what", &bad.to_string())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{CLASSES, EDITIONS, MEANS, PLACEMENTS, ROLES};

    #[test]
    fn each_field_says_in_both_languages_how_it_should_be() {
        for field in Field::ALL {
            let said = bad_field(field.malformed());
            for sentence in [&said.ja, &said.en] {
                let filled = *sentence != said.code && !sentence.contains('{');
                assert!(filled, "{field:?}: {sentence}");
            }
        }
    }

    #[test]
    fn each_word_has_a_japanese_one_which_its_refusal_shows() {
        let classes = CLASSES.map(|(_, words)| (words, Field::TicketClass));
        let ways = MEANS.map(|(_, words)| (words, Field::Means));
        let heights = PLACEMENTS.map(|(_, words)| (words, Field::Placement));
        let wishes = PLACEMENTS.map(|(_, words)| (words, Field::Wish));
        let editions = EDITIONS.map(|(_, words)| (words, Field::Edition));
        let roles = ROLES.map(|(_, words)| (words, Field::Role));
        let all = classes
            .into_iter()
            .chain(ways)
            .chain(heights)
            .chain(wishes)
            .chain(roles);
        for (words, field) in all.chain(editions) {
            let said = bad_field(field.malformed());
            let (english, japanese) = (words[0], words[1]);
            assert!(said.en.contains(english), "{english}: {said:?}");
            assert!(said.ja.contains(japanese), "{japanese}: {said:?}");
        }
    }
}
