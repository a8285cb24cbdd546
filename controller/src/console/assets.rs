//! The files that pages load: built into the program, under an address that changes with their content, so that browsers keep them and
//! still never show the old ones after an update.

use super::pages::texts;
use super::{Shared, zip};
use axum::Router;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use madoguchi_plain::hex::Hex;
use madoguchi_texts::Lang;
use sha2::{Digest as _, Sha256};
use std::sync::LazyLock;

/// A file by its name below `assets/`.
macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_bytes!(concat!("assets/", $name)).as_slice())),*]
    };
}

/// The files as they are.
static FILES: &[(&str, &[u8])] = &embedded![
    "account.css",
    "account.js",
    "acts.js",
    "audit.js",
    "bar.js",
    "board.js",
    "camera.js",
    "changes.js",
    "check.js",
    "chime.js",
    "console.css",
    "counter.js",
    "day-clock.js",
    "day-figures.js",
    "day.css",
    "day.js",
    "dialog.js",
    "doctor.js",
    "dom.js",
    "faults.js",
    "frame.js",
    "icon.svg",
    "identify.js",
    "install.js",
    "keys.js",
    "licenses.css",
    "licenses.js",
    "live-worker.js",
    "live.js",
    "lock.js",
    "pairing.js",
    "panel.js",
    "paper.css",
    "papers.js",
    "people.css",
    "people.js",
    "picture.js",
    "ports.js",
    "queue.js",
    "request.js",
    "returning.js",
    "rights.js",
    "seats.js",
    "secrets.js",
    "slip-58mm.css",
    "slip-80mm.css",
    "slip.css",
    "slip.js",
    "speech.js",
    "support-code.js",
    "support.css",
    "support-sheet.css",
    "support.js",
    "texts.js",
    "ticket.js",
    "tiles.js",
    "times.js",
    "triage.js",
    "unit-acts.js",
    "unit-card.js",
    "units.css",
    "units.js",
    "vendor.js",
    "wishes.js",
    "words.js",
];

/// All files, the words of the pages' scripts among them.
static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let words = [("texts-ja.json", Lang::Ja), ("texts-en.json", Lang::En)];
    let words = words.map(|(name, lang)| (name, Bytes::from(texts::json(lang))));
    let files = FILES
        .iter()
        .map(|(name, content)| (*name, Bytes::from_static(content)));
    Assets::of(files.chain(words))
});

/// The bytes of the content's hash in the address: no two contents of ours have the same.
const HASH_BYTES: usize = 8;

/// The files with one hash for all of them, so that one file names another by its name alone.
pub(super) struct Assets {
    hash: String,
    files: Vec<File>,
}

struct File {
    name: &'static str,
    kind: &'static str,
    plain: Bytes,
    zipped: Bytes,
}

/// The address of a file. Its name stands in [`FILES`].
pub(super) fn url(name: &str) -> String {
    format!("/assets/{}/{name}", ASSETS.hash)
}

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/assets/{hash}/{name}", get(file))
}

async fn file(Path((hash, name)): Path<(String, String)>, headers: HeaderMap) -> Response {
    ASSETS.answer(&hash, &name, &headers)
}

impl Assets {
    fn of(files: impl IntoIterator<Item = (&'static str, Bytes)>) -> Self {
        let mut hash = Sha256::new();
        let mut kept = Vec::new();
        for (name, content) in files {
            hash.update(Sha256::digest(name));
            hash.update(Sha256::digest(&content));
            kept.push(File::of(name, content));
        }
        let hash = hash.finalize();
        let (short, _) = hash.split_at(HASH_BYTES);
        Self {
            hash: Hex(short).to_string(),
            files: kept,
        }
    }

    fn answer(&self, hash: &str, name: &str, headers: &HeaderMap) -> Response {
        let file = self.files.iter().find(|file| file.name == name);
        let Some(file) = file.filter(|_| hash == self.hash) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let tag = format!("\"{}\"", self.hash);
        let common = [
            (CACHE_CONTROL, "public, max-age=31536000, immutable"),
            (ETAG, tag.as_str()),
        ];
        if zip::lists(headers, &IF_NONE_MATCH, |one| one == tag || one == "*") {
            return (StatusCode::NOT_MODIFIED, common).into_response();
        }
        let kind = [(CONTENT_TYPE, HeaderValue::from_static(file.kind))];
        let content = match zip::takes(headers) {
            true => zip::Content::Zipped(file.zipped.clone()),
            false => zip::Content::Plain(file.plain.clone()),
        };
        (common, kind, content).into_response()
    }
}

impl File {
    fn of(name: &'static str, content: Bytes) -> Self {
        Self {
            name,
            kind: kind(name),
            zipped: zip::zipped(&content),
            plain: content,
        }
    }
}

fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use axum::http::header::CONTENT_ENCODING;
    use flate2::read::GzDecoder;
    use std::io::Read as _;

