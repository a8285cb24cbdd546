//! What a request says: the members of a JSON object, or the parameters of an address. What is not known, is there twice or is of another
//! kind is refused by its name.

use super::problem::Problem;
use crate::texts::text;
use axum::http::StatusCode;
use madoguchi_proto::v1::Text;
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::{Map, Number, Value};
use std::fmt;
use utoipa::ToSchema;
use zeroize::Zeroizing;

/// The fields of one kind of request.
pub(super) trait Fields: ToSchema + Sized + Send + 'static {
    const NAMES: &'static [&'static str];

    /// Takes each field out of those that were said.
    fn of(said: &mut Said) -> Result<Self, Text>;
}

/// Structs whose members are the fields of a request.
macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident { $($(#[$of_field:meta])* $field:ident: $type:ty,)* })+) => {$(
        $(#[$doc])*
        #[derive(Debug, utoipa::ToSchema)]
        pub(super) struct $name { $($(#[$of_field])* pub(super) $field: $type,)* }

        impl $crate::console::api::fields::Fields for $name {
            const NAMES: &'static [&'static str] = &[$(stringify!($field)),*];

            #[allow(unused_variables, reason = "there may be no field")]
            fn of(
                said: &mut $crate::console::api::fields::Said,
            ) -> Result<Self, madoguchi_proto::v1::Text> {
                Ok(Self { $($field: said.take(stringify!($field))?,)* })
            }
        }
    )+};
}
pub(super) use fields;

/// What was said, by name.
pub(super) struct Said {
    members: Map<String, Value>,
    /// Whether all values are text, as in an address.
    typed: bool,
}

/// Reads the fields of a JSON object; an empty body says nothing.
pub(super) fn of_body<F: Fields>(body: &[u8]) -> Result<F, Problem> {
    let members = match body {
        [] => Map::new(),
        body => object(body).map_err(bad)?,
    };
    let typed = false;
    all_of(Said { members, typed }).map_err(bad)
}

/// Reads the fields of an address.
pub(super) fn of_query<F: Fields>(
    query: impl Iterator<Item = (String, String)>,
) -> Result<F, Problem> {
    let mut members = Map::new();
    for (name, value) in query {
        if members.insert(name.clone(), value.into()).is_some() {
            return Err(bad(text("api-field-twice", &[("name", &shown(&name))])));
        }
    }
    let typed = true;
    all_of(Said { members, typed }).map_err(bad)
}

const fn bad(text: Text) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, text)
}

fn all_of<F: Fields>(mut said: Said) -> Result<F, Text> {
    let known = |name: &&String| !F::NAMES.contains(&name.as_str());
    if let Some(name) = said.members.keys().find(known) {
        let name = shown(name);
        return Err(match F::NAMES {
            [] => text("api-field-none", &[("name", &name)]),
            known => {
                let known = known.join(", ");
                text("api-field-unknown", &[("name", &name), ("known", &known)])
            }
        });
    }
    F::of(&mut said)
}

/// The members of a JSON object.
fn object(body: &[u8]) -> Result<Map<String, Value>, Text> {
    let Ok(body) = std::str::from_utf8(body) else {
        return Err(text("api-body-encoding", &[]));
    };
    match serde_json::from_str::<Once>(body) {
        Ok(Once(Value::Object(members))) => Ok(members),
        Ok(_) => Err(text("api-body-object", &[])),
        Err(error) => {
            let (line, column) = (error.line().to_string(), error.column().to_string());
            let place = [("line", line.as_str()), ("column", column.as_str())];
            Err(match error.classify() {
                Category::Data => text("api-body-twice", &place),
                Category::Syntax | Category::Eof | Category::Io => text("api-body-syntax", &place),
            })
        }
    }
}

/// A name as it was said, cut to a length that can be read.
fn shown(name: &str) -> String {
    const LONGEST: usize = 40;
    let seen = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let cut = name.chars().count() > LONGEST;
    let shown = name.chars().take(LONGEST).map(seen);
    shown.chain(cut.then_some('…')).collect()
}

impl Said {
    /// The field of this name.
    pub(super) fn take<T: Field>(&mut self, name: &'static str) -> Result<T, Text> {
        let value = self.members.remove(name).filter(|value| !value.is_null());
        let value = match value {
            Some(Value::String(said)) if self.typed => T::typed(said),
            Some(value) => T::of(value),
            None => return T::absent().ok_or_else(|| text("api-field-missing", &[("name", name)])),
        };
        value.ok_or_else(|| text(T::WRONG, &[("name", name)]))
    }
}

/// What a field can be.
pub(super) trait Field: Sized {
    /// The sentence that says what it has to be.
    const WRONG: &'static str;

    fn of(value: Value) -> Option<Self>;

    /// The same from an address.
    fn typed(text: String) -> Option<Self> {
        Self::of(Value::String(text))
    }

    /// What it is where nothing was said; nothing where it has to be said.
    fn absent() -> Option<Self> {
        None
    }
}

impl<T: Field> Field for Option<T> {
    const WRONG: &'static str = T::WRONG;

    fn of(value: Value) -> Option<Self> {
        T::of(value).map(Some)
    }

    fn typed(text: String) -> Option<Self> {
        T::typed(text).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl Field for String {
    const WRONG: &'static str = "api-field-text";

    fn of(value: Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }
}

/// A text that nothing prints: a password, a secret.
pub(super) struct Hidden(Zeroizing<String>);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hidden")
    }
}

impl Hidden {
    pub(super) fn text(&self) -> &str {
        &self.0
    }

    pub(super) fn into_text(mut self) -> String {
        std::mem::take(&mut self.0)
    }
}

impl Field for Hidden {
    const WRONG: &'static str = String::WRONG;

    fn of(value: Value) -> Option<Self> {
        String::of(value).map(|text| Self(Zeroizing::new(text)))
    }
}

impl Field for Vec<String> {
    const WRONG: &'static str = "api-field-list";

    fn of(value: Value) -> Option<Self> {
        match value {
            Value::Array(values) => values.into_iter().map(String::of).collect(),
            _ => None,
        }
    }
}

impl Field for bool {
    const WRONG: &'static str = "api-field-yes-no";

    fn of(value: Value) -> Option<Self> {
        value.as_bool()
    }

    fn typed(text: String) -> Option<Self> {
        text.parse().ok()
    }
}

impl Field for u32 {
    const WRONG: &'static str = "api-field-count";

    fn of(value: Value) -> Option<Self> {
        value.as_u64().and_then(|number| number.try_into().ok())
    }

    fn typed(text: String) -> Option<Self> {
        text.parse().ok()
    }
}

impl Field for i64 {
    const WRONG: &'static str = "api-field-number";

    fn of(value: Value) -> Option<Self> {
        value.as_i64()
    }

    fn typed(text: String) -> Option<Self> {
        text.parse().ok()
    }
}

/// A JSON value in which no object has a name twice: of two members of one name, another reader could take the other.
struct Once(Value);

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Reader).map(Self)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Once(value)) = list.next_element()? {
            values.push(value);
        }
        Ok(values.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some((name, Once(value))) = object.next_entry::<String, Once>()? {
            if members.insert(name, value).is_some() {
                return Err(de::Error::custom("a name is there twice"));
            }
        }
        Ok(members.into())
    }
}
