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
    heading_line::{is_broken, is_title},
    number::{ClauseNumber, Mark, Style, Unit},
    outline_cost::{begins_late, closing, extra, sequence, weight},
    outline_state::{Before, Candidate, Closed, Here, Level, State, is_alike},
    sentence_end::{is_ended, is_heading},
    text_line::{Line, is_full, width},
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

/// Levels that stand inside each other at most; documents have seven.
const MAX_LEVELS: usize = 12;

/// How much dearer than the cheapest an outline may be and still be followed.
const SLACK: f32 = 9.0;

/// A step of an outline, with the step before.
struct Step {
    before: u32,
    line: usize,
    mark: Mark,
    parent: u32,
}

const NONE: u32 = u32::MAX;

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
        let skip = marks.iter().map(|it| weight(it, here)).fold(0.0, f32::max);
        let candidate = |mark: &Mark| Candidate {
            mark: *mark,
            is_title: is_title(mark, here.line),
            extra: extra(mark, here),
        };
        let candidates: Vec<Candidate> = marks.iter().map(candidate).collect();
        let mut next: Vec<State> = Vec::new();
        for state in states {
            next.push(State { cost: state.cost + skip, ..state.clone() });
            for candidate in &candidates {
                self.options(state, here, candidate, &mut next);
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
    fn options(
        &mut self,
        state: &State,
        here: Here<'_, '_>,
        candidate: &Candidate,
        next: &mut Vec<State>,
    ) {
        let Candidate { mark, is_title, extra } = candidate;
        let key = mark.level();
        let rank = self.rank(mark.style);
        for place in (0..state.levels.len()).rev() {
            let Some(level) = state.levels.get(place).filter(|it| it.key == key) else { continue };
            if let Some(cost) = sequence(level.last, mark, *is_title) {
                let cost = cost + extra + closing(state, place, here);
                next.push(self.accepted(state, place, here, candidate, cost));
            }
            if rank.is_some() {
                // A unit or a heading has one level only.
                return;
            }
        }
        let openings = self.openings(state, here, candidate).into_iter();
        for (place, cost) in openings.filter(|it| it.0 < MAX_LEVELS) {
            let base = self.opening(state, place, here, candidate);
            let doubt = if mark.is_doubtful { 4.0 } else { 0.0 };
            let cost = base + cost + extra + doubt;
            next.push(self.accepted(state, place, here, candidate, cost));
        }
    }

    /// The numbers of levels that may stay open around a mark that begins a level, with the cost.
    fn openings(
        &self,
        state: &State,
        here: Here<'_, '_>,
        candidate: &Candidate,
    ) -> Vec<(usize, f32)> {
        let Candidate { mark, is_title, .. } = *candidate;
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
    fn opening(
        &self,
        state: &State,
        place: usize,
        here: Here<'_, '_>,
        candidate: &Candidate,
    ) -> f32 {
        let Here { line, before, .. } = here;
        let Candidate { mark, is_title, .. } = candidate;
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
            cost += begins_late(state, inner, mark, *is_title);
        }
        if parent.is_some_and(|it| !it.is_heading) && self.rank(mark.style).is_none() && !is_nested
        {
            cost += match (before, *is_title) {
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
        candidate: &Candidate,
        cost: f32,
    ) -> State {
        let Candidate { mark, is_title, .. } = *candidate;
        let mut levels: Vec<Level> = state.levels.clone();
        let mut closed = state.closed.clone();
        let key = mark.level();
        let continues = levels
            .get(place)
            .is_some_and(|it| it.key == key && sequence(it.last, &mark, is_title).is_some());
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
        self.steps.push(Step { before: state.trail, line: here.at, mark, parent });
        if let (true, Some(level)) = (continues, levels.last_mut()) {
            level.has_semicolons |= here.before == Before::Semicolon;
            level.last = mark.number;
            level.is_heading = is_title;
            level.node = node;
        } else {
            let (last, indent) = (mark.number, here.line.indent);
            levels.push(Level {
                key,
                last,
                indent,
                is_heading: is_title,
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
