//! Two amounts that are one in English: a range (`between $3 million and $5 million`), a change (`from $10 million to
//! $20 million`), and an amount said again (`US$100m (RMB 700m)`, `500 (five hundred) scholarships`).

use crate::quantity::{Amount, Doubt, Form, Number, Unit, Value};
use crate::text::glyph::Glyphs;

/// Takes a number in brackets into the equal one before it: `500 (five hundred)`, `thirty (30)`.
pub(super) fn without_repeats(glyphs: &Glyphs, numbers: Vec<Number>) -> Vec<Number> {
    let mut kept: Vec<Number> = Vec::with_capacity(numbers.len());
    for number in numbers {
        let (start, end) = (glyphs.place(number.span.start), glyphs.place(number.span.end));
        let is_bracketed = glyphs.before(start) == Some('(') && glyphs.get(end) == Some(')');
        let repeats = |last: &Number| {
            let gap = start.saturating_sub(glyphs.place(last.span.end));
            let is_plain = last.form == Form::Plain && number.form == Form::Plain;
            is_bracketed
                && gap <= 2
                && is_plain
                && last.value == number.value
                && last.spelled != number.spelled
        };
        match kept.last_mut().filter(|last| repeats(last)) {
            Some(last) => last.span = last.span.to(&glyphs.span(start, end + 1)),
            None => kept.push(number),
        }
    }
    kept
}

/// Joins ranges, and doubts what a change begins with and what is said again.
pub(super) fn pair(glyphs: &Glyphs, amounts: Vec<Amount>) -> Vec<Amount> {
    let mut kept: Vec<Amount> = Vec::with_capacity(amounts.len());
    for mut amount in amounts {
        // Dates between two amounts do not part them.
        let last = kept.iter_mut().rev().take(3).find(|it| it.possible());
        let Some(last) = last else {
            amount.doubt = amount.doubt.or_else(|| base_alone(glyphs, &amount));
            kept.push(amount);
            continue;
        };
        if let Some(value) = range(glyphs, last, &amount) {
            last.value = value;
            last.unit = amount.unit;
            (last.end, last.number_end) = (amount.end, amount.number_end);
            last.per = last.per.or(amount.per);
            last.doubt = amount.doubt;
            continue;
        }
        if begins_change(glyphs, last, &amount) {
            last.doubt = last.doubt.filter(|it| it.is_final()).or(Some(Doubt::Base));
        }
        let again = || says_again(glyphs, last, &amount).then_some(Doubt::Again);
        let back = || ends_at_base(glyphs, last, &amount).then_some(Doubt::Base);
        if amount.possible() {
            amount.doubt =
                again().or_else(back).or_else(|| base_alone(glyphs, &amount)).or(amount.doubt);
        }
        kept.push(amount);
    }
    kept
}

/// Whether two amounts count the same: one currency, percent, or a bare number with the next one's unit.
fn is_alike(first: &Amount, second: &Amount) -> bool {
    first.unit == second.unit || first.unit == Unit::None && second.unit.counts()
}

/// `between $3 million and $5 million`, `$3 million to $5 million`.
fn range(glyphs: &Glyphs, low: &Amount, high: &Amount) -> Option<Value> {
    let joint = joint(glyphs, low, high, 12)?;
    let is_range = match joint.trim() {
        "and" => is_after(glyphs, low.start, "between "),
        "to" | "-" | "–" | "—" => !is_after(glyphs, low.start, "from "),
        _ => false,
    };
    let (Value::Exact(from), Value::Exact(to)) = (low.value, high.value) else { return None };
    let is_possible = low.doubt.is_none_or(|doubt| doubt == Doubt::Bare) && high.possible();
    (is_range && is_possible && low.unit != Unit::None && is_alike(low, high) && from < to)
        .then_some(Value::Range { low: from, high: to })
}

/// `from $10 million to $20 million`, `from 18 percent in 2020 to 6 percent`: the change begins with the first.
fn begins_change(glyphs: &Glyphs, first: &Amount, second: &Amount) -> bool {
    let Some(joint) = joint(glyphs, first, second, 60) else { return false };
    let bounds = [
        "",
        "at least ",
        "more than ",
        "about ",
        "nearly ",
        "over ",
        "around ",
        "up to ",
        "less than ",
    ];
    let is_from = is_after(glyphs, first.start, "from ")
        || is_after(glyphs, first.start, "from about ")
        || is_after(glyphs, first.start, "from the current ")
        || is_after(glyphs, first.start, "from around ");
    let ends_to = bounds.iter().any(|bound| joint.ends_with(&format!(" to {bound}")));
    let is_open = !joint.contains([';', '.']) && !joint.contains(" and ");
    is_from && ends_to && is_open
}

/// `to $20 million from $10 million`: the change is told from its end.
fn ends_at_base(glyphs: &Glyphs, first: &Amount, second: &Amount) -> bool {
    let joint = joint(glyphs, first, second, 40).unwrap_or_default();
    let is_reached = is_after(glyphs, first.start, "to ") || is_after(glyphs, first.start, "by ");
    is_alike(first, second) && is_reached && joint.ends_with(" from ") && joint.len() < 24
}

/// `up from 3 percent`, `compared to $4 billion`: an amount to compare with.
fn base_alone(glyphs: &Glyphs, amount: &Amount) -> Option<Doubt> {
    const LEADS: [&str; 12] = [
        "up from ",
        "down from ",
        "compared to ",
        "compared with ",
        "instead of ",
        "as against ",
        "relative to ",
        "from the current ",
        "from a current ",
        "from today's ",
        "from today’s ",
        "from its current ",
    ];
    let is_base = LEADS.iter().any(|lead| is_after(glyphs, amount.start, lead));
    (amount.possible() && is_base).then_some(Doubt::Base)
}

/// `US$100m (RMB 700m)`, `five million euros (EUR 5,000,000)`, `EUR 5 million, or about USD 5.4 million`.
fn says_again(glyphs: &Glyphs, first: &Amount, second: &Amount) -> bool {
    const ABOUT: &str = "about |approximately |approx. |around |roughly |nearly |some |or |i.e. |equivalent to |\
        equal to |equivalent |the equivalent of |= |≈ |~ |ca. |circa |currently |worth |in words: |say |over |\
        more than |almost ";
    let Some(joint) = joint(glyphs, first, second, 48) else { return false };
    if first.unit.currency().is_none() || second.unit.currency().is_none() {
        return false;
    }
    let mut rest = joint.trim_start();
    let is_bracketed = rest.starts_with('(') || rest.starts_with('[');
    rest = rest.trim_start_matches(['(', '[', ',', ' ']);
    let has_or = rest.starts_with("or ") || rest.starts_with("equivalent ");
    while let Some(after) = ABOUT.split('|').find_map(|word| rest.strip_prefix(word)) {
        rest = after;
    }
    let is_other = first.unit != second.unit || first.value == second.value;
    rest.is_empty() && is_other && (is_bracketed || has_or)
}

/// The words between two amounts that are near each other.
fn joint(glyphs: &Glyphs, first: &Amount, second: &Amount, limit: usize) -> Option<String> {
    let is_near = second.start >= first.end && second.start - first.end <= limit;
    is_near.then(|| glyphs.words(first.end, second.start))
}

/// Whether `words` stand right before a place.
fn is_after(glyphs: &Glyphs, at: usize, words: &str) -> bool {
    at.checked_sub(words.chars().count()).is_some_and(|start| {
        glyphs.starts_with(start, words) && !glyphs.before(start).is_some_and(char::is_alphanumeric)
    })
}
