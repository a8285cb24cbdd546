//! The API's description (OpenAPI 3.1), made from the routes and from the shapes of requests and answers.

use super::bodies::PICTURE;
use super::fields::Fields;
use super::problem::{self, ProblemDetails, STATUSES, title};
use super::ways::Way;
use super::{Reach, idempotency, route};
use crate::console::door::SESSION_ON_LAN;
use crate::texts::label;
use axum::http::StatusCode;
use madoguchi_texts::Lang;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use utoipa::openapi::{HttpMethod, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// The streams of live state, which stand beside the routes of requests.
const STREAMS: [(&str, &str); 2] = [
    ("/api/v1/live", "live"),
    ("/api/v1/board/live", "board_live"),
];

/// Statuses of an act that a look never has.
const OF_ACTS: [StatusCode; 3] = [
    StatusCode::PAYLOAD_TOO_LARGE,
    StatusCode::UNSUPPORTED_MEDIA_TYPE,
    StatusCode::INSUFFICIENT_STORAGE,
];

/// The shapes of an answer, by their names.
type Shapes = Vec<(String, RefOr<Schema>)>;

/// A route with the shapes of its request and its answer. They are made for whoever reads the description: kept, those of all routes take
/// six megabytes.
pub(super) struct Described {
    asks: Asks,
    path: &'static str,
    name: &'static str,
    gives: Gives,
    shapes: fn() -> Shapes,
}

/// How something is asked.
enum Asks {
    /// By fields in the address.
    Look(fn() -> Value),
    /// By the fields of the shape with this name in the body, once.
    Act(fn() -> String, fn() -> Value),
    /// By a picture as the body.
    Picture,
}

/// What comes back.
enum Gives {
    /// A shape with this name.
    Shape(fn() -> String),
    /// A file of this form.
    File(&'static str),
}

impl Described {
    pub(super) fn of<F: Fields, A: ToSchema>(
        method: HttpMethod,
        path: &'static str,
        name: &'static str,
    ) -> Self {
        let asks = match method {
            HttpMethod::Post => Asks::Act(name_of::<F>, value_of::<F>),
            _ => Asks::Look(value_of::<F>),
        };
        Self {
            asks,
            path,
            name,
            gives: Gives::Shape(name_of::<A>),
            shapes: shapes_of::<A>,
        }
    }

    /// A look that answers with a file of this form.
    pub(super) fn file<F: Fields>(
        path: &'static str,
        name: &'static str,
        form: &'static str,
    ) -> Self {
        Self {
            asks: Asks::Look(value_of::<F>),
            path,
            name,
            gives: Gives::File(form),
            shapes: Vec::new,
        }
    }

    /// A look at a picture.
    pub(super) fn picture<A: ToSchema>(path: &'static str, name: &'static str) -> Self {
        Self {
            asks: Asks::Picture,
            path,
            name,
            gives: Gives::Shape(name_of::<A>),
            shapes: shapes_of::<A>,
        }
    }

    const fn has_body(&self) -> bool {
        !matches!(self.asks, Asks::Look(_))
    }

    fn operation(&self, lang: Lang) -> Value {
        let mut parameters: Vec<Value> = self.in_path(lang).into_iter().collect();
        let mut operation = json!({
            "operationId": self.name,
            "summary": summary(self.name, lang),
            "tags": [self.path.split('/').nth(3)],
            "responses": self.answers(lang),
        });
        match &self.asks {
            Asks::Look(fields) => parameters.extend(in_query(&fields())),
            Asks::Act(name, schema) => {
                parameters.push(json!({ "$ref": "#/components/parameters/IdempotencyKey" }));
                operation["requestBody"] = body(&name(), &schema());
            }
            Asks::Picture => operation["requestBody"] = picture(),
        }
        operation["parameters"] = parameters.into();
        operation
    }

    /// The part of the path that names a ticket or a reader.
    fn in_path(&self, lang: Lang) -> Option<Value> {
        let (_, rest) = self.path.split_once('{')?;
        let (name, _) = rest.split_once('}')?;
        let about = match name {
            "number" => "docs-number",
            "person" => "docs-person",
            "session" => "docs-session",
            "act" => "docs-act",
            _ => "docs-unit",
        };
        Some(json!({
            "name": name,
            "in": "path",
            "required": true,
            "description": label(lang, about, &[]),
            "schema": { "type": "string", "minLength": 1 },
        }))
    }

    fn answers(&self, lang: Lang) -> Value {
        let mut answers = json!({
            "200": {
                "description": label(lang, "docs-done", &[]),
                "content": self.gives.content(),
            },
        });
        for status in STATUSES {
            if status != StatusCode::METHOD_NOT_ALLOWED
                && (self.has_body() || !OF_ACTS.contains(&status))
            {
                answers[status.as_str()] = problem_reference(status);
            }
        }
        answers
    }
}

impl Gives {
    fn content(&self) -> Value {
        match self {
            Self::Shape(name) => json!({ route::MEDIA_TYPE: { "schema": reference(&name()) } }),
            Self::File(form) => json!({ *form: {} }),
        }
    }
}

fn in_query(fields: &Value) -> Vec<Value> {
    let properties = fields["properties"].as_object();
    let of = |(name, schema): (&String, &Value)| {
        // What is not there is absent in an address, and never null.
        let kind = json!({ "type": schema["type"][0], "minimum": schema.get("minimum") });
        json!({
            "name": name,
            "in": "query",
            "required": false,
            "description": schema["description"],
            "schema": without_nulls(kind),
        })
    };
    properties.into_iter().flatten().map(of).collect()
}

fn body(name: &str, schema: &Value) -> Value {
    let required = schema["required"]
        .as_array()
        .is_some_and(|names| !names.is_empty());
    json!({
        "required": required,
        "content": { route::MEDIA_TYPE: {
            "schema": reference(name),
            "example": example(schema),
        } },
    })
}

/// A body that is a picture as it is.
fn picture() -> Value {
    let forms = PICTURE.forms.iter();
    let content: Map<_, _> = forms.map(|form| ((*form).to_owned(), json!({}))).collect();
    json!({ "required": true, "content": content })
}

/// The shape of an answer, and those in it.
fn shapes_of<A: ToSchema>() -> Shapes {
    let mut shapes = vec![(A::name().into_owned(), A::schema())];
    A::schemas(&mut shapes);
    shapes
}

fn name_of<A: ToSchema>() -> String {
    A::name().into_owned()
}

fn value_of<A: ToSchema>() -> Value {
    value(&A::schema())
}

/// The description as a whole, for people of this language who reach it by this way.
pub(super) fn document(routes: &[Described], reach: Reach, lang: Lang) -> Value {
    let mut paths = Map::new();
    for route in routes {
        let method = if route.has_body() { "post" } else { "get" };
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        path[method] = route.operation(lang);
    }
    for (path, name) in STREAMS {
        paths.insert(path.to_owned(), json!({ "get": stream(name, lang) }));
    }
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Madoguchi",
            "version": env!("CARGO_PKG_VERSION"),
            "description": label(lang, intro(reach), &[]),
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "schemas": shapes(routes),
            "responses": problems(lang),
            "parameters": { "IdempotencyKey": {
                "name": "Idempotency-Key",
                "in": "header",
                "required": false,
                "description": label(lang, "docs-idempotency-key", &[]),
                "schema": {
                    "type": "string",
                    "pattern": "^[!-~]+$",
                    "minLength": 1,
                    "maxLength": idempotency::MAX_KEY_CHARS,
                },
            } },
        },
    });
    let schemes = schemes(reach, lang);
    let names = schemes.as_object().into_iter().flat_map(Map::keys);
    let one_of = names.map(|name| json!({ name: [] }));
    document["security"] = one_of.collect();
    document["components"]["securitySchemes"] = schemes;
    in_language(&mut document, lang);
    document
}

