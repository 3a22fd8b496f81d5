//! Words of Chinese text, by jieba.

use jieba_rs::Jieba;

/// A dictionary of words. Loading takes about 0.2 s and 35 MB, so one is loaded and shared.
pub struct Segmenter {
    jieba: Jieba,
}

impl std::fmt::Debug for Segmenter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Segmenter").finish_non_exhaustive()
    }
}

impl Segmenter {
    /// Loads the general dictionary and adds `terms`, which are never split.
    pub fn new<'a>(terms: impl IntoIterator<Item = &'a str>) -> Self {
        let mut jieba = Jieba::new();
        for term in terms {
            // A term names something, as nouns do.
            jieba.add_word(term, None, Some("n"));
        }
        Self { jieba }
    }

    /// The words of `text`, each with the tag of its part of speech: `n`, `vn`, `ns`.
    pub fn tagged<'a>(&'a self, text: &'a str) -> Vec<(&'a str, &'a str)> {
        self.jieba.tag(text, false).into_iter().map(|it| (it.word, it.tag)).collect()
    }

    /// Whether the dictionary has `word`.
    pub fn knows(&self, word: &str) -> bool {
        self.jieba.has_word(word)
    }

    /// The words of `text`, in order; they join to `text`.
    pub fn words<'a>(&self, text: &'a str) -> Vec<&'a str> {
        self.jieba.cut(text, false).into_iter().map(|token| token.word).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::*;

    static SEGMENTER: LazyLock<Segmenter> =
        LazyLock::new(|| Segmenter::new(["新冠疫苗", "全球发展倡议"]));

    fn words(text: &str) -> String {
        SEGMENTER.words(text).join("|")
    }

    #[test]
    fn own_terms_stay_whole() {
        assert_snapshot!(words("提供新冠疫苗援助"), @"提供|新冠疫苗|援助");
        assert_snapshot!(words("参与全球发展倡议"), @"参与|全球发展倡议");
    }

    proptest! {
        #[test]
        fn words_join_to_their_text(text in "[一-龥a-z0-9 ，。]{0,30}|\\PC{0,30}") {
            prop_assert_eq!(SEGMENTER.words(&text).concat(), text);
        }
    }
}
