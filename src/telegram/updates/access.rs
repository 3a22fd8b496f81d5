//! Access control: the chats and people whose requests the operator allows.
//!
//! | request | decided by |
//! |---|---|
//! | a message, a button below one, a change of membership | the chat; a blocked sender has access nowhere |
//! | an inline query, a button below its result | the person |
//!
//! A request without access gets no reply, so that nothing shows that there is a bot.
//! The bot follows migrations and notices its removal from any chat: the chat may
//! have had access before.
//!
//! A group that becomes a supergroup has another number. What the lists say of the old one
//! holds for the new one: [`AccessControl`] knows the groups on the lists that have moved,
//! and the store keeps them for the next start and the other processes.

use std::{
    collections::BTreeMap,
    iter,
    sync::{PoisonError, RwLock},
    time::Duration,
};

use teloxide::types::ChatId;
use tokio::time::Instant;

use crate::{
    config::AccessLists,
    store::{ChatStore, StoreResult},
};

use super::request::{MembershipChange, Migration, Request, RequestKind};

/// Moves of one group that are followed back.
const MAX_MOVES: usize = 8;

/// How long the moves that other processes stored may be unknown.
const REFRESHED_AFTER: Duration = Duration::from_secs(1);

/// Whether a request may be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    Allowed,
    /// The chat is not on the list of allowed chats.
    NotAllowed,
    Blocked,
}

/// The operator's lists, and the groups on them that have moved.
#[derive(Debug)]
pub(crate) struct AccessControl {
    lists: AccessLists,
    /// The number that a supergroup had before.
    moves: RwLock<BTreeMap<i64, i64>>,
    /// When the moves were read from the store.
    read_at: RwLock<Option<Instant>>,
}

impl AccessControl {
    /// Access by these lists.
    pub(crate) fn new(lists: AccessLists) -> Self {
        Self { lists, moves: RwLock::default(), read_at: RwLock::default() }
    }

    /// Lets the lists hold for a group under its new number. Returns what they say of it,
    /// if anything.
    pub(crate) fn follow(&self, Migration { from, to }: Migration) -> Option<Access> {
        let verdict = self.of([from.0]);
        let is_listed = self.numbers(from.0).any(|it| self.lists.allowed.contains(&it))
            || verdict == Access::Blocked;
        if !is_listed || from == to {
            return None;
        }
        self.moves.write().unwrap_or_else(PoisonError::into_inner).insert(to.0, from.0);
        Some(verdict)
    }

    /// Reads the moves that are stored.
    pub(crate) async fn read(&self, chats: &dyn ChatStore) -> StoreResult<()> {
        if self.has_lists() {
            let stored = chats.moves().await?;
            let mut moves = self.moves.write().unwrap_or_else(PoisonError::into_inner);
            moves.extend(stored.into_iter().map(|it| (it.to.0, it.from.0)));
        }
        *self.read_at.write().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        Ok(())
    }

    /// Whether another process may have stored moves that this one does not know.
    pub(crate) fn is_stale(&self) -> bool {
        let read_at = *self.read_at.read().unwrap_or_else(PoisonError::into_inner);
        self.has_lists() && read_at.is_none_or(|it| it.elapsed() >= REFRESHED_AFTER)
    }

    fn has_lists(&self) -> bool {
        !self.lists.allowed.is_empty() || !self.lists.blocked.is_empty()
    }

    /// Decides by numbers of chats and people, of which the first decides whether it is
    /// allowed.
    fn of(&self, ids: impl IntoIterator<Item = i64>) -> Access {
        let mut ids = ids.into_iter().peekable();
        let first = ids.peek().copied();
        let blocked = &self.lists.blocked;
        if ids.any(|it| self.numbers(it).any(|it| blocked.contains(&it))) {
            return Access::Blocked;
        }
        let allowed = &self.lists.allowed;
        let is_listed = first.is_some_and(|it| self.numbers(it).any(|it| allowed.contains(&it)));
        if allowed.is_empty() || is_listed { Access::Allowed } else { Access::NotAllowed }
    }

    /// A number, and those that the chat had before.
    fn numbers(&self, id: i64) -> impl Iterator<Item = i64> {
        let moves = self.moves.read().unwrap_or_else(PoisonError::into_inner);
        let before = |it: &i64| moves.get(it).copied();
        let numbers: Vec<i64> = iter::successors(Some(id), before).take(1 + MAX_MOVES).collect();
        numbers.into_iter()
    }
}

/// Decides whether a request may be answered.
pub(crate) fn access(request: &Request, control: &AccessControl) -> Access {
    let moves_or_erases = match &request.kind {
        RequestKind::Migration(_) => true,
        RequestKind::Membership(it) => it.change == MembershipChange::Removed,
        RequestKind::Message(_) | RequestKind::Press(_) | RequestKind::InlineQuery(_) => false,
    };
    if moves_or_erases {
        return Access::Allowed;
    }
    let origin = request.origin;
    let user = origin.user.map(|it| ChatId(i64::try_from(it.0).unwrap_or(i64::MAX)));
    let ids = [origin.chat, user, origin.sender_chat];
    control.of(ids.into_iter().flatten().map(|it| it.0))
}

#[cfg(test)]
mod tests {
    use teloxide::types::{ChatId, UserId};

    use super::*;
    use crate::{
        store::{ChatKey, Move, Store},
        telegram::updates::request::{Membership, Migration, Origin},
    };

    const MOVE: RequestKind =
        RequestKind::Migration(Migration { from: ChatId(-5), to: ChatId(-1_000_000_000_005) });

    fn membership(change: MembershipChange) -> RequestKind {
        RequestKind::Membership(Membership { chat: ChatId(-5), change })
    }

