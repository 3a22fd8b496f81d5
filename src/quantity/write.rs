//! Writing a value with large units: 150000000000 is `1500亿` or `150 billion`.

use rust_decimal::Decimal;

use super::value::power_of_ten;

/// The large units that a language writes numbers with, and how it groups digits.
#[derive(Debug, Clone, Copy)]
pub struct LargeUnits {
    /// Power of ten, decimal places that may be left, and name of each unit; the largest first.
    pub units: &'static [(u32, u32, &'static str)],
    /// Whether a comma stands between groups of three digits.
    pub commas: bool,
}

impl LargeUnits {
    /// Writes `value` with the largest unit that needs no rounding: `1500亿`, `150 billion`, `1,234`, `2.5`.
    pub fn short(&self, value: Decimal) -> String {
        let size = value.abs();
        let sign = if value.is_sign_negative() && !value.is_zero() { "-" } else { "" };
        let with_unit = self.units.iter().find_map(|(power, most_places, name)| {
            let unit = power_of_ten(*power).filter(|unit| size >= *unit)?;
            let scaled = size.checked_div(unit)?.normalize();
            let fits = scaled.checked_mul(unit) == Some(size) && scaled.scale() <= *most_places;
            fits.then(|| format!("{sign}{}{name}", self.grouped(scaled)))
        });
        with_unit.unwrap_or_else(|| format!("{sign}{}", self.grouped(size)))
    }

    fn grouped(&self, value: Decimal) -> String {
        let digits = value.normalize().to_string();
        let n_whole = digits.find('.').unwrap_or(digits.len());
        let mut out = String::with_capacity(digits.len() + 8);
        for (i, c) in digits.chars().enumerate() {
            if self.commas && i > 0 && i < n_whole && (n_whole - i).is_multiple_of(3) {
                out.push(',');
            }
            out.push(c);
        }
        out
    }
}
