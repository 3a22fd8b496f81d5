//! A request as far as pages depend on it, and what is answered.

use std::borrow::Cow;

/// A request to read something.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request<'a> {
    /// The path of the address, with `%`-sequences.
    pub path: &'a str,
    /// What stands after `?`, as it was sent.
    pub query: &'a str,
    /// The header `Accept-Language`.
    pub languages: &'a str,
}

/// Bytes of a value of a query that are read.
const MAX_VALUE: usize = 4096;

impl<'a> Request<'a> {
    /// The first value of a field of the query; `None` if it is missing or empty.
    pub(super) fn value(&self, name: &str) -> Option<Cow<'a, str>> {
        let mut fields = form_urlencoded::parse(self.query.as_bytes());
        let value = fields.find(|it| it.0 == name)?.1;
        let end = value.floor_char_boundary(MAX_VALUE);
        let value = match value {
            Cow::Borrowed(it) => Cow::Borrowed(it.get(..end).unwrap_or_default()),
            Cow::Owned(it) => Cow::Owned(it.get(..end).unwrap_or_default().to_owned()),
        };
        (!value.trim().is_empty()).then_some(value)
    }
}

/// What is answered: a status, a kind of body, and the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status of HTTP: 200, 301 for a page that moved, 404 with the nearest pages, or 400 for a wrong request of a
    /// program.
    pub status: u16,
    /// The media type of the body.
    pub media_type: &'static str,
    /// The body.
    pub body: Cow<'static, str>,
    /// The path that it moved to, if it did.
    pub location: Option<String>,
}

impl Response {
    fn new(status: u16, media_type: &'static str, body: Cow<'static, str>) -> Self {
        Self { status, media_type, body, location: None }
    }

    pub(super) fn html(status: u16, body: String) -> Self {
        Self::new(status, "text/html; charset=utf-8", body.into())
    }

    pub(super) fn json(status: u16, value: &impl serde::Serialize) -> Self {
        let body = serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned());
        Self::new(status, "application/json", body.into())
    }

    pub(super) fn csv(body: String) -> Self {
        Self::new(200, "text/csv; charset=utf-8", body.into())
    }

    pub(super) fn text(status: u16, body: String) -> Self {
        Self::new(status, "text/plain; charset=utf-8", body.into())
    }

    pub(super) fn asset(media_type: &'static str, body: &'static str) -> Self {
        Self::new(200, media_type, body.into())
    }

    /// What a program is told instead of an answer.
    pub(super) fn problem(status: u16, detail: &str) -> Self {
        Self::json(status, &serde_json::json!({"error": detail}))
    }

    /// Sends the visitor to another path, for good.
    pub(super) fn moved(location: String) -> Self {
        Self { location: Some(location), ..Self::text(301, String::new()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_decoded_and_bounded() {
        let long = format!("a=1&q={}&lang=en", "%E6%9D%A1+".repeat(2000));
        let request = Request { query: &long, ..Request::default() };
        let q = request.value("q").unwrap();
        assert!(q.starts_with("条 条") && q.len() <= MAX_VALUE);
        assert_eq!(request.value("lang").as_deref(), Some("en"));
        assert_eq!(request.value("b"), None);
        assert_eq!(Request { query: "q=+", ..request }.value("q"), None);
    }
}
