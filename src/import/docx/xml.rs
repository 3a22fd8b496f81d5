//! XML as a tree of elements, without namespaces: of `w:p` the local name `p` is kept.

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesRef, BytesStart, Event},
};

/// Elements of a file that are read at most.
const MAX_ELEMENTS: usize = 4_000_000;

/// Elements inside each other that are read at most.
const MAX_DEPTH: usize = 200;

#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    pub(super) name: Box<str>,
    attributes: Vec<(Box<str>, Box<str>)>,
    pub(super) children: Vec<Node>,
}

#[derive(Clone, Debug)]
pub(super) enum Node {
    Element(Element),
    Text(Box<str>),
}

impl Element {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(it, _)| &**it == name).map(|(_, value)| &**value)
    }

    /// `w:val`, which most elements have.
    pub(super) fn value(&self) -> Option<&str> {
        self.attribute("val")
    }

    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|it| match it {
            Node::Element(it) => Some(it),
            Node::Text(_) => None,
        })
    }

    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|it| &*it.name == name)
    }

    /// Whether a property is set: `<w:vanish/>`, and not `<w:vanish w:val="0"/>`.
    pub(super) fn has(&self, name: &str) -> bool {
        self.child(name).is_some_and(|it| !matches!(it.value(), Some("0" | "false" | "off")))
    }

    /// The words directly in it.
    pub(super) fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|it| match it {
            Node::Element(_) => None,
            Node::Text(it) => Some(&**it),
        });
        texts.collect()
    }
}

/// Reads a file.
pub(super) fn parse(xml: &str) -> Result<Element, String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut open: Vec<Element> = vec![Element::default()];
    let mut n_elements = 0;
    loop {
        let at = reader.buffer_position();
        match reader.read_event().map_err(|it| format!("{it}, at byte {at}"))? {
            Event::Start(start) => {
                n_elements += 1;
                if open.len() > MAX_DEPTH || n_elements > MAX_ELEMENTS {
                    return Err(format!("too many elements, at byte {at}"));
                }
                open.push(element(&start)?);
            }
            Event::Empty(start) => {
                n_elements += 1;
                if n_elements > MAX_ELEMENTS {
                    return Err(format!("too many elements, at byte {at}"));
                }
                push(&mut open, Node::Element(element(&start)?));
            }
            Event::End(_) => {
                if let Some(it) = open.pop() {
                    push(&mut open, Node::Element(it));
                }
            }
            Event::Text(text) => {
                let text = text.xml_content(XmlVersion::Implicit1_0);
                push(&mut open, Node::Text(text.into()));
            }
            Event::CData(text) => {
                push(&mut open, Node::Text(text.xml_content(XmlVersion::Implicit1_0).into()));
            }
            Event::GeneralRef(it) => {
                push(&mut open, Node::Text(referred(&it).into()));
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            Event::Eof => break,
        }
    }
    match (open.pop(), open.is_empty()) {
        (Some(root), true) => Ok(root),
        _ => Err("it ends too early".to_owned()),
    }
}

fn push(open: &mut [Element], node: Node) {
    if let Some(it) = open.last_mut() {
        it.children.push(node);
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element, String> {
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|it| it.to_string())?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        // An unknown entity is kept as it is written: nothing outside the file is ever fetched.
        let value = value.unwrap_or_default();
        attributes.push((attribute.key.local_name().as_ref().into(), value.into()));
    }
    Ok(Element { name: start.local_name().as_ref().into(), attributes, children: Vec::new() })
}

/// The character of `&lt;` or `&#12;`; an entity of another name stays as it is written.
fn referred(it: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = it.resolve_char_ref() {
        return c.into();
    }
    let name: &str = it;
    match name {
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "amp" => "&".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        _ => format!("&{name};"),
    }
}