    /// The most that all pages weigh on their way, which is packed.
    const MOST_BYTES: usize = 150 * 1024;

    const TEXT: &[u8] = b"body { color: black; }";

    fn made(files: &[(&'static str, &'static [u8])]) -> Assets {
        let files = files.iter();
        Assets::of(files.map(|(name, content)| (*name, Bytes::from_static(content))))
    }

    fn asked(assets: &Assets, name: &str, headers: &[(&'static str, &'static str)]) -> Response {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)));
        assets.answer(&assets.hash, name, &headers.collect())
    }

    fn header(answer: &Response, name: axum::http::HeaderName) -> &str {
        let value = answer.headers().get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    async fn body(answer: Response) -> Vec<u8> {
        let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await;
        body.unwrap().to_vec()
    }

    #[tokio::test]
    async fn a_file_is_given_as_it_is_and_zipped_to_whoever_takes_that() {
        let assets = made(&[("a.css", TEXT), ("b.js", b"1")]);
        for takes in ["", "br", "gzip;q=0", "identity, gzip; q=0.0"] {
            let answer = asked(&assets, "a.css", &[("accept-encoding", takes)]);
            assert_eq!(header(&answer, CONTENT_ENCODING), "", "{takes}");
            assert_eq!(header(&answer, CONTENT_TYPE), "text/css; charset=utf-8");
            assert!(header(&answer, CACHE_CONTROL).contains("immutable"));
            assert_eq!(body(answer).await, TEXT);
        }
        for takes in ["gzip", "br, gzip", "deflate, GZIP;q=0.5"] {
            let answer = asked(&assets, "a.css", &[("accept-encoding", takes)]);
            assert_eq!(header(&answer, CONTENT_ENCODING), "gzip", "{takes}");
            let mut plain = Vec::new();
            let zipped = body(answer).await;
            GzDecoder::new(&*zipped).read_to_end(&mut plain).unwrap();
            assert_eq!(plain, TEXT);
        }
        let known = format!("\"x\", \"{}\"", assets.hash);
        let mut headers = HeaderMap::new();
        headers.insert(IF_NONE_MATCH, known.parse().unwrap());
        let answer = assets.answer(&assets.hash, "a.css", &headers);
        assert_eq!(answer.status(), StatusCode::NOT_MODIFIED);
        assert!(body(answer).await.is_empty());
    }

    #[test]
    fn the_address_changes_with_the_content_and_an_old_one_finds_nothing() {
        let (old, new) = (made(&[("a", b"1")]), made(&[("a", b"2")]));
        let other = made(&[("b", b"1")]);
        assert!(old.hash != new.hash && old.hash != other.hash);
        let none = HeaderMap::new();
        assert_eq!(
            new.answer(&old.hash, "a", &none).status(),
            StatusCode::NOT_FOUND
        );
        assert_eq!(
            new.answer(&new.hash, "b", &none).status(),
            StatusCode::NOT_FOUND
        );
        assert_eq!(new.answer(&new.hash, "a", &none).status(), StatusCode::OK);
    }

    #[test]
    fn every_file_that_is_built_in_has_a_kind() {
        for (name, _) in FILES {
            assert_ne!(kind(name), kind(""), "{name}");
            assert!(url(name).ends_with(name));
        }
    }

    #[test]
    fn all_pages_together_are_light() {
        let packed: usize = ASSETS.files.iter().map(|file| file.zipped.len()).sum();
        assert!(packed < MOST_BYTES, "{packed} bytes");
        assert!(ASSETS.files.iter().all(|file| !file.zipped.is_empty()));
    }
}
