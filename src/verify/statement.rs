//! The verdict on each statement of a text.

use std::collections::HashMap;

use crate::{
    answer::Quote,
    corpus::{ClauseRef, Library, number::Reference},
    language::language_of,
    search::Hit,
    text::{Folding, Language, Span},
};

use super::{
    align::{Alignment, align},
    cut::{Kind, Part, parts, pieces},
    figure::{Figure, compare},
    report::{Difference, Report, Statement, Verdict},
    words::{Weight, Word, Words},
};

/// The likeness from which a statement is a clause's, altered. Sentences of other agreements on the same subject stay
/// below it; a clause of which every fourth word was changed is above it.
const IS_ALTERED: f32 = 0.7;

/// Words of the shortest sentence that is compared: Han characters, or Latin words.
const SHORTEST_HAN: usize = 6;
const SHORTEST_LATIN: usize = 4;

/// How much longer a sentence, and a piece of one, must be to be called altered.
const ALTERED_FACTOR: usize = 2;
const ALTERED_PIECE_FACTOR: usize = 3;

/// How much longer a piece of a sentence must be to be compared without the rest.
const PIECE_FACTOR: usize = 2;

/// The coverage from which a clause that has all figures of a statement may be meant by it.
const NEAR_MATTER: f32 = 0.6;

/// The coverage from which a clause is on the matter of a statement, whose figure it then contradicts.
const SAME_MATTER: f32 = 0.75;

/// Statements, and pieces of them, that are compared; the rest of a text is not.
const MAX_COMPARED: usize = 4_000;

/// Words of a statement that is compared as a whole.
const MAX_WORDS: usize = 2_000;

/// Characters by which the clauses are found that a statement may come from.
const MAX_CHARS_FOUND_BY: usize = 400;

/// Compares `text` with a library; `find` finds the clauses that fit some words, best first.
///
/// # Errors
///
/// Those of `find`.
pub fn verify<E>(
    text: &str,
    library: &Library,
    folding: &Folding,
    find: impl Fn(&str) -> Result<Vec<Hit>, E>,
) -> Result<Report, E> {
    let mut reader = Reader {
        text,
        library,
        folding,
        find,
        words: Words::default(),
        clauses: HashMap::new(),
        n_left: MAX_COMPARED,
    };
    let mut report = Report::default();
    for part in parts(text, folding) {
        if reader.n_left == 0 {
            report.is_cut = true;
            break;
        }
        let found = reader.statements(&part)?;
        report.statements.extend(found);
    }
    Ok(report)
}

/// Compares the parts of one text.
struct Reader<'a, F> {
    text: &'a str,
    library: &'a Library,
    folding: &'a Folding,
    find: F,
    words: Words,
    clauses: HashMap<(ClauseRef, Language), Vec<Word>>,
    /// Statements that are still compared.
    n_left: usize,
}

