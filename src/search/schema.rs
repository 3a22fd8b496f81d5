//! The fields of the engine's index.

use tantivy::{
    TantivyDocument,
    schema::{
        FAST, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
    },
    tokenizer::{PreTokenizedString, Token},
};

/// The fields. Terms come ready-made from [`super::terms`], so the engine analyses no text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// The clause's place in the library's list.
    pub(super) place: Field,
    /// Chinese, character by character.
    pub(super) ones: Field,
    /// Chinese, two characters at a time.
    pub(super) twos: Field,
    pub(super) words: Field,
    /// Pairs of characters and stems of the expected questions.
    pub(super) asks: Field,
    pub(super) concepts: Field,
    pub(super) amounts: Field,
}

impl Fields {
    pub(super) fn schema() -> (Schema, Self) {
        let mut builder = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_index_option(IndexRecordOption::WithFreqs)
            .set_tokenizer("raw");
        let text = TextOptions::default().set_indexing_options(indexing);
        let fields = Self {
            place: builder.add_u64_field("place", NumericOptions::from(FAST)),
            ones: builder.add_text_field("ones", text.clone()),
            twos: builder.add_text_field("twos", text.clone()),
            words: builder.add_text_field("words", text.clone()),
            asks: builder.add_text_field("asks", text.clone()),
            concepts: builder.add_text_field("concepts", text.clone()),
            amounts: builder.add_text_field("amounts", text),
        };
        (builder.build(), fields)
    }
}

/// Adds ready-made terms to a field.
pub(super) fn add(
    document: &mut TantivyDocument,
    field: Field,
    terms: impl IntoIterator<Item = String>,
) {
    let tokens: Vec<Token> = (0..)
        .zip(terms)
        .map(|(position, text)| Token { position, text, position_length: 1, ..Token::default() })
        .collect();
    document.add_pre_tokenized_text(field, PreTokenizedString { text: String::new(), tokens });
}
