//! Filters and rate-limits messages before they are queued.
//!
//! Questions are counted when they arrive: in the queue of a group, which may have to
//! wait a minute for the send limit, a flood would be too slow to exceed any rate. And
//! messages that get no answer are dropped here, so that they take no room in the queue
//! of their chat.

use std::num::NonZeroU32;

use crate::{
    answer::Tone,
    telegram::{chat::context::Context, ops::metrics::Refusal},
};

use super::{
    access::{Access, access},
    rate_limit::{Limit, Verdict},
    request::{Content, Message, PlaceKind, Request, RequestKind, Sender},
};

/// Seconds after which a message that arrives has waited.
const MAX_DELAY: i64 = 60;

/// Result of the filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Filtered {
    /// The request is queued. If it exceeds a limit, the answer is a notice.
    Queued(Option<Limit>),
    /// It waited while the bot was away: of its sender, so many are answered.
    Waited(Sender, NonZeroU32),
    /// It gets no answer, for a reason that is counted, or because nobody asked.
    Dropped(Option<Refusal>),
}

/// Decides whether a request is queued, and counts its question, unless it waited: those
/// are counted by [`count`] when it is known which are the newest. `received_ms` is in
/// milliseconds of Unix time.
pub(crate) fn check(context: &Context, request: &Request, received_ms: i64) -> Filtered {
    if let RequestKind::Migration(migration) = &request.kind {
        // The next update may be from the new chat, which does not wait for the old one.
        context.limits.access.follow(*migration);
    }
    let RequestKind::Message(message) = &request.kind else {
        return Filtered::Queued(None);
    };
    // The dispatcher refuses requests without access; they count for nobody.
    if access(request, &context.limits.access) != Access::Allowed {
        return Filtered::Queued(None);
    }
    match &message.content {
        Content::References(_, text) if context.assistant.cited(text, None).is_empty() => {
            return Filtered::Dropped(None);
        }
        Content::Reply(text) | Content::Question(text)
            if message.place.kind == PlaceKind::Group =>
        {
            match (context.assistant.tone(text), &message.content) {
                // Thanks get a reaction, and are no question that counts.
                (Tone::Thanks, _) if gets_reaction(context, message) => {
                    return Filtered::Queued(None);
                }
                (Tone::Thanks | Tone::Courtesy, _) | (Tone::Remark, Content::Reply(_)) => {
                    return Filtered::Dropped(None);
                }
                (Tone::Asks | Tone::MayAsk | Tone::Remark, _) => {}
            }
        }
        Content::NoText if !begins_burst(context, message) => return Filtered::Dropped(None),
        Content::File(_, None)
            if !is_admin(context, message) && !begins_burst(context, message) =>
        {
            return Filtered::Dropped(None);
        }
        Content::NoText => return Filtered::Queued(None),
        Content::References(..)
        | Content::Question(_)
        | Content::Reply(_)
        | Content::File(..)
        | Content::Command(..)
        | Content::UnknownCommand => {}
    }
    let has_waited = message.said_at < context.started_at
        || (received_ms / 1000).saturating_sub(message.said_at) > MAX_DELAY;
    let sender = Sender::of(message.speaker, &request.origin);
    match (sender, context.limits.rate.kept_of_backlog()) {
        (Some(sender), Some(n_kept)) if has_waited => Filtered::Waited(sender, n_kept),
        (Some(_) | None, _) => count(context, request),
    }
}

/// Counts the question of a message.
pub(crate) fn count(context: &Context, request: &Request) -> Filtered {
    let RequestKind::Message(message) = &request.kind else {
        return Filtered::Queued(None);
    };
    let place = message.place;
    let group = (place.kind != PlaceKind::Private).then_some(place.chat);
    // A channel has no sender but itself.
    let is_channel = place.kind == PlaceKind::Channel;
    let sender = Sender::of(message.speaker, &request.origin).filter(|_| !is_channel);
    match context.limits.rate.message(sender, group) {
        Verdict::Allowed => Filtered::Queued(None),
        // In a channel, a notice would be a post to all readers.
        Verdict::Notify(limit) if !is_channel => Filtered::Queued(Some(limit)),
        Verdict::Notify(_) | Verdict::Silent => Filtered::Dropped(Some(Refusal::TooFast)),
    }
}

/// Whether thanks get a reaction: the first of a burst, where Telegram has not refused one.
fn gets_reaction(context: &Context, message: &Message) -> bool {
    let (chat, limits) = (message.place.chat, &context.limits);
    !message.is_edited
        && message.said_at >= context.started_at
        && !limits.no_reactions.has(chat)
        && limits.thanks.begins(chat, message.said_at)
}

/// Whether a message without a text gets the hint of its burst.
fn begins_burst(context: &Context, message: &Message) -> bool {
    context.limits.bursts.begins(message.place.chat, message.said_at)
}

