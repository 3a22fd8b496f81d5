//! HTML: the main text of a page, with the numbers of its lists.
//!
//! The main text stands in a container that sites of governments are known to use, or else where a reader view
//! finds it; if that lacks numbered lines which the page has, the whole page is read.

use dom_query::{Document, NodeRef};
use dom_smoothie::Readability;

use super::{
    doubt::{Doubt, DoubtKind},
    paragraph::{Imported, Paragraph, Role, is_numbered},
};

/// Containers of main texts, the surest first.
const CONTAINERS: [&str; 14] = [
    "#UCAP-CONTENT",
    ".TRS_Editor",
    ".trs_editor_view",
    ".pages_content",
    "#zoom",
    ".article-content",
    ".article_content",
    "#mw-content-text",
    ".wp_articlecontent",
    ".entry-content",
    "#content article",
    "article",
    "main",
    "[role=main]",
];

/// Elements that are no words of a document.
const LEFT_OUT: [&str; 18] = [
    "script", "style", "nav", "aside", "form", "button", "noscript", "template", "iframe", "svg",
    "select", "head", "footer", "input", "textarea", "object", "canvas", "video",
];

/// Elements that begin and end a paragraph.
const BLOCKS: [&str; 32] = [
    "address",
    "article",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
    "tr",
];

/// Elements inside each other that are read at most.
const MAX_DEPTH: usize = 400;

/// The share of numbered lines that the main text has to keep.
const KEPT: (usize, usize) = (9, 10);

/// Elements that stay open in a page at most; a parser takes ever longer for each of them.
const MAX_OPEN: usize = 3000;

/// Whether so many elements stand inside each other that no person wrote the page.
pub(super) fn is_too_deep(html: &str) -> bool {
    // Others are closed by what follows them.
    const CLOSED: [&str; 14] = [
        "div",
        "span",
        "table",
        "font",
        "b",
        "i",
        "u",
        "a",
        "ul",
        "ol",
        "section",
        "blockquote",
        "em",
        "strong",
    ];
    let mut n_open = 0_usize;
    for tag in html.split('<').skip(1) {
        let (is_end, tag) = tag.strip_prefix('/').map_or((false, tag), |it| (true, it));
        let name = tag.split(|it: char| !it.is_ascii_alphanumeric()).next().unwrap_or_default();
        if CLOSED.iter().any(|it| it.eq_ignore_ascii_case(name)) {
            n_open = if is_end { n_open.saturating_sub(1) } else { n_open + 1 };
        }
        if n_open > MAX_OPEN {
            return true;
        }
    }
    false
}

/// Reads a page.
pub(super) fn read(html: &str) -> Imported {
    let document = Document::from(html);
    let whole = document.body().map(|it| paragraphs(&it)).unwrap_or_default();
    let n_numbered = |it: &[Paragraph]| it.iter().filter(|it| is_numbered(&it.text)).count();
    let n_chars = |it: &[Paragraph]| it.iter().map(|it| it.text.chars().count()).sum::<usize>();
    let (numbered, chars) = (n_numbered(&whole), n_chars(&whole));
    let is_enough = |it: &Vec<Paragraph>| {
        n_numbered(it) * KEPT.1 >= numbered * KEPT.0 && n_chars(it) * 4 >= chars && !it.is_empty()
    };
    let contained = CONTAINERS.iter().find_map(|it| {
        let selection = document.select(it);
        let mut nodes = selection.nodes().iter();
        nodes.next().map(paragraphs).filter(|it| is_enough(it))
    });
    let chosen = contained.or_else(|| smooth(html).filter(is_enough));
    let mut doubts = Vec::new();
    let mut paragraphs = chosen.unwrap_or_default();
    if paragraphs.is_empty() {
        paragraphs = whole;
    } else if n_chars(&paragraphs) < chars {
        doubts.push(Doubt { page: None, kind: DoubtKind::Chosen });
    }
    let title = title(&document);
    let has_title = |title: &String| {
        paragraphs.iter().take(3).any(|it| squeezed(&it.text).contains(&squeezed(title)))
    };
    if let Some(title) = title.filter(|it| !has_title(it)) {
        paragraphs.insert(0, Paragraph::text(title, None));
    }
    Imported { paragraphs, doubts }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).collect()
}

