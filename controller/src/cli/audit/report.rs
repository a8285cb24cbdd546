//! What a check of the record of acts found, in words and for programs.

use super::of_day_ms;
use super::request::Request;
use crate::cli::page::line;
use crate::desk::audit::words;
use crate::store::Trail;
use crate::texts::{Clock, label, text};
use madoguchi_fleet::audit::{self, Anchor, Broken, Found, Place, Whole};
use madoguchi_proto::v1::Text;
use madoguchi_texts::Lang;
use serde_json::{Value, json};

/// The result of a check.
pub(super) struct Report<'a> {
    pub(super) clock: Clock,
    pub(super) trail: &'a Trail,
    /// The present key of the installation.
    pub(super) installation: &'a [u8],
    pub(super) chain: Result<Whole, Broken>,
    pub(super) requests: &'a [Request],
}

/// What the record of acts says of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    /// The request names no place.
    Nothing,
    /// The place that it names, and what is there.
    Of(Anchor, Found),
    /// What it names is not there, and the request is not of this installation's present key.
    Foreign(Anchor),
}

impl Report<'_> {
    /// What holds, what cannot be told, and what none of it shows.
    pub(super) fn words(&self, lang: Lang) -> String {
        let mut page = String::new();
        if let Ok(whole) = &self.chain {
            for text in words::whole(&self.clock, self.trail, whole) {
                line(&mut page, lang.of(&text));
            }
        }
        for request in self.requests {
            if let Some(words) = self.about(request, lang) {
                line(&mut page, &words);
            }
        }
        if self.chain.is_ok() && self.requests.is_empty() {
            line(&mut page, &label(lang, "trail-limits", &[]));
        }
        page
    }

    /// What is said of a request on the page; `None` where it is a failure.
    fn about(&self, request: &Request, lang: Lang) -> Option<String> {
        let (key, number) = match self.said_of(request) {
            Said::Nothing => ("trail-request-none", String::new()),
            Said::Of(anchor, Found::Fits) => ("trail-request-fits", anchor.sequence.to_string()),
            Said::Of(anchor, Found::AgedOut) => ("trail-request-aged", anchor.sequence.to_string()),
            Said::Of(_, Found::Beyond { .. } | Found::Differs) | Said::Foreign(_) => return None,
        };
        let args = [("path", request.path.as_str()), ("number", &number)];
        Some(label(lang, key, &args))
    }

    fn said_of(&self, request: &Request) -> Said {
        let Some(anchor) = request.anchor else {
            return Said::Nothing;
        };
        let found = audit::find(&self.trail.entries, anchor);
        let is_ours = request.installation.to_bytes()[..] == *self.installation;
        match found {
            Found::Beyond { .. } | Found::Differs if !is_ours => Said::Foreign(anchor),
            found => Said::Of(anchor, found),
        }
    }

    /// Whatever does not hold.
    pub(super) fn failures(&self) -> Vec<Text> {
        let broken = self.chain.as_ref().err();
        let broken = broken.map(|broken| words::broken(&self.clock, self.trail, *broken));
        let requests = self.requests.iter();
        let requests = requests.filter_map(|request| self.mismatch(request));
        broken.into_iter().chain(requests).collect()
    }

    fn mismatch(&self, request: &Request) -> Option<Text> {
        let path = ("path", request.path.as_str());
        let number = |anchor: Anchor| anchor.sequence.to_string();
        match self.said_of(request) {
            Said::Of(anchor, Found::Beyond { newest }) => {
                let (number, newest) = (number(anchor), newest.to_string());
                let args = [path, ("number", &number), ("newest", &newest)];
                Some(text("audit-request-beyond", &args))
            }
            Said::Of(anchor, Found::Differs) => {
                let number = number(anchor);
                Some(text("audit-request-differs", &[path, ("number", &number)]))
            }
            Said::Foreign(anchor) => {
                let (number, key) = (number(anchor), request.installation.id().to_string());
                let args = [path, ("number", &number), ("key", &key)];
                Some(text("audit-request-other", &args))
            }
            Said::Nothing | Said::Of(_, Found::Fits | Found::AgedOut) => None,
        }
    }

    pub(super) fn json(&self, utc_offset_min: i32) -> Value {
        let whole = self.chain.as_ref().ok();
        let place = |place: Place| json!({ "sequence": place.sequence, "at_ms": of_day_ms(self.trail, place.at) });
        let span = whole.and_then(|whole| whole.span);
        json!({
            "holds": whole.is_some(),
            "entries": whole.map(|whole| whole.linked),
            "without_digest": whole.map(|whole| whole.unlinked),
            "oldest": span.map(|(oldest, _)| place(oldest)),
            "newest": span.map(|(_, newest)| place(newest)),
            "broken": self.chain.as_ref().err().map(|broken| broken_json(*broken)),
            "requests": self.requests.iter().map(|r| self.request_json(r)).collect::<Vec<_>>(),
            "utc_offset_min": utc_offset_min,
        })
    }

    fn request_json(&self, request: &Request) -> Value {
        let found = match self.said_of(request) {
            Said::Nothing => "none",
            Said::Of(_, Found::Fits) => "fits",
            Said::Of(_, Found::AgedOut) => "aged-out",
            Said::Of(_, Found::Beyond { .. }) => "beyond",
            Said::Of(_, Found::Differs) => "differs",
            Said::Foreign(_) => "other-installation",
        };
        json!({
            "file": request.path,
            "sequence": request.anchor.map(|anchor| anchor.sequence),
            "found": found,
        })
    }
}

