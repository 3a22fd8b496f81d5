//! Rules of a language as lines of text, for the tables of its tests.

use super::*;
use crate::quantity::{Amount, Bound, Time, Value, YearMonth};
use crate::text::{Language, glyph::Glyphs, quoted::Quoted};

/// Amounts, in a line: `≥ 300 person per year; 9 (Reference)`.
pub(super) fn amounts(text: &str, language: Language) -> String {
    let glyphs = Glyphs::of(text);
    let amounts = grammar(language).amounts(&glyphs, &Quoted::of(&glyphs));
    amounts.iter().map(amount).collect::<Vec<_>>().join("; ")
}

fn amount(it: &Amount) -> String {
    let bound = match it.bound {
        Bound::Exact => "",
        Bound::AtLeast => "≥ ",
        Bound::AtMost => "≤ ",
        Bound::About => "~ ",
    };
    let high = match it.value {
        Value::Range { low: _, high } => format!("..{}", high.normalize()),
        Value::Exact(_) | Value::Ratio { .. } => String::new(),
    };
    let unit = it.unit.to_string();
    let unit = if unit.is_empty() { unit } else { format!(" {unit}") };
    let per = it.per.map_or(String::new(), |per| format!(" per {per:?}").to_lowercase());
    let doubt = it.doubt.map_or(String::new(), |doubt| format!(" ({doubt:?})"));
    format!("{bound}{}{high}{unit}{per}{doubt}", it.value.low().round_dp(3).normalize())
}

/// Times, in a line: `2022–2026 (5) deadline`; the document is of August 2021.
pub(super) fn times(text: &str, language: Language) -> String {
    let date = YearMonth { year: 2021, month: Some(8) };
    let year = |year: Option<i32>| year.map_or(String::new(), |year| year.to_string());
    let time = |it: &Time| {
        let n_years = it.n_years.map_or(String::new(), |n| format!(" ({n})"));
        let tense = format!("{:?}", it.tense).to_lowercase();
        format!("{}–{}{n_years} {tense}", year(it.start), year(it.end))
    };
    let times = grammar(language).times(&Glyphs::of(text), Some(date));
    times.iter().map(time).collect::<Vec<_>>().join("; ")
}

/// The sentences, with `|` between them.
pub(super) fn sentences(text: &str, language: Language) -> String {
    let passage = grammar(language).passage(text, None);
    let mut found = Vec::new();
    let mut at = 0;
    while at < passage.glyphs.len() {
        let places = passage.sentences.sentence(at);
        at = places.end;
        found.extend(passage.glyphs.span(places.start, places.end).of(text).map(str::trim));
    }
    found.join("|")
}

/// The words of promising and telling, in a line: `will +8`.
pub(super) fn cues(text: &str, language: Language) -> String {
    let one = |cue: &Cue| format!("{} {:+}", cue.span.of(text).unwrap_or_default(), cue.weight);
    grammar(language).cues(&Glyphs::of(text), text).iter().map(one).collect::<Vec<_>>().join("; ")
}

/// The parties of each amount, in a line: `China → ASEAN, gives`.
pub(super) fn parties(text: &str, language: Language) -> String {
    let name = |name: Option<PartyName>| match name {
        Some(PartyName::Here(span)) => span.of(text).unwrap_or_default().to_owned(),
        Some(PartyName::Carried(span)) => format!("({})", span.of(text).unwrap_or_default()),
        Some(PartyName::Inferred(name)) => name,
        None => "?".to_owned(),
    };
    let passage = grammar(language).passage(text, None);
    let one = |amount: &Amount| {
        let it = grammar(language).parties(&passage, &Context::bare(language), amount);
        let direction = it.direction.map_or(String::new(), |it| format!(", {it:?}"));
        format!("{} → {}{}", name(it.actor), name(it.beneficiary), direction.to_lowercase())
    };
    let possible = passage.amounts.iter().filter(|amount| amount.possible());
    possible.map(one).collect::<Vec<_>>().join("; ")
}

/// The subject of each amount.
pub(super) fn subjects(text: &str, language: Language) -> String {
    let passage = grammar(language).passage(text, None);
    let one = |amount: &Amount| {
        let places = grammar(language).subject(&passage.glyphs, amount)?;
        let words = passage.glyphs.span(places.start, places.end).of(text)?.trim().to_owned();
        let is_provided = grammar(language).is_provided(&passage.glyphs, amount);
        Some(if is_provided { format!("{words} (provided)") } else { words })
    };
    let possible = passage.amounts.iter().filter(|amount| amount.possible());
    possible.map(|it| one(it).unwrap_or_else(|| "?".to_owned())).collect::<Vec<_>>().join("; ")
}

/// The standing of each amount with its governing verb, in a line: `denied by “will not”`.
pub(super) fn standings(text: &str, language: Language) -> String {
    let passage = grammar(language).passage(text, None);
    let one = |amount: &Amount| {
        let verb = grammar(language).governing_verb(&passage, &Context::bare(language), amount)?;
        let negative = if verb.polarity == Polarity::Negative { " -" } else { "" };
        let words = verb.verb.of(text).unwrap_or_default();
        Some(format!("{:?} by {words}{negative}", verb.standing).to_lowercase())
    };
    let possible = passage.amounts.iter().filter(|amount| amount.possible());
    possible.map(|it| one(it).unwrap_or_else(|| "?".to_owned())).collect::<Vec<_>>().join("; ")
}