    fn added() -> RequestKind {
        let (title, app) = (String::new(), None);
        membership(MembershipChange::Added { title, is_supergroup: false, is_admin: false, app })
    }

    fn decided(
        kind: RequestKind,
        [chat, user, sender_chat]: [i64; 3],
        allowed: &[i64],
        blocked: &[i64],
    ) -> Access {
        let set = |ids: &[i64]| ids.iter().copied().collect();
        let id = |id: i64| Some(ChatId(id)).filter(|it| it.0 != 0);
        let origin = Origin {
            chat: id(chat),
            thread: None,
            user: u64::try_from(user).ok().filter(|it| *it != 0).map(UserId),
            sender_chat: id(sender_chat),
        };
        let lists = AccessLists { allowed: set(allowed), blocked: set(blocked) };
        access(&Request { origin, kind }, &AccessControl::new(lists))
    }

    #[test]
    fn the_chat_decides_and_without_one_the_person() {
        use Access::{Allowed, Blocked, NotAllowed};
        // Chat, user and sending chat; 0 is none.
        for (origin, allowed, blocked, wanted) in [
            ([7, 7, 0], &[][..], &[][..], Allowed),
            ([7, 7, 0], &[7], &[], Allowed),
            ([7, 7, 0], &[8], &[], NotAllowed),
            ([-5, 7, 0], &[7], &[], NotAllowed),
            ([-5, 7, 0], &[-5], &[], Allowed),
            ([-5, 7, 0], &[], &[7], Blocked),
            ([-5, 7, 0], &[-5], &[7], Blocked),
            ([-5, 7, 0], &[-5], &[-5], Blocked),
            ([-5, 8, 0], &[], &[7], Allowed),
            ([7, 7, 0], &[], &[-5], Allowed),
            // An inline query.
            ([0, 7, 0], &[7], &[], Allowed),
            ([0, 7, 0], &[-5], &[], NotAllowed),
            ([0, 7, 0], &[7], &[7], Blocked),
            // A channel that writes in a group, and its own post.
            ([-5, 136_817_688, -9], &[], &[-9], Blocked),
            ([-9, 0, 0], &[], &[-9], Blocked),
            ([-9, 0, 0], &[-9], &[], Allowed),
        ] {
            let found = decided(added(), origin, allowed, blocked);
            assert_eq!(found, wanted, "{origin:?} of {allowed:?} but {blocked:?}");
        }
    }

    #[test]
    fn bookkeeping_needs_no_access() {
        let decided = |kind| decided(kind, [-5, 7, 0], &[1], &[-5]);
        assert_eq!(decided(MOVE), Access::Allowed);
        assert_eq!(decided(membership(MembershipChange::Removed)), Access::Allowed);
        assert_eq!(decided(added()), Access::Blocked);
    }

    #[test]
    fn the_lists_follow_a_group_that_moves() {
        let [old, new, newer, other] = [-5, -1_000_000_000_005, -1_000_000_000_006, -9];
        let lists = |allowed: &[i64], blocked: &[i64]| AccessLists {
            allowed: allowed.iter().copied().collect(),
            blocked: blocked.iter().copied().collect(),
        };
        let moved = |from, to| Migration { from: ChatId(from), to: ChatId(to) };
        for (lists, before, after) in [
            (lists(&[], &[old]), Access::Allowed, Access::Blocked),
            (lists(&[old], &[]), Access::NotAllowed, Access::Allowed),
            (lists(&[old, new], &[old]), Access::Allowed, Access::Blocked),
        ] {
            let control = AccessControl::new(lists);
            assert_eq!(control.of([new]), before);
            assert_eq!(control.follow(moved(old, new)), Some(after));
            assert_eq!(control.follow(moved(new, newer)), Some(after));
            assert_eq!([old, new, newer].map(|it| control.of([it])), [after; 3]);
            assert_eq!(control.follow(moved(other, old)), None, "nobody lists it");
        }
        // Numbers that lead back to each other end nowhere.
        let control = AccessControl::new(lists(&[], &[old]));
        control.follow(moved(old, new));
        control.follow(moved(new, old));
        assert_eq!(control.of([new]), Access::Blocked);
        assert_eq!(control.follow(moved(old, old)), None);
        // A voice that moves stays blocked as well.
        assert_eq!(control.of([other, 7, new]), Access::Blocked);
    }

    #[test]
    fn a_group_is_followed_back_eight_times() {
        let [allowed, blocked] = [[].into(), [-100].into()];
        let control = AccessControl::new(AccessLists { allowed, blocked });
        let moved = |n: i64| Migration { from: ChatId(-100 - n), to: ChatId(-101 - n) };
        let followed = (0..12).filter(|n| control.follow(moved(*n)).is_some()).count();
        assert_eq!(followed, MAX_MOVES + 1);
    }

    #[tokio::test]
    async fn moves_of_other_processes_are_read_now_and_then() {
        let chats = Store::in_memory().unwrap().chats;
        chats.keep_move(Move { from: ChatKey(-5), to: ChatKey(-1_000_000_000_005) });
        for (allowed, blocked, has_lists) in
            [(&[][..], &[][..], false), (&[-5], &[], true), (&[], &[-5], true), (&[7], &[-5], true)]
        {
            let set = |ids: &[i64]| ids.iter().copied().collect();
            let lists = AccessLists { allowed: set(allowed), blocked: set(blocked) };
            let control = AccessControl::new(lists);
            assert_eq!(control.is_stale(), has_lists);
            control.read(&*chats).await.unwrap();
            assert!(!control.is_stale());
            assert_eq!(control.numbers(-1_000_000_000_005).count(), 1 + usize::from(has_lists));
            *control.read_at.write().unwrap() = Instant::now().checked_sub(REFRESHED_AFTER);
            assert_eq!(control.is_stale(), has_lists);
        }
    }
}
