//! JSON objects of the Bot API, read leniently.
//!
//! A field that is missing, `null` or of another type than expected reads as none, and a
//! field that nobody asks for is never looked at. So neither a new field nor a changed
//! one makes the rest of an object unreadable.

use serde_json::{Map, Value};

/// A JSON object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Object<'a>(&'a Map<String, Value>);

impl<'a> Object<'a> {
    /// The object that a value is; `None` for another value.
    pub(crate) fn of(value: &'a Value) -> Option<Self> {
        value.as_object().map(Self)
    }

    /// The value of a field.
    pub(crate) fn value(self, name: &str) -> Option<&'a Value> {
        self.0.get(name).filter(|it| !it.is_null())
    }

    /// A text.
    pub(crate) fn text(self, name: &str) -> Option<&'a str> {
        self.value(name)?.as_str()
    }

    /// A whole number.
    pub(crate) fn number<T: TryFrom<i64>>(self, name: &str) -> Option<T> {
        self.value(name)?.as_i64()?.try_into().ok()
    }

    /// Whether a field is `true`.
    pub(crate) fn is_true(self, name: &str) -> bool {
        self.value(name).and_then(Value::as_bool) == Some(true)
    }

    /// An object inside this one.
    pub(crate) fn object(self, name: &str) -> Option<Self> {
        Self::of(self.value(name)?)
    }

    /// The items of an array; none if there is no array.
    pub(crate) fn items(self, name: &str) -> &'a [Value] {
        self.value(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }

    /// The names of the fields that have a value.
    pub(crate) fn names(self) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(|(_, it)| !it.is_null()).map(|(name, _)| name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_field_of_another_type_is_none() {
        let value = json!({"text": 5, "id": "7", "large": 1_i64 << 40, "null": null, "yes": 1,
            "items": {}, "object": []});
        let object = Object::of(&value).unwrap();
        assert_eq!(object.text("text"), None);
        assert_eq!(object.number::<i64>("id"), None);
        assert_eq!(object.number::<i32>("large"), None);
        assert_eq!(object.value("null"), None);
        assert!(!object.is_true("yes"));
        assert!(object.items("items").is_empty());
        assert!(object.object("object").is_none());
        assert_eq!(object.names().count(), 6);
        assert!(Object::of(&json!([])).is_none());
    }
}
