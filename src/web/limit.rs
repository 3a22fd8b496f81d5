//! The requests a minute of one address.
//!
//! With a limit of 60, sixty requests are answered at once and then one more every second. A home network of IPv6 has
//! one limit together, since it can take any address of its own.

use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
    time::Duration,
};

use axum::http::{HeaderMap, HeaderName};
use quick_cache::sync::Cache;

const MINUTE: Duration = Duration::from_mins(1);

/// Addresses that are remembered; others are forgotten first if they ask seldom.
const MAX_KNOWN: usize = 16_384;

/// Bits of an address of IPv6 that name the network of a home.
const HOME_BITS: u32 = 64;

/// What each address has asked for.
pub(super) struct AddressLimit {
    /// The time that grows back one request.
    cost: Duration,
    /// When the requests of an address will all have grown back, since the start.
    paid: Cache<IpAddr, Duration>,
}

impl AddressLimit {
    pub(super) fn new(per_minute: NonZeroU32) -> Self {
        Self { cost: MINUTE / per_minute.get(), paid: Cache::new(MAX_KNOWN) }
    }

    /// Counts a request at a time since the start.
    ///
    /// # Errors
    ///
    /// When it is one too many, with the time until the next is answered.
    pub(super) fn count(&self, address: IpAddr, now: Duration) -> Result<(), Duration> {
        let home = home(address);
        let paid = self.paid.get(&home).unwrap_or_default().max(now) + self.cost;
        let wait = paid.saturating_sub(now + MINUTE);
        if !wait.is_zero() {
            return Err(wait);
        }
        self.paid.insert(home, paid);
        Ok(())
    }
}

/// The address that stands for all of a home.
fn home(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(it) => it.into(),
        IpAddr::V6(it) => Ipv6Addr::from_bits(it.to_bits() >> HOME_BITS << HOME_BITS).into(),
    }
}

/// The address of the visitor: the last one in the header that the proxy sets, or that of the connection. Those before the
/// last came with the request, and may be made up.
pub(super) fn visitor(
    connection: SocketAddr,
    named_in: Option<&HeaderName>,
    headers: &HeaderMap,
) -> IpAddr {
    let named = || {
        let value = headers.get_all(named_in?).iter().next_back()?.to_str().ok()?;
        let last = value.rsplit(',').next()?.trim();
        let with_port = || last.parse().ok().map(|it: SocketAddr| it.ip());
        last.parse().ok().or_else(with_port)
    };
    named().unwrap_or(connection.ip())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(per_minute: u32) -> AddressLimit {
        AddressLimit::new(NonZeroU32::new(per_minute).unwrap())
    }

    #[test]
    fn a_burst_is_answered_and_then_as_many_as_grow_back() {
        let limit = limit(3);
        let address = IpAddr::from([192, 0, 2, 1]);
        let at = |secs: u64| Duration::from_secs(1000 + secs);
        let n_answered =
            |secs: u64| (0..9).filter(|_| limit.count(address, at(secs)).is_ok()).count();
        assert_eq!(n_answered(0), 3);
        assert_eq!(limit.count(address, at(5)), Err(Duration::from_secs(15)));
        assert_eq!(limit.count([192, 0, 2, 2].into(), at(5)), Ok(()), "another one");
        assert_eq!(n_answered(20), 1);
        assert_eq!(n_answered(200), 3);
    }

    #[test]
    fn a_home_has_one_limit_and_memory_is_bounded() {
        let limit = limit(1);
        let now = Duration::from_secs(1);
        assert!(limit.count("2001:db8::1".parse().unwrap(), now).is_ok());
        assert!(limit.count("2001:db8::2".parse().unwrap(), now).is_err());
        assert!(limit.count("2001:db8:0:1::1".parse().unwrap(), now).is_ok());
        assert!(limit.count("::ffff:192.0.2.1".parse().unwrap(), now).is_ok());
        assert!(limit.count("192.0.2.1".parse().unwrap(), now).is_err());
        for it in 0..100_000 {
            _ = limit.count(Ipv6Addr::from_bits(it << HOME_BITS).into(), now);
        }
        assert!(limit.paid.len() <= MAX_KNOWN);
    }

    #[test]
    fn only_a_header_that_is_trusted_names_the_visitor() {
        let name = HeaderName::from_static("x-forwarded-for");
        let connection = SocketAddr::from(([127, 0, 0, 1], 9));
        let of = |values: &[&str], named_in| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(&name, value.parse().unwrap());
            }
            visitor(connection, named_in, &headers).to_string()
        };
        assert_eq!(of(&["192.0.2.1"], None), "127.0.0.1");
        let trusted = Some(&name);
        assert_eq!(of(&[], trusted), "127.0.0.1");
        assert_eq!(of(&["192.0.2.1"], trusted), "192.0.2.1");
        assert_eq!(of(&["10.0.0.1, 192.0.2.2"], trusted), "192.0.2.2");
        assert_eq!(of(&["10.0.0.1", "[2001:db8::1]:80"], trusted), "2001:db8::1");
        assert_eq!(of(&["nobody"], trusted), "127.0.0.1");
    }
}
