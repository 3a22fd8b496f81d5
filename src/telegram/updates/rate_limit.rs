//! Rate limit: the questions a minute of one person and of one group.
//!
//! With a limit of three a minute, three questions are answered at once and then one
//! more every twenty seconds. A sender above the limit is told so once a minute, and each
//! member of a group above its limit; the bot ignores the rest, since a reply to each
//! would be a flood of its own.
//!
//! A [`Sender`] is a person, or a chat that speaks: a channel in a group, or the group
//! itself for its anonymous administrators. One who floods a group takes nothing from the
//! limits of its other members: each sender has at most three quarters of a group's
//! questions.
//! Only senders of the last minutes take memory.
//!
//! Messages that waited while the bot was away are not counted one by one: of each sender,
//! the newest few count ([`RateLimit::kept_of_backlog`]).

use std::{
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
};

use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::NoOpMiddleware,
    state::keyed::HashMapStateStore,
};
use teloxide::types::{ChatId, UserId};

use crate::wording::Phrase;

use super::request::Sender;

/// Inline queries that count as one question: each pause in typing is a query.
const QUERIES_PER_QUESTION: NonZeroU32 = NonZeroU32::MIN.saturating_add(3);

/// Members of a group who are told in a minute that it exceeds its limit.
const NOTICES_PER_GROUP: NonZeroU32 = NonZeroU32::MIN.saturating_add(19);

/// Messages of one sender that are answered of those that waited.
const KEPT_OF_BACKLOG: NonZeroU32 = NonZeroU32::MIN.saturating_add(4);

/// Checks after which idle senders are forgotten.
const SWEPT_AFTER: u32 = 1024;

/// Result of a rate-limit check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Allowed,
    /// It exceeds a limit, and its sender is told so.
    Notify(Limit),
    /// It exceeds a limit, and its sender was told so within the last minute.
    Silent,
}

/// A limit that was exceeded, with its questions a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    PerPerson(NonZeroU32),
    /// The limit of a group or a channel.
    PerGroup(NonZeroU32),
    /// The messages of one sender that are answered of those that waited.
    Backlog(NonZeroU32),
}

impl Limit {
    /// The notice to the sender.
    pub(crate) fn phrase(self) -> Phrase<'static> {
        match self {
            Self::PerPerson(it) => Phrase::FloodOfPerson { questions: it.get() as usize },
            Self::PerGroup(it) => Phrase::FloodOfGroup { questions: it.get() as usize },
            Self::Backlog(it) => Phrase::BacklogOfPerson { answered: it.get() as usize },
        }
    }
}

/// Key of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Key {
    Sender(Sender),
    Group(ChatId),
    /// A sender in a group.
    Member(ChatId, Sender),
}

/// Counts by key, in memory.
#[derive(Debug)]
struct Meter<C: Clock> {
    per_minute: NonZeroU32,
    limiter: RateLimiter<Key, HashMapStateStore<Key>, C, NoOpMiddleware<C::Instant>>,
}

/// The limits, with the counts of the last minutes.
#[derive(Debug)]
pub(crate) struct RateLimit<C: Clock = DefaultClock> {
    persons: Option<Meter<C>>,
    groups: Option<Meter<C>>,
    /// Each sender's share of a group's limit.
    shares: Option<Meter<C>>,
    inline: Option<Meter<C>>,
    notices: Meter<C>,
    /// Notices to the members of a group, together.
    told: Meter<C>,
    /// Checks since the start; wraps around.
    n_checks: AtomicU32,
}

impl<C: Clock + Clone> RateLimit<C> {
    /// Limits of questions a minute; `None` for no limit.
    pub(crate) fn new(
        per_user: Option<NonZeroU32>,
        per_chat: Option<NonZeroU32>,
        clock: &C,
    ) -> Self {
        let meter = |per_minute| Meter::new(per_minute, clock.clone());
        let queries = per_user.map(|it| it.saturating_mul(QUERIES_PER_QUESTION));
        Self {
            persons: per_user.map(meter),
            groups: per_chat.map(meter),
            shares: per_chat.map(share).map(meter),
            inline: queries.map(meter),
            notices: meter(NonZeroU32::MIN),
            told: meter(NOTICES_PER_GROUP),
            n_checks: AtomicU32::new(0),
        }
    }

