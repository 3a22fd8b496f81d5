//! Questions for commitments: all of them, or those of a giver, a receiver or a year.
//!
//! | asked | listed |
//! |---|---|
//! | `所有承诺`, `list all pledges` | all |
//! | `多少钱`, `all the money`, `谁出钱` | those in money |
//! | `how much did China pledge`, `commitments by China` | those that China makes |
//! | `给东盟多少钱` | those for ASEAN |
//! | `2024年前要完成什么`, `what must happen by 2026` | those that end by then |
//! | `从2022年开始的承诺`, `pledges that start in 2022` | those that begin then |
//! | `2022到2025年的承诺`, `pledges between 2022 and 2025` | those that hold in one of these years |
//! | `到2030年的目标`, `goals for 2030` | those that hold in or end by that year |
//! | `五年期的承诺`, `three-year commitments` | those of this length |
//!
//! A question with any other topic is not one of these.

use crate::{
    commitment::{Commitment, Measure, PartyName, Period, quantities},
    corpus::{Agreement, AgreementRef, ClauseRef, Library, Party, Provision},
    language::{cardinal, has_content},
    text::{Language, Span, Token, TokenKind, tokens},
};

use super::{
    lexicon::{AMOUNT_QUESTION, BY_WORDS, FROM_WORDS, PROMISES, TO_WORDS},
    names::Names,
};

/// The tokens of a number of years, at most: `二十五`.
const MAX_NUMBER_TOKENS: usize = 3;

/// The length of a period in years, at most.
const MAX_YEARS: u32 = 100;

/// The commitments that are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommitmentFilter {
    /// Of this document only.
    pub document: Option<AgreementRef>,
    /// In a unit.
    pub unit: Option<WantedUnit>,
    /// By a party.
    pub giver: Option<WantedParty>,
    /// For a party.
    pub receiver: Option<WantedParty>,
    /// In a year, or to be done by it.
    pub year: Option<YearBound>,
    /// Of a length in years.
    pub n_years: Option<u32>,
}

/// The unit of commitments that are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WantedUnit {
    /// Any currency.
    Money,
    /// The one with this name: `USD`, `percent`.
    Named(String),
}

/// A party of commitments that are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WantedParty {
    /// A party that a document declares: the document, and its place among the parties there. The party of any other
    /// document which has it by the same name is meant too.
    Declared(AgreementRef, usize),
    /// The party that the commitment's document declares by this name in any language, or else these words of the text.
    Named(String),
}

impl WantedParty {
    /// Whether it is the party that `words` of a text of `agreement` name.
    fn is(
        &self,
        words: &str,
        (agreement, language): (&Agreement, Language),
        library: &Library,
    ) -> bool {
        let party = match self {
            Self::Declared(at, place) => {
                library.agreement(*at).and_then(|it| it.meta.parties.get(*place))
            }
            Self::Named(name) => {
                let has_name = |it: &&Party| it.names.iter().any(|(_, all)| all.contains(name));
                agreement.meta.parties.iter().find(has_name)
            }
        };
        let names = party.and_then(|it| it.names.get(language)).into_iter().flatten();
        let mut names = names.map(String::as_str);
        names.any(|name| words.contains(name) || name.contains(words))
            || matches!(self, Self::Named(name) if name == words)
    }
}

/// The bound that a year sets to commitments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearBound {
    /// Those that end in it or before.
    By(i32),
    /// Those that hold in it.
    In(i32),
    /// Those that begin in it.
    From(i32),
    /// Those that end in it.
    Until(i32),
    /// Those that go on after it.
    After(i32),
    /// Those that hold in one of the years between these two.
    Between(i32, i32),
    /// Those that begin in the first and end in the second.
    Exactly(i32, i32),
}

impl YearBound {
    /// Whether a period is inside the bound.
    fn has(self, period: Period) -> bool {
        let Period { start, end, .. } = period;
        let holds = |from: i32, to: i32| {
            start.or(end).is_some_and(|start| start <= to) && end.is_none_or(|end| from <= end)
        };
        match self {
            Self::By(year) => end.is_some_and(|end| end <= year),
            Self::In(year) => holds(year, year),
            Self::From(year) => start == Some(year),
            Self::Until(year) => end == Some(year),
            Self::After(year) => end.or(start).is_some_and(|last| last > year),
            Self::Between(from, to) => holds(from, to),
            Self::Exactly(from, to) => start == Some(from) && end == Some(to),
        }
    }
}

/// A commitment by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommitmentRef {
    /// The clause that makes it.
    pub clause: ClauseRef,
    /// Which of its texts.
    pub language: Language,
    /// Its place among the commitments of that text.
    pub place: usize,
}

impl CommitmentRef {
    /// The commitment, with the text that its spans are of.
    pub fn get(self, library: &Library) -> Option<(&Commitment, &str)> {
        let (_, provision) = library.clause(self.clause)?;
        let commitment = provision.commitments.get(self.language)?.get(self.place)?;
        Some((commitment, provision.text(self.language)?))
    }
}

