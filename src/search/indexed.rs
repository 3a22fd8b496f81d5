//! The clauses of a library, ready to be searched: read once, folded once, tokenised once.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use crate::{
    corpus::{Agreement, AgreementRef, ClauseRef, Concept, Library, Provision},
    language::language_of,
    text::{Folding, Key, Segmenter, Token, TokenKind, sentences, tokens},
};

use super::{
    amounts::{self, Amount, Amounts},
    concepts::{ConceptPlace, Concepts},
    dictionary::{Dictionary, TokenNumber},
    engine::{Engine, EngineState, EngineWriter, Entry, Part},
    error::SearchError,
    lists::Lists,
    meanings::{Meanings, Meant},
    reading::Vocabulary,
    region::Region,
    rows::{Placed, Rows},
    terms::{Writing, term},
};

/// How strongly a clause is about a concept: its text names it, the concept lists the clause, or it lists
/// the clause first.
const NAMED: f32 = 1.0;
const LISTED: f32 = 1.2;
const MAIN: f32 = 1.6;

/// The clauses of a library, by their place in the index.
#[derive(Debug)]
pub(super) struct Indexed {
    pub(super) engine: Engine,
    pub(super) tables: Tables,
}

/// What is kept of the clauses beside the engine.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Tables {
    pub(super) dictionary: Dictionary,
    /// The clauses' texts, by sentence.
    pub(super) bodies: Rows,
    /// Their expected questions.
    pub(super) asks: Rows,
    /// The concepts that each clause is about, sorted, and how strongly.
    about: Lists<(ConceptPlace, f32)>,
    pub(super) amounts: Amounts,
    pub(super) meanings: Meanings,
    pub(super) vocabulary: Vocabulary,
}

impl Tables {
    /// How strongly a clause is about a concept; 0 for not at all.
    pub(super) fn strength(&self, place: usize, concept: ConceptPlace) -> f32 {
        let about = self.about.get(place);
        let at = about.binary_search_by_key(&concept, |it| it.0).ok();
        at.and_then(|it| about.get(it)).map_or(0.0, |it| it.1)
    }

    pub(super) fn n_clauses(&self) -> usize {
        self.bodies.len()
    }

    /// Whether somebody prepared questions for the library.
    pub(super) fn is_prepared(&self) -> bool {
        !self.asks.is_empty()
    }
}

/// What [`Indexed::restore`] makes the index of again.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct IndexedState {
    pub(super) engine: EngineState,
    tables: Tables,
}

impl Indexed {
    pub(super) fn state(self) -> Result<IndexedState, SearchError> {
        Ok(IndexedState { engine: self.engine.state()?, tables: self.tables })
    }

    pub(super) fn restore(state: IndexedState) -> Result<Self, SearchError> {
        Ok(Self { engine: Engine::restore(&state.engine)?, tables: state.tables })
    }

    /// Opens an index whose engine's files are in storage.
    pub(super) fn stored(
        state: IndexedState,
        files: Vec<(String, Arc<dyn Region>)>,
    ) -> Result<Self, SearchError> {
        Ok(Self { engine: Engine::stored(files)?, tables: state.tables })
    }

    /// How many clauses are about a concept.
    pub(super) fn n_about(&self, concept: ConceptPlace) -> usize {
        self.engine.find(Part::Concepts, &concept.to_string()).map_or(0, |it| it.len())
    }
}

/// Reads clauses; several threads may, and each by itself.
#[derive(Debug)]
pub struct Preparer<'a> {
    pub(super) concepts: &'a Concepts,
    pub(super) folding: &'a Folding,
    pub(super) segmenter: &'a Segmenter,
}

/// A clause that was read, to be added to an index.
#[derive(Debug)]
pub struct Prepared {
    pub(super) clause: ClauseRef,
    amounts: Vec<Amount>,
    about: BTreeMap<ConceptPlace, f32>,
    /// The folded sentences of its texts.
    sentences: Vec<(Writing, String)>,
    /// Its folded expected questions.
    asks: Vec<(Writing, String)>,
    meant: Meant,
}

impl Preparer<'_> {
    /// Reads the clauses of an agreement.
    pub fn agreement(&self, at: AgreementRef, agreement: &Agreement) -> Vec<Prepared> {
        let provisions = agreement.provisions.scan();
        let read = |(place, provision): (usize, &Provision)| {
            self.clause(ClauseRef { agreement: at, place }, agreement, provision)
        };
        provisions.iter().enumerate().map(read).collect()
    }

    fn clause(&self, at: ClauseRef, agreement: &Agreement, provision: &Provision) -> Prepared {
        let (mut amounts, mut texts) = (Vec::new(), Vec::new());
        let mut about = BTreeMap::new();
        for (language, clause) in provision.texts.iter() {
            amounts.extend(amounts::in_clause(&clause.text, language));
            let folded = self.folding.text(&clause.text);
            let key = Key::of(&folded);
            let named = self.concepts.in_clause(&key, at.agreement);
            about.extend(named.map(|it| (it, NAMED)));
            let writing = Writing::of(language);
            texts.extend(sentences(&folded).into_iter().map(|it| (writing, it.to_owned())));
        }
        for (place, rank) in self.concepts.pinned(at.agreement, provision.id) {
            // The clause that a concept lists first is the one to show first.
            about.insert(place, if rank == 0 { MAIN } else { LISTED });
        }
        let ask = |question: &String| {
            let folded = self.folding.text(question);
            (Writing::of(language_of(&folded)), folded)
        };
        let asks = agreement.expected.of(provision.id).iter().map(ask).collect();
        let meant = Meant::of(texts.iter().map(|it| it.1.as_str()), || self.segmenter);
        Prepared { clause: at, amounts, about, sentences: texts, asks, meant }
    }
}