/// What the API is for, by this way.
const fn intro(reach: Reach) -> &'static str {
    match reach {
        Reach::ThisPc => "docs-intro",
        Reach::Lan => "docs-intro-lan",
    }
}

/// What whoever asks can show, by this way.
fn schemes(reach: Reach, lang: Lang) -> Value {
    match reach {
        Reach::ThisPc => json!({
            "counterPage": {
                "type": "apiKey",
                "in": "header",
                "name": "Origin",
                "description": label(lang, "docs-counter-page", &[]),
            },
            "token": {
                "type": "http",
                "scheme": "bearer",
                "description": label(lang, "docs-token", &[]),
            },
        }),
        Reach::Lan => json!({ "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": SESSION_ON_LAN,
            "description": label(lang, "docs-session-lan", &[]),
        } }),
    }
}

fn stream(name: &str, lang: Lang) -> Value {
    let mut answers = json!({ "200": {
        "description": label(lang, "docs-stream", &[]),
        "content": { "text/event-stream": { "schema": { "type": "string" } } },
    } });
    for status in STATUSES {
        if status != StatusCode::METHOD_NOT_ALLOWED && !OF_ACTS.contains(&status) {
            answers[status.as_str()] = problem_reference(status);
        }
    }
    let mut stream = json!({
        "operationId": name,
        "summary": summary(name, lang),
        "tags": ["live"],
        "responses": answers,
    });
    if name == "board_live" {
        stream["security"] = json!([]);
        stream["parameters"] = json!([{
            "name": "key",
            "in": "query",
            "required": true,
            "description": label(lang, "docs-board-key", &[]),
            "schema": { "type": "string" },
        }]);
    }
    stream
}

