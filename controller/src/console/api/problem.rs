//! Why a request was not done, as an answer (RFC 9457): its `type` is the address of a page about the refusal's name.

use super::ways::{self, Way};
use crate::desk::{Kind, Refused};
use crate::json::fault;
use crate::texts::label;
use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Response, StatusCode};
use madoguchi_proto::v1::Text;
use madoguchi_texts::Lang;
use serde::Serialize;
use utoipa::ToSchema;

/// The form of the answer.
pub(super) const MEDIA_TYPE: &str = "application/problem+json";

/// Every status that a problem can have.
pub(super) const STATUSES: [StatusCode; 13] = [
    StatusCode::BAD_REQUEST,
    StatusCode::UNAUTHORIZED,
    StatusCode::FORBIDDEN,
    StatusCode::NOT_FOUND,
    StatusCode::METHOD_NOT_ALLOWED,
    StatusCode::CONFLICT,
    StatusCode::PAYLOAD_TOO_LARGE,
    StatusCode::UNSUPPORTED_MEDIA_TYPE,
    StatusCode::MISDIRECTED_REQUEST,
    StatusCode::TOO_MANY_REQUESTS,
    StatusCode::INTERNAL_SERVER_ERROR,
    StatusCode::SERVICE_UNAVAILABLE,
    StatusCode::INSUFFICIENT_STORAGE,
];

/// A request that was not done, with its status and its words.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::console) struct Problem {
    status: StatusCode,
    text: Text,
}

impl Problem {
    pub(in crate::console) const fn new(status: StatusCode, text: Text) -> Self {
        Self { status, text }
    }

    /// The answer; its title and detail are in this language.
    pub(in crate::console) fn answer(&self, lang: Lang) -> Response<Body> {
        let Text { code, .. } = &self.text;
        let [ja, en] = [&self.text.ja, &self.text.en].map(|words| in_words_of_the_api(words));
        let shape = ProblemDetails {
            kind: format!("/problems/{code}"),
            title: title(self.status, lang),
            status: self.status.as_u16(),
            detail: lang.pick(&ja, &en).to_owned(),
            code: code.clone(),
            fault: fault(code),
            requests: ways::of(&en),
            ja,
            en,
        };
        // Text and a number: serialising them cannot fail.
        let body = serde_json::to_vec(&shape).unwrap_or_default();
        let mut answer = Response::new(Body::from(body));
        *answer.status_mut() = self.status;
        let form = axum::http::HeaderValue::from_static(MEDIA_TYPE);
        answer.headers_mut().insert(CONTENT_TYPE, form);
        answer
    }
}

/// How somebody insists at the command line: texts quote it, in one language's quotation marks or the other's.
const YES: [&str; 2] = ["\"--yes\"", "--yes"];
/// The same in a request here.
const INSIST: &str = "\"insist\": true";

/// A sentence for whoever asked over HTTP: there insisting is a field of the request. Pages make a button's word of it (`words.js`). Commands
/// stay as they are quoted, for pages and for people; their requests stand beside the sentence ([`ways`]).
pub(super) fn in_words_of_the_api(sentence: &str) -> String {
    YES.iter()
        .fold(sentence.to_owned(), |words, yes| words.replace(yes, INSIST))
}

/// What all problems of a status have in common.
pub(super) fn title(status: StatusCode, lang: Lang) -> String {
    label(lang, &format!("api-status-{}", status.as_u16()), &[])
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        let status = match refused.kind {
            Kind::Invalid => StatusCode::BAD_REQUEST,
            Kind::Forbidden => StatusCode::FORBIDDEN,
            Kind::NotFound => StatusCode::NOT_FOUND,
            Kind::Exists | Kind::State | Kind::Order => StatusCode::CONFLICT,
            Kind::Full if refused.text.code == "disk-full" => StatusCode::INSUFFICIENT_STORAGE,
            Kind::Full => StatusCode::TOO_MANY_REQUESTS,
            Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Kind::DataLoss | Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self::new(status, refused.text)
    }
}

/// 依頼が通らなかった理由（RFC 9457） / Why a request was not done (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(super) struct ProblemDetails {
    /// この理由を説明するページ（/problems/名前） / The page about this refusal, `/problems/CODE`.
    #[serde(rename = "type")]
    kind: String,
    /// この状態の番号に共通の見出し（依頼した人の言語） / What all refusals of this status have in common, in the language of the request.
    title: String,
    /// 答えの状態の番号 / The status of the answer.
    status: u16,
    /// 何が起きたか、なぜか、次にどうするか（依頼した人の言語） / What happened, why, and what to do, in the language of the request.
    detail: String,
    /// 通らない理由の名前。ずっと変わらない / The refusal's name: small letters joined by hyphens. It stays for ever.
    code: String,
    /// エラーのコード（例：MDG-0702）。説明は /faults/コード / The fault's code, "MDG-0702"; the page `/faults/CODE` explains it.
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<String>,
    /// 日本語の説明 / The detail in Japanese.
    ja: String,
    /// 英語の説明 / The detail in English.
    en: String,
    /// 説明にあるコマンドの代わりになる依頼（順に。書ける項目は /api にある） / What a program asks in the place of the commands that the detail names, in their order; what each can say stands at /api.
    requests: Vec<Way>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::tests::refusals;

    #[test]
    fn no_refusal_tells_a_program_to_type_an_option() {
        let mut insists = 0;
        for refusal in refusals() {
            let Problem { text, .. } = Refused::from(refusal).into();
            for words in [&text.ja, &text.en] {
                let said = in_words_of_the_api(words);
                assert!(!said.contains("--yes"), "{said}");
                // Quoted by itself in Japanese, and in English by its own signs.
                assert!(!said.contains("\"\"insist"), "{said}");
                insists += usize::from(said.contains(INSIST));
            }
        }
        assert!(insists >= 6, "{insists}");
    }
}