impl<E, F: Fn(&str) -> Result<Vec<Hit>, E>> Reader<'_, F> {
    /// The statements of a part: the part itself, or those of its pieces that stand in a clause.
    fn statements(&mut self, part: &Part) -> Result<Vec<Statement>, E> {
        let words = self.read(part.span);
        if is_short(&words, 1) {
            return Ok(Vec::new());
        }
        let hits = self.candidates(part.span, part.cited)?;
        let whole = self.compared(part.span, &words, &hits);
        // Four of five words are many clauses'.
        let is_short_sentence = part.kind == Kind::Sentence && is_short(&words, ALTERED_FACTOR);
        let whole = whole.filter(|it| matches!(it, Verdict::Exact(_)) || !is_short_sentence);
        if let Some(verdict) = whole.filter(|it| !is_frame(part, &words, it)) {
            return Ok(vec![self.statement(part, part.span, verdict)]);
        }
        if !part.inner.is_empty() {
            return self.of_quotations(part);
        }
        let body = Span::new(part.body, part.span.end);
        if body != part.span && !is_short(&self.read(body), 1) {
            return self.statements(&Part { span: body, ..part.clone() });
        }
        let found = self.in_pieces(part, &hits)?;
        if !found.is_empty() {
            return Ok(found);
        }
        let verdict = self.by_figures(part, &hits);
        Ok(vec![self.statement(part, part.span, verdict)])
    }

    /// The quotations of a sentence. Of the words around them only those that stand in a clause, or have figures, are
    /// statements.
    fn of_quotations(&mut self, part: &Part) -> Result<Vec<Statement>, E> {
        let mut found = Vec::new();
        for inner in &part.inner {
            let mut statements = self.statements(inner)?;
            statements.retain(|it| {
                let words = it.span.of(self.text).unwrap_or_default();
                inner.kind == Kind::Quotation
                    || it.verdict != Verdict::Absent
                    || !Figure::all(words, language_of(words), self.folding).is_empty()
            });
            found.extend(statements);
        }
        Ok(found)
    }

    /// The pieces of a part that stand in a clause, and those with figures.
    fn in_pieces(&mut self, part: &Part, hits: &[Hit]) -> Result<Vec<Statement>, E> {
        let pieces = pieces(self.text, part.span);
        let mut found = Vec::new();
        let mut is_any = false;
        for piece in pieces.iter().copied().filter(|_| pieces.len() > 1) {
            let words = self.read(piece);
            if is_short(&words, PIECE_FACTOR) {
                continue;
            }
            let mut own = self.candidates(piece, part.cited)?;
            let further = |it: &&Hit| !own.iter().any(|own| own.clause == it.clause);
            let further: Vec<Hit> = hits.iter().filter(further).copied().collect();
            own.extend(further);
            let verdict = self.compared(piece, &words, &own);
            let is_short_piece = is_short(&words, ALTERED_PIECE_FACTOR);
            let verdict = verdict.filter(|it| matches!(it, Verdict::Exact(_)) || !is_short_piece);
            is_any |= verdict.is_some();
            let verdict = verdict.unwrap_or(Verdict::Absent);
            found.push(self.statement(part, piece, verdict));
        }
        if !is_any {
            found.clear();
        }
        Ok(found)
    }

    fn statement(&self, part: &Part, span: Span, verdict: Verdict) -> Statement {
        let is_elsewhere = |reference: &Reference| {
            verdict.place().is_some_and(|it| !self.is_at(it.clause, *reference))
        };
        let misquoted = part.cited.filter(is_elsewhere);
        Statement { span: trimmed(self.text, span), kind: part.kind, verdict, misquoted }
    }

    /// Whether a clause is the one, or is in the section, that a reference names.
    fn is_at(&self, clause: ClauseRef, reference: Reference) -> bool {
        let Some((_, provision)) = self.library.clause(clause) else { return false };
        match reference {
            Reference::Clause(number) => {
                let own = provision.id.number();
                own.is_some_and(|it| it == number || number.parts().starts_with(it.parts()))
            }
            Reference::Section(number) => provision.section == Some(number),
            Reference::LastSection => true,
        }
    }

    /// The clauses that some words may come from; first the one that the text names for them.
    fn candidates(&mut self, span: Span, cited: Option<Reference>) -> Result<Vec<Hit>, E> {
        if self.n_left == 0 {
            return Ok(Vec::new());
        }
        self.n_left -= 1;
        let words = span.of(self.text).unwrap_or_default();
        let end = words.char_indices().nth(MAX_CHARS_FOUND_BY).map_or(words.len(), |it| it.0);
        let mut hits = (self.find)(words.get(..end).unwrap_or_default())?;
        if let Some(cited) = cited {
            // A stable sort: the others keep their order.
            hits.sort_by_key(|it| !self.is_at(it.clause, cited));
        }
        Ok(hits)
    }

    /// The verdict by words: the most like stretch of the clauses, if it is like enough.
    fn compared(&mut self, span: Span, words: &[Word], hits: &[Hit]) -> Option<Verdict> {
        if words.len() > MAX_WORDS {
            return None;
        }
        let mut best: Option<(Alignment, ClauseRef, Language)> = None;
        for hit in hits {
            for language in Language::ALL {
                let likest = best.as_ref().map_or(IS_ALTERED, |it| it.0.likeness);
                let found = self.aligned(words, hit.clause, language);
                let found = found.filter(|it| it.likeness > likest);
                best = found.map(|it| (it, hit.clause, language)).or(best);
            }
        }
        let (alignment, clause, language) = best?;
        let there = self.clauses.get(&(clause, language))?;
        let end = span.end;
        let place = Quote { clause, language, span: stretch(there, &alignment.there, 0) };
        if alignment.differences.is_empty() {
            return Some(Verdict::Exact(place));
        }
        let difference = |(here, of_there): &(std::ops::Range<usize>, std::ops::Range<usize>)| {
            let here = stretch(words, here, end);
            Difference { here, there: stretch(there, of_there, place.span.end) }
        };
        Some(Verdict::Differs(place, alignment.differences.iter().map(difference).collect()))
    }

    fn aligned(
        &mut self,
        words: &[Word],
        clause: ClauseRef,
        language: Language,
    ) -> Option<Alignment> {
        let (_, provision) = self.library.clause(clause)?;
        let text = provision.text(language)?;
        let there = self
            .clauses
            .entry((clause, language))
            .or_insert_with(|| self.words.of(text, self.folding));
        align(words, there)
    }

    /// The verdict by figures, where the words are others or of another language.
    fn by_figures(&self, part: &Part, hits: &[Hit]) -> Verdict {
        let text = part.span.of(self.text).unwrap_or_default();
        let here = Figure::all(text, language_of(text), self.folding);
        if !here.iter().any(|it| !it.is_year()) {
            return Verdict::Absent;
        }
        let moved = |it: Figure| it.shifted(part.span.start);
        let is_named = |hit: &Hit| part.cited.is_some_and(|it| self.is_at(hit.clause, it));
        let near = hits.iter().filter(|it| it.confidence >= NEAR_MATTER || is_named(it));
        let mut contradicted = None;
        for hit in near {
            let Some((quote, there)) = self.figures(hit.clause, language_of(text)) else {
                continue;
            };
            let (same, other) = compare(&here, &there);
            if !same.is_empty() && other.is_empty() {
                return Verdict::SameFigures(quote, same.into_iter().map(moved).collect());
            }
            let is_same_matter = hit.confidence >= SAME_MATTER || is_named(hit);
            let is_like = other.iter().any(|it| there.iter().any(|there| there.is_like(it)));
            if contradicted.is_none() && is_like && (is_same_matter || !same.is_empty()) {
                let other = other.into_iter().map(moved).collect();
                contradicted = Some(Verdict::OtherFigure(quote, other));
            }
        }
        contradicted.unwrap_or(Verdict::Absent)
    }

    /// The figures of a clause, in `language` or the other one.
    fn figures(&self, clause: ClauseRef, language: Language) -> Option<(Quote, Vec<Figure>)> {
        let quote = Quote::whole(clause, language, self.library)?;
        let figures = Figure::all(quote.words(self.library)?, quote.language, self.folding);
        Some((quote, figures))
    }

    fn read(&mut self, span: Span) -> Vec<Word> {
        let words = self.words.of(span.of(self.text).unwrap_or_default(), self.folding);
        let mut words: Vec<Word> =
            words.into_iter().map(|it| Word { span: it.span.shifted(span.start), ..it }).collect();
        // Stops at the ends belong to the text around.
        while words.last().is_some_and(|it| it.weight == Weight::None) {
            words.pop();
        }
        let n_marks = words.iter().take_while(|it| it.weight == Weight::None).count();
        words.drain(..n_marks);
        words
    }
}

