//! Pages as they were sent lately, so that the same page is made and compressed once for many visitors.
//!
//! Only pages without a question are kept, in [`MAX_BYTES`], and only those of the library as it is now.

use std::sync::{Arc, Weak};

use bytes::Bytes;
use parking_lot::Mutex;
use quick_cache::{Weighter, sync::Cache};

use crate::{assistant::Assistant, text::Locale};

use super::{
    encoding::Encoding,
    response::{Request, Response},
    visit::locale,
};

/// Bytes of all pages that are kept.
const MAX_BYTES: u64 = 16 << 20;

/// About how many pages that is.
const N_PAGES: usize = 1000;

/// An answer as it is sent.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) status: u16,
    pub(super) media_type: &'static str,
    pub(super) encoding: Encoding,
    /// The tag by which a browser asks whether it has changed.
    pub(super) tag: String,
    pub(super) body: Bytes,
    /// The path that the page moved to.
    pub(super) location: Option<String>,
}

impl Sent {
    /// Puts an answer in the best form that the browser reads.
    pub(super) fn new(response: Response, accepted: Encoding) -> Self {
        let Response { status, media_type, body, location } = response;
        let (encoding, encoded) = accepted.encode(body.as_bytes());
        let form = encoding.name().unwrap_or("plain");
        let tag = format!("\"{:08x}-{:x}-{form}\"", crc32fast::hash(body.as_bytes()), body.len());
        Self { status, media_type, encoding, tag, body: encoded.into(), location }
    }
}

/// A page in a language and a form: path, query, locale, encoding.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key(String, String, Locale, Encoding);

impl Key {
    /// The key of a request; `None` if its answer is not kept.
    pub(super) fn of(request: &Request<'_>, accepted: Encoding) -> Option<Self> {
        let is_asked = request.value("q").is_some();
        let key = || {
            let (path, query) = (request.path.to_owned(), request.query.to_owned());
            Self(path, query, locale(request), accepted)
        };
        (!is_asked).then(key)
    }
}

/// Weighs a page by its bytes.
#[derive(Clone, Debug)]
pub(super) struct ByBytes;

impl Weighter<Key, Arc<Sent>> for ByBytes {
    fn weight(&self, key: &Key, page: &Arc<Sent>) -> u64 {
        (key.0.len() + key.1.len() + page.body.len()) as u64 + 200
    }
}

pub(super) type Pages = Arc<Cache<Key, Arc<Sent>, ByBytes>>;

/// The pages that were sent lately, of one library.
#[derive(Debug)]
pub(super) struct SentPages(Mutex<(Weak<Assistant>, Pages)>);

impl Default for SentPages {
    fn default() -> Self {
        Self(Mutex::new((Weak::new(), empty())))
    }
}

fn empty() -> Pages {
    Arc::new(Cache::with_weighter(N_PAGES, MAX_BYTES, ByBytes))
}

impl SentPages {
    /// Those of a library. A reload makes another library, whose pages are made anew.
    pub(super) fn of(&self, assistant: &Arc<Assistant>) -> Pages {
        let mut kept = self.0.lock();
        // A weak reference keeps the address of a library that is gone, so that no other one has it.
        if !std::ptr::eq(kept.0.as_ptr(), Arc::as_ptr(assistant)) {
            *kept = (Arc::downgrade(assistant), empty());
        }
        Arc::clone(&kept.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(body: String) -> Arc<Sent> {
        let response =
            Response { status: 200, media_type: "text/html", body: body.into(), location: None };
        Arc::new(Sent::new(response, Encoding::Plain))
    }

    fn key(path: &str, query: &str) -> Option<Key> {
        Key::of(&Request { path, query, languages: "en" }, Encoding::Plain)
    }

    #[test]
    fn pages_are_kept_for_a_library_and_questions_are_not() {
        let pages = SentPages::default();
        let [one, other] = [0; 2].map(|_| Arc::new(Assistant::shipped().unwrap()));
        let at = key("/", "").unwrap();
        pages.of(&one).insert(at.clone(), sent("a".to_owned()));
        assert!(pages.of(&one).get(&at).is_some());
        assert!(pages.of(&other).get(&at).is_none());
        assert!(key("/search", "q=vaccines").is_none());
        assert_ne!(key("/", "lang=zh"), key("/", ""));
    }

    #[test]
    fn memory_is_bounded() {
        let pages = SentPages::default().of(&Arc::new(Assistant::shipped().unwrap()));
        for it in 0..1000 {
            pages.insert(key("/", &format!("x={it}")).unwrap(), sent("x".repeat(100_000)));
        }
        assert!(pages.weight() <= MAX_BYTES && pages.len() > 10, "{}", pages.weight());
    }
}
