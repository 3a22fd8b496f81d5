//! The outline of a text: which of its lines are numbered, and what stands inside what.
//!
//! Decided over the whole document: the outline is the cheapest of those that its lines allow. A number that goes on
//! with its sequence costs nothing; one that opens a list, skips numbers or begins in the middle of a sentence costs
//! something; and so does leaving a line out that looks like a numbered one. A few outlines are followed at a time, so
//! that a line can be judged by those behind it.
//!
//! ```text
//! 1. The Parties protect trees, by:
//! 1. planting oaks;          a list inside 1, for it begins again
//! 2. watering them.
//! 2. The Parties meet.       2 of the outer list, for the inner one has had it
//! ```
//!
//! What always holds: the lines are in order, and the parent of a line is a line before it.

use super::{
    number::{ClauseNumber, Mark, Style, Unit},
    sentence_end::{is_ended, is_heading},
    text_line::Line,
};

/// A line with a number, in the outline.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// Its place among the lines.
    pub(super) line: usize,
    pub(super) mark: Mark,
    /// The node that it stands inside.
    pub(super) parent: Option<usize>,
}

/// Outlines that are followed at a time.
const N_STATES: usize = 8;

/// How much dearer than the cheapest an outline may be and still be followed.
const SLACK: f32 = 9.0;

/// A level of an outline that is open.
#[derive(Clone, Debug, PartialEq)]
struct Level {
    key: (Style, usize),
    last: ClauseNumber,
    indent: usize,
    /// Whether its node is a heading, and no sentence.
    is_heading: bool,
    /// Whether an item of it has ended with a semicolon.
    has_semicolons: bool,
    /// The place in the trail.
    node: u32,
    /// Levels inside it that were closed, and their last numbers.
    closed: Vec<Closed>,
}

type Closed = ((Style, usize), ClauseNumber);

/// An outline of the lines so far.
#[derive(Clone, Debug)]
struct State {
    cost: f32,
    levels: Vec<Level>,
    closed: Vec<Closed>,
    trail: u32,
}

/// A step of an outline, with the step before.
struct Step {
    before: u32,
    line: usize,
    mark: Mark,
    parent: u32,
}

const NONE: u32 = u32::MAX;

/// How the text before a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    Start,
    Ended,
    Semicolon,
    Colon,
    /// A heading perhaps.
    Open,
    /// A line that is as long as a line can be.
    Long,
    /// A line that cannot be an end: `the number of`.
    Broken,
}

/// A line, its place, and the end of the text before it.
#[derive(Clone, Copy)]
struct Here<'a, 'b> {
    line: &'a Line<'b>,
    at: usize,
    before: Before,
}

