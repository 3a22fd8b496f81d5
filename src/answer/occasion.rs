//! Why help is given instead of an answer.

/// The reason why help is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// A greeting.
    Greeting,
    /// Thanks or a farewell.
    Thanks,
    /// A call for help.
    Help,
    /// Nothing that can be read as a question.
    Unreadable,
}
