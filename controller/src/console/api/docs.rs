//! The description of the API as a page, made from its OpenAPI document.

use super::Reach;
use super::problem::{STATUSES, title};
use crate::texts::{codes, label};
use askama::Template;
use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Response};
use madoguchi_texts::Lang;
use serde_json::Value;

/// The words around what the document says.
pub(super) struct Words {
    pub(super) other_language: String,
    pub(super) document: String,
    pub(super) reach: String,
    pub(super) problems: String,
    pub(super) operations: String,
    pub(super) shapes: String,
    pub(super) asks: String,
    pub(super) asks_nothing: String,
    pub(super) gives: String,
    pub(super) example: String,
    pub(super) names: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) about: String,
    pub(super) needed: String,
    pub(super) values: String,
    pub(super) status: String,
    pub(super) back: String,
}

impl Words {
    pub(super) fn of(lang: Lang) -> Self {
        let word = |key| label(lang, key, &[]);
        Self {
            other_language: word("docs-in-other-language"),
            document: word("docs-document"),
            reach: word("docs-reach"),
            problems: word("docs-problems"),
            operations: word("docs-operations"),
            shapes: word("docs-shapes"),
            asks: word("docs-asks"),
            asks_nothing: word("docs-asks-nothing"),
            gives: word("docs-gives"),
            example: word("docs-example"),
            names: word("docs-names"),
            name: word("docs-name"),
            kind: word("docs-kind"),
            about: word("docs-about"),
            needed: word("docs-needed"),
            values: word("docs-values"),
            status: word("docs-status"),
            back: word("docs-back"),
        }
    }
}

#[derive(Template)]
#[template(path = "api.html")]
struct Page<'a> {
    lang: &'static str,
    other_lang: &'static str,
    title: String,
    words: Words,
    intro: &'a str,
    /// Where this was asked, as an example.
    address: &'a str,
    reach: String,
    /// Whether a program can ask, with the token.
    for_programs: bool,
    idempotency_key: String,
    problems_intro: String,
    statuses: Vec<(u16, String)>,
    operations: Vec<Operation>,
    shapes: Vec<Shape>,
    codes: Vec<&'static str>,
}

struct Operation {
    id: String,
    method: String,
    path: String,
    summary: String,
    fields: Vec<Row>,
    example: Option<String>,
    /// The shape of its answer, or what else it answers with.
    answer: Option<String>,
    answer_about: String,
}

struct Shape {
    name: String,
    about: String,
    values: Vec<String>,
    fields: Vec<Row>,
}

struct Row {
    name: String,
    kind: Kind,
    about: String,
    needed: bool,
}

/// What a field can be; the shape in the midst is a link.
#[derive(Default)]
struct Kind {
    before: String,
    shape: Option<String>,
    after: String,
}

/// The page for people of this language who reached it by this way at this address, from the document for them.
pub(super) fn page(document: &Value, lang: Lang, reach: Reach, address: &str) -> Response<Body> {
    let shapes = &document["components"]["schemas"];
    let reader = Reader { shapes, lang };
    html(&Page {
        lang: lang.pick("ja", "en"),
        other_lang: lang.pick("en", "ja"),
        title: label(lang, "docs-title", &[]),
        words: Words::of(lang),
        intro: document["info"]["description"].as_str().unwrap_or_default(),
        address,
        reach: match reach {
            Reach::ThisPc => label(lang, "docs-reach-token", &[]),
            Reach::Lan => label(lang, "docs-reach-lan", &[("address", address)]),
        },
        for_programs: reach == Reach::ThisPc,
        idempotency_key: label(lang, "docs-idempotency-key", &[]),
        problems_intro: label(lang, "docs-problems-intro", &[]),
        statuses: STATUSES
            .map(|status| (status.as_u16(), title(status, lang)))
            .into(),
        operations: members(&document["paths"])
            .flat_map(|(path, methods)| {
                members(methods)
                    .map(move |(method, operation)| reader.operation(path, method, operation))
            })
            .collect(),
        shapes: members(shapes)
            .map(|(name, shape)| reader.shape(name, shape))
            .collect(),
        codes: codes().collect(),
    })
}

/// An answer that people read.
pub(super) fn html(page: &impl Template) -> Response<Body> {
    // A page is written into memory, which does not fail.
    let mut answer = Response::new(Body::from(page.render().unwrap_or_default()));
    let form = HeaderValue::from_static("text/html; charset=utf-8");
    answer.headers_mut().insert(CONTENT_TYPE, form);
    answer
}

/// Reads the document's parts.
#[derive(Clone, Copy)]
struct Reader<'a> {
    shapes: &'a Value,
    lang: Lang,
}

