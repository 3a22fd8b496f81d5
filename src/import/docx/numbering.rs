//! Automatic numbers of Word: which number a paragraph shows, from `numbering.xml` and `styles.xml`.
//!
//! A paragraph names a list and a level, itself or by its style; the list names an abstract list, whose levels have
//! a format and a text such as `第%1条` or `%1.%2`. Counters belong to the abstract list.

use std::collections::{HashMap, HashSet};

use super::{format::format, xml::Element};

/// Levels of a list.
const N_LEVELS: usize = 9;

#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    text: String,
    suffix: Suffix,
    /// Whether all numbers of the text are decimal.
    is_legal: bool,
    /// The level above whose numbers make this one start again; `Some(0)`: none.
    restart: Option<usize>,
    /// The style that has this level.
    style: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Suffix {
    Space,
    Nothing,
}

#[derive(Clone, Debug, Default)]
struct Abstract {
    levels: HashMap<usize, Level>,
    /// The style of lists that has the levels.
    linked: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct List {
    abstract_id: String,
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

/// The lists of a document, and where each of them stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbering {
    abstracts: HashMap<String, Abstract>,
    lists: HashMap<String, List>,
    /// By abstract list: the number of each level; `None` before the first.
    counters: HashMap<String, [Option<u32>; N_LEVELS]>,
    /// The levels of lists whose own start was used.
    started: HashSet<(String, usize)>,
    /// Formats that are not known.
    pub(super) unknown: Vec<String>,
}

/// The list and the level of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
}

impl Place {
    /// Of `w:pPr`.
    pub(super) fn of(properties: &Element) -> Self {
        let Some(it) = properties.child("numPr") else { return Self::default() };
        let value = |name| it.child(name).and_then(Element::value);
        Self {
            list: value("numId").map(str::to_owned),
            level: value("ilvl").and_then(|it| it.parse().ok()),
        }
    }
}

impl Numbering {
    pub(super) fn read(xml: &Element) -> Self {
        let mut numbering = Self::default();
        let root = xml.child("numbering").unwrap_or(xml);
        for it in root.elements() {
            match &*it.name {
                "abstractNum" => {
                    let id = it.attribute("abstractNumId").unwrap_or_default().to_owned();
                    numbering.abstracts.insert(id, abstract_list(it));
                }
                "num" => {
                    let id = it.attribute("numId").unwrap_or_default().to_owned();
                    numbering.lists.insert(id, list(it));
                }
                _ => {}
            }
        }
        numbering
    }

    /// The number that the paragraph at a place shows, with the space after it; the list counts on.
    pub(super) fn next(
        &mut self,
        place: &Place,
        style: Option<&str>,
        list_of_style: impl Fn(&str) -> Option<String>,
    ) -> Option<String> {
        let list_id = place.list.clone().filter(|it| it != "0")?;
        let list = self.lists.get(&list_id)?.clone();
        let abstract_id = self.resolve(&list.abstract_id, &list_of_style);
        let of_style = || {
            let levels = &self.abstracts.get(&abstract_id)?.levels;
            levels.iter().find(|(_, it)| it.style.as_deref() == style).map(|(at, _)| *at)
        };
        let at = place.level.or_else(|| style.and_then(|_| of_style())).unwrap_or(0);
        if at >= N_LEVELS {
            return None;
        }
        let levels: Vec<Option<Level>> = (0..N_LEVELS)
            .map(|it| {
                let own = list.levels.get(&it);
                own.or_else(|| self.abstracts.get(&abstract_id)?.levels.get(&it)).cloned()
            })
            .collect();
        let level = levels.get(at).cloned().flatten()?;
        self.count(&list_id, &list, &abstract_id, at, &levels);
        let label = self.label(&abstract_id, &level, &levels);
        (!label.is_empty()).then(|| match level.suffix {
            // A label that closes itself needs no space.
            Suffix::Space if !label.ends_with(['、', '）', '．', '：']) => label + " ",
            Suffix::Space | Suffix::Nothing => label,
        })
    }

    /// Follows links from a list to a style of lists.
    fn resolve(&self, id: &str, list_of_style: &impl Fn(&str) -> Option<String>) -> String {
        let mut id = id.to_owned();
        for _ in 0..N_LEVELS {
            let linked = self.abstracts.get(&id).and_then(|it| {
                it.linked.as_deref().filter(|_| it.levels.is_empty()).and_then(list_of_style)
            });
            let Some(list) = linked.and_then(|it| self.lists.get(&it)) else { break };
            if list.abstract_id == id {
                break;
            }
            id.clone_from(&list.abstract_id);
        }
        id
    }