/// Whether an administrator of the bot sent a message, who may send files.
fn is_admin(context: &Context, message: &Message) -> bool {
    message.speaker.user().is_some_and(|it| context.administration.has(it))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};

    use super::*;
    use crate::{
        config::{self, AccessLists},
        telegram::updates::{
            limits::Limits,
            samples::{self, chat, message, person, read, sticker},
        },
    };

    /// A date after the start of the bot, in seconds of Unix time.
    const NOW: i64 = 4_000_000_000;

    /// The context of a bot that answers two questions a minute.
    fn context() -> Arc<Context> {
        let rate = config::Limits { per_user: NonZeroU32::new(2), per_chat: NonZeroU32::new(3) };
        let access = AccessLists { allowed: [].into(), blocked: [13].into() };
        samples::context(Limits::new(access, rate))
    }

    /// `.` for an answer, `!` for a notice, `-` for a drop that is counted, `w` for one that
    /// waited, and a blank for a message that is not to the bot.
    fn filtered(context: &Context, kind: &str, fields: Value) -> char {
        let Some(request) = read(kind, &message(fields)).1 else { return ' ' };
        match check(context, &request, NOW * 1000) {
            Filtered::Waited(..) => 'w',
            Filtered::Queued(None) => '.',
            Filtered::Queued(Some(_)) => '!',
            Filtered::Dropped(Some(Refusal::TooFast)) => '-',
            Filtered::Dropped(None) => ' ',
            other @ Filtered::Dropped(Some(_)) => panic!("{other:?}"),
        }
    }

    #[test]
    fn questions_are_counted_as_they_come() {
        let (context, ann) = (context(), chat(11, "private"));
        let sent = |kind, fields: Value| filtered(&context, kind, fields);
        let asked = json!({"chat": ann, "text": "3.6", "date": NOW});
        let edited = json!({"chat": ann, "text": "3.6", "date": 1, "edit_date": NOW});
        let shown: String = [
            sent("message", asked.clone()),
            sent("edited_message", edited.clone()),
            sent("message", asked),
            sent("edited_message", edited.clone()),
        ]
        .into_iter()
        .collect();
        assert_eq!(shown, "..!-");
        // Neither old messages nor those without a text count.
        assert_eq!(sent("message", json!({"chat": ann, "text": "3.6"})), 'w');
        let late = json!({"chat": ann, "text": "3.6", "date": NOW - MAX_DELAY - 1});
        assert_eq!(sent("message", late), 'w');
        let sticker = json!({"chat": ann, "sticker": sticker(), "date": NOW});
        assert_eq!(sent("message", sticker), '.');
        assert_eq!(sent("message", json!({"chat": ann, "new_chat_title": "x"})), ' ');
        // An old message that is edited now counts.
        assert_eq!(sent("edited_message", edited), '-');
    }

    #[test]
    fn a_group_keeps_its_room_for_answers() {
        let context = context();
        let said = |(user, text): (u64, &str)| {
            filtered(&context, "message", json!({"from": person(user), "text": text, "date": NOW}))
        };
        let shown: String = [
            (21, "good morning"),
            (21, "/ask 3.6"),
            (21, "/ask@other_bot 3.6"),
            (21, "as [§3.6] says"),
            (21, "as [§3.6] says"),
            (21, "as [§99.99] says"),
            (22, "/ask 3.6"),
            (23, "/ask 3.6"),
            (24, "/ask 3.6"),
            (24, "good night"),
            (13, "/ask 3.6"),
        ]
        .into_iter()
        .map(said)
        .collect();
        assert_eq!(shown, " . .! .!! .");
        let moved = json!({"migrate_to_chat_id": -1_000_000_000_005_i64, "date": NOW});
        assert_eq!(filtered(&context, "message", moved), '.');
    }

    #[test]
    fn a_voice_in_a_group_takes_its_own_share() {
        let context = context();
        let channel = json!({"id": 136_817_688, "is_bot": true, "first_name": "Channel"});
        let voice = json!({"from": channel, "sender_chat": chat(-900, "channel"),
            "text": "/ask 3.6", "date": NOW});
        let shown: String = (0..4).map(|_| filtered(&context, "message", voice.clone())).collect();
        assert_eq!(shown, "..!-");
        let asked = json!({"from": person(22), "text": "/ask 3.6", "date": NOW});
        assert_eq!(filtered(&context, "message", asked), '.');
    }

    #[test]
    fn without_a_limit_nothing_waits() {
        let rate = config::Limits { per_user: None, per_chat: None };
        let context = samples::context(Limits::new(AccessLists::default(), rate));
        let asked = json!({"chat": chat(11, "private"), "text": "3.6"});
        assert_eq!(filtered(&context, "message", asked), '.');
    }

    #[test]
    fn a_channel_gets_no_notice() {
        let context = context();
        let post =
            json!({"chat": chat(-6, "channel"), "from": null, "text": "/ask 3.6", "date": NOW});
        let shown: String =
            (0..5).map(|_| filtered(&context, "channel_post", post.clone())).collect();
        assert_eq!(shown, "...--");
    }
}
