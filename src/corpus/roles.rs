//! The roles of lines: section, heading, clause, or a line inside a clause.
//!
//! | in the outline | read as |
//! |---|---|
//! | chapters, parts; a number with a heading alone above numbers | headings; those of one level are the sections |
//! | numbered paragraphs of an article | clauses `5.1`, `5.2`; an article without any is clause `6` |
//! | `1.1.1` below `1.1 Helmets` | clause; `1.1` is a heading |
//! | `(a)`, `（一）`, `1.` below a sentence | lines of that clause |
//! | `(1)`, `(2)` before `Article 1` | `recital-1`, `recital-2` |
//! | `- BUILD …` below `WE HEREBY DECLARE TO:` | `d1` |
//!
//! Whether a list is of clauses or stands inside one is decided for all lists of its kind.

use std::collections::{HashMap, HashSet};

use super::{
    number::{ClauseId, ClauseNumber, Mark, Part, SectionNumber, Style, Unit},
    outline::{Node, is_full, is_headingish, width},
    problem::{Problem, ProblemKind},
    sentence_end::is_ended,
    text_line::Line,
};

/// The role of a line, with the mark that it begins with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Role {
    pub(super) kind: Kind,
    /// The bytes of its number.
    pub(super) mark: usize,
    /// Whether the words behind the number are a heading.
    pub(super) has_title: bool,
}

/// The sort of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words of what stands before, or of the opening.
    Words,
    /// The words of the heading above.
    Title,
    /// A section. Its paragraphs without a number have the number `own`, or are counted.
    Section { number: SectionNumber, own: Option<ClauseNumber> },
    /// A heading that is no section, with the number for the paragraphs below it.
    Heading { own: Option<ClauseNumber> },
    /// A clause, perhaps a section as well.
    Clause { number: ClauseNumber, section: Option<SectionNumber> },
    /// A numbered line inside a clause.
    Item { is_spoken: bool },
}

/// Whether a node stands inside another of its level, as `一、` below `肆、`.
fn is_inside_its_level(nodes: &[Node], i: usize) -> bool {
    let Some(node) = nodes.get(i) else { return false };
    let mut outer = node.parent;
    while let Some(it) = outer.and_then(|it| nodes.get(it)) {
        if it.mark.level() == node.mark.level() {
            return true;
        }
        outer = it.parent;
    }
    false
}

/// The level of a number: its style, and the parts of a dotted one.
type Level = (Style, usize);

