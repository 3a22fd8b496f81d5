//! Commitments as pictures: SVG whose text is text, in the colours of the page.
//!
//! - Bars: the amounts of one unit on one scale, each a link to its clause; of a range the part above its lower end is
//!   lighter.
//! - A flow: who gives to whom, as wide as there are commitments.
//! - A timeline: the years of each commitment; those without a year stand below it.

use maud::{Markup, html};
use rust_decimal::{Decimal, prelude::ToPrimitive};

use crate::{commitment::grouped, wording::Phrase};

use super::{
    table::{Row, label},
    visit::Visit,
};

/// Units of a picture's width, and of a line's height.
const WIDTH: f64 = 640.0;
const LINE: f64 = 26.0;

/// Where bars begin.
const BARS: f64 = 220.0;

/// Where the sides of a flow end and begin.
const LEFT: f64 = 180.0;
const RIGHT: f64 = 460.0;

/// Letters of a label at most; the whole is in its title.
const MAX_LABEL: usize = 26;

/// The pictures of commitments.
pub(super) fn charts(visit: Visit<'_>, rows: &[Row<'_>]) -> Markup {
    let units = grouped(rows, |it| (it.fields.unit.clone(), it.fields.per));
    html! {
        @for ((unit, _), group) in &units {
            figure {
                figcaption { (visit.say(&Phrase::WebChartAmounts { unit })) }
                (bars(visit, group))
            }
        }
        figure { figcaption { (visit.say(&Phrase::WebChartFlow)) } (flow(visit, rows)) }
        figure { figcaption { (visit.say(&Phrase::WebChartYears)) } (timeline(visit, rows)) }
    }
}

/// A value as a share of the greatest one, 0 to 1.
fn share(value: Decimal, most: Decimal) -> f64 {
    value.checked_div(most).and_then(|it| it.to_f64()).unwrap_or_default().clamp(0.0, 1.0)
}

/// The top of a line.
#[expect(clippy::cast_precision_loss, reason = "a picture has few lines")]
fn top(line: usize) -> f64 {
    line as f64 * LINE
}

/// A picture of so many lines.
fn picture(title: &str, n_lines: usize, inside: &Markup) -> Markup {
    html! {
        svg viewBox=(format!("0 0 {WIDTH} {}", top(n_lines))) role="group" aria-label=(title) {
            title { (title) }
            (inside)
        }
    }
}

fn bars(visit: Visit<'_>, rows: &[&Row<'_>]) -> Markup {
    let most = rows.iter().map(|it| it.fields.ends().1).max().unwrap_or_default();
    let room = WIDTH - BARS;
    let inside = html! {
        @for (n, row) in rows.iter().enumerate() {
            @let (low, high) = row.fields.ends();
            @let wide = (room * share(low, most)).max(2.0);
            @let whole = row_title(visit, row);
            a href=[visit.clause_link(row.clause)] {
                title { (whole) }
                text x=(BARS - 8.0) y=(top(n) + 17.0) text-anchor="end" { (cut(&whole)) }
                @if high > low {
                    rect.light x=(BARS) y=(top(n) + 4.0) width=(room * share(high, most)) height=(LINE - 8.0) {}
                }
                rect x=(BARS) y=(top(n) + 4.0) width=(wide) height=(LINE - 8.0) {}
            }
        }
    };
    picture(&visit.say(&Phrase::WebColumnAmount), rows.len(), &inside)
}

/// `3.6 · 1500 亿美元`.
fn row_title(visit: Visit<'_>, row: &Row<'_>) -> String {
    let amount = visit.composer().scripted(row.fields.amount_text).replace('\n', " ");
    format!("{} · {amount}", label(visit, row))
}

/// A label that fits beside its bar; Han characters are twice as wide.
fn cut(text: &str) -> String {
    let mut used = 0;
    let mut cut = String::new();
    for c in text.chars() {
        used += if c.is_ascii() { 1 } else { 2 };
        if used > MAX_LABEL {
            cut.push('…');
            break;
        }
        cut.push(c);
    }
    cut
}

