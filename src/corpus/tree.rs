//! The outline as a tree: which nodes have headings, which are units, and which stand inside a clause.
//!
//! Whether a list is of clauses or stands inside one is decided for all lists of its kind.

use std::collections::HashMap;

use super::{
    heading_line::is_headingish,
    number::{Mark, SectionNumber, Style, Unit},
    outline::Node,
    sentence_end::is_ended,
    text_line::{Line, is_full, width},
};

/// The level of a number: its style, and the parts of a dotted one.
pub(super) type Level = (Style, usize);

/// The words of a heading: behind its number, in the line below, or nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Title {
    None,
    Here,
    Below,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// A heading; whether the paragraphs right below it are counted.
    Container {
        counts: bool,
    },
    Clause,
    /// A line inside a clause.
    Inner,
}

pub(super) struct Tree<'a, 'b> {
    pub(super) lines: &'a [Line<'b>],
    pub(super) nodes: &'a [Node],
    pub(super) annex: Option<SectionNumber>,
    /// How many children each node has.
    pub(super) n_children: Vec<usize>,
    pub(super) titles: Vec<Title>,
    /// Whether a node opens with a sentence of its own.
    pub(super) leads: Vec<bool>,
    pub(super) is_unit: Vec<bool>,
    /// Whether a node has a child that is a unit.
    pub(super) has_units: Vec<bool>,
    pub(super) kinds: HashMap<(Option<Level>, Level), ListKind>,
    /// Of headings without numbers, the place among those of their level.
    pub(super) ordinals: Vec<u16>,
    pub(super) counts: HashMap<Level, (usize, usize)>,
    /// The length of a full line.
    pub(super) width: usize,
    /// The first node of an article or another unit at the top.
    pub(super) first_unit: Option<usize>,
}

/// What the lists of one level inside another have in common.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ListKind {
    pub(super) n_parents: usize,
    /// Those of them that open with a sentence.
    pub(super) n_leads: usize,
    pub(super) last_parent: Option<usize>,
    /// Lists that begin with their first number.
    pub(super) n_first: usize,
    /// Lists, but the first, that begin later.
    pub(super) n_going_on: usize,
}

impl<'a, 'b> Tree<'a, 'b> {
    pub(super) fn new(
        lines: &'a [Line<'b>],
        nodes: &'a [Node],
        annex: Option<SectionNumber>,
    ) -> Self {
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
            if node.mark.style.is_caption() {
                let n = captions.entry(node.mark.level()).or_default();
                *n = n.saturating_add(1);
                set(&mut self.ordinals, i, *n);
            }
        }
    }

    pub(super) fn node(&self, i: usize) -> Option<&'a Node> {
        self.nodes.get(i)
    }

    pub(super) fn mark(&self, i: usize) -> Option<&'a Mark> {
        self.node(i).map(|it| &it.mark)
    }

    pub(super) fn style(&self, i: usize) -> Style {
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
        if style.is_caption() {
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
    pub(super) fn has_text(&self, i: usize) -> bool {
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
        for node in self.nodes {
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

    pub(super) fn status(&self, i: usize) -> Status {
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
}

fn set<T>(all: &mut [T], at: usize, value: T) {
    if let Some(it) = all.get_mut(at) {
        *it = value;
    }
}
