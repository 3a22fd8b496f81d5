//! Text of rich messages (Bot API 10.1): headings, lists, tables and quotations as lines
//! of plain text.
//!
//! ```text
//! {"blocks": [{"type": "heading", "text": "Vaccines"},
//!             {"type": "paragraph", "text": ["How ", {"type": "bold", "text": "many"}, "?"]}]}
//!   ─▶ "Vaccines\nHow many?"
//! ```
//!
//! What a block is does not matter, only the fields in which text stands; so blocks and
//! formats that are newer are read as well. Buttons and the labels of lists are no text
//! of the writer.

use serde_json::Value;

use super::json::Object;

/// Fields with text, in their order.
const TEXTS: [&str; 6] = ["summary", "text", "alternative_text", "expression", "caption", "credit"];

/// Fields with blocks.
const BLOCKS: [&str; 3] = ["blocks", "items", "cells"];

/// The text of a rich message, one line a block; `None` if it has none.
pub(crate) fn text(message: Object<'_>) -> Option<String> {
    let mut text = String::new();
    for name in BLOCKS {
        message.items(name).iter().for_each(|it| block(it, &mut text));
    }
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn block(value: &Value, text: &mut String) {
    match value {
        Value::Array(items) => items.iter().for_each(|it| block(it, text)),
        Value::Object(_) => {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            inline(value, text);
            let nested = Object::of(value).into_iter().flat_map(|it| BLOCKS.map(|at| it.value(at)));
            nested.flatten().for_each(|it| block(it, text));
        }
        Value::String(_) => inline(value, text),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn inline(value: &Value, text: &mut String) {
    match value {
        Value::String(it) => text.push_str(it),
        Value::Array(items) => items.iter().for_each(|it| inline(it, text)),
        Value::Object(_) => {
            let texts = Object::of(value).into_iter().flat_map(|it| TEXTS.map(|at| it.value(at)));
            texts.flatten().for_each(|it| inline(it, text));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use serde_json::json;

    use super::*;

    fn read(blocks: &Value) -> String {
        text(Object::of(&json!({"blocks": blocks})).unwrap()).unwrap_or_default()
    }

    #[test]
    fn blocks_are_lines() {
        assert_snapshot!(read(&json!([
            {"type": "heading", "text": "Vaccines", "size": 1},
            {"type": "paragraph", "text": ["How ", {"type": "bold", "text": ["ma", {"type": "italic", "text": "ny"}]}, "?"]},
            {"type": "list", "items": [{"label": "1.", "blocks": [{"type": "paragraph", "text": "rail"}]}]},
            {"type": "table", "cells": [[{"text": "a", "align": "left"}, {"text": "b"}]], "caption": "c"},
            {"type": "blockquote", "blocks": [{"type": "paragraph", "text": "q"}], "credit": "Ann"},
            {"type": "photo", "photo": [{"file_id": "f"}], "caption": {"text": "seen"}},
            {"type": "buttons", "buttons": [{"text": "press"}]},
            {"type": "hologram_of_2031", "text": {"type": "glitter", "text": "new"}},
            {"type": "divider"}, 7, null,
        ])), @r"
        Vaccines
        How many?
        rail
        c
        a
        b
        Ann
        q
        seen
        new
        ");
        assert_eq!(read(&json!({"text": "no array"})), "");
        assert_eq!(read(&json!([{"type": "photo"}])), "");
    }
}
