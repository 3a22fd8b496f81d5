//! What each step of an outline costs: to go on with a sequence, to open or close a list, to leave a number out.
//!
//! The costs were found on documents of many kinds (`tests/documents/traps.txt`, `generated.rs`); only their order
//! matters, not their size.

use super::{
    number::{ClauseNumber, Mark, Style, Unit},
    outline_state::{Before, Here, Level, State},
};

/// The cost of closing the levels behind `place`, and of going on at that one.
pub(super) fn closing(state: &State, place: usize, here: Here<'_, '_>) -> f32 {
    let Here { line, before, .. } = here;
    let mut cost = 0.0;
    let Some(level) = state.levels.get(place) else { return cost };
    let is_innermost = place + 1 == state.levels.len();
    if is_innermost && level.has_semicolons && before == Before::Ended {
        cost += 1.5;
    }
    if !is_innermost
        && before == Before::Semicolon
        && state.levels.last().is_some_and(|it| !it.is_heading)
    {
        cost += 3.0;
    }
    if is_innermost && before == Before::Colon && !level.is_heading {
        cost += 1.0;
    }
    if level.indent.abs_diff(line.indent) >= 2 {
        let others = state.levels.iter().filter(|it| it.key == level.key);
        let fits_other = others.clone().any(|it| it.indent == line.indent);
        cost += if fits_other { 2.0 } else { 0.3 };
    }
    cost
}

/// The cost of leaving a mark out.
pub(super) fn weight(mark: &Mark, here: Here<'_, '_>) -> f32 {
    let Here { line, before, .. } = here;
    if line.is_quoted {
        return 0.0;
    }
    let own: f32 = match mark.style {
        Style::Unit(unit) if unit != Unit::Paragraph => 5.0,
        Style::Sign | Style::List | Style::Sublist => 4.0,
        Style::Dotted if mark.is_doubtful => 1.0,
        // `2.5`, the figure of `PM⏎2.5⏎fell`.
        Style::Dotted if mark.rest(&line.text).is_empty() && !line.after_blank => 0.5,
        Style::Dotted if mark.number.parts().len() > 1 => 4.0,
        Style::Roman if mark.rest(&line.text).is_empty() && !line.after_blank => 1.0,
        Style::Unit(_)
        | Style::Dotted
        | Style::Item
        | Style::Circled
        | Style::Roman
        | Style::Caption(_) => 3.0,
        Style::Letter
        | Style::LetterItem
        | Style::SmallLetter
        | Style::RomanItem
        | Style::Spoken => 2.0,
        Style::Bare | Style::Square => 1.5,
    };
    let blank = if line.after_blank { 1.0 } else { 0.0 };
    let place = match before {
        Before::Start | Before::Ended | Before::Semicolon | Before::Colon => 1.0 + blank,
        Before::Open => blank - 0.5,
        Before::Long => {
            if line.after_blank {
                0.0
            } else {
                -3.0
            }
        }
        Before::Broken => {
            if line.after_blank {
                -2.0
            } else {
                -8.0
            }
        }
    };
    (own + place).max(0.0)
}

/// The cost of a number in a place where hardly any begins.
pub(super) fn extra(mark: &Mark, here: Here<'_, '_>) -> f32 {
    let Here { line, before, .. } = here;
    let quoted = if line.is_quoted { 9.0 } else { 0.0 };
    let doubt = if mark.is_doubtful { 1.0 } else { 0.0 };
    let place = match before {
        Before::Start | Before::Ended | Before::Semicolon | Before::Colon | Before::Open => 0.0,
        Before::Long => {
            if line.after_blank {
                0.0
            } else {
                1.5
            }
        }
        Before::Broken => {
            if line.after_blank {
                1.0
            } else {
                4.0
            }
        }
    };
    quoted + doubt + place
}

/// The cost of a sequence that does not begin with its first number.
pub(super) fn begins_late(state: &State, inner: &[Level], mark: &Mark, is_title: bool) -> f32 {
    let key = mark.level();
    let known = inner.iter().rev().map(|it| &it.closed).chain([&state.closed]);
    let goes_on = known.flatten().find(|it| it.0 == key).and_then(|it| sequence(it.1, mark, false));
    if let Some(cost) = goes_on.filter(|it| *it < 3.0) {
        // A style that seldom begins a list may well go on with one.
        let is_weak = mark.style == Style::Bare;
        return cost + if is_weak { -0.9 } else { 0.3 };
    }
    let late = f32::from(mark.number.last().place()).ln().min(4.0);
    match mark.style {
        Style::Unit(_) | Style::Sign => 1.5,
        Style::Dotted if inner.last().is_some_and(|it| it.last.parts() == mark.number.stem()) => {
            1.5
        }
        Style::Dotted if mark.number.parts().len() > 1 => 4.0 + late,
        Style::Dotted | Style::List if is_title => 2.0 + late / 2.0,
        Style::Dotted | Style::List | Style::Sublist | Style::Item | Style::Circled => 3.5 + late,
        Style::Roman
        | Style::RomanItem
        | Style::Letter
        | Style::LetterItem
        | Style::SmallLetter
        | Style::Spoken
        | Style::Bare
        | Style::Square => 8.0,
        Style::Caption(_) => 0.0,
    }
}

/// The cost of a number right behind another of its level; `None` if it cannot stand there.
pub(super) fn sequence(last: ClauseNumber, mark: &Mark, is_title: bool) -> Option<f32> {
    if matches!(mark.style, Style::Caption(_)) {
        return Some(0.0);
    }
    let next = mark.number;
    let is_strong = matches!(mark.style, Style::Unit(_) | Style::Sign) || next.parts().len() > 1;
    if last.stem() != next.stem() {
        return is_strong.then(|| {
            let is_later = next.stem() > last.stem();
            match (is_later, next.last().place()) {
                (true, 1) => 0.3,
                (true, _) => 3.0,
                (false, _) => 6.0,
            }
        });
    }
    let (a, b) = (last.last(), next.last());
    if a.is_letter() != b.is_letter() {
        return (b.is_letter() && next.parts().len() > 1).then(|| gap(1, b.place(), is_strong));
    }
    if a.place() == b.place() {
        // A heading that repeats a number is one all the same, and no words of the clause before it.
        return if a < b { Some(0.2) } else { is_title.then_some(2.5) };
    }
    if b.place() < a.place() {
        return (is_strong || is_title).then_some(if is_title { 3.0 } else { 4.0 });
    }
    Some(gap(a.place() + 1, b.place(), is_strong) + if b.is_inserted() { 1.0 } else { 0.0 })
}

/// The cost of the numbers from `expected` to `found` that are not there.
pub(super) fn gap(expected: u16, found: u16, is_strong: bool) -> f32 {
    if found <= expected {
        return 0.0;
    }
    let n_missing = f32::from(found - expected);
    if is_strong { 1.0 + 0.3 * n_missing.ln() } else { 2.5 + 0.9 * n_missing.ln() }
}