fn flow(visit: Visit<'_>, rows: &[Row<'_>]) -> Markup {
    let nobody = visit.say(&Phrase::WebNobody);
    let name = |it: Option<&str>| {
        it.map_or_else(|| nobody.clone(), |it| visit.composer().scripted(it).into_owned())
    };
    let pairs = grouped(rows, |it| (name(it.giver.as_deref()), name(it.fields.beneficiary)));
    let side = |of: fn(&(String, String)) -> &String| {
        let mut names: Vec<String> = Vec::new();
        for (pair, _) in &pairs {
            if !names.contains(of(pair)) {
                names.push(of(pair).clone());
            }
        }
        names
    };
    let (givers, receivers) = (side(|it| &it.0), side(|it| &it.1));
    let place =
        |names: &[String], name: &str| names.iter().position(|it| it == name).unwrap_or_default();
    let inside = html! {
        @for ((giver, receiver), group) in &pairs {
            @let (from, to) = (top(place(&givers, giver)) + 13.0, top(place(&receivers, receiver)) + 13.0);
            path.flow d=(format!("M{LEFT} {from} C320 {from} 320 {to} {RIGHT} {to}")) stroke-width=(width(group.len())) {
                title { (visit.say(&Phrase::WebFlow { giver, receiver, commitments: group.len() })) }
            }
        }
        @for (n, name) in givers.iter().enumerate() {
            text x=(LEFT - 8.0) y=(top(n) + 17.0) text-anchor="end" { title { (name) } (cut(name)) }
        }
        @for (n, name) in receivers.iter().enumerate() {
            text x=(RIGHT + 8.0) y=(top(n) + 17.0) { title { (name) } (cut(name)) }
        }
    };
    picture(&visit.say(&Phrase::WebChartFlow), givers.len().max(receivers.len()), &inside)
}

/// The width of a line for so many commitments.
#[expect(clippy::cast_precision_loss, reason = "a document has few commitments")]
fn width(n: usize) -> f64 {
    (1.5 + n as f64 * 1.5).min(LINE - 4.0)
}

fn timeline(visit: Visit<'_>, rows: &[Row<'_>]) -> Markup {
    let dated: Vec<&Row<'_>> = rows.iter().filter(|it| it.fields.years().is_some()).collect();
    let years = dated.iter().flat_map(|it| [it.fields.start_year, it.fields.end_year]).flatten();
    let (first, last) = (years.clone().min().unwrap_or_default(), years.max().unwrap_or_default());
    let step = (WIDTH - BARS) / f64::from((last - first).max(0) + 1);
    let at = |year: i32| BARS + step * f64::from(year - first);
    let n_dated = dated.len();
    let no_year = rows.len() - n_dated;
    let inside = html! {
        @for (n, row) in dated.iter().enumerate() {
            @let start = row.fields.start_year.or(row.fields.end_year).unwrap_or(first);
            @let end = row.fields.end_year.unwrap_or(last).max(start);
            @let whole = row_title(visit, row);
            a href=[visit.clause_link(row.clause)] {
                title { (whole) " · " (row.fields.years().unwrap_or_default()) }
                text x=(BARS - 8.0) y=(top(n) + 17.0) text-anchor="end" { (cut(&whole)) }
                rect x=(at(start)) y=(top(n) + 4.0) width=((at(end) + step - at(start)).max(2.0)) height=(LINE - 8.0) {}
            }
        }
        @if n_dated > 0 {
            @for year in marks(first, last) {
                text.year x=(at(year) + step / 2.0) y=(top(n_dated) + 17.0) text-anchor="middle" { (year) }
            }
        }
        @if no_year > 0 {
            text x="0" y=(top(n_dated + 1) + 17.0) { (visit.say(&Phrase::WebNoYears { commitments: no_year })) }
        }
    };
    picture(&visit.say(&Phrase::WebChartYears), n_dated + 2, &inside)
}

/// The years that are written under a timeline: all, or some of many.
fn marks(first: i32, last: i32) -> impl Iterator<Item = i32> {
    let step = usize::try_from((last - first) / 10 + 1).unwrap_or(1);
    (first..=last).step_by(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_years_have_room() {
        assert_eq!(cut("3.6 · US$150 billion"), "3.6 · US$150 billion");
        assert!(cut(&"条".repeat(20)).ends_with('…'));
        assert_eq!(marks(2021, 2026).count(), 6);
        assert!(marks(1900, 2100).count() <= 11);
        assert!(
            (share(5.into(), 10.into()) - 0.5).abs() < 1e-9 && share(5.into(), 0.into()) < 1e-9
        );
    }
}
