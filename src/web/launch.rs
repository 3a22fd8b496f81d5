//! Launch data: what Telegram tells a page that it opens about the reader, signed with the token of the bot.
//!
//! A page gets it in the fragment of its address, as a query: `user={"id":11,…}&auth_date=…&hash=…`, each value with
//! `%`-sequences. [The signature](https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app) is over
//! all fields but itself, decoded once and sorted by name; `signature`, which is for those who have no token, is one of
//! them.
//!
//! What always holds: nobody is named by data that Telegram did not sign, that is old, or that names a field twice.

use std::collections::BTreeMap;

use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::Sha256;

use crate::config::BotToken;

/// Bytes that are read.
const MAX_BYTES: usize = 4096;

/// Seconds for which data is taken: the page sends it as soon as it is open.
const MAX_AGE: i64 = 3600;

/// Seconds by which the clock of Telegram may be ahead.
const MAX_AHEAD: i64 = 30;

/// Verifies launch data for one bot.
#[derive(Clone)]
pub struct LaunchKey(Hmac<Sha256>);

/// Why launch data is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Untrusted {
    /// It is too long, lacks a field, or has one twice.
    #[error("launch data is malformed")]
    Malformed,
    /// The signature is not Telegram's for this bot.
    #[error("launch data has another signature")]
    Forged,
    /// It is older than it may be, or not yet valid.
    #[error("launch data is of another time")]
    Stale,
}

/// The user, of whom nothing but the number is read.
#[derive(Deserialize)]
struct User {
    id: i64,
}

impl LaunchKey {
    /// The key of the bot with a token.
    pub fn new(token: &BotToken) -> Option<Self> {
        let mut purpose = Hmac::<Sha256>::new_from_slice(b"WebAppData").ok()?;
        purpose.update(token.reveal().as_bytes());
        Hmac::new_from_slice(&purpose.finalize().into_bytes()).ok().map(Self)
    }

    /// The number of the user whom Telegram signed into `data`, at a time in seconds of Unix time.
    ///
    /// # Errors
    ///
    /// If it is not as Telegram writes it, not signed for this bot, or of another time.
    pub fn user(&self, data: &str, now: i64) -> Result<i64, Untrusted> {
        let mut fields = fields(data)?;
        let hash = fields.remove("hash").and_then(|it| bytes(&it)).ok_or(Untrusted::Malformed)?;
        let lines: Vec<String> = fields.iter().map(|(name, it)| format!("{name}={it}")).collect();
        // Compared in constant time.
        let signed = self.0.clone().chain_update(lines.join("\n")).verify_slice(&hash);
        signed.map_err(|_| Untrusted::Forged)?;
        let signed_at: Option<i64> = fields.get("auth_date").and_then(|it| it.parse().ok());
        let age = now.saturating_sub(signed_at.ok_or(Untrusted::Malformed)?);
        if !(-MAX_AHEAD..=MAX_AGE).contains(&age) {
            return Err(Untrusted::Stale);
        }
        let user: Option<User> = fields.get("user").and_then(|it| serde_json::from_str(it).ok());
        user.map(|it| it.id).ok_or(Untrusted::Malformed)
    }
}

/// The fields by name, with their `%`-sequences decoded.
fn fields(data: &str) -> Result<BTreeMap<String, String>, Untrusted> {
    if data.len() > MAX_BYTES {
        return Err(Untrusted::Malformed);
    }
    let mut found = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(data.as_bytes()) {
        if found.insert(name.into_owned(), value.into_owned()).is_some() {
            return Err(Untrusted::Malformed);
        }
    }
    Ok(found)
}

