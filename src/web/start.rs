//! The start parameter of a Mini App: the clause that a link such as `https://t.me/BOT?startapp=c3_6` opens.
//!
//! Telegram opens the address of the pages with the parameter as `tgWebAppStartParam`. It is that of the bot's own links,
//! [`StartPayload`], or the number of a clause of the first document that has it: `c3_6`.

use crate::{
    corpus::{ClauseId, ClauseRef},
    store::StartPayload,
    text::Locale,
};

use super::{
    address::Address,
    response::Request,
    visit::{Site, locale},
};

impl Site {
    /// The page of the clause that a request to start names.
    pub(super) fn started(&self, request: &Request<'_>) -> Option<Address> {
        let mut names = ["tgWebAppStartParam", "startapp"].into_iter();
        let parameter = names.find_map(|it| request.value(it))?;
        let (clause, chosen) = self.named(&parameter)?;
        let (agreement, provision) = self.assistant().library().clause(clause)?;
        let locale = chosen.unwrap_or_else(|| locale(request));
        Some(Address::Clause(agreement.id.clone(), locale, provision.id.to_string()))
    }

    fn named(&self, parameter: &str) -> Option<(ClauseRef, Option<Locale>)> {
        let assistant = self.assistant();
        if let Ok(StartPayload { clause, locale }) = parameter.parse() {
            return Some((clause.find(assistant.library())?, locale));
        }
        let id: ClauseId = parameter.strip_prefix('c')?.replace('_', ".").parse().ok()?;
        assistant.with_id(&id).first().map(|it| (*it, None))
    }
}