/// Whether a question is about an amount: it asks how much or how many, or it names one itself.
pub fn asks_amount(question: &str) -> bool {
    let lower = question.to_lowercase();
    AMOUNT_QUESTION.iter().any(|it| lower.contains(it))
        || Language::ALL
            .into_iter()
            .flat_map(|it| quantities(question, it))
            .any(|it| matches!(it.measure(), Measure::Money(_) | Measure::Percent))
}

/// Reads the commitments that a folded text asks for with a word; `None` if it asks for none or has another topic.
pub(super) fn asked(folded: &str, names: &Names) -> Option<CommitmentFilter> {
    if !PROMISES.may_ask(folded) {
        return None;
    }
    let (filter, asks) = read(folded, names)?;
    asks.then_some(filter)
}

/// Reads the commitments that a folded text wants, and whether a word asks for any, which one after `/commitments`
/// need not; `None` if there is another topic.
pub(super) fn read(folded: &str, names: &Names) -> Option<(CommitmentFilter, bool)> {
    let mut rest = Rest { text: format!(" {folded} ") };
    let mut filter = CommitmentFilter::default();
    for party in names.parties_in(folded) {
        if let Some(before) = rest.cut_name(&party.names) {
            let is_receiver = TO_WORDS.iter().any(|it| before.trim_end().ends_with(it));
            let side = if is_receiver { &mut filter.receiver } else { &mut filter.giver };
            side.get_or_insert(WantedParty::Declared(party.agreement, party.place));
        }
    }
    let (year, has_start) = years(&mut rest).map_or((None, false), |it| (Some(it.0), it.1));
    filter.year = year;
    filter.n_years = rest.cut_length();
    let has_money = rest.cut(&PROMISES.money);
    let has_promise = rest.cut(&PROMISES.promise);
    let has_done = rest.cut(&PROMISES.done);
    rest.cut(&PROMISES.all);
    let is_timed = filter.year.is_some() || filter.n_years.is_some();
    let has_goal = is_timed && rest.cut(&PROMISES.goal);
    if is_timed {
        rest.cut(&PROMISES.time);
    }
    if has_content(&rest.text) {
        return None;
    }
    filter.unit = (has_money && !has_promise).then_some(WantedUnit::Money);
    filter.year = match filter.year {
        Some(YearBound::In(year)) if has_done => Some(YearBound::By(year)),
        other => other,
    };
    let asks_time = (has_done || has_start || has_goal) && filter.year.is_some();
    Some((filter, has_money || has_promise || asks_time))
}

/// Cuts one or two years, with the words that bound them; whether one says that something begins.
fn years(rest: &mut Rest) -> Option<(YearBound, bool)> {
    let (year, before) = rest.cut_year()?;
    let other = rest.cut_year().map(|it| it.0);
    let has_after = rest.cut(&PROMISES.after);
    let has_end = rest.cut(&PROMISES.until);
    let has_start = rest.cut(&PROMISES.from);
    let is_before = |words: &[&str]| words.iter().any(|it| before.trim_end().ends_with(it));
    let bound = match other {
        Some(other) if has_start && has_end => YearBound::Exactly(year.min(other), year.max(other)),
        Some(other) => YearBound::Between(year.min(other), year.max(other)),
        None if has_after => YearBound::After(year),
        None if has_end => YearBound::Until(year),
        None if has_start || is_before(FROM_WORDS) => YearBound::From(year),
        None if is_before(BY_WORDS) => YearBound::By(year),
        None => YearBound::In(year),
    };
    Some((bound, has_start))
}

/// A question of which recognised words are cut out.
struct Rest {
    text: String,
}

impl Rest {
    /// Cuts the words that stand in it, in their order; whether any did.
    fn cut(&mut self, words: &[&str]) -> bool {
        let mut has_cut = false;
        for word in words {
            while let Some(at) = find(&self.text, word) {
                self.text.replace_range(at..at + word.len(), " ");
                has_cut = true;
            }
        }
        has_cut
    }

    /// Cuts the first of a party's names that stands in it; what stood before it.
    fn cut_name(&mut self, names: &[String]) -> Option<String> {
        let (at, name) = names.iter().find_map(|it| Some((find(&self.text, it)?, it)))?;
        let before = self.text.get(..at)?.to_owned();
        let after = self.text.get(at + name.len()..).unwrap_or_default();
        let possessive = ["'s", "’s"].into_iter().find(|it| after.starts_with(it));
        let len = name.len() + possessive.map_or(0, str::len);
        self.text.replace_range(at..at + len, " ");
        Some(before)
    }

    /// Cuts the first year; the year, and what stood before it.
    fn cut_year(&mut self) -> Option<(i32, String)> {
        let found = tokens(&self.text).into_iter().find_map(|it| {
            let year: i32 = it.text.parse().ok().filter(|_| it.kind == TokenKind::Number)?;
            (1900..2100).contains(&year).then_some((year, it.span))
        });
        let (year, span) = found?;
        let before = self.text.get(..span.start)?.to_owned();
        self.text.replace_range(span.start..span.end, " ");
        Some((year, before))
    }

