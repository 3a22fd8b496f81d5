//! Styles of paragraphs: their names, numbers and levels, each perhaps taken from the style that it is based on.

use std::collections::HashMap;

use super::{numbering::Place, xml::Element};

#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    place: Place,
    outline: Option<u8>,
    is_hidden: bool,
}

/// The styles of a document by id.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    pub(super) default: Option<String>,
}

/// Styles that are looked at, from one to the one that it is based on.
const MAX_CHAIN: usize = 32;

impl Styles {
    pub(super) fn read(xml: &Element) -> Self {
        let mut styles = Self::default();
        let root = xml.child("styles").unwrap_or(xml);
        for it in root.elements().filter(|it| &*it.name == "style") {
            let Some(id) = it.attribute("styleId") else { continue };
            let empty = Element::default();
            let properties = it.child("pPr").unwrap_or(&empty);
            let value = |name| it.child(name).and_then(Element::value);
            let is_paragraph = it.attribute("type") == Some("paragraph");
            if is_paragraph && it.attribute("default").is_some_and(|it| it == "1" || it == "true") {
                styles.default = Some(id.to_owned());
            }
            let style = Style {
                name: value("name").unwrap_or(id).to_lowercase(),
                based_on: value("basedOn").map(str::to_owned),
                place: Place::of(properties),
                outline: outline(properties),
                is_hidden: it.child("rPr").is_some_and(|it| it.has("vanish")),
            };
            styles.styles.insert(id.to_owned(), style);
        }
        styles
    }

    /// A style, and those that it is based on.
    fn chain<'a>(&'a self, id: &'a str) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let mut next = Some(id);
        std::iter::from_fn(move || {
            let id = next?;
            let style = self.styles.get(id)?;
            next = style.based_on.as_deref();
            Some((id, style))
        })
        .take(MAX_CHAIN)
    }

    pub(super) fn name(&self, id: &str) -> &str {
        self.styles.get(id).map(|it| it.name.as_str()).unwrap_or_default()
    }

    pub(super) fn is_hidden(&self, id: &str) -> bool {
        self.chain(id).any(|(_, it)| it.is_hidden)
    }

    /// The list and level of a style, and the style that has them.
    pub(super) fn place<'a>(&'a self, id: &'a str) -> (Place, Option<&'a str>) {
        let mut place = Place::default();
        let mut owner = None;
        for (id, style) in self.chain(id) {
            if place.level.is_none() {
                place.level = style.place.level;
            }
            if let Some(list) = &style.place.list {
                place.list = Some(list.clone());
                owner = Some(id);
                break;
            }
        }
        (place, owner)
    }

    /// The list that a style of lists names.
    pub(super) fn list(&self, id: &str) -> Option<String> {
        self.styles.get(id)?.place.list.clone()
    }

    /// The one-based level of a heading; `None` for other styles.
    pub(super) fn heading(&self, id: &str) -> Option<u8> {
        let found = self.chain(id).find_map(|(_, it)| {
            let digit = it.name.strip_prefix("heading ").or_else(|| it.name.strip_prefix("标题 "));
            it.outline.or_else(|| digit?.trim().parse::<u8>().ok()?.checked_sub(1))
        });
        found.filter(|it| *it < 9).map(|it| it + 1)
    }

    pub(super) fn is_contents(&self, id: &str) -> bool {
        let name = self.name(id);
        let rest = name.strip_prefix("toc").or_else(|| name.strip_prefix("目录"));
        rest.is_some_and(|it| it.trim().parse::<u8>().is_ok() || it.trim() == "heading")
    }

    pub(super) fn is_title(&self, id: &str) -> bool {
        ["title", "标题", "文档标题"].contains(&self.name(id))
    }
}

/// `w:outlineLvl`, from 0.
pub(super) fn outline(properties: &Element) -> Option<u8> {
    properties.child("outlineLvl")?.value()?.parse().ok()
}