    /// Counts a message of a sender in a group or a channel. The posts of a channel have no
    /// sender but the channel; a private chat is no group.
    pub(crate) fn message(&self, sender: Option<Sender>, group: Option<ChatId>) -> Verdict {
        match self.exceeded(sender, group) {
            None => Verdict::Allowed,
            Some((key, limit)) if self.notifies(key, sender) => Verdict::Notify(limit),
            Some(_) => Verdict::Silent,
        }
    }

    /// Whether a sender who exceeds a limit is told so. Each member of a group is: nobody
    /// sees the notice of another.
    fn notifies(&self, key: Key, sender: Option<Sender>) -> bool {
        match (key, sender) {
            (Key::Group(group), Some(sender)) | (Key::Member(group, sender), _) => {
                self.notices.allows(Key::Member(group, sender))
                    && self.told.allows(Key::Group(group))
            }
            (Key::Group(_) | Key::Sender(_), _) => self.notices.allows(key),
        }
    }

    /// How many messages of one sender are answered of those that waited while the bot was
    /// away; `None` if persons have no limit.
    pub(crate) fn kept_of_backlog(&self) -> Option<NonZeroU32> {
        self.persons.as_ref().map(|it| it.per_minute.min(KEPT_OF_BACKLOG))
    }

    /// The limit of one person, if there is one.
    pub(crate) fn per_person(&self) -> Option<Limit> {
        self.persons.as_ref().map(|it| Limit::PerPerson(it.per_minute))
    }

    /// Counts a pressed button; the limit that it exceeds, if any. The sender is told
    /// each time: only they see the notice.
    pub(crate) fn press(&self, sender: Sender, group: Option<ChatId>) -> Option<Limit> {
        self.exceeded(Some(sender), group).map(|(_, limit)| limit)
    }

    /// Counts an inline query; the limit that it exceeds, if any.
    pub(crate) fn inline_query(&self, user: UserId) -> Option<Limit> {
        self.sweep();
        let (inline, persons) = (self.inline.as_ref()?, self.persons.as_ref()?);
        (!inline.allows(Key::Sender(Sender::Person(user))))
            .then_some(Limit::PerPerson(persons.per_minute))
    }

    /// The limit that a question exceeds. Beyond the sender's limits it does not count
    /// for the group.
    fn exceeded(&self, sender: Option<Sender>, group: Option<ChatId>) -> Option<(Key, Limit)> {
        self.sweep();
        let over = |meter: &Option<Meter<C>>, key: Option<Key>, limit: fn(NonZeroU32) -> Limit| {
            let (meter, key) = (meter.as_ref()?, key?);
            (!meter.allows(key)).then_some((key, limit(meter.per_minute)))
        };
        let member = group.zip(sender).map(|(group, sender)| Key::Member(group, sender));
        over(&self.persons, sender.map(Key::Sender), Limit::PerPerson)
            .or_else(|| over(&self.shares, member, Limit::PerPerson))
            .or_else(|| over(&self.groups, group.map(Key::Group), Limit::PerGroup))
    }

    /// Forgets, now and then, the senders who have their whole limit again.
    fn sweep(&self) {
        if self.n_checks.fetch_add(1, Ordering::Relaxed) % SWEPT_AFTER == SWEPT_AFTER - 1 {
            for meter in self.meters() {
                meter.limiter.retain_recent();
                meter.limiter.shrink_to_fit();
            }
        }
    }

    fn meters(&self) -> impl Iterator<Item = &Meter<C>> {
        let limits =
            [&self.persons, &self.groups, &self.shares, &self.inline].into_iter().flatten();
        limits.chain([&self.notices, &self.told])
    }
}

/// The most questions a minute of one sender in a group with this limit: three quarters.
fn share(per_group: NonZeroU32) -> NonZeroU32 {
    let per_group = per_group.get();
    NonZeroU32::new(per_group - per_group.div_ceil(4)).unwrap_or(NonZeroU32::MIN)
}

impl<C: Clock> Meter<C> {
    fn new(per_minute: NonZeroU32, clock: C) -> Self {
        let limiter = RateLimiter::hashmap_with_clock(Quota::per_minute(per_minute), clock);
        Self { per_minute, limiter }
    }