/// The bytes of a hash in hexadecimal digits.
fn bytes(digits: &str) -> Option<Vec<u8>> {
    let pairs = digits.as_bytes().chunks(2);
    let byte = |it: &[u8]| {
        let digits = std::str::from_utf8(it).ok().filter(|it| it.len() == 2)?;
        digits.bytes().all(|it| it.is_ascii_hexdigit()).then_some(())?;
        u8::from_str_radix(digits, 16).ok()
    };
    pairs.map(byte).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SIGNED_AT: i64 = 1_796_000_000;
    const QUERY: &str = "query_id=AAHdF6IQAAAAAN0XohDhrOrc";
    const USER: &str = "user=%7B%22id%22%3A11%2C%22first_name%22%3A%22Ann%20%2B%20Bo%22%2C%22username%22%3A%22ann%22\
        %2C%22language_code%22%3A%22zh-hant%22%2C%22photo_url%22%3A%22https%3A%5C%2F%5C%2Ft.me%5C%2Fi%5C%2Fa%252Bb.svg\
        %22%7D";
    const DATE: &str = "auth_date=1796000000";
    // Signed by aiogram's rules with the token below, in Python.
    const HASH: &str = "hash=1b0090c7932da41f93ea1326dbe18e2f87dd9af7ddce1eabc0194b90afef2b9d";
    const SIGNATURE: &str = "signature=zL-ucjNyREiHDE8aihFwpfR9aggP2xiAo3NSpfe-p7IbCisNlDKlo7Kb6G4D0Ao2mBrSgEk4maLSdv6MLIlADQ";

    fn user(parts: &[&str]) -> Result<i64, Untrusted> {
        at(&parts.join("&"), SIGNED_AT + 5)
    }

    fn at(data: &str, now: i64) -> Result<i64, Untrusted> {
        LaunchKey::new(&BotToken::new("123456:AA-launch_TEST")).unwrap().user(data, now)
    }

    #[test]
    fn signed_data_names_its_user_in_any_order() {
        assert_eq!(user(&[QUERY, USER, DATE, HASH]), Ok(11));
        assert_eq!(user(&[HASH, DATE, USER, QUERY]), Ok(11));
        let plus = USER.replace("%20", "+");
        assert_eq!(user(&[QUERY, &plus, DATE, HASH]), Ok(11));
        let capitals = HASH.to_uppercase().replace("HASH", "hash");
        assert_eq!(user(&[QUERY, USER, DATE, &capitals]), Ok(11));
    }

    #[test]
    fn the_signature_for_third_parties_is_signed_too() {
        let hash = "hash=88ffbeaa63895256aef67ff454ddd67ecaa3c78e1c98c1eea9e65139bcd00e22";
        assert_eq!(user(&[QUERY, USER, DATE, SIGNATURE, "start_param=c3_6", hash]), Ok(11));
        assert_eq!(user(&[QUERY, USER, DATE, "start_param=c3_6", hash]), Err(Untrusted::Forged));
    }

    #[test]
    fn other_data_names_nobody() {
        let forged = USER.replace("11", "12");
        let decoded_twice = USER.replace("%252B", "%2B");
        let no_plus = USER.replace("%2B%20", "+%20");
        for parts in [
            [QUERY, &forged, DATE, HASH],
            [QUERY, &decoded_twice, DATE, HASH],
            [QUERY, &no_plus, DATE, HASH],
            [QUERY, USER, "auth_date=1796000001", HASH],
            [QUERY, USER, DATE, "hash=00"],
            [QUERY, USER, DATE, &HASH.replace("1b", "1c")],
        ] {
            assert_eq!(user(&parts), Err(Untrusted::Forged), "{parts:?}");
        }
        let other = LaunchKey::new(&BotToken::new("123456:AA-launch_OTHER")).unwrap();
        let data = [QUERY, USER, DATE, HASH].join("&");
        assert_eq!(other.user(&data, SIGNED_AT), Err(Untrusted::Forged));
    }

    #[test]
    fn malformed_data_names_nobody() {
        let twice = "hash=1506fa09ca4e370c2e30342f461839fd8f5c730e4c49ce4c1d1a911c8669da41";
        let no_user = "hash=0b91937d98ac62f20bbe6f8ccc643081225eda66112db585dc4a4d2b8ce75f50";
        let no_date = "hash=a9dc893fd7f4054e232b35522b25bd9db0d586ab8d284e667aa2e831e8c7bc88";
        for parts in [
            &[QUERY, USER, DATE, "auth_date=1796000001", twice][..],
            &[QUERY, USER, DATE, HASH, HASH],
            &[QUERY, USER, DATE],
            &[QUERY, USER, DATE, "hash="],
            &[QUERY, USER, DATE, "hash=+b0090c7"],
            &[QUERY, USER, DATE, "hash=1b0090c7932"],
            &[DATE, "query_id=x", no_user],
            &[USER, no_date],
            &[""],
        ] {
            let found = user(parts);
            assert!(found.is_err() && found != Err(Untrusted::Stale), "{parts:?}: {found:?}");
        }
        let long = format!("{}&x={}", [QUERY, USER, DATE, HASH].join("&"), "x".repeat(MAX_BYTES));
        assert_eq!(at(&long, SIGNED_AT), Err(Untrusted::Malformed));
    }

    #[test]
    fn data_holds_for_an_hour() {
        let data = [QUERY, USER, DATE, HASH].join("&");
        assert_eq!(at(&data, SIGNED_AT + MAX_AGE), Ok(11));
        assert_eq!(at(&data, SIGNED_AT - MAX_AHEAD), Ok(11));
        for now in [SIGNED_AT + MAX_AGE + 1, SIGNED_AT - MAX_AHEAD - 1, i64::MIN, i64::MAX] {
            assert_eq!(at(&data, now), Err(Untrusted::Stale), "{now}");
        }
    }

    proptest! {
        #[test]
        fn no_data_panics(data in "\\PC{0,80}|(hash|user|auth_date|a)=[0-9a-f%&=+{}\":]{0,80}") {
            prop_assert!(at(&data, SIGNED_AT).is_err());
        }
    }
}
