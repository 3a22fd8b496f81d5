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

use crate::config::AccessLists;

use super::request::{MembershipChange, Request, RequestKind};

/// Whether a request may be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    Allowed,
    /// The chat is not on the list of allowed chats.
    NotAllowed,
    Blocked,
}

/// Decides whether a request may be answered.
pub(crate) fn access(request: &Request, lists: &AccessLists) -> Access {
    let moves_or_erases = match &request.kind {
        RequestKind::Migration(_) => true,
        RequestKind::Membership(it) => it.change == MembershipChange::Removed,
        RequestKind::Message(_) | RequestKind::Press(_) | RequestKind::InlineQuery(_) => false,
    };
    if moves_or_erases {
        return Access::Allowed;
    }
    let origin = request.origin;
    let user = origin.user.map(|it| i64::try_from(it.0).unwrap_or(i64::MAX));
    let [chat, sender_chat] = [origin.chat, origin.sender_chat].map(|it| it.map(|it| it.0));
    if [user, chat, sender_chat].into_iter().flatten().any(|it| lists.blocked.contains(&it)) {
        return Access::Blocked;
    }
    let is_listed = chat.or(user).is_some_and(|it| lists.allowed.contains(&it));
    if lists.allowed.is_empty() || is_listed { Access::Allowed } else { Access::NotAllowed }
}

#[cfg(test)]
mod tests {
    use teloxide::types::{ChatId, UserId};

    use super::*;
    use crate::telegram::updates::request::{Membership, Migration, Origin};

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
        access(&Request { origin, kind }, &lists)
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
}