    fn allows(&self, key: Key) -> bool {
        self.limiter.check_key(&key).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use governor::clock::FakeRelativeClock;
    use proptest::prelude::*;

    use super::*;
    use crate::{text::Locale, wording::Catalogs};

    fn limits(per_user: u32, per_chat: u32) -> (RateLimit<FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        let [per_user, per_chat] = [per_user, per_chat].map(NonZeroU32::new);
        (RateLimit::new(per_user, per_chat, &clock), clock)
    }

    /// Keys in memory.
    fn n_known(limits: &RateLimit<FakeRelativeClock>) -> usize {
        limits.meters().map(|it| it.limiter.len()).sum()
    }

    /// Sender and group.
    type From = (Option<Sender>, Option<ChatId>);

    fn alone(user: u64) -> From {
        (Some(Sender::Person(UserId(user))), None)
    }

    fn within(user: u64, group: i64) -> From {
        (alone(user).0, Some(ChatId(group)))
    }

    fn voice(channel: i64, group: i64) -> From {
        (Some(Sender::Voice(ChatId(channel))), Some(ChatId(group)))
    }

    /// `.` for allowed, `p` and `g` for a notice, `-` for silence.
    fn asks(limits: &RateLimit<FakeRelativeClock>, (user, group): From, n: usize) -> String {
        let shown = |verdict| match verdict {
            Verdict::Allowed => '.',
            Verdict::Notify(Limit::PerPerson(_)) => 'p',
            Verdict::Notify(Limit::PerGroup(_)) => 'g',
            Verdict::Notify(Limit::Backlog(_)) => 'b',
            Verdict::Silent => '-',
        };
        (0..n).map(|_| shown(limits.message(user, group))).collect()
    }

    fn secs(n: u64) -> Duration {
        Duration::from_secs(n)
    }

    #[test]
    fn one_is_told_once_a_minute_and_answered_again() {
        let (limits, clock) = limits(3, 0);
        assert_eq!(asks(&limits, alone(7), 6), "...p--");
        assert_eq!(asks(&limits, alone(8), 1), ".", "another one");
        clock.advance(secs(20));
        assert_eq!(asks(&limits, alone(7), 3), ".--");
        clock.advance(secs(40));
        assert_eq!(asks(&limits, alone(7), 4), "..p-");
        clock.advance(secs(120));
        assert_eq!(asks(&limits, alone(7), 4), "...p");
    }

    #[test]
    fn one_who_floods_a_group_leaves_it_to_the_others() {
        let (limits, _) = limits(2, 4);
        assert_eq!(asks(&limits, within(7, -1), 5), "..p--");
        assert_eq!(asks(&limits, within(8, -1), 2), "..");
        assert_eq!(asks(&limits, within(9, -1), 2), "g-");
        assert_eq!(asks(&limits, within(10, -1), 1), "g", "each is told");
        assert_eq!(asks(&limits, within(10, -2), 1), ".", "another group");
        assert_eq!(asks(&limits, alone(7), 1), "-", "and the same person");
    }

    #[test]
    fn one_sender_cannot_use_up_a_group() {
        for sender in [within(7, -1), voice(-900, -1), voice(-1, -1)] {
            let (limits, clock) = limits(20, 8);
            assert_eq!(asks(&limits, sender, 9), "......p--", "of the group's eight");
            assert_eq!(asks(&limits, within(8, -1), 2), "..");
            assert_eq!(asks(&limits, within(9, -1), 1), "g", "together they are the group's");
            assert_eq!(asks(&limits, (sender.0, Some(ChatId(-2))), 1), ".", "another group");
            clock.advance(secs(60));
            assert_eq!(asks(&limits, sender, 7), "......p");
            assert_eq!(asks(&limits, within(9, -1), 1), ".");
        }
        let (limits, _) = limits(20, 1);
        assert_eq!(asks(&limits, within(7, -1), 1), ".", "the only one");
    }

    #[test]
    fn a_voice_has_a_limit_of_its_own() {
        let (limits, _) = limits(2, 0);
        assert_eq!(asks(&limits, voice(-900, -1), 4), "..p-");
        assert_eq!(asks(&limits, voice(-900, -2), 1), "-", "in whatever group it speaks");
        assert_eq!(asks(&limits, voice(-901, -1), 1), ".");
        assert_eq!(asks(&limits, within(900, -1), 1), ".");
    }

    #[test]
    fn of_a_backlog_no_more_are_kept_than_a_minute_has() {
        let kept = |n| limits(n, 0).0.kept_of_backlog().map(NonZeroU32::get);
        assert_eq!([0, 1, 3, 5, 20].map(kept), [None, Some(1), Some(3), Some(5), Some(5)]);
    }

    #[test]
    fn the_limit_of_a_person_is_known() {
        let limit = |per_user| limits(per_user, 9).0.per_person();
        assert_eq!([0, 3].map(limit), [None, NonZeroU32::new(3).map(Limit::PerPerson)]);
    }

    #[test]
    fn without_a_limit_all_pass() {
        let (limits, _) = limits(0, 0);
        assert!(asks(&limits, within(7, -1), 1000).chars().all(|it| it == '.'));
        assert!((0..1000).all(|_| limits.inline_query(UserId(7)).is_none()));
        assert_eq!(n_known(&limits), 0);
    }

    #[test]
    fn a_group_alone_is_limited_and_nobody_knows_who_posts() {
        let (limits, _) = limits(1, 2);
        let channel = (None, Some(ChatId(-3)));
        assert_eq!(asks(&limits, channel, 4), "..g-");
        assert_eq!(asks(&limits, (None, None), 3), "...");
    }

    #[test]
    fn buttons_count_and_are_told_each_time() {
        let (limits, _) = limits(2, 0);
        assert_eq!(asks(&limits, alone(7), 1), ".");
        let limit = Some(Limit::PerPerson(NonZeroU32::new(2).unwrap()));
        let pressed: Vec<_> =
            (0..4).map(|_| limits.press(Sender::Person(UserId(7)), None)).collect();
        assert_eq!(pressed, [None, limit, limit, limit]);
        assert_eq!(asks(&limits, alone(7), 2), "p-", "what a button said is no notice");
    }

    #[test]
    fn typing_counts_for_itself() {
        let (limits, clock) = limits(1, 0);
        let n_passed = || (0..9).filter(|_| limits.inline_query(UserId(7)).is_none()).count();
        assert_eq!(n_passed(), 4);
        assert_eq!(asks(&limits, alone(7), 1), ".");
        clock.advance(secs(15));
        assert_eq!(n_passed(), 1);
    }

    #[test]
    fn a_notice_fits_below_a_button() {
        let (catalogs, most) = (Catalogs::default(), NonZeroU32::MAX);
        for locale in Locale::ALL {
            for limit in [Limit::PerPerson(most), Limit::PerGroup(most), Limit::Backlog(most)] {
                let said = catalogs.get(locale).say(&limit.phrase());
                assert!((1..=200).contains(&said.encode_utf16().count()), "{said}");
            }
        }
    }

    #[test]
    fn those_who_asked_long_ago_are_forgotten() {
        let (limits, clock) = limits(2, 2);
        for round in 0..50_u64 {
            for i in 0..2000_u64 {
                let (user, group) = within(round * 2000 + i, -i64::try_from(i).unwrap() - 1);
                limits.message(user, group);
            }
            clock.advance(secs(31));
            assert!(n_known(&limits) < 20_000, "{}", n_known(&limits));
        }
    }

    proptest! {
        /// In any minute at most twice the limit passes: the burst, and what grows
        /// back; and of each minute there is at most one notice.
        #[test]
        fn no_minute_has_more(
            limit in 1..6_u32,
            steps in prop::collection::vec(0..30_000_u64, 1..200),
        ) {
            let (limits, clock) = limits(limit, 0);
            let mut now = 0;
            let (mut passed, mut told) = (Vec::new(), Vec::new());
            for step in steps {
                clock.advance(Duration::from_millis(step));
                now += step;
                match limits.message(Some(Sender::Person(UserId(7))), None) {
                    Verdict::Allowed => passed.push(now),
                    Verdict::Notify(_) => told.push(now),
                    Verdict::Silent => {}
                }
            }
            for (i, end) in passed.iter().enumerate() {
                let n = passed[..=i].iter().filter(|it| end - **it < 60_000).count();
                prop_assert!(n <= 2 * limit as usize);
            }
            prop_assert!(told.windows(2).all(|it| it[1] - it[0] >= 60_000));
        }
    }
}
