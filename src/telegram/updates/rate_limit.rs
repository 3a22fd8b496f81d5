//! How fast people may ask: so many questions a minute, as many at once.
//!
//! With three a minute, three questions are answered at once, and then one more
//! each twenty seconds. Who is over the limit is told so once a minute; the rest
//! is silence, since an answer to each would be a flood of the bot's own.
//!
//! What always holds: one person who floods a group takes nothing from what the
//! others of the group may ask, and memory is needed for those only who asked
//! within the last minutes.

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

/// Inline queries that count as one question: people type, and each pause on the
/// keys is a query.
const QUERIES_A_QUESTION: NonZeroU32 = NonZeroU32::MIN.saturating_add(3);

/// Questions after which those are forgotten who have not asked for a while.
const SWEPT_AFTER: u32 = 1024;

/// What is asked of a rate of questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is answered.
    Pass,
    /// It is not, and whoever asked is told why.
    Tell(Limit),
    /// It is not, and they were told already.
    Silent,
}

/// A limit that was passed, with its questions a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// That of one person.
    OfPerson(NonZeroU32),
    /// That of a group or a channel.
    OfGroup(NonZeroU32),
}

impl Limit {
    /// What whoever asked is told.
    pub fn phrase(self) -> Phrase<'static> {
        match self {
            Self::OfPerson(it) => Phrase::FloodOfPerson { questions: it.get() as usize },
            Self::OfGroup(it) => Phrase::FloodOfGroup { questions: it.get() as usize },
        }
    }
}

/// Who asks, as far as limits go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asker {
    /// The person; nobody knows who posts in a channel.
    pub user: Option<UserId>,
    /// The group or the channel; none where there is one person only.
    pub group: Option<ChatId>,
}

/// Whose questions are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Key {
    Person(UserId),
    Group(ChatId),
}

/// What counts by key, in memory.
#[derive(Debug)]
struct Meter<C: Clock> {
    per_minute: NonZeroU32,
    limiter: RateLimiter<Key, HashMapStateStore<Key>, C, NoOpMiddleware<C::Instant>>,
}

/// The rates of questions.
#[derive(Debug)]
pub struct Floods<C: Clock = DefaultClock> {
    persons: Option<Meter<C>>,
    groups: Option<Meter<C>>,
    typed: Option<Meter<C>>,
    told: Meter<C>,
    /// Questions since the start, which may begin anew at zero.
    n_taken: AtomicU32,
}

impl Floods {
    /// Limits of questions a minute; `None` for no limit.
    pub fn new(per_user: Option<NonZeroU32>, per_chat: Option<NonZeroU32>) -> Self {
        Self::with_clock(per_user, per_chat, &DefaultClock::default())
    }
}

impl<C: Clock + Clone> Floods<C> {
    fn with_clock(per_user: Option<NonZeroU32>, per_chat: Option<NonZeroU32>, clock: &C) -> Self {
        let meter = |per_minute| Meter::new(per_minute, clock.clone());
        let queries = per_user.map(|it| it.saturating_mul(QUERIES_A_QUESTION));
        Self {
            persons: per_user.map(meter),
            groups: per_chat.map(meter),
            typed: queries.map(meter),
            told: meter(NonZeroU32::MIN),
            n_taken: AtomicU32::new(0),
        }
    }

    /// Counts a message, and says whether it is answered.
    pub fn take(&self, asker: Asker) -> Verdict {
        match self.press(asker) {
            None => Verdict::Pass,
            Some((key, limit)) if self.told.passes(key) => Verdict::Tell(limit),
            Some(_) => Verdict::Silent,
        }
    }

    /// Counts a button that was pressed; the limit that it passes, if it does. A
    /// word to whoever pressed disturbs nobody, so it is said each time.
    pub fn over(&self, asker: Asker) -> Option<Limit> {
        self.press(asker).map(|(_, limit)| limit)
    }

    /// Counts an inline query; the limit that it passes, if it does. There are
    /// more of them than questions.
    pub fn over_typing(&self, user: UserId) -> Option<Limit> {
        self.sweep();
        let typed = self.typed.as_ref()?;
        let persons = self.persons.as_ref()?;
        (!typed.passes(Key::Person(user))).then_some(Limit::OfPerson(persons.per_minute))
    }

    /// The person goes first: what they are not answered is nothing to the group.
    fn press(&self, asker: Asker) -> Option<(Key, Limit)> {
        self.sweep();
        let person = asker.user.map(Key::Person);
        let group = asker.group.map(Key::Group);
        let exceeded = |meter: &Option<Meter<C>>, key: Option<Key>| {
            let (meter, key) = (meter.as_ref()?, key?);
            (!meter.passes(key)).then_some((key, meter.per_minute))
        };
        let of_person = exceeded(&self.persons, person);
        let of_person = of_person.map(|(key, it)| (key, Limit::OfPerson(it)));
        of_person
            .or_else(|| exceeded(&self.groups, group).map(|(key, it)| (key, Limit::OfGroup(it))))
    }

    /// Forgets now and then those who may ask as if they had never asked.
    fn sweep(&self) {
        if self.n_taken.fetch_add(1, Ordering::Relaxed) % SWEPT_AFTER != SWEPT_AFTER - 1 {
            return;
        }
        let all = [&self.persons, &self.groups, &self.typed].into_iter().flatten();
        for meter in all.chain([&self.told]) {
            meter.limiter.retain_recent();
            meter.limiter.shrink_to_fit();
        }
    }

    /// Those who are remembered.
    #[cfg(test)]
    fn n_known(&self) -> usize {
        let all = [&self.persons, &self.groups, &self.typed].into_iter().flatten();
        all.chain([&self.told]).map(|it| it.limiter.len()).sum()
    }
}

