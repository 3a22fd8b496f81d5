//! Compares a text with the documents of a library: which of its quotations and figures are theirs, word for word.
//!
//! A text is cut into [`Statement`]s: its quotations, and those sentences that have none. Each gets a [`Verdict`]:
//!
//! | the library has | verdict |
//! |---|---|
//! | the same words in the same order | [`Verdict::Exact`] |
//! | most of them, in that order | [`Verdict::Differs`], with the words that differ |
//! | other words, or another language, and the same figures | [`Verdict::SameFigures`] |
//! | other words on the same matter, and another figure | [`Verdict::OtherFigure`] |
//! | none of these | [`Verdict::Absent`] |
//!
//! ```
//! use clausebot::{assistant::Assistant, verify::Verdict};
//!
//! let assistant = Assistant::shipped()?;
//! let report = assistant.verify("他说：“从东盟国家进口1600亿美元农产品”。")?;
//! let Verdict::Differs(place, differences) = &report.statements[0].verdict else { panic!() };
//! assert_eq!(place.words(assistant.library()), Some("从东盟国家进口 1500 亿美元农产品"));
//! assert_eq!(differences.len(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What always holds: nothing is corrected and nothing is guessed; words are compared after [`Folding`], so that
//! scripts, widths, letter cases, line breaks and the form of quotation marks make no difference, and figures by
//! value; every span lies in the text that was checked or in a clause; the statements are in the order of the text and
//! do not overlap.
//!
//! [`Folding`]: crate::text::Folding

mod align;
mod cut;
mod figure;
mod report;
mod statement;
mod words;

pub use cut::Kind;
pub use figure::Figure;
pub use report::{Difference, Place, Report, Statement, Verdict};
pub use statement::verify;