/// Finds the outline of lines.
pub(super) fn outline(lines: &[Line<'_>]) -> Vec<Node> {
    let mut finder = Finder {
        steps: Vec::new(),
        width: width(lines),
        sections_are_inner: sections_are_inner(lines),
    };
    let mut states = vec![State { cost: 0.0, levels: Vec::new(), closed: Vec::new(), trail: NONE }];
    for (at, line) in lines.iter().enumerate() {
        let before = finder.before(lines, at);
        let caption = caption(lines, at, before);
        let marks: Vec<Mark> = line.marks.iter().copied().chain(caption).collect();
        if !marks.is_empty() {
            states = finder.step(&states, Here { line, at, before }, &marks);
        }
    }
    let best = states.first().map_or(NONE, |it| it.trail);
    finder.nodes(best)
}

/// The length of a full line: of the ninetieth in a hundred.
pub(super) fn width(lines: &[Line<'_>]) -> usize {
    let mut lens: Vec<usize> = lines.iter().map(|it| it.text.chars().count()).collect();
    lens.sort_unstable();
    lens.get(lens.len() * 9 / 10).copied().unwrap_or_default()
}

/// Whether a line is so long that it may be wrapped.
pub(super) fn is_full(n_chars: usize, width: usize) -> bool {
    n_chars * 10 >= width * 7 && width <= 160
}

/// Whether sections stand inside articles, as in bylaws: `ARTICLE III`, then `Section 1.`.
fn sections_are_inner(lines: &[Line<'_>]) -> bool {
    let units = lines.iter().filter_map(|it| {
        let mark = it.marks.first()?;
        let Style::Unit(unit) = mark.style else { return None };
        (unit != Unit::Annex).then(|| (unit, mark.number.last().value()))
    });
    let units: Vec<(Unit, u16)> = units.collect();
    units.windows(2).any(|it| matches!(it, [(Unit::Article, _), (Unit::Section, 1)]))
}

/// A heading without a number.
fn caption(lines: &[Line<'_>], at: usize, before: Before) -> Option<Mark> {
    let line = lines.get(at)?;
    let last = lines.get(at.checked_sub(1)?)?;
    let is_below_number = last.marks.iter().any(|it| it.rest(&last.text).is_empty());
    let is_apart = line.after_blank
        && matches!(before, Before::Ended | Before::Semicolon | Before::Open | Before::Long);
    let is_capital =
        is_heading(&line.text) && is_apart && line.marks.is_empty() && !is_below_number;
    let is_marked = line.hashes > 0 && line.marks.is_empty();
    let rank = if line.hashes > 0 { line.hashes } else { 9 };
    let number = ClauseNumber::new(&[1])?;
    (is_capital || is_marked).then_some(Mark {
        style: Style::Caption(rank),
        number,
        len: 0,
        is_doubtful: false,
    })
}

struct Finder {
    steps: Vec<Step>,
    width: usize,
    sections_are_inner: bool,
}

impl Finder {
    fn before(&self, lines: &[Line<'_>], at: usize) -> Before {
        let Some(last) = at.checked_sub(1).and_then(|it| lines.get(it)) else {
            return Before::Start;
        };
        let text = last.text.as_ref();
        let is_after_blank = lines.get(at).is_some_and(|it| it.after_blank);
        if text.ends_with([':', '：']) {
            return Before::Colon;
        }
        if text.ends_with([';', '；'])
            || (is_after_blank && (text.ends_with(" and") || text.ends_with(" or")))
        {
            return Before::Semicolon;
        }
        if is_ended(text) || last.hashes > 0 {
            return Before::Ended;
        }
        if is_broken(text) {
            return Before::Broken;
        }
        let n_chars = text.chars().count();
        if n_chars > 20 && is_full(n_chars, self.width) { Before::Long } else { Before::Open }
    }

    fn step(&mut self, states: &[State], here: Here<'_, '_>, marks: &[Mark]) -> Vec<State> {
        let mut next: Vec<State> = Vec::new();
        for state in states {
            let skip = marks.iter().map(|it| weight(it, here)).fold(0.0, f32::max);
            next.push(State { cost: state.cost + skip, ..state.clone() });
            for mark in marks {
                self.options(state, here, mark, &mut next);
            }
        }
        next.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        let best = next.first().map_or(0.0, |it| it.cost);
        next.retain(|it| it.cost <= best + SLACK);
        let mut kept: Vec<State> = Vec::new();
        for state in next {
            let is_known = kept.iter().any(|it| is_alike(it, &state));
            if !is_known && kept.len() < N_STATES {
                kept.push(state);
            }
        }
        kept
    }

    /// All ways in which a mark may go on with an outline.
    fn options(&mut self, state: &State, here: Here<'_, '_>, mark: &Mark, next: &mut Vec<State>) {
        let extra = extra(mark, here);
        let key = mark.level();
        let rank = self.rank(mark.style);
        for place in (0..state.levels.len()).rev() {
            let Some(level) = state.levels.get(place).filter(|it| it.key == key) else { continue };
            if let Some(cost) = sequence(level.last, mark, is_title(mark, here.line)) {
                let cost = cost + extra + closing(state, place, here);
                next.push(self.accepted(state, place, here, mark, cost));
            }
            if rank.is_some() {
                // A unit or a heading has one level only.
                return;
            }
        }
        for (place, cost) in self.openings(state, here, mark) {
            let base = self.opening(state, place, here, mark);
            let doubt = if mark.is_doubtful { 4.0 } else { 0.0 };
            next.push(self.accepted(state, place, here, mark, base + cost + extra + doubt));
        }
    }

    /// The numbers of levels that may stay open around a mark that begins a level, with the cost.
    fn openings(&self, state: &State, here: Here<'_, '_>, mark: &Mark) -> Vec<(usize, f32)> {
        let levels = &state.levels;
        if let Some(rank) = self.rank(mark.style) {
            let keeps = |it: &Level| {
                let holds_units = matches!(it.key.0, Style::List | Style::Roman | Style::Letter);
                let other = self.rank(it.key.0);
                other.map_or(holds_units && it.is_heading && rank >= 35, |other| other < rank)
            };
            let kept = levels.iter().take_while(|it| keeps(it)).count();
            return vec![(kept, 0.0)];
        }
        let parts = mark.number.parts();
        if mark.style == Style::Dotted && parts.len() > 1 {
            let is_parent = |it: &Level| {
                let own = it.last.parts();
                own == mark.number.stem()
                    || (own.len() == 1
                        && parts.len() == 2
                        && own.first().map(|it| it.place()) == parts.first().map(|it| it.place()))
            };
            if let Some(place) = levels.iter().rposition(is_parent) {
                return vec![(place + 1, 0.0)];
            }
            let kept = levels.iter().take_while(|it| self.rank(it.key.0).is_some()).count();
            // Below a heading with a wrong number.
            let is_outer = |it: &Level| it.key == (Style::Dotted, parts.len() - 1) && it.is_heading;
            let wrong = levels.iter().rposition(is_outer).map(|it| (it + 1, 0.8));
            return wrong.into_iter().chain([(kept, 1.0)]).collect();
        }
        let mut found = vec![(levels.len(), 0.0)];
        // Inside the innermost heading, where sentences stand inside it already.
        let is_title = is_title(mark, here.line);
        if let Some(place) =
            levels.iter().rposition(|it| it.is_heading).filter(|it| it + 1 < levels.len())
        {
            let cost = if is_title { 0.5 } else { 1.5 };
            found.push((place + 1, if here.before == Before::Colon { cost + 3.0 } else { cost }));
        }
        if levels.first().is_some_and(|it| !it.is_heading) {
            found.push((0, if is_title { 1.5 } else { 4.0 }));
        }
        found
    }

    /// The cost of a level that begins with a mark inside the first `place` levels.
    fn opening(&self, state: &State, place: usize, here: Here<'_, '_>, mark: &Mark) -> f32 {
        let Here { line, before, .. } = here;
        let key = mark.level();
        let mut cost = match mark.style {
            Style::Unit(_) | Style::Sign | Style::List => 0.5,
            Style::Caption(_) => 0.0,
            Style::Sublist | Style::Spoken => 0.7,
            Style::Dotted if mark.number.parts().len() > 1 => 0.3,
            Style::Dotted | Style::Item | Style::Circled => 1.0,
            Style::Roman
            | Style::Letter
            | Style::SmallLetter
            | Style::LetterItem
            | Style::RomanItem
            | Style::Square => 1.5,
            Style::Bare => 2.0,
        };
        let inner = state.levels.get(..place).unwrap_or_default();
        let parent = inner.last();
        let is_nested = inner.iter().any(|it| it.key == key);
        let place_no = mark.number.last().place();
        if is_nested {
            // A list of the style that it stands in.
            let is_deeper = parent.is_some_and(|it| line.indent > it.indent + 1);
            cost += if before == Before::Colon || is_deeper { -0.5 } else { 4.0 };
            if place_no != 1 {
                cost += 8.0;
            }
        } else if place_no != 1 || mark.number.last().is_inserted() {
            cost += begins_late(state, inner, mark, is_title(mark, line));
        }
        if parent.is_some_and(|it| !it.is_heading) && self.rank(mark.style).is_none() && !is_nested
        {
            cost += match (before, is_title(mark, line)) {
                (Before::Colon, _) => 0.0,
                (_, true) => 2.0,
                (_, false) => 0.7,
            };
        }
        cost
    }

    /// The state with the mark as the next node, at level `place`.
    fn accepted(
        &mut self,
        state: &State,
        place: usize,
        here: Here<'_, '_>,
        mark: &Mark,
        cost: f32,
    ) -> State {
        let line = here.line;
        let mut levels: Vec<Level> = state.levels.clone();
        let mut closed = state.closed.clone();
        let key = mark.level();
        let continues = levels.get(place).is_some_and(|it| {
            it.key == key && sequence(it.last, mark, is_title(mark, line)).is_some()
        });
        let behind = if continues { place + 1 } else { place };
        let popped: Vec<Level> = levels.split_off(behind.min(levels.len()));
        let mut gone: Vec<Closed> = Vec::new();
        for level in popped {
            gone.extend(level.closed);
            gone.push((level.key, level.last));
        }
        let keeper = levels.last_mut().map_or(&mut closed, |it| &mut it.closed);
        for (key, last) in gone {
            keeper.retain(|it| it.0 != key);
            keeper.push((key, last));
        }
        let parent_place =
            if continues { place.checked_sub(1) } else { levels.len().checked_sub(1) };
        let parent = parent_place.and_then(|it| levels.get(it)).map_or(NONE, |it| it.node);
        let node = u32::try_from(self.steps.len()).unwrap_or(NONE);
        self.steps.push(Step { before: state.trail, line: here.at, mark: *mark, parent });
        let is_heading = is_title(mark, line);
        if let (true, Some(level)) = (continues, levels.last_mut()) {
            level.has_semicolons |= here.before == Before::Semicolon;
            level.last = mark.number;
            level.is_heading = is_heading;
            level.node = node;
        } else {
            let (last, indent) = (mark.number, line.indent);
            levels.push(Level {
                key,
                last,
                indent,
                is_heading,
                has_semicolons: false,
                node,
                closed: Vec::new(),
            });
        }
        State { cost: state.cost + cost.max(0.0), levels, closed, trail: node }
    }

    /// The rank of a unit or heading, the outermost least; `None` for the styles that stand at any level.
    fn rank(&self, style: Style) -> Option<u8> {
        match style {
            Style::Unit(Unit::Annex) => Some(0),
            Style::Unit(Unit::Part) => Some(10),
            Style::Unit(Unit::Chapter) => Some(20),
            Style::Unit(Unit::Section) => Some(if self.sections_are_inner { 45 } else { 30 }),
            Style::Caption(hashes) => Some(30 + hashes.min(9)),
            Style::Unit(Unit::Article) | Style::Sign => Some(40),
            Style::Unit(Unit::Paragraph) => Some(50),
            Style::Dotted
            | Style::Bare
            | Style::List
            | Style::Sublist
            | Style::Item
            | Style::Circled
            | Style::Roman
            | Style::RomanItem
            | Style::Letter
            | Style::LetterItem
            | Style::SmallLetter
            | Style::Spoken
            | Style::Square => None,
        }
    }

    fn nodes(&self, last: u32) -> Vec<Node> {
        let mut places: Vec<u32> = Vec::new();
        let mut at = last;
        while let Some(step) = usize::try_from(at).ok().and_then(|it| self.steps.get(it)) {
            places.push(at);
            at = step.before;
        }
        places.reverse();
        let node = |at: &u32| {
            let step = usize::try_from(*at).ok().and_then(|it| self.steps.get(it))?;
            let parent = places.binary_search(&step.parent).ok();
            Some(Node { line: step.line, mark: step.mark, parent })
        };
        places.iter().filter_map(node).collect()
    }
}

/// The cost of closing the levels behind `place`, and of going on at that one.
fn closing(state: &State, place: usize, here: Here<'_, '_>) -> f32 {
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

/// Whether two outlines allow the same from here on.
fn is_alike(a: &State, b: &State) -> bool {
    let same = |(a, b): (&Level, &Level)| {
        a.key == b.key && a.last == b.last && a.is_heading == b.is_heading && a.closed == b.closed
    };
    a.levels.len() == b.levels.len()
        && a.closed == b.closed
        && a.levels.iter().zip(&b.levels).all(same)
}

/// The cost of leaving a mark out.
fn weight(mark: &Mark, here: Here<'_, '_>) -> f32 {
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
fn extra(mark: &Mark, here: Here<'_, '_>) -> f32 {
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
fn begins_late(state: &State, inner: &[Level], mark: &Mark, is_title: bool) -> f32 {
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
fn sequence(last: ClauseNumber, mark: &Mark, is_title: bool) -> Option<f32> {
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
fn gap(expected: u16, found: u16, is_strong: bool) -> f32 {
    if found <= expected {
        return 0.0;
    }
    let n_missing = f32::from(found - expected);
    if is_strong { 1.0 + 0.3 * n_missing.ln() } else { 2.5 + 0.9 * n_missing.ln() }
}

/// Whether a line cannot be the end of anything: `the number of`, `农业、`.
fn is_broken(text: &str) -> bool {
    const OPEN: [&str; 40] = [
        "of",
        "to",
        "the",
        "in",
        "by",
        "and",
        "or",
        "a",
        "an",
        "with",
        "for",
        "at",
        "on",
        "from",
        "is",
        "are",
        "than",
        "least",
        "under",
        "see",
        "into",
        "that",
        "which",
        "as",
        "be",
        "has",
        "have",
        "shall",
        "will",
        "about",
        "over",
        "its",
        "their",
        "between",
        "per",
        "article",
        "section",
        "paragraph",
        "annex",
        "every",
    ];
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let has_small = text.chars().any(|c| c.is_lowercase() || !c.is_ascii());
    let is_open = OPEN.contains(&word.to_lowercase().as_str());
    (is_open && has_small && word != text) || text.ends_with([',', '，', '、', '-'])
}

/// Whether the words behind a mark are a heading, or there are none.
fn is_title(mark: &Mark, line: &Line<'_>) -> bool {
    if let Style::Caption(_) = mark.style {
        return true;
    }
    let rest = mark.rest(&line.text);
    is_headingish(rest) && !is_broken(rest)
}

/// Whether words are no sentence: `Scope`, `工作时间：`, `Clean water.`.
pub(super) fn is_headingish(words: &str) -> bool {
    let n_chars = words.chars().count();
    let is_han = words.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c));
    if words.ends_with(['。', '；', ';', '！', '？', '!', '?', '，', ',']) {
        return false;
    }
    if is_han {
        const SAYS: [&str; 17] = [
            "应当",
            "應當",
            "必须",
            "必須",
            "不得",
            "同意",
            "如下",
            "下列",
            "以下",
            "可以",
            "包括",
            "負責",
            "负责",
            "是指",
            "修改为",
            "修改為",
            "改为",
        ];
        let is_lead = words.ends_with(['：', ':']) && SAYS.iter().any(|it| words.contains(it));
        let limit = if words.ends_with(['：', ':']) { 12 } else { 36 };
        return n_chars <= limit && !is_lead && !words.contains(['。', '；']);
    }
    let n_words = words.split_whitespace().count();
    let starts_small = words.starts_with(|c: char| c.is_lowercase());
    let is_short = n_chars <= 110 && n_words <= 16;
    let is_capital = |it: &str| it.starts_with(|c: char| !c.is_lowercase());
    let title_case = || words.split_whitespace().filter(|it| it.len() > 3).all(is_capital);
    if words.ends_with(':') {
        return !starts_small && (n_words == 1 || !words.chars().any(char::is_lowercase));
    }
    if words.ends_with('.') {
        let is_upper = !words.chars().any(char::is_lowercase);
        return is_short
            && (is_upper || (n_words <= 6 && title_case()) || n_words <= 2)
            && !starts_small;
    }
    is_short && !starts_small && !is_broken(words)
}
