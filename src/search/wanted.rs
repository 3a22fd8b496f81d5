//! The terms of a question, to be looked for in many texts.

use super::{dictionary::TokenNumber, terms::Kind};

/// Bits of the filter that rules out most tokens of a text.
const N_FILTER_WORDS: usize = 64;

/// The terms of a question that some text has, by number.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Wanted {
    kinds: Vec<Kind>,
    /// Sorted by token.
    alone: Vec<(TokenNumber, Alone)>,
    /// Sorted by the two tokens.
    pairs: Vec<((TokenNumber, TokenNumber), u16)>,
    filter: Vec<u64>,
}

/// The terms that a token alone is: in a Chinese part as a character and among the pairs, in an English one as a
/// word.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Alone {
    pub(super) one: Option<u16>,
    pub(super) two: Option<u16>,
    pub(super) word: Option<u16>,
}

/// A term as tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tokens {
    /// One token.
    Alone(TokenNumber),
    /// Two tokens, one after the other.
    Pair(TokenNumber, TokenNumber),
}

impl Wanted {
    /// Adds a term; its number here. One that is there already keeps its number.
    pub(super) fn add(&mut self, kind: Kind, tokens: Tokens) -> u16 {
        let next = u16::try_from(self.kinds.len()).unwrap_or(u16::MAX);
        let number = match tokens {
            Tokens::Alone(token) => {
                let at = self.alone.binary_search_by_key(&token, |it| it.0);
                let at = at.unwrap_or_else(|at| {
                    self.alone.insert(at, (token, Alone::default()));
                    at
                });
                let Some((_, alone)) = self.alone.get_mut(at) else { return next };
                let place = match kind {
                    Kind::One => &mut alone.one,
                    Kind::Two => &mut alone.two,
                    Kind::Word | Kind::Pair => &mut alone.word,
                };
                *place.get_or_insert(next)
            }
            Tokens::Pair(first, second) => {
                let pair = (first, second);
                match self.pairs.binary_search_by_key(&pair, |it| it.0) {
                    Ok(at) => self.pairs.get(at).map_or(next, |it| it.1),
                    Err(at) => {
                        self.pairs.insert(at, (pair, next));
                        next
                    }
                }
            }
        };
        if number == next {
            self.kinds.push(kind);
        }
        if let Tokens::Pair(first, second) = tokens {
            // Pairs are looked up by their second token.
            self.touch(first);
            self.touch(second);
            if let Err(at) = self.alone.binary_search_by_key(&second, |it| it.0) {
                self.alone.insert(at, (second, Alone::default()));
            }
        } else if let Tokens::Alone(token) = tokens {
            self.touch(token);
        }
        number
    }

    fn touch(&mut self, token: TokenNumber) {
        self.filter.resize(N_FILTER_WORDS, 0);
        let (word, bit) = place(token);
        if let Some(word) = self.filter.get_mut(word) {
            *word |= bit;
        }
    }

    /// Whether a token may be in a term: never false for one that is.
    pub(super) fn may_have(&self, token: TokenNumber) -> bool {
        let (word, bit) = place(token);
        self.filter.get(word).is_some_and(|it| it & bit != 0)
    }

    /// The terms that a token alone is; `None` if it is in no term.
    pub(super) fn alone(&self, token: TokenNumber) -> Option<Alone> {
        let at = self.alone.binary_search_by_key(&token, |it| it.0).ok()?;
        self.alone.get(at).map(|it| it.1)
    }

    /// The term of two tokens.
    pub(super) fn pair(&self, first: TokenNumber, second: TokenNumber) -> Option<u16> {
        let at = self.pairs.binary_search_by_key(&(first, second), |it| it.0).ok()?;
        self.pairs.get(at).map(|it| it.1)
    }

    /// The kind of a term.
    pub(super) fn kind(&self, term: u16) -> Kind {
        self.kinds.get(usize::from(term)).copied().unwrap_or(Kind::One)
    }

    /// How many terms there are.
    pub(super) fn len(&self) -> usize {
        self.kinds.len()
    }
}

fn place(token: TokenNumber) -> (usize, u64) {
    let at = token as usize % (N_FILTER_WORDS * 64);
    (at / 64, 1 << (at % 64))
}
