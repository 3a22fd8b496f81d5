//! Requests that get no page: what the visitor is told, and when to come again.

use std::time::Duration;

use crate::{assistant::Assistant, text::Locale, wording::Phrase};

use super::{
    address::Address,
    response::{Request, Response},
    visit::locale,
};

/// Why a request gets no page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Its method does more than read.
    Method,
    /// It asks for a site of another name.
    Host,
    /// Its address is too long.
    TooLong,
    /// Its address asked too often, and may again after this time.
    TooMany(Duration),
    /// There are more requests than are answered in time.
    Busy(Duration),
    /// The page cannot be made.
    Fault,
}

impl Refusal {
    pub(super) fn status(self) -> u16 {
        match self {
            Self::Method => 405,
            Self::Host => 421,
            Self::TooLong => 414,
            Self::TooMany(_) => 429,
            Self::Busy(_) => 503,
            Self::Fault => 500,
        }
    }

    /// The whole seconds after which it is worth to ask again.
    pub(super) fn retry_after(self) -> Option<u64> {
        match self {
            Self::TooMany(wait) | Self::Busy(wait) => {
                Some(wait.as_secs() + u64::from(wait.subsec_nanos() > 0))
            }
            Self::Method | Self::Host | Self::TooLong | Self::Fault => None,
        }
    }

    fn phrase(self) -> Phrase<'static> {
        match self {
            Self::Method => Phrase::WebNotAllowed,
            Self::Host => Phrase::WebWrongHost,
            Self::TooLong => Phrase::WebTooLong,
            Self::TooMany(_) => {
                let seconds = self.retry_after().unwrap_or_default();
                Phrase::WebTooMany { seconds: usize::try_from(seconds).unwrap_or(usize::MAX) }
            }
            Self::Busy(_) => Phrase::WebBusy,
            Self::Fault => Phrase::Sorry,
        }
    }

    /// What is answered: a sentence in the visitor's language, or JSON in English for a program.
    pub(super) fn response(self, request: &Request<'_>, assistant: &Assistant) -> Response {
        let say = |locale| assistant.catalog(locale).say(&self.phrase());
        if Address::read(request.path).is_some_and(|it| it.is_for_programs()) {
            return Response::problem(self.status(), &say(Locale::En));
        }
        Response::text(self.status(), say(locale(request)))
    }
}
