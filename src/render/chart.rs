//! Commitments as bars for a terminal: a group for each unit, a bar for each amount, the years as a span.
//!
//! ```text
//! USD
//!   3.6 · 1500 亿美元  ████████████████████████  2022–2026
//!   4.3 · 15 亿美元    ▎                         2022–2024
//! ```
//!
//! Bars of one group have one scale, and the greatest amount fills the column. Of a range the part above its lower end
//! is lighter. No bar is empty, and no line is wider than the terminal where that has 40 columns.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::JsonCommitment;
use super::commitment::standing;
use crate::commitment::{Standing, grouped};
use crate::wording::{Catalog, Phrase};

/// Columns of a bar at most.
const WIDEST_BAR: usize = 40;

/// Draws commitments in lines of at most `width` columns.
pub fn chart(rows: &[JsonCommitment<'_>], catalog: &Catalog, width: usize) -> Vec<String> {
    if rows.is_empty() {
        return vec![catalog.say(&Phrase::CommitmentsNone)];
    }
    let mut lines = Vec::new();
    for (unit, group) in grouped(rows, |row| (row.unit.clone(), row.per)) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let per = unit.1.map(|per| catalog.say(&super::commitment::per(per)));
        lines.push([Some(unit.0), per].into_iter().flatten().collect::<Vec<_>>().join(" "));
        lines.extend(bars(&group, catalog, width.max(40)));
    }
    lines
}

/// The bars of commitments of one unit.
fn bars(group: &[&JsonCommitment<'_>], catalog: &Catalog, width: usize) -> Vec<String> {
    let labels: Vec<String> = group.iter().map(|row| label(row)).collect();
    let notes: Vec<String> = group.iter().map(|row| note(row, catalog)).collect();
    let widest = |texts: &[String]| texts.iter().map(|it| it.width()).max().unwrap_or_default();
    let n_note = widest(&notes).min(width / 3);
    let n_label = widest(&labels).min(width / 2 - n_note / 2);
    let n_bar = width.saturating_sub(n_label + n_note + 6).clamp(4, WIDEST_BAR);
    let most = group.iter().map(|row| row.ends().1).max().unwrap_or_default();
    let line = |((row, label), note): ((&&JsonCommitment<'_>, &String), &String)| {
        let bar = bar(row.ends(), most, n_bar);
        let line =
            format!("  {}  {}  {}", fit(label, n_label), fit(&bar, n_bar), cut(note, n_note));
        line.trim_end().to_owned()
    };
    group.iter().zip(&labels).zip(&notes).map(line).collect()
}

/// `3.6 · 1500 亿美元`.
fn label(row: &JsonCommitment<'_>) -> String {
    let amount = row.amount_text.replace('\n', " ");
    match row.clause.as_deref().filter(|it| !it.is_empty()) {
        Some(clause) => format!("{clause} · {amount}"),
        None => amount,
    }
}

/// The years as a span, and the standing unless the amount is simply pledged.
fn note(row: &JsonCommitment<'_>, catalog: &Catalog) -> String {
    let within = |n: u32| catalog.say(&Phrase::CommitmentWithin { years: &n.to_string() });
    let years = row.years().or_else(|| row.n_years.map(within)).unwrap_or_default();
    let is_plain = row.standing == Standing::Pledged;
    let standing = if is_plain { String::new() } else { standing(row.standing, catalog) };
    [years, standing].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Eighths of a column.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

fn bar((low, high): (Decimal, Decimal), most: Decimal, n_columns: usize) -> String {
    let eighths = |value: Decimal| {
        let all = Decimal::from(n_columns * 8);
        let share = value.checked_div(most).and_then(|share| share.checked_mul(all));
        share.and_then(|it| it.round().to_usize()).unwrap_or_default().clamp(1, n_columns * 8)
    };
    let solid = eighths(low);
    let rest = EIGHTHS.get(solid % 8).copied().unwrap_or_default();
    let light = (eighths(high) / 8).saturating_sub(solid.div_ceil(8));
    format!("{}{rest}{}", "█".repeat(solid / 8), "░".repeat(light))
}

/// The text in exactly `width` columns.
fn fit(text: &str, width: usize) -> String {
    let text = cut(text, width);
    let n_spaces = width.saturating_sub(text.width());
    text + &" ".repeat(n_spaces)
}

/// The text in at most `width` columns, with `…` where it was cut.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut cut = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or_default();
        if used > width {
            break;
        }
        cut.push(c);
    }
    cut + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_share_a_scale() {
        let of = |low: i64, high: i64| bar((low.into(), high.into()), 100.into(), 10);
        assert_eq!(of(100, 100), "██████████");
        assert_eq!(of(25, 25), "██▌");
        assert_eq!(of(0, 0), "▏");
        assert_eq!(of(50, 80), "█████░░░");
        assert_eq!(bar((0.into(), 0.into()), 0.into(), 10), "▏");
    }

    #[test]
    fn labels_fit_their_column() {
        assert_eq!(fit("1500 亿美元", 11), "1500 亿美元");
        assert_eq!(fit("1500 亿美元", 9), "1500 亿… ");
        assert_eq!(fit("ab", 4), "ab  ");
    }
}
