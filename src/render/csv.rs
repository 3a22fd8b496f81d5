//! Commitments as CSV, for spreadsheets.
//!
//! The columns are [`COMMITMENT_COLUMNS`], named as the fields in JSON. No cell is read as several, or as a formula.

use serde_json::Value;

use super::JsonCommitment;

/// The columns of a commitment, for the first line of a file.
pub const COMMITMENT_COLUMNS: &str = "document,clause,amount_text,value,value_high,bound,unit,currency,per,\
    start_year,end_year,actor,beneficiary,what,direction,status,quote,standing";

impl JsonCommitment<'_> {
    /// Its row, without an end of line.
    pub fn csv(&self) -> String {
        // Texts, numbers and lists of them can always be written as JSON.
        let fields = serde_json::to_value(self).unwrap_or_default();
        let cell = |name: &str| match fields.get(name) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => quoted(text),
            Some(other) => quoted(&other.to_string()),
        };
        COMMITMENT_COLUMNS.split(',').map(cell).collect::<Vec<_>>().join(",")
    }
}

/// A cell that no spreadsheet reads as several, or as a formula: such a text begins with an apostrophe then. A negative
/// number is none.
pub fn quoted(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '@', '\t', '\r'])
        || (text.starts_with('-') && text.parse::<f64>().is_err());
    let text = if is_formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_no_formulas() {
        for (text, wanted) in [
            ("3.6", "3.6"),
            ("a, b", "\"a, b\""),
            ("say \"x\"", "\"say \"\"x\"\"\""),
            ("=1+1", "'=1+1"),
            ("-5", "-5"),
            ("-x", "'-x"),
        ] {
            assert_eq!(quoted(text), wanted);
        }
    }
}