/// The main text as a reader view finds it.
fn smooth(html: &str) -> Option<Vec<Paragraph>> {
    let article = Readability::new(html, None, None).ok()?.parse().ok()?;
    let document = Document::from(article.content);
    document.body().map(|it| paragraphs(&it))
}

/// The first heading of the page, or its title without the name of the site.
fn title(document: &Document) -> Option<String> {
    let heading = document.select("h1");
    let heading = heading.nodes().iter().map(|it| words(&it.text())).find(|it| !it.is_empty());
    heading.or_else(|| {
        let title = words(&document.select("title").text());
        let name = title.split(['_', '|']).next().unwrap_or_default();
        let name = name.split(" - ").next().unwrap_or_default().trim();
        (!name.is_empty()).then(|| name.to_owned())
    })
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn paragraphs(node: &NodeRef<'_>) -> Vec<Paragraph> {
    let mut walk = Walk::default();
    walk.children(node, 0);
    walk.end();
    walk.paragraphs
}

#[derive(Default)]
struct Walk {
    paragraphs: Vec<Paragraph>,
    text: String,
    /// The number of the list's item that begins.
    label: Option<String>,
    heading: Option<u8>,
}

impl Walk {
    /// Ends a paragraph.
    fn end(&mut self) {
        let lines: Vec<String> =
            self.text.split('\u{2028}').map(words).filter(|it| !it.is_empty()).collect();
        self.text.clear();
        if lines.is_empty() {
            return;
        }
        let text = self.label.take().unwrap_or_default() + &lines.join("\n");
        let role = match self.heading {
            Some(level) if !is_numbered(&text) => Role::Heading(level),
            Some(_) | None => Role::Text,
        };
        self.paragraphs.push(Paragraph { text, page: None, role });
    }

    fn children(&mut self, node: &NodeRef<'_>, depth: usize) {
        for child in node.children_it(false) {
            self.node(&child, depth + 1);
        }
    }

    fn node(&mut self, node: &NodeRef<'_>, depth: usize) {
        if node.is_text() {
            self.text.push_str(&node.text());
            return;
        }
        let Some(name) = node.node_name().filter(|_| node.is_element()) else { return };
        if LEFT_OUT.contains(&&*name) || is_hidden(node) {
            return;
        }
        if depth > MAX_DEPTH {
            self.text.push_str(&node.text());
            return;
        }
        match &*name {
            "br" => self.text.push('\u{2028}'),
            "ol" | "ul" => {
                self.end();
                self.list(node, &name, depth);
                self.end();
            }
            "tr" => {
                self.end();
                self.row(node, depth);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end();
                self.heading = name
                    .chars()
                    .nth(1)
                    .and_then(|it| it.to_digit(10))
                    .and_then(|it| u8::try_from(it).ok());
                self.children(node, depth);
                self.end();
                self.heading = None;
            }
            name if BLOCKS.contains(&name) => {
                self.end();
                self.children(node, depth);
                self.end();
            }
            _ => self.children(node, depth),
        }
    }

    fn list(&mut self, list: &NodeRef<'_>, name: &str, depth: usize) {
        let attribute = |it: &str| list.attr(it).map(|it| it.to_string());
        let number = |it: Option<String>| it.and_then(|it| it.trim().parse::<i64>().ok());
        let style = attribute("style").unwrap_or_default().replace(' ', "");
        let is_plain = style.contains("list-style:none") || style.contains("list-style-type:none");
        let kind = attribute("type").unwrap_or_else(|| {
            ["upper-alpha:A", "lower-alpha:a", "upper-roman:I", "lower-roman:i"]
                .iter()
                .filter_map(|it| it.split_once(':'))
                .find(|(name, _)| style.contains(name))
                .map_or("1", |(_, kind)| kind)
                .to_owned()
        });
        let mut next = number(attribute("start")).unwrap_or(1);
        for child in list.children_it(false) {
            if !child.has_name("li") {
                self.node(&child, depth + 1);
                continue;
            }
            self.end();
            if let Some(value) = number(child.attr("value").map(|it| it.to_string())) {
                next = value;
            }
            // A number that the words have already is not written again.
            let own = words(&child.text());
            self.label = match name {
                _ if is_plain || is_numbered(&own) => None,
                "ol" => Some(label(next, &kind)),
                _ => Some("• ".to_owned()),
            };
            next = next.saturating_add(1);
            self.children(&child, depth + 1);
            self.end();
            self.label = None;
        }
    }

    /// A row is a paragraph, but cells with several paragraphs, which only lay out text, are read one by one.
    fn row(&mut self, row: &NodeRef<'_>, depth: usize) {
        let mut cells: Vec<Vec<Paragraph>> = Vec::new();
        for cell in row.children_it(false).filter(NodeRef::is_element) {
            let mut inside = Self::default();
            inside.children(&cell, depth + 1);
            inside.end();
            cells.push(inside.paragraphs);
        }
        cells.retain(|it| !it.is_empty());
        if cells.len() <= 1 || cells.iter().any(|it| it.len() > 3) {
            self.paragraphs.extend(cells.into_iter().flatten());
            return;
        }
        let texts = cells.iter().map(|cell| {
            let lines: Vec<&str> = cell.iter().flat_map(|it| it.text.lines()).collect();
            lines.join(" ")
        });
        self.paragraphs.push(Paragraph::text(texts.collect::<Vec<_>>().join("  "), None));
    }
}

fn label(number: i64, kind: &str) -> String {
    let Ok(at) = u32::try_from(number) else { return format!("{number}. ") };
    let letter = |first: char| {
        (1..=26).contains(&at).then(|| char::from_u32(u32::from(first) + at - 1)).flatten()
    };
    let written = match kind {
        "a" => letter('a').map(String::from),
        "A" => letter('A').map(String::from),
        "i" => super::docx::roman(at).map(|it| it.to_lowercase()),
        "I" => super::docx::roman(at),
        _ => None,
    };
    format!("{}. ", written.unwrap_or_else(|| number.to_string()))
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style = node.attr("style").map(|it| it.replace(' ', "").to_lowercase()).unwrap_or_default();
    node.has_attr("hidden") || style.contains("display:none") || style.contains("visibility:hidden")
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    fn read(html: &str) -> String {
        let imported = super::read(html);
        let lines = imported.paragraphs.iter().map(|it| format!("{:?} {}", it.role, it.text));
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn lists_are_numbered_and_rows_are_lines() {
        assert_snapshot!(read("<title>Plan - Site</title><body><nav>Home</nav><h2>Trade</h2><ol start=3><li>Lower tariffs.<ol type=a><li>All</ol><li value=9>Customs.</ol><ul><li>Speed</ul><table><tr><td>Year<td>Sum</table><p>One<br>two &amp; three<script>x</script>"), @"
        Text Plan
        Heading(2) Trade
        Text 3. Lower tariffs.
        Text a. All
        Text 9. Customs.
        Text • Speed
        Text Year  Sum
        Text One
        two & three
        ");
    }

    #[test]
    fn the_known_container_is_the_text() {
        assert_snapshot!(read("<body><h1>协定</h1><div>导航 首页</div><div id=UCAP-CONTENT><p>第一条　合作。</p><p>第二条 生效。</p></div><div>版权</div>"), @"
        Text 协定
        Text 第一条 合作。
        Text 第二条 生效。
        ");
    }
}
