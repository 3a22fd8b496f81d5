//! A clause in both languages, sentence under sentence.

use crate::{corpus::ClauseRef, text::sentences};

use super::{Beside, Block, compose::Composer};

impl Composer<'_> {
    /// The sentences of a clause in the language of the reader, each above the same one in the other language; the clause
    /// alone if it has one text only.
    pub fn beside(&self, clause: ClauseRef) -> Vec<Block> {
        let pairs = || {
            let (agreement, provision) = self.library.clause(clause)?;
            let [own, other] = [self.language(), self.language().other()];
            let [above, below] = [provision.text(own)?, provision.text(other)?];
            let converted = self.converted(above, own);
            let is_converted = converted.is_some();
            // A conversion has the same sentences.
            let above = converted.as_deref().unwrap_or(above);
            let notes = [own, other].map(|it| self.status(agreement, it));
            let note = is_converted.then(|| self.converted_note());
            Some(Beside {
                clause,
                citation: self.head(clause)?,
                notes: notes.into_iter().chain(note).collect(),
                pairs: pairs(above, below),
            })
        };
        pairs().map_or_else(|| self.whole(clause), |it| vec![Block::Beside(it)])
    }
}

/// The sentences of two texts that say the same, in pairs: line by line if both have as many lines, and in a line
/// sentence by sentence.
fn pairs(above: &str, below: &str) -> Vec<[String; 2]> {
    let lines = |text: &'_ str| text.lines().filter(|it| !it.trim().is_empty()).count();
    if lines(above) != lines(below) {
        return paired(&sentences(above), &sentences(below));
    }
    let of = |text| str::lines(text).filter(|it| !it.trim().is_empty());
    of(above).zip(of(below)).flat_map(|(a, b)| paired(&sentences(a), &sentences(b))).collect()
}

/// Pairs of sentences: one with one if both sides have as many, else by their shares of the text.
fn paired(above: &[&str], below: &[&str]) -> Vec<[String; 2]> {
    let n_pairs = above.len().min(below.len()).max(1);
    let [above, below] = [above, below].map(|it| grouped(it, n_pairs));
    above.into_iter().zip(below).map(<[String; 2]>::from).collect()
}

/// Sentences as `n_groups` texts of about the same length; each as a group if there are as many.
fn grouped(sentences: &[&str], n_groups: usize) -> Vec<String> {
    let mut groups = vec![String::new(); n_groups];
    let n_all: usize = sentences.iter().map(|it| it.len()).sum();
    let mut n_before = 0;
    for (place, sentence) in sentences.iter().enumerate() {
        let middle = n_before + sentence.len() / 2;
        let by_share = (middle * n_groups).checked_div(n_all).unwrap_or_default();
        let group = if sentences.len() == n_groups { place } else { by_share };
        if let Some(group) = groups.get_mut(group.min(n_groups - 1)) {
            let is_spaced = !group.is_empty() && sentence.is_ascii() && !sentence.starts_with(' ');
            group.push_str(if is_spaced { " " } else { "" });
            group.push_str(if group.is_empty() { sentence.trim_start() } else { sentence });
        }
        n_before += sentence.len();
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_under_sentences() {
        assert_eq!(
            pairs("Sign it; pay. Report.", "签署；付款。报告。"),
            [["Sign it;", "签署；"], ["pay.", "付款。"], ["Report.", "报告。"]]
        );
        assert_eq!(pairs("A b; c d.", "甲乙丙丁。"), [["A b; c d.", "甲乙丙丁。"]]);
        assert_eq!(
            pairs("甲。\n乙。丙。", "A.\nB; c."),
            [["甲。", "A."], ["乙。", "B;"], ["丙。", "c."]]
        );
        assert_eq!(pairs("", ""), [["", ""]; 0]);
    }
}