    fn count(
        &mut self,
        list_id: &str,
        list: &List,
        abstract_id: &str,
        at: usize,
        levels: &[Option<Level>],
    ) {
        let start = |it: usize| levels.get(it).and_then(Option::as_ref).map_or(1, |it| it.start);
        let counters = self.counters.entry(abstract_id.to_owned()).or_default();
        let own_start = list.starts.get(&at).copied();
        let is_new = own_start.is_some() && self.started.insert((list_id.to_owned(), at));
        let Some(counter) = counters.get_mut(at) else { return };
        *counter = Some(match (*counter, own_start) {
            (_, Some(own)) if is_new => own,
            (Some(before), _) => before.saturating_add(1),
            (None, own) => own.unwrap_or_else(|| start(at)),
        });
        for (below, counter) in counters.iter_mut().enumerate().skip(at + 1) {
            let restart = levels.get(below).and_then(Option::as_ref).and_then(|it| it.restart);
            // A level starts again after any level above it, or from a named one on, or never.
            if restart.is_none_or(|it| it > at) {
                *counter = None;
            }
        }
        // A level above that has no number yet shows its first.
        for (above, counter) in counters.iter_mut().enumerate().take(at) {
            counter.get_or_insert_with(|| start(above));
        }
    }

    fn label(&mut self, abstract_id: &str, level: &Level, levels: &[Option<Level>]) -> String {
        if level.format == "bullet" {
            return "•".to_owned();
        }
        let counters = self.counters.get(abstract_id).copied().unwrap_or_default();
        let mut label = String::new();
        let mut chars = level.text.chars().peekable();
        while let Some(c) = chars.next() {
            let digit =
                chars.peek().and_then(|it| it.to_digit(10)).filter(|it| c == '%' && *it > 0);
            let Some(digit) = digit else {
                label.push(c);
                continue;
            };
            chars.next();
            let at = digit as usize - 1;
            let number = counters.get(at).copied().flatten().unwrap_or_default();
            let named = levels.get(at).and_then(Option::as_ref).map_or("decimal", |it| &it.format);
            let wanted = if level.is_legal { "decimal" } else { named };
            label += &format(number, wanted).unwrap_or_else(|| {
                if !self.unknown.iter().any(|it| it == wanted) {
                    self.unknown.push(wanted.to_owned());
                }
                number.to_string()
            });
        }
        label.trim().to_owned()
    }
}

fn abstract_list(xml: &Element) -> Abstract {
    let levels = xml.elements().filter(|it| &*it.name == "lvl").filter_map(level);
    let linked = xml.child("numStyleLink").and_then(Element::value).map(str::to_owned);
    Abstract { levels: levels.collect(), linked }
}

fn list(xml: &Element) -> List {
    let abstract_id = xml.child("abstractNumId").and_then(Element::value).unwrap_or_default();
    let mut list = List { abstract_id: abstract_id.to_owned(), ..List::default() };
    for it in xml.elements().filter(|it| &*it.name == "lvlOverride") {
        let Some(at) = it.attribute("ilvl").and_then(|it| it.parse().ok()) else { continue };
        if let Some((_, own)) = it.child("lvl").and_then(level) {
            list.levels.insert(at, own);
        }
        let start = it.child("startOverride").and_then(Element::value);
        if let Some(start) = start.and_then(|it| it.parse().ok()) {
            list.starts.insert(at, start);
        }
    }
    list
}

fn level(xml: &Element) -> Option<(usize, Level)> {
    let at = xml.attribute("ilvl")?.parse().ok()?;
    // A new format is written beside one that old programs know.
    let format = xml.child("numFmt").or_else(|| {
        let mut alternates = xml.elements().filter(|it| &*it.name == "AlternateContent");
        alternates.find_map(|it| it.child("Choice")?.child("numFmt"))
    });
    let value = |name| xml.child(name).and_then(Element::value);
    let level = Level {
        start: value("start").and_then(|it| it.parse().ok()).unwrap_or(1),
        format: format.and_then(Element::value).unwrap_or("decimal").to_owned(),
        text: value("lvlText").unwrap_or_default().to_owned(),
        suffix: if value("suff") == Some("nothing") { Suffix::Nothing } else { Suffix::Space },
        is_legal: xml.has("isLgl"),
        restart: value("lvlRestart").and_then(|it| it.parse().ok()),
        style: value("pStyle").map(str::to_owned),
    };
    Some((at, level))
}