    /// Cuts a length in years: `五年`, `three-year`, `5 years`.
    fn cut_length(&mut self) -> Option<u32> {
        let (n_years, span) = length(&self.text)?;
        self.text.replace_range(span.start..span.end, " ");
        Some(n_years)
    }
}

/// The first length in years of a text, with its place.
fn length(text: &str) -> Option<(u32, Span)> {
    let tokens = tokens(text);
    let is_unit = |it: &Token<'_>| ["年", "year", "years"].iter().any(|unit| *unit == it.text);
    let mut units = tokens.iter().enumerate().filter(|(_, it)| is_unit(it));
    let read = |(at, unit): (usize, &Token<'_>)| {
        // The longest number before the unit: `二十年` has 20.
        (1..=MAX_NUMBER_TOKENS).rev().find_map(|n| {
            let span = Span::new(tokens.get(at.checked_sub(n)?)?.span.start, unit.span.end);
            let number = text.get(span.start..unit.span.start)?;
            let value = cardinal(number.trim_end_matches(['-', ' ']))?;
            let n_years = u32::try_from(value).ok().filter(|it| (1..=MAX_YEARS).contains(it))?;
            Some((n_years, span))
        })
    };
    units.find_map(read)
}

/// The place of a word: of Latin letters, only as a whole word.
fn find(text: &str, word: &str) -> Option<usize> {
    if word.is_empty() {
        return None;
    }
    let is_latin = word.is_ascii();
    let stands_alone = |at: usize| {
        let before = text.get(..at).and_then(|it| it.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|it| it.chars().next());
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        !is_latin || (!is_letter(before) && !is_letter(after))
    };
    text.match_indices(word).map(|(at, _)| at).find(|at| stands_alone(*at))
}

impl CommitmentFilter {
    /// The commitments of a library that are wanted, in its order, as the texts in `language` make them.
    pub fn select(&self, library: &Library, language: Language) -> Vec<CommitmentRef> {
        let of = |(clause, agreement, provision): (ClauseRef, &Agreement, &Provision)| {
            let Some((language, found)) = provision.commitments_in(language) else {
                return Vec::new();
            };
            let text = provision.text(language).unwrap_or_default();
            let fits = |it: &Commitment| {
                self.has(it) && self.is_between(it, text, (agreement, language), library)
            };
            let places = found.iter().enumerate().filter(|(_, it)| fits(it));
            places.map(|(place, _)| CommitmentRef { clause, language, place }).collect::<Vec<_>>()
        };
        library.clauses_of(self.document).flat_map(of).collect()
    }

    /// Whether unit, years and length are as wanted.
    fn has(&self, it: &Commitment) -> bool {
        let is_unit = self.unit.as_ref().is_none_or(|wanted| match wanted {
            WantedUnit::Money => it.unit.currency().is_some(),
            WantedUnit::Named(name) => it.unit.to_string() == *name,
        });
        is_unit
            && self.year.is_none_or(|year| it.period.is_some_and(|period| year.has(period)))
            && self.n_years.is_none_or(|wanted| it.period.and_then(n_years) == Some(wanted))
    }

    /// Whether giver and receiver are as wanted.
    fn is_between(
        &self,
        it: &Commitment,
        text: &str,
        of: (&Agreement, Language),
        library: &Library,
    ) -> bool {
        let is = |wanted: &Option<WantedParty>, named: Option<&PartyName>| {
            let words = named.and_then(|it| words(it, text));
            wanted.as_ref().is_none_or(|it| words.is_some_and(|words| it.is(words, of, library)))
        };
        is(&self.giver, it.actor.as_ref()) && is(&self.receiver, it.beneficiary.as_ref())
    }
}

/// The length of a period in years.
fn n_years(period: Period) -> Option<u32> {
    let counted = || u32::try_from(period.end?.checked_sub(period.start?)?.checked_add(1)?).ok();
    period.n_years.or_else(counted)
}

/// The giver of a commitment by one name: the first that the document declares for it, or the text's words.
pub fn giver(commitment: CommitmentRef, library: &Library) -> Option<String> {
    let (found, text) = commitment.get(library)?;
    let (agreement, _) = library.clause(commitment.clause)?;
    let words = words(found.actor.as_ref()?, text)?;
    let of = |names: &[String]| names.iter().any(|it| it == words).then(|| names.first().cloned());
    let mut declared = agreement.meta.parties.iter();
    let declared = declared.find_map(|it| of(it.names.get(commitment.language)?).flatten());
    Some(declared.unwrap_or_else(|| words.to_owned()))
}

/// The words that name a party.
pub fn words<'a>(named: &'a PartyName, text: &'a str) -> Option<&'a str> {
    match named {
        PartyName::Here(span) | PartyName::Carried(span) => span.of(text),
        PartyName::Inferred(name) => Some(name),
    }
}