impl<C: Clock> Meter<C> {
    fn new(per_minute: NonZeroU32, clock: C) -> Self {
        let limiter = RateLimiter::hashmap_with_clock(Quota::per_minute(per_minute), clock);
        Self { per_minute, limiter }
    }

    fn passes(&self, key: Key) -> bool {
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

    fn floods(per_user: u32, per_chat: u32) -> (Floods<FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        let [per_user, per_chat] = [per_user, per_chat].map(NonZeroU32::new);
        (Floods::with_clock(per_user, per_chat, &clock), clock)
    }

    fn alone(user: u64) -> Asker {
        Asker { user: Some(UserId(user)), group: None }
    }

    fn within(user: u64, group: i64) -> Asker {
        Asker { user: Some(UserId(user)), group: Some(ChatId(group)) }
    }

    /// `.` for what passes, `p` and `g` for what is told, `-` for silence.
    fn asks(floods: &Floods<FakeRelativeClock>, asker: Asker, n: usize) -> String {
        let shown = |verdict| match verdict {
            Verdict::Pass => '.',
            Verdict::Tell(Limit::OfPerson(_)) => 'p',
            Verdict::Tell(Limit::OfGroup(_)) => 'g',
            Verdict::Silent => '-',
        };
        (0..n).map(|_| shown(floods.take(asker))).collect()
    }

    fn secs(n: u64) -> Duration {
        Duration::from_secs(n)
    }

    #[test]
    fn one_is_told_once_a_minute_and_answered_again() {
        let (floods, clock) = floods(3, 0);
        assert_eq!(asks(&floods, alone(7), 6), "...p--");
        assert_eq!(asks(&floods, alone(8), 1), ".", "another one");
        clock.advance(secs(20));
        assert_eq!(asks(&floods, alone(7), 3), ".--");
        clock.advance(secs(40));
        assert_eq!(asks(&floods, alone(7), 4), "..p-");
        clock.advance(secs(120));
        assert_eq!(asks(&floods, alone(7), 4), "...p");
    }

    #[test]
    fn one_who_floods_a_group_leaves_it_to_the_others() {
        let (floods, _) = floods(2, 4);
        assert_eq!(asks(&floods, within(7, -1), 5), "..p--");
        assert_eq!(asks(&floods, within(8, -1), 2), "..");
        assert_eq!(asks(&floods, within(9, -1), 2), "g-");
        assert_eq!(asks(&floods, within(10, -1), 1), "-", "the group was told");
        assert_eq!(asks(&floods, within(10, -2), 1), ".", "another group");
        assert_eq!(asks(&floods, alone(7), 1), "-", "and the same person");
    }

    #[test]
    fn without_a_limit_all_pass() {
        let (floods, _) = floods(0, 0);
        assert!(asks(&floods, within(7, -1), 1000).chars().all(|it| it == '.'));
        assert!((0..1000).all(|_| floods.over_typing(UserId(7)).is_none()));
        assert_eq!(floods.n_known(), 0);
    }

    #[test]
    fn a_group_alone_is_limited_and_nobody_knows_who_posts() {
        let (floods, _) = floods(1, 2);
        let channel = Asker { user: None, group: Some(ChatId(-3)) };
        assert_eq!(asks(&floods, channel, 4), "..g-");
        let nobody = Asker { user: None, group: None };
        assert_eq!(asks(&floods, nobody, 3), "...");
    }

    #[test]
    fn buttons_count_and_are_told_each_time() {
        let (floods, _) = floods(2, 0);
        assert_eq!(asks(&floods, alone(7), 1), ".");
        let limit = Some(Limit::OfPerson(NonZeroU32::new(2).unwrap()));
        let pressed: Vec<_> = (0..4).map(|_| floods.over(alone(7))).collect();
        assert_eq!(pressed, [None, limit, limit, limit]);
        assert_eq!(asks(&floods, alone(7), 2), "p-", "what a button said is no notice");
    }

    #[test]
    fn typing_counts_for_itself() {
        let (floods, clock) = floods(1, 0);
        let n_passed = || (0..9).filter(|_| floods.over_typing(UserId(7)).is_none()).count();
        assert_eq!(n_passed(), 4);
        assert_eq!(asks(&floods, alone(7), 1), ".");
        clock.advance(secs(15));
        assert_eq!(n_passed(), 1);
    }

    #[test]
    fn a_notice_fits_below_a_button() {
        let (catalogs, most) = (Catalogs::new(), NonZeroU32::MAX);
        for locale in Locale::ALL {
            for limit in [Limit::OfPerson(most), Limit::OfGroup(most)] {
                let said = catalogs.get(locale).say(&limit.phrase());
                assert!((1..=200).contains(&said.encode_utf16().count()), "{said}");
            }
        }
    }

    #[test]
    fn those_who_asked_long_ago_are_forgotten() {
        let (floods, clock) = floods(2, 2);
        for round in 0..50_u64 {
            for i in 0..2000_u64 {
                floods.take(within(round * 2000 + i, -i64::try_from(i).unwrap() - 1));
            }
            clock.advance(secs(31));
            assert!(floods.n_known() < 20_000, "{}", floods.n_known());
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
            let (floods, clock) = floods(limit, 0);
            let mut now = 0;
            let (mut passed, mut told) = (Vec::new(), Vec::new());
            for step in steps {
                clock.advance(Duration::from_millis(step));
                now += step;
                match floods.take(alone(7)) {
                    Verdict::Pass => passed.push(now),
                    Verdict::Tell(_) => told.push(now),
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