fn summary(name: &str, lang: Lang) -> String {
    label(lang, &format!("docs-op-{name}"), &[])
}

/// All shapes by their names.
fn shapes(routes: &[Described]) -> BTreeMap<String, Value> {
    let mut shapes = BTreeMap::new();
    let mut keep = |name: String, schema: Value| {
        let kept = shapes.entry(name).or_insert_with(|| schema.clone());
        debug_assert_eq!(*kept, schema, "two shapes have one name");
    };
    for route in routes {
        for (name, schema) in (route.shapes)() {
            keep(name, value(&schema));
        }
        if let Asks::Act(name, schema) = &route.asks {
            let mut schema = schema();
            schema["additionalProperties"] = false.into();
            keep(name(), schema);
        }
    }
    let problem = ProblemDetails::name().into_owned();
    shapes.insert(problem, value(&ProblemDetails::schema()));
    shapes.insert(Way::name().into_owned(), value(&Way::schema()));
    shapes
}

/// The answers to requests that were not done, by their status.
fn problems(lang: Lang) -> Map<String, Value> {
    let of = |status: StatusCode| {
        let shape = json!({ "schema": reference(&ProblemDetails::name()) });
        let answer = json!({
            "description": title(status, lang),
            "content": { problem::MEDIA_TYPE: shape },
        });
        (format!("Problem{}", status.as_u16()), answer)
    };
    STATUSES.map(of).into_iter().collect()
}

fn problem_reference(status: StatusCode) -> Value {
    json!({ "$ref": format!("#/components/responses/Problem{}", status.as_u16()) })
}

fn reference(shape: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{shape}") })
}

/// A request with each field that has an example.
fn example(schema: &Value) -> Value {
    let properties = schema["properties"].as_object().into_iter().flatten();
    let examples =
        properties.filter_map(|(name, field)| Some((name.clone(), field.get("example")?.clone())));
    Value::Object(examples.collect())
}

fn without_nulls(mut object: Value) -> Value {
    if let Some(members) = object.as_object_mut() {
        members.retain(|_, member| !member.is_null());
    }
    object
}

fn value(schema: &RefOr<Schema>) -> Value {
    // A schema is made of text, numbers and lists of them.
    serde_json::to_value(schema).unwrap_or_default()
}

/// Leaves of each description of the form `日本語 / English` its side.
fn in_language(part: &mut Value, lang: Lang) {
    match part {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(about) if name == "description" => {
                        if let Some((ja, en)) = about.split_once(" / ") {
                            *about = lang.pick(ja, en).trim().to_owned();
                        }
                    }
                    member => in_language(member, lang),
                }
            }
        }
        Value::Array(members) => members
            .iter_mut()
            .for_each(|member| in_language(member, lang)),
        _ => {}
    }
}
