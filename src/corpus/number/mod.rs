//! The numbers of clauses and sections: the one place that reads and writes them, in documents, in questions and in
//! messages.
//!
//! | line of a document | read as |
//! |---|---|
//! | `3.6 扩大…`, `３．６　扩大…`, `3.6. Expand` | dotted 3.6 |
//! | `1. 共护和平`, `3、…` | dotted 1, 3 |
//! | `第二编`, `第二部分`, `PART II`, `Title III`, `Goal 4` | part 2, 2, 2, 3, 4 |
//! | `第三章 总则`, `Chapter 3` | chapter 3 |
//! | `第二节 附则`, `Section 2 Finance`, `Sec. 2` | section 2 |
//! | `第三条 …`, `第 3 条`, `Article 3: …`, `ARTICLE IV` | article 3, 3, 3, 4 |
//! | `第十二条之一`, `Article 5bis`, `Section 12A` | articles inserted later: ids `12-1`, `5bis`, `12A` |
//! | `1.a`, `A.`, `§ 2a` | ids `1.a`, `A`, `2a` |
//! | `附件一`, `附件`, `ANNEX I`, `Annex B` | annex 1, 1, 1, 2: ids `annex-1`, clauses `annex-1.2` |
//! | `三、…`, `III. PEOPLE`; `（三）…`; `4) …`, `(5) …`; `③` | list; sublist; item; circled |
//! | `1.5亿剂`, `3.0版`, `5 年内`, `2022 was`, `2022-11-11` | nothing: an amount or a date |
//! | `第三条规定…`, `Article 3 of the Charter says`, `Article 8(1) of` | nothing: a sentence about a clause |
//!
//! | typed | read as |
//! |---|---|
//! | `3.6`, `３．６`, `三点六`, `三.六`, `three point six`, `5-3` | clause 3.6, 5.3, if nothing else is asked |
//! | `articles 3 to 6`, `第三条至第六条`, `第3-6条`, `3.6-3.9` | clauses 3, 4, 5 and 6; 3.6 to 3.9 |
//! | `art. 3-6`, `第3-6条` | clause 3.6, if nothing else is asked and the clauses 3 to 6 are not there |
//! | `第3.6条`, `第三条第六款`, `§ 3.6`, `clause 3.6`, `clause three point six`, `Article 3(6)(a)` | clause 3.6 |
//! | `第十二条之一`, `article 5bis`; `附件一第二条`, `annex 1.2` | clause 12-1, 5bis; annex-1.2 |
//! | `第四章`, `第三部分`, `chapter 4`, `Part IV`, `second section` | section 4, 3, 4, 4, 2 |
//! | `article 2, paragraph 3`, `paragraph 3 of article 2`, `第二条第(三)项` | clause 2.3 |
//! | `target 14.5`, `目标10.1` | clause 14.5, 10.1 |
//! | `section 12A`, `§ 2a`, `1.a`, `recital 3` | clause 12A, 2a, 1.a, recital-3 |
//! | `27条`, `61` | clause 27, 61, if nothing else is asked |
//! | `哪一条`, `有没有一条`, `which article i need` | nothing: a question |
//! | `附件一`, `Annex I`; `last section`, `最后一部分` | annex 1; the last section |
//! | `[§3.6]`, `【3.6】` in a message | clause 3.6 |
//! | `1.5轨`, `3.0版`, `1.5亿剂`, `2.0`, `Track 1.5`, `no. 5`; `[3.6]`, `【1】`, `【2.1】版本` in a message | nothing |
//!
//! What always holds: an id prints as text that reads back as the same id.

mod bracketed;
mod bracketed_context;
mod english_label;
mod found;
mod id;
mod label;
mod lettered;
mod line;
mod mark;
mod part;
mod range;
#[cfg(test)]
mod tests;
mod typed;
mod unit;
mod value;

pub use bracketed::{Citation, bracketed, citations};
pub use found::{Mention, Reference};
pub use id::{ClauseId, ClauseNumber, InvalidClauseId, SectionNumber};
pub(super) use line::marks;
pub(super) use mark::{Mark, Style};
pub use part::Part;
pub use range::{Range, joins_ends, ranges};
pub use typed::{hyphenated, is_article, mentions, pair, pinyin};
pub(super) use unit::Unit;
pub use unit::section_words;