/// The roles of the lines of a part, and the numbers that cannot be given.
pub(super) fn roles(
    lines: &[Line<'_>],
    nodes: &[Node],
    annex: Option<SectionNumber>,
    known: &mut HashMap<ClauseNumber, u32>,
) -> (Vec<Role>, Vec<Problem>) {
    let words = Role { kind: Kind::Words, mark: 0, has_title: false };
    let mut roles = vec![words; lines.len()];
    let mut problems = Vec::new();
    let tree = Tree::new(lines, nodes, annex);
    let section_level = tree.section_level();
    let mut sections: HashMap<SectionNumber, u32> = HashMap::new();
    for (i, node) in nodes.iter().enumerate() {
        let Some(role) = roles.get_mut(node.line) else { continue };
        role.mark = node.mark.len;
        let number = tree.number(i);
        let is_section = Some(node.mark.level()) == section_level && !is_inside_its_level(nodes, i);
        let section =
            tree.section_number(i).filter(|_| is_section && tree.status(i) != Status::Inner);
        let first_line = section.and_then(|it| sections.get(&it).copied());
        if let (Some(section), Some(first_line)) = (section, first_line) {
            let kind = ProblemKind::RepeatedSection { section, first_line };
            problems.push(Problem::new(line_number(lines, node), kind));
        }
        let section = section.filter(|_| first_line.is_none());
        if let Some(section) = section {
            sections.insert(section, line_number(lines, node));
        }
        role.kind = match tree.status(i) {
            Status::Container { counts } => {
                let own = number.filter(|it| !counts && !known.contains_key(it));
                let own = own.filter(|_| tree.has_text(i));
                if let Some(own) = own {
                    known.insert(own, line_number(lines, node));
                }
                match section {
                    Some(number) => Kind::Section { number, own },
                    None => Kind::Heading { own },
                }
            }
            Status::Clause => match number {
                Some(number) if !known.contains_key(&number) => {
                    known.insert(number, line_number(lines, node));
                    Kind::Clause { number, section }
                }
                Some(number) => {
                    let first_line = known.get(&number).copied().unwrap_or_default();
                    let kind = ProblemKind::Repeated { id: ClauseId::Numbered(number), first_line };
                    problems.push(Problem::new(line_number(lines, node), kind));
                    Kind::Item { is_spoken: false }
                }
                None => Kind::Item { is_spoken: false },
            },
            Status::Inner => Kind::Item { is_spoken: node.mark.style == Style::Spoken },
        };
        let is_head = !matches!(role.kind, Kind::Item { .. });
        role.has_title = is_head && tree.titles.get(i) == Some(&Title::Here);
        if is_head
            && tree.titles.get(i) == Some(&Title::Below)
            && let Some(below) = roles.get_mut(node.line + 1)
        {
            below.kind = Kind::Title;
        }
    }
    problems.extend(left_out(lines, &roles, annex, known));
    declared(lines, &mut roles, annex, known);
    (roles, problems)
}

fn line_number(lines: &[Line<'_>], node: &Node) -> u32 {
    lines.get(node.line).map_or(1, |it| it.number)
}

/// Numbers that are in the document already and so begin nothing.
fn left_out(
    lines: &[Line<'_>],
    roles: &[Role],
    annex: Option<SectionNumber>,
    known: &HashMap<ClauseNumber, u32>,
) -> Vec<Problem> {
    let unplaced = lines
        .iter()
        .zip(roles)
        .filter(|(line, role)| role.kind == Kind::Words && !line.is_quoted && !line.is_inner);
    let repeated = unplaced.filter_map(|(line, _)| {
        let mark = line.marks.first()?;
        let is_strong = matches!(mark.style, Style::Unit(_)) || mark.number.parts().len() > 1;
        let number = annex.map_or(Some(mark.number), |it| mark.number.inside(it))?;
        let first_line = *known.get(&number).filter(|_| is_strong)?;
        let kind = ProblemKind::Repeated { id: ClauseId::Numbered(number), first_line };
        Some(Problem::new(line.number, kind))
    });
    repeated.collect()
}

/// Gives numbers to the points of a declaration that have none.
fn declared(
    lines: &[Line<'_>],
    roles: &mut [Role],
    annex: Option<SectionNumber>,
    known: &mut HashMap<ClauseNumber, u32>,
) {
    let mut place = 0;
    let mut is_open = false;
    for at in 0..lines.len() {
        let (Some(line), Some(role)) = (lines.get(at), roles.get(at).copied()) else { break };
        if role.kind != Kind::Words {
            is_open = false;
            continue;
        }
        if is_operative(&line.text)
            && lines.get(at + 1).is_some_and(|it| bullet(&it.text).is_some())
        {
            is_open = true;
            if let Some(role) = roles.get_mut(at) {
                role.kind = Kind::Heading { own: None };
            }
            continue;
        }
        let Some(mark) = bullet(&line.text).filter(|_| is_open) else {
            is_open &= !line.after_blank;
            continue;
        };
        place += 1;
        let number = ClauseNumber::new(&[place]).map(ClauseNumber::declared);
        let number = number.filter(|it| annex.is_none() && !known.contains_key(it));
        if let (Some(number), Some(role)) = (number, roles.get_mut(at)) {
            known.insert(number, line.number);
            *role = Role { kind: Kind::Clause { number, section: None }, mark, has_title: false };
        }
    }
}

/// Whether a line says that what follows is agreed: `WE HEREBY DECLARE TO:`, `双方商定：`.
fn is_operative(text: &str) -> bool {
    const ACTS: [&str; 16] = [
        "declare",
        "agree",
        "resolve",
        "decide",
        "commit",
        "undertake",
        "pledge",
        "proclaim",
        "hereby",
        "宣布",
        "声明",
        "聲明",
        "商定",
        "同意",
        "决定",
        "承诺",
    ];
    let Some(words) = text.strip_suffix([':', '：']) else { return false };
    let is_han = words.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
    let is_capital = words.chars().filter(char::is_ascii_uppercase).count() >= 6
        && !words.chars().any(char::is_lowercase);
    let lower = words.to_lowercase();
    let has_act = ACTS.iter().any(|it| lower.contains(it));
    has_act && words.chars().count() <= 80 && (is_capital || is_han || lower.contains("hereby"))
}

/// The bytes of a bullet at the start of a line, with the space behind it.
fn bullet(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['-', '–', '—', '•', '●', '·', '*', '■', '▪'])?;
    let words = rest.trim_start();
    let is_dash = text.starts_with(['-', '–', '—', '*']);
    (!words.is_empty() && (!is_dash || words.len() < rest.len()))
        .then_some(text.len() - words.len())
}

/// The words of a heading: behind its number, in the line below, or nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Title {
    None,
    Here,
    Below,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    /// A heading; whether the paragraphs right below it are counted.
    Container {
        counts: bool,
    },
    Clause,
    /// A line inside a clause.
    Inner,
}

struct Tree<'a, 'b> {
    lines: &'a [Line<'b>],
    nodes: &'a [Node],
    annex: Option<SectionNumber>,
    /// How many children each node has.
    n_children: Vec<usize>,
    titles: Vec<Title>,
    /// Whether a node opens with a sentence of its own.
    leads: Vec<bool>,
    is_unit: Vec<bool>,
    /// Whether a node has a child that is a unit.
    has_units: Vec<bool>,
    kinds: HashMap<(Option<Level>, Level), ListKind>,
    /// Of headings without numbers, the place among those of their level.
    ordinals: Vec<u16>,
    counts: HashMap<Level, (usize, usize)>,
    /// The length of a full line.
    width: usize,
    /// The first node of an article or another unit at the top.
    first_unit: Option<usize>,
}

/// What the lists of one level inside another have in common.
#[derive(Clone, Copy, Debug, Default)]
struct ListKind {
    n_parents: usize,
    /// Those of them that open with a sentence.
    n_leads: usize,
    last_parent: Option<usize>,
    /// Lists that begin with their first number.
    n_first: usize,
    /// Lists, but the first, that begin later.
    n_going_on: usize,
}

impl<'a, 'b> Tree<'a, 'b> {
    fn new(lines: &'a [Line<'b>], nodes: &'a [Node], annex: Option<SectionNumber>) -> Self {
        let n = nodes.len();
        let mut tree = Self {
            lines,
            nodes,
            annex,
            n_children: vec![0; n],
            titles: vec![Title::None; n],
            leads: vec![false; n],
            is_unit: vec![true; n],
            has_units: vec![false; n],
            kinds: HashMap::new(),
            ordinals: vec![0; n],
            counts: HashMap::new(),
            width: width(lines),
            first_unit: None,
        };
        tree.count_children();
        for i in 0..n {
            let title = tree.find_title(i);
            set(&mut tree.titles, i, title);
            let leads = tree.find_lead(i);
            set(&mut tree.leads, i, leads);
        }
        tree.find_kinds();
        for i in 0..n {
            let is_unit = tree.find_unit(i);
            set(&mut tree.is_unit, i, is_unit);
            if let Some(parent) = nodes.get(i).and_then(|it| it.parent).filter(|_| is_unit) {
                set(&mut tree.has_units, parent, true);
            }
        }
        tree.count_paragraphs();
        tree.first_unit = nodes.iter().position(|it| {
            it.parent.is_none() && matches!(it.mark.style, Style::Unit(_) | Style::Sign)
        });
        let has_articles = nodes
            .iter()
            .any(|it| matches!(it.mark.style, Style::Unit(Unit::Article) | Style::Sign));
        tree.first_unit = tree.first_unit.filter(|_| has_articles);
        tree
    }

    fn count_children(&mut self) {
        let mut captions: HashMap<Level, u16> = HashMap::new();
        for (i, node) in self.nodes.iter().enumerate() {
            if let Some(it) = node.parent.and_then(|it| self.n_children.get_mut(it)) {
                *it += 1;
            }
            if matches!(node.mark.style, Style::Caption(_)) {
                let n = captions.entry(node.mark.level()).or_default();
                *n = n.saturating_add(1);
                set(&mut self.ordinals, i, *n);
            }
        }
    }

    fn node(&self, i: usize) -> Option<&'a Node> {
        self.nodes.get(i)
    }

    fn mark(&self, i: usize) -> Option<&'a Mark> {
        self.node(i).map(|it| &it.mark)
    }

    fn style(&self, i: usize) -> Style {
        self.mark(i).map_or(Style::Dotted, |it| it.style)
    }

    /// The words behind the number of a node.
    fn rest(&self, i: usize) -> &'a str {
        let Some(node) = self.node(i) else { return "" };
        self.lines.get(node.line).map_or("", |it| node.mark.rest(&it.text))
    }

    /// The lines between a node and the next one.
    fn body(&self, i: usize) -> &'a [Line<'b>] {
        let Some(node) = self.node(i) else { return &[] };
        let end = self.node(i + 1).map_or(self.lines.len(), |it| it.line);
        self.lines.get(node.line + 1..end).unwrap_or_default()
    }

    fn has_children(&self, i: usize) -> bool {
        self.n_children.get(i).is_some_and(|it| *it > 0)
    }

    fn find_title(&self, i: usize) -> Title {
        let style = self.style(i);
        let (rest, body) = (self.rest(i), self.body(i));
        let is_article = matches!(style, Style::Unit(Unit::Article) | Style::Sign);
        let is_lead = rest.ends_with([':', '：'])
            && body.first().is_some_and(|it| it.text.starts_with(['“', '「', '"']));
        if is_lead || (is_article && rest.contains('，')) {
            return Title::None;
        }
        if matches!(style, Style::Caption(_)) {
            return Title::Here;
        }
        let is_container = matches!(style, Style::Unit(Unit::Part | Unit::Chapter | Unit::Annex));
        let may_have = matches!(
            style,
            Style::Unit(_) | Style::Sign | Style::List | Style::Roman | Style::Letter | Style::Bare
        );
        if !rest.is_empty() {
            let goes_on = body.first().is_some_and(|it| self.goes_on(self.line(i), it));
            let has_below = !body.is_empty() || self.has_children(i);
            let is_title =
                is_headingish(rest) && !goes_on && (is_container || (has_below && may_have));
            let is_han_sentence = body.is_empty()
                && matches!(style, Style::Unit(Unit::Article))
                && rest.chars().count() > 30;
            return if is_title && !is_han_sentence { Title::Here } else { Title::None };
        }
        let Some(first) = body.first() else { return Title::None };
        let second = body.get(1);
        let is_followed = second.is_some() || self.has_children(i) || is_container;
        let goes_on = second.is_some_and(|it| self.goes_on(&first.text, it));
        let may_have = may_have || style == Style::Dotted;
        if may_have && is_followed && !goes_on && is_headingish(&first.text) {
            Title::Below
        } else {
            Title::None
        }
    }

    fn line(&self, i: usize) -> &'a str {
        self.node(i).and_then(|it| self.lines.get(it.line)).map_or("", |it| &it.text)
    }

    /// Whether a line is wrapped, and goes on in the next.
    fn goes_on(&self, line: &str, next: &Line<'_>) -> bool {
        let n_chars = line.chars().count();
        let is_long = n_chars > 8 && is_full(n_chars, self.width);
        next.text.starts_with(char::is_lowercase) || (!next.after_blank && is_long)
    }

    /// The words of a node that are no heading, in its own lines.
    fn has_text(&self, i: usize) -> bool {
        let title = self.titles.get(i).copied().unwrap_or(Title::None);
        let n_body = self.body(i).len();
        match title {
            Title::None => !self.rest(i).is_empty() || n_body > 0,
            Title::Here => n_body > 0,
            Title::Below => n_body > 1,
        }
    }

    fn find_lead(&self, i: usize) -> bool {
        let title = self.titles.get(i).copied().unwrap_or(Title::None);
        let rest = self.rest(i);
        let body = self.body(i);
        if title == Title::None {
            return (!rest.is_empty() && !is_headingish(rest)) || !body.is_empty();
        }
        let is_article = matches!(self.style(i), Style::Unit(Unit::Article) | Style::Sign);
        let last = body.last().filter(|_| self.has_text(i));
        is_article && last.is_some_and(|it| it.text.ends_with([':', '：']))
    }

    fn find_kinds(&mut self) {
        for (i, node) in self.nodes.iter().enumerate() {
            let parent = node.parent.and_then(|it| self.mark(it)).map(Mark::level);
            let leads = node.parent.is_some_and(|it| self.leads.get(it) == Some(&true));
            let kind = self.kinds.entry((parent, node.mark.level())).or_default();
            let is_first = kind.n_parents == 0;
            if kind.last_parent != Some(node.parent.unwrap_or(usize::MAX)) || is_first {
                kind.last_parent = Some(node.parent.unwrap_or(usize::MAX));
                kind.n_parents += 1;
                kind.n_leads += usize::from(leads);
                let begins = node.mark.number.last().place() == 1;
                kind.n_first += usize::from(begins);
                kind.n_going_on += usize::from(!begins && !is_first);
            }
            let _ = i;
        }
    }

    /// Whether a node is at the level of clauses or above it, and no line inside one.
    fn find_unit(&self, i: usize) -> bool {
        let Some(node) = self.node(i) else { return false };
        let Some(parent) = node.parent else { return true };
        if self.is_unit.get(parent) != Some(&true) {
            return false;
        }
        let is_ranked = matches!(node.mark.style, Style::Unit(_) | Style::Sign | Style::Caption(_));
        let is_whole = node.mark.style == Style::Dotted && node.mark.number.parts().len() > 1;
        let outer = self.style(parent);
        let is_below_heading =
            matches!(outer, Style::Unit(Unit::Part | Unit::Chapter) | Style::Caption(_));
        if is_ranked || is_whole || is_below_heading {
            return true;
        }
        let kind =
            self.mark(parent).and_then(|it| self.kinds.get(&(Some(it.level()), node.mark.level())));
        let mostly_leads = kind.is_some_and(|it| it.n_leads * 2 > it.n_parents);
        let is_item = self.leads.get(parent) == Some(&true) && self.is_list_of(parent, node);
        !mostly_leads && !is_item
    }

    /// Whether a node is an item of the sentence that its parent opens with.
    fn is_list_of(&self, parent: usize, node: &Node) -> bool {
        let before = self.body(parent).last().map_or(self.rest(parent), |it| &it.text);
        let rest = self.lines.get(node.line).map_or("", |it| node.mark.rest(&it.text));
        before.ends_with([':', '：', '—'])
            && (rest.starts_with(char::is_lowercase)
                || rest.ends_with([';', '；', ',', '，'])
                || rest.ends_with("and")
                || rest.ends_with("or"))
    }

    /// How many headings of each level have paragraphs right below them and nothing else, and how many of these have
    /// several.
    fn count_paragraphs(&mut self) {
        for (i, node) in self.nodes.iter().enumerate() {
            if self.has_units.get(i) == Some(&true) || self.titles.get(i) == Some(&Title::None) {
                continue;
            }
            let skipped = usize::from(self.titles.get(i) == Some(&Title::Below));
            let body = self.body(i).get(skipped..).unwrap_or_default();
            let is_new = |(at, it): &(usize, &Line<'_>)| {
                *at == 0
                    || it.after_blank
                    || body
                        .get(at - 1)
                        .is_some_and(|last| is_ended(&last.text) && !last.text.is_ascii())
            };
            let n_paragraphs = body.iter().enumerate().filter(is_new).count();
            if n_paragraphs > 0 {
                let count = self.counts.entry(node.mark.level()).or_default();
                count.0 += 1;
                count.1 += usize::from(n_paragraphs > 1);
            }
        }
    }

    fn status(&self, i: usize) -> Status {
        let Some(node) = self.node(i).filter(|_| self.is_unit.get(i) == Some(&true)) else {
            return Status::Inner;
        };
        let style = node.mark.style;
        let has_units = self.has_units.get(i) == Some(&true);
        if matches!(style, Style::Caption(_) | Style::Unit(Unit::Part | Unit::Chapter)) {
            return Status::Container { counts: true };
        }
        let title = self.titles.get(i).copied().unwrap_or(Title::None);
        if has_units {
            let is_sentence =
                title == Title::None && !is_headingish(self.rest(i)) && !self.rest(i).is_empty();
            let is_article = matches!(
                style,
                Style::Unit(Unit::Article | Unit::Section)
                    | Style::Sign
                    | Style::Dotted
                    | Style::Bare
                    | Style::Item
            );
            return if is_sentence {
                Status::Clause
            } else {
                Status::Container { counts: !is_article }
            };
        }
        let is_heading = matches!(style, Style::List | Style::Roman | Style::Letter)
            && title != Title::None
            && !self.has_children(i);
        if is_heading {
            let (n, several) = self.counts.get(&node.mark.level()).copied().unwrap_or_default();
            return Status::Container { counts: several * 2 > n };
        }
        Status::Clause
    }

    /// The number of a node as an id.
    fn number(&self, i: usize) -> Option<ClauseNumber> {
        let number = ClauseNumber::of(&self.parts(i)?)?;
        let is_recital = self.annex.is_none() && self.first_unit.is_some_and(|it| i < it);
        let number = if is_recital { number.recital() } else { number };
        self.annex.map_or(Some(number), |it| number.inside(it))
    }

    fn parts(&self, i: usize) -> Option<Vec<Part>> {
        let node = self.node(i)?;
        let own = match node.mark.style {
            Style::Caption(_) => vec![Part::number(self.ordinals.get(i).copied()?)?],
            Style::Unit(_)
            | Style::Sign
            | Style::Dotted
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
            | Style::Square => node.mark.number.parts().to_vec(),
        };
        if own.len() > 1 {
            return Some(own);
        }
        let Some(parent) = self.numbered_parent(i) else { return Some(own) };
        let mut parts = self.parts(parent)?;
        parts.extend(own);
        Some(parts)
    }

    /// The node whose number stands before that of a node, if its own does not tell it from others.
    fn numbered_parent(&self, i: usize) -> Option<usize> {
        let node = self.node(i)?;
        let parent = node.parent?;
        let outer = self.mark(parent)?.level();
        let kind = self.kinds.get(&(Some(outer), node.mark.level())).copied().unwrap_or_default();
        let starts_again = kind.n_first > 1;
        let is_inside = match outer.0 {
            Style::Unit(Unit::Part | Unit::Chapter) | Style::Caption(_) | Style::Roman => {
                starts_again
            }
            Style::Unit(Unit::Section) => {
                starts_again
                    || (kind.n_parents == 1
                        && self.annex.is_none()
                        && kind.n_going_on == 0
                        && node.mark.style == Style::Item)
            }
            Style::List | Style::Letter => kind.n_going_on == 0,
            Style::Unit(Unit::Article | Unit::Annex | Unit::Paragraph)
            | Style::Sign
            | Style::Dotted
            | Style::Bare
            | Style::Sublist
            | Style::Item
            | Style::Circled
            | Style::RomanItem
            | Style::LetterItem
            | Style::SmallLetter
            | Style::Spoken
            | Style::Square => true,
        };
        is_inside.then_some(parent)
    }

    fn section_number(&self, i: usize) -> Option<SectionNumber> {
        let node = self.node(i)?;
        let place = match node.mark.style {
            Style::Caption(_) => self.ordinals.get(i).copied()?,
            Style::Unit(_)
            | Style::Sign
            | Style::Dotted
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
            | Style::Square => node.mark.number.last().place(),
        };
        let is_plain = !node.mark.number.is_inserted();
        SectionNumber::new(place).filter(|_| is_plain && self.annex.is_none())
    }

    /// The level whose headings are the sections.
    fn section_level(&self) -> Option<Level> {
        let all =
            || self.nodes.iter().enumerate().filter(|(i, _)| self.is_unit.get(*i) == Some(&true));
        let level_of = |unit: Unit| {
            let of_unit = |it: &(usize, &Node)| it.1.mark.style == Style::Unit(unit);
            all().find(of_unit).map(|(_, it)| it.mark.level())
        };
        let is_unique = |level: Level| {
            let mut seen = HashSet::new();
            all()
                .filter(|(_, it)| it.mark.level() == level)
                .all(|(_, it)| seen.insert(it.mark.number))
        };
        let (chapter, part) = (level_of(Unit::Chapter), level_of(Unit::Part));
        if let Some(chapter) = chapter.filter(|it| part.is_none() || is_unique(*it)) {
            return Some(chapter);
        }
        if part.is_some() {
            return part;
        }
        let is_container = |i: usize| matches!(self.status(i), Status::Container { .. });
        let is_caption = |it: &Node| matches!(it.mark.style, Style::Caption(_));
        let restarts = |it: &Node| {
            let level = it.mark.level();
            self.kinds.iter().any(|(key, kind)| key.0 == Some(level) && kind.n_first > 1)
        };
        all()
            .find(|(i, it)| is_container(*i) && (!is_caption(it) || restarts(it)))
            .map(|(_, it)| it.mark.level())
    }
}

fn set<T>(all: &mut [T], at: usize, value: T) {
    if let Some(it) = all.get_mut(at) {
        *it = value;
    }
}