impl Reader<'_> {
    fn operation(self, path: &str, method: &str, operation: &Value) -> Operation {
        let body = &operation["requestBody"]["content"]["application/json"];
        let answer = &operation["responses"]["200"];
        let of_parameters = operation["parameters"].as_array().into_iter().flatten();
        let of_parameters = of_parameters.filter_map(|parameter| {
            let name = parameter["name"].as_str()?;
            let needed = parameter["required"] == true;
            Some(self.row(
                name,
                &parameter["schema"],
                &parameter["description"],
                needed,
            ))
        });
        let of_body = referred(&body["schema"]).map(|name| self.rows(&self.shapes[name]));
        let example = body
            .get("example")
            .filter(|example| **example != Value::Object(Default::default()));
        Operation {
            id: words(&operation["operationId"]),
            method: method.to_uppercase(),
            path: path.to_owned(),
            summary: words(&operation["summary"]),
            fields: of_parameters.chain(of_body.into_iter().flatten()).collect(),
            example: example.map(Value::to_string),
            answer: referred(&answer["content"]["application/json"]["schema"]).map(str::to_owned),
            answer_about: words(&answer["description"]),
        }
    }

    fn shape(self, name: &str, shape: &Value) -> Shape {
        let values = shape["enum"].as_array().into_iter().flatten();
        Shape {
            name: name.to_owned(),
            about: words(&shape["description"]),
            values: values.map(words).collect(),
            fields: self.rows(shape),
        }
    }

    /// The fields of a shape, with those of the shapes that it is made of.
    fn rows(self, shape: &Value) -> Vec<Row> {
        let needed = |name: &str| {
            let needed = shape["required"].as_array();
            needed.is_some_and(|names| names.iter().any(|needed| needed == name))
        };
        let own = members(&shape["properties"]);
        let own =
            own.map(|(name, field)| self.row(name, field, &field["description"], needed(name)));
        let parts = shape["allOf"].as_array().into_iter().flatten();
        let of_parts = parts.flat_map(|part| match referred(part) {
            Some(name) => self.rows(&self.shapes[name]),
            None => self.rows(part),
        });
        own.chain(of_parts).collect()
    }

    fn row(self, name: &str, schema: &Value, about: &Value, needed: bool) -> Row {
        Row {
            name: name.to_owned(),
            kind: self.kind(schema),
            about: words(about),
            needed,
        }
    }

    fn kind(self, schema: &Value) -> Kind {
        if let Some(shape) = referred(schema) {
            return Kind {
                shape: Some(shape.to_owned()),
                ..Kind::default()
            };
        }
        if let Some(choices) = schema["oneOf"].as_array() {
            let kinds = choices.iter().map(|choice| self.kind(choice));
            return kinds.reduce(Kind::or).unwrap_or_default();
        }
        match &schema["type"] {
            Value::Array(kinds) => {
                let kinds = kinds.iter().map(|kind| self.plain(kind, schema));
                kinds.reduce(Kind::or).unwrap_or_default()
            }
            kind => self.plain(kind, schema),
        }
    }

    fn plain(self, kind: &Value, schema: &Value) -> Kind {
        let before = match kind.as_str().unwrap_or_default() {
            "array" => return self.list(&schema["items"]),
            "integer" => "docs-kind-integer",
            "boolean" => "docs-kind-boolean",
            "null" => "docs-kind-null",
            _ => "docs-kind-string",
        };
        Kind {
            before: label(self.lang, before, &[]),
            ..Kind::default()
        }
    }

    fn list(self, items: &Value) -> Kind {
        let Kind {
            before,
            shape,
            after,
        } = self.kind(items);
        // The sentence is cut where the link stands.
        let of = label(self.lang, "docs-kind-list", &[("of", "\u{0}")]);
        let (start, end) = of.split_once('\u{0}').unwrap_or((&of, ""));
        Kind {
            before: format!("{start}{before}"),
            shape,
            after: format!("{after}{end}"),
        }
    }
}

impl Kind {
    fn or(self, other: Self) -> Self {
        let Self {
            before,
            shape,
            after,
        } = other;
        match (self.shape, shape) {
            (None, shape) => Self {
                before: join(&self.before, &before),
                shape,
                after,
            },
            (mine, _) => Self {
                before: self.before,
                shape: mine,
                after: join(&self.after, &before),
            },
        }
    }
}

fn join(one: &str, other: &str) -> String {
    match other {
        "" => one.to_owned(),
        other => format!("{one} · {other}"),
    }
}

fn words(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn members(object: &Value) -> impl Iterator<Item = (&String, &Value)> {
    object.as_object().into_iter().flatten()
}

/// The name of the shape that a schema refers to.
fn referred(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.rsplit('/').next()
}