/// Adds clause after clause.
pub(super) struct Indexer<'a> {
    folding: &'a Folding,
    engine: EngineWriter,
    tables: Tables,
    /// The words of the texts: the number of the stem, and how often they stood there.
    words: HashMap<String, (TokenNumber, u32)>,
    /// See [`Rows::add`].
    in_bodies: [Vec<u32>; Writing::ALL.len()],
    in_asks: [Vec<u32>; Writing::ALL.len()],
}

impl<'a> Indexer<'a> {
    pub(super) fn new(folding: &'a Folding) -> Result<Self, SearchError> {
        Ok(Self {
            folding,
            engine: EngineWriter::new()?,
            tables: Tables::default(),
            words: HashMap::new(),
            in_bodies: Default::default(),
            in_asks: Default::default(),
        })
    }

    /// Adds the next clause.
    pub(super) fn add(&mut self, prepared: Prepared) -> Result<(), SearchError> {
        let place = u32::try_from(self.tables.n_clauses()).unwrap_or(u32::MAX);
        let Prepared { clause: _, amounts, about, sentences, asks, meant } = prepared;
        self.tables.meanings.add(&meant);
        let mut entry = Entry::default();
        for amount in &amounts {
            self.tables.amounts.add(place, amount);
        }
        let bodies = self.parts(sentences, &mut entry, false);
        self.tables.bodies.add(&bodies, &mut self.in_bodies);
        let asks = self.parts(asks, &mut entry, true);
        self.tables.asks.add(&asks, &mut self.in_asks);
        for (concept, strength) in about {
            entry.add(Part::Concepts, &[&concept.to_string()]);
            self.tables.about.push((concept, strength));
        }
        self.tables.about.close();
        self.engine.add(entry)?;
        Ok(())
    }

    fn parts(
        &mut self,
        texts: Vec<(Writing, String)>,
        entry: &mut Entry,
        is_ask: bool,
    ) -> Vec<(Writing, Vec<Placed>)> {
        let read = |(writing, text): (Writing, String)| {
            (writing, self.part(&text, writing, entry, is_ask))
        };
        texts.into_iter().map(read).collect()
    }

    /// Reads a part of a clause: its tokens for the rows, its terms for the engine.
    fn part(
        &mut self,
        folded: &str,
        writing: Writing,
        entry: &mut Entry,
        is_ask: bool,
    ) -> Vec<Placed> {
        let (twos, words) =
            if is_ask { (Part::Asks, Part::Asks) } else { (Part::Twos, Part::Words) };
        let mut row = Vec::new();
        let mut before: Option<Token<'_>> = None;
        for token in tokens(folded) {
            let is_han = token.kind == TokenKind::Han;
            let neighbour = before.as_ref().filter(|it| it.span.end == token.span.start);
            let pair = neighbour.filter(|it| is_han && it.kind == TokenKind::Han);
            if let Some(before) = pair {
                self.tables.vocabulary.add_pair(&before.text, &token.text);
            }
            match writing {
                Writing::Unspaced if is_han => {
                    if let Some(before) = pair {
                        entry.add(twos, &[&before.text, &token.text]);
                    }
                    if !is_ask {
                        entry.add(Part::Ones, &[&token.text]);
                    }
                    let is_next = pair.is_some()
                        || before.as_ref().is_none_or(|it| it.kind != TokenKind::Han);
                    let c = token.text.chars().next().unwrap_or_default();
                    row.push(Placed { token: self.tables.dictionary.add_han(c), is_next });
                }
                Writing::Unspaced => {
                    let token = self.meet(&token);
                    let stem = self.tables.dictionary.text(token);
                    if !is_ask {
                        entry.add(Part::Ones, &[stem]);
                    }
                    entry.add(twos, &[stem]);
                    row.push(Placed { token, is_next: true });
                }
                // Han characters in English text are no words; they part the words beside them.
                Writing::Spaced if is_han => {}
                Writing::Spaced => {
                    let token = self.meet(&token);
                    entry.add(words, &[self.tables.dictionary.text(token)]);
                    let is_next = before.as_ref().is_none_or(|it| it.kind != TokenKind::Han);
                    row.push(Placed { token, is_next });
                }
            }
            before = Some(token);
        }
        row
    }

    /// The number of a word's stem, which is found once for each word.
    fn meet(&mut self, token: &Token<'_>) -> TokenNumber {
        let word = token.text.as_ref();
        if let Some((number, n)) = self.words.get_mut(word) {
            *n += 1;
            return *number;
        }
        let stem = term(token);
        let number = self.tables.dictionary.add_word(&stem);
        if token.kind == TokenKind::Word {
            self.tables.vocabulary.add_stem(&stem);
            self.words.insert(word.to_owned(), (number, 1));
        }
        number
    }

    /// Opens the index once all clauses are added.
    pub(super) fn finish(mut self, library: &Library) -> Result<Indexed, SearchError> {
        let folding = self.folding;
        let words =
            |concept: &Concept| concept.asked().map(|it| folding.text(it)).collect::<Vec<_>>();
        let vocabulary = &mut self.tables.vocabulary;
        for (word, (_, n)) in &self.words {
            vocabulary.add_word(word, *n);
        }
        let own = library.agreements.iter().flat_map(|it| &it.glossary.concepts);
        own.flat_map(words).for_each(|it| vocabulary.take(&it));
        library.common.folded_words().for_each(|it| vocabulary.share(it));
        vocabulary.close();
        Ok(Indexed { engine: self.engine.finish()?, tables: self.tables })
    }
}