fn broken_json(broken: Broken) -> Value {
    let (how, last) = match broken {
        Broken::Changed { .. } => ("changed", None),
        Broken::OutOfOrder { .. } => ("out-of-order", None),
        Broken::Unlinked { .. } => ("unlinked", None),
        Broken::Missing { last, .. } => ("missing", Some(last)),
    };
    json!({ "how": how, "sequence": broken.sequence(), "last": last })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use madoguchi_fleet::decision::{Answer, AuditEntry};
    use madoguchi_fleet::ticket::Actor;
    use madoguchi_fleet::time::FleetTime;
    use madoguchi_licensing::keys::PublicKey;

    /// 2026-04-01 09:05:07 in Japan.
    const MORNING: FleetTime = FleetTime(1_775_001_907_000);
    /// The public key of the first test in RFC 8032.
    const KEY: [u8; 32] = [
        0xd7, 0x5a, 0x98, 0x01, 0x82, 0xb1, 0x0a, 0xb7, 0xd5, 0x4b, 0xfe, 0xd3, 0xc9, 0x64, 0x07,
        0x3a, 0x0e, 0xe1, 0x72, 0xf3, 0xda, 0xa6, 0x23, 0x25, 0xaf, 0x02, 0x1a, 0x68, 0xf7, 0x07,
        0x51, 0x1a,
    ];

    fn trail(first: u64, unlinked: u64, linked: u64) -> Trail {
        let mut previous = (first > 1).then_some([7; 32]);
        let entries = (first..first + unlinked + linked).map(|sequence| {
            let mut entry = AuditEntry {
                sequence,
                at: MORNING,
                actor: Actor::Staff,
                command: "ticket-park".into(),
                subject: "1".into(),
                request: None,
                answer: Answer::Done,
                before: String::new(),
                after: String::new(),
                place: None,
                digest: None,
            };
            if sequence >= first + unlinked {
                previous = Some(audit::seal(previous, &entry));
                entry.digest = previous;
            }
            entry
        });
        Trail {
            entries: entries.collect(),
            next: first + unlinked + linked,
            ..Trail::default()
        }
    }

    fn request(anchor: Option<Anchor>) -> Request {
        Request {
            path: "r.madoguchi".into(),
            installation: PublicKey::from_bytes(&KEY).unwrap(),
            anchor,
        }
    }

    /// What is said in both languages, and the codes of what does not hold.
    fn told(
        trail: &Trail,
        chain: Result<Whole, Broken>,
        requests: &[Request],
        ours: bool,
    ) -> (String, Vec<Text>, Value) {
        let report = Report {
            clock: Clock::at_offset(540),
            trail,
            installation: if ours { &KEY } else { &[1; 32] },
            chain,
            requests,
        };
        let page = report.words(Lang::Ja) + &report.words(Lang::En);
        (page, report.failures(), report.json(540))
    }

    #[test]
    fn a_whole_record_is_told_with_its_span_and_what_it_does_not_show() {
        let whole = trail(1, 2, 3);
        let chain = audit::check(&whole.entries, whole.next);
        let (page, failures, json) = told(&whole, chain, &[], true);
        for words in [
            "3 entries, from no. 3 (2026-04-01 09:05) to no. 5",
            "also 2 entries without a digest",
            "照合値のない記録が 2 件",
            "madoguchi audit verify --request FILE",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(failures.is_empty() && !page.contains("no longer kept"));
        assert_eq!(
            (&json["holds"], &json["without_digest"]),
            (&json!(true), &json!(2))
        );
        assert_eq!(json["newest"], json!({ "sequence": 5, "at_ms": MORNING.0 }));

        let empty = Trail::default();
        let (page, failures, _) = told(&empty, audit::check(&[], 1), &[], true);
        assert!(page.contains("no entry in the record of acts yet") && failures.is_empty());
        // Below the bound nothing can have aged out; the words are the same.
        let aged = trail(11, 0, 2);
        let whole = Whole {
            linked: 2,
            span: audit::check(&trail(1, 10, 2).entries, 13).unwrap().span,
            ..Whole::default()
        };
        let (page, _, _) = told(&aged, Ok(whole), &[], true);
        assert!(page.contains("before no. 11 are no longer kept"), "{page}");
    }

    #[test]
    fn each_way_in_which_a_record_does_not_hold_has_a_sentence() {
        let trail = trail(1, 0, 3);
        let sequence = 2;
        for (broken, code, en) in [
            (
                Broken::Changed { sequence },
                "audit-changed",
                "entry no. 2 (2026-04-01 09:05)",
            ),
            (
                Broken::OutOfOrder { sequence },
                "audit-out-of-order",
                "entry no. 2 (2026",
            ),
            (
                Broken::Unlinked { sequence },
                "audit-unlinked",
                "no digest although",
            ),
            (
                Broken::Missing { first: 2, last: 9 },
                "audit-missing",
                "no. 2 to 9",
            ),
        ] {
            let (page, failures, json) = told(&trail, Err(broken), &[], true);
            assert_eq!((page.as_str(), failures.len()), ("", 1));
            assert_eq!(failures[0].code, code);
            assert!(failures[0].en.contains(en) && failures[0].ja.contains("サポート"));
            assert_eq!(
                (&json["holds"], &json["broken"]["sequence"]),
                (&json!(false), &json!(2))
            );
        }
    }

    #[test]
    fn a_request_is_told_as_what_it_shows_or_cannot_show() {
        let trail = trail(4, 0, 3);
        let at = |sequence, digest| Some(Anchor { sequence, digest });
        let real = trail.entries[1].digest.unwrap();
        let cases = [
            (None, true, Ok("trail-request-none"), "none"),
            (at(5, real), true, Ok("fits. Entry no. 5"), "fits"),
            // A return's key is gone, and what it names is there.
            (at(5, real), false, Ok("fits. Entry no. 5"), "fits"),
            (at(2, real), true, Ok("no. 2, the newest"), "aged-out"),
            (
                at(5, [3; 32]),
                true,
                Err("audit-request-differs"),
                "differs",
            ),
            (at(9, real), true, Err("audit-request-beyond"), "beyond"),
            (
                at(9, real),
                false,
                Err("audit-request-other"),
                "other-installation",
            ),
        ];
        for (anchor, ours, said, found) in cases {
            let whole = audit::check(&trail.entries, 7).unwrap_or_default();
            let (page, failures, json) = told(&trail, Ok(whole), &[request(anchor)], ours);
            assert_eq!(json["requests"][0]["found"], found);
            match said {
                Ok("trail-request-none") => assert!(page.contains("names no place"), "{page}"),
                Ok(words) => assert!(page.contains(words) && failures.is_empty(), "{page}"),
                Err(code) => {
                    assert_eq!(failures[0].code, code);
                    assert!(!page.contains("r.madoguchi"), "{page}");
                }
            }
        }
    }
}