/// Whether most of the words around the quotations, or before the body, are not the clause's: they only say where the rest
/// stands.
fn is_frame(part: &Part, words: &[Word], verdict: &Verdict) -> bool {
    let Verdict::Differs(_, differences) = verdict else { return false };
    let around = || words.iter().filter(|it| part.frames(it.span));
    let differs = |it: &&Word| differences.iter().any(|d| d.here.contains(&it.span));
    let n_around = around().count();
    n_around > 0 && around().filter(differs).count() * 2 >= n_around
}

/// Whether there are too few words to say where they are from.
fn is_short(words: &[Word], factor: usize) -> bool {
    let n_words = words.iter().filter(|it| it.weight != Weight::None).count();
    let n_han = words.iter().filter(|it| it.is_han).count();
    let shortest = if n_han * 2 >= n_words { SHORTEST_HAN } else { SHORTEST_LATIN };
    n_words < shortest * factor
}

/// The bytes from the first to the last of some words; an empty place if there is none.
fn stretch(words: &[Word], places: &std::ops::Range<usize>, end: usize) -> Span {
    match words.get(places.clone()) {
        Some([first, .., last]) => first.span.to(&last.span),
        Some([only]) => only.span,
        Some([]) | None => {
            let at = words.get(places.start).map_or(end, |it| it.span.start);
            Span::new(at, at)
        }
    }
}

/// Without white space at the ends.
fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text).unwrap_or_default();
    let start = span.start + words.len() - words.trim_start().len();
    Span::new(start, start + words.trim().len())
}
