//! The phrases: one variant a message.

use fluent::{FluentArgs, FluentValue};

/// Declares phrases: each variant's fields are the arguments of its message.
macro_rules! phrases {
    ($($(#[$doc:meta])* $name:ident $({ $($field:ident : $type:ty),* })? = $key:literal,)*) => {
        /// Something that the program says.
        ///
        /// The fields of a variant are the arguments of its message; what they
        /// mean is said in `locales/en`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "fields are named as the arguments of the message")]
        pub enum Phrase<'a> {
            $($(#[$doc])* $name $({ $($field: $type),* })?,)*
            /// Help of the command line; see `usage.ftl`.
            Usage { key: &'a str },
            /// Why a number was kept or dropped; see `explain.ftl`.
            Reason { key: &'a str },
        }

        impl<'a> Phrase<'a> {
            /// The message's key in the locale files.
            pub(super) fn key(&self) -> &'a str {
                match self {
                    $(Self::$name $({ $($field: _),* })? => $key,)*
                    Self::Usage { key } | Self::Reason { key } => key,
                }
            }

            pub(super) fn arguments(&self) -> FluentArgs<'a> {
                #[allow(unused_mut, reason = "some messages take no argument")]
                let mut arguments = FluentArgs::new();
                match *self {
                    $(Self::$name $({ $($field),* })? => { $($(arguments.set(stringify!($field), value($field));)*)? })*
                    Self::Usage { .. } | Self::Reason { .. } => {}
                }
                arguments
            }

            /// One phrase of each kind, with arguments of the right sort.
            #[cfg(test)]
            pub(super) fn samples() -> Vec<Phrase<'static>> {
                vec![$(Phrase::$name $({ $($field: Sample::sample()),* })?,)*]
            }
        }
    };
}

fn value<'a>(argument: impl Into<FluentValue<'a>>) -> FluentValue<'a> {
    argument.into()
}

#[cfg(test)]
trait Sample {
    fn sample() -> Self;
}

#[cfg(test)]
impl Sample for &str {
    fn sample() -> Self {
        "zh"
    }
}

#[cfg(test)]
impl Sample for usize {
    fn sample() -> Self {
        2
    }
}

phrases! {
    /// How a clause is cited.
    CitationClause { title: &'a str, clause: &'a str } = "citation-clause",
    /// How the preamble is cited.
    CitationPreamble { title: &'a str } = "citation-preamble",
    /// How a paragraph without a number is cited.
    CitationParagraph { title: &'a str, clause: &'a str } = "citation-paragraph",
    /// A clause in a list.
    ClauseLabel { clause: &'a str } = "clause-label",
    /// The preamble in a list.
    PreambleLabel = "preamble-label",
    /// A paragraph in a list.
    ParagraphLabel { clause: &'a str } = "paragraph-label",
    /// A section.
    SectionLabel { section: &'a str } = "section-label",
    /// Below a text that nobody but its translator stands by.
    UnofficialTranslation { language: &'a str } = "unofficial-translation",
    /// Below a text that the parties stand by, and that does not bind.
    OfficialTranslation { language: &'a str } = "official-translation",
    /// Where the reader's language has no text.
    OtherLanguageOnly = "other-language-only",
    /// A clause in the other Chinese script.
    ConvertedScript = "converted-script",
    /// Above the authentic text, below another.
    BesideAuthentic { language: &'a str } = "beside-authentic",
    /// Above an official translation, below the authentic text.
    BesideOfficial { language: &'a str } = "beside-official",
    /// Above an unofficial translation, below the authentic text.
    BesideUnofficial { language: &'a str } = "beside-unofficial",
    /// Before further clauses.
    SeeAlso = "see-also",
    /// No clause, and none near.
    NothingFound = "nothing-found",
    /// No clause, before the nearest ones.
    NothingButNear = "nothing-but-near",
    /// A number that no document has.
    NoSuchClause { clause: &'a str } = "no-such-clause",
    /// A number beyond the end of its section.
    NoSuchClauseInSection { clause: &'a str, section: &'a str, first: &'a str, last: &'a str } = "no-such-clause-in-section",
    /// A number in a section that is not there.
    NoSuchClauseAtAll { clause: &'a str, sections: usize } = "no-such-clause-at-all",
    /// A section that no document has.
    NoSuchSection { section: &'a str, sections: usize } = "no-such-section",
    /// Before the clauses with the nearest numbers.
    NearestNumbers = "nearest-numbers",
    /// Before the clauses of a section.
    SectionClauses { clauses: usize } = "section-clauses",
    /// Before the sections of a document.
    OutlineSections { sections: usize } = "outline-sections",
    /// One section of a document.
    OutlineSection { heading: &'a str, clauses: usize } = "outline-section",
    /// A question longer than is read.
    QuestionCut { limit: usize } = "question-cut",
    /// To a greeting.
    HelpGreeting = "help-greeting",
    /// To thanks.
    HelpThanks = "help-thanks",
    /// To what is no question.
    HelpUnreadable = "help-unreadable",
    /// How to ask.
    HelpHow = "help-how",
    /// Three questions to try.
    HelpExamples { topic: &'a str, number: &'a str, section: &'a str } = "help-examples",
    /// A question by clause number.
    HelpExampleNumber { clause: &'a str } = "help-example-number",
    /// A question by section number.
    HelpExampleSection { section: &'a str } = "help-example-section",
    /// The first line of a conversation.
    ChatWelcome { title: &'a str } = "chat-welcome",
    /// The commands of a conversation.
    ChatCommands = "chat-commands",
    /// The language was chosen.
    ChatLanguageSet = "chat-language-set",
    /// The language was left to the question.
    ChatLanguageFollows = "chat-language-follows",
    /// The language is none of ours.
    ChatLanguageUnknown { tag: &'a str } = "chat-language-unknown",
    /// Next and previous of nothing.
    ChatNoClauseYet = "chat-no-clause-yet",
    /// Next of the last.
    ChatNoNext = "chat-no-next",
    /// Previous of the first.
    ChatNoPrevious = "chat-no-previous",
    /// Before the commitments of a clause.
    CommitmentsHeading { commitments: usize } = "commitments-heading",
    /// Before a list of commitments.
    CommitmentsFound { commitments: usize } = "commitments-found",
    /// Instead of a list of commitments.
    CommitmentsNone = "commitments-none",
    /// From whom to whom.
    CommitmentGives { giver: &'a str, receiver: &'a str } = "commitment-gives",
    /// Who buys from whom.
    CommitmentImports { giver: &'a str, receiver: &'a str } = "commitment-imports",
    /// From whom.
    CommitmentBy { giver: &'a str } = "commitment-by",
    /// To whom.
    CommitmentFor { receiver: &'a str } = "commitment-for",
    /// In one year.
    CommitmentIn { year: &'a str } = "commitment-in",
    /// From year to year.
    CommitmentYears { start: &'a str, end: &'a str } = "commitment-years",
    /// From a year on.
    CommitmentFrom { year: &'a str } = "commitment-from",
    /// Until a year.
    CommitmentUntil { year: &'a str } = "commitment-until",
    /// In so many years.
    CommitmentWithin { years: &'a str } = "commitment-within",
    /// Each year.
    CommitmentPerYear = "commitment-per-year",
    /// Each month.
    CommitmentPerMonth = "commitment-per-month",
    /// For each person.
    CommitmentPerPerson = "commitment-per-person",
    /// No longer to come.
    CommitmentProvided = "commitment-provided",
    /// A sum over several.
    CommitmentSum { amount: &'a str, commitments: usize } = "commitment-sum",
    /// A sum over several that recur.
    CommitmentSumPer { amount: &'a str, commitments: usize, per: &'a str } = "commitment-sum-per",
    /// A number that is a commitment, with the reasons.
    ExplainKept { amount: &'a str, reasons: &'a str } = "explain-kept",
    /// A number that is none, with the reasons.
    ExplainDropped { amount: &'a str, reasons: &'a str } = "explain-dropped",
    /// A problem with its place.
    Problem { file: &'a str, line: &'a str, severity: &'a str, text: &'a str } = "problem",
    /// See `corpus::ProblemKind`.
    ProblemEmpty = "problem-empty",
    /// See `corpus::ProblemKind`.
    ProblemNoClause = "problem-no-clause",
    /// See `corpus::ProblemKind`.
    ProblemTooLarge { found: &'a str, limit: &'a str } = "problem-too-large",
    /// See `corpus::ProblemKind`.
    ProblemLineTooLong { found: &'a str, limit: &'a str } = "problem-line-too-long",
    /// See `corpus::ProblemKind`.
    ProblemNotUtf8 = "problem-not-utf8",
    /// See `corpus::ProblemKind`.
    ProblemUnreadable { reason: &'a str } = "problem-unreadable",
    /// See `corpus::ProblemKind`.
    ProblemNoTitle = "problem-no-title",
    /// See `corpus::ProblemKind`.
    ProblemNoNumbers = "problem-no-numbers",
    /// See `corpus::ProblemKind`.
    ProblemMissing { first: &'a str } = "problem-missing",
    /// See `corpus::ProblemKind`.
    ProblemMissingRange { first: &'a str, last: &'a str } = "problem-missing-range",
    /// See `corpus::ProblemKind`.
    ProblemMissingSection { first: &'a str } = "problem-missing-section",
    /// See `corpus::ProblemKind`.
    ProblemMissingSections { first: &'a str, last: &'a str } = "problem-missing-sections",
    /// See `corpus::ProblemKind`.
    ProblemRepeated { id: &'a str, line: &'a str } = "problem-repeated",
    /// See `corpus::ProblemKind`.
    ProblemRepeatedSection { id: &'a str, line: &'a str } = "problem-repeated-section",
    /// See `corpus::ProblemKind`.
    ProblemOutOfOrder { id: &'a str, after: &'a str } = "problem-out-of-order",
    /// See `corpus::ProblemKind`.
    ProblemSectionOutOfOrder { section: &'a str, after: &'a str } = "problem-section-out-of-order",
    /// See `corpus::ProblemKind`.
    ProblemWrongSection { id: &'a str, section: &'a str } = "problem-wrong-section",
    /// See `corpus::ProblemKind`.
    ProblemStray { text: &'a str } = "problem-stray",
    /// See `corpus::ProblemKind`.
    ProblemUnnumbered { after: &'a str } = "problem-unnumbered",
    /// See `corpus::ProblemKind`.
    ProblemNoText { printed: &'a str } = "problem-no-text",
    /// See `corpus::ProblemKind`.
    ProblemOnlyIn { id: &'a str, language: &'a str } = "problem-only-in",
    /// See `corpus::ProblemKind`.
    ProblemSectionOnlyIn { section: &'a str, language: &'a str } = "problem-section-only-in",
    /// See `corpus::ProblemKind`.
    ProblemAmountOnlyIn { id: &'a str, language: &'a str, amount: &'a str } = "problem-amount-only-in",
    /// See `corpus::ProblemKind`.
    ProblemSettings { reason: &'a str } = "problem-settings",
    /// See `corpus::ProblemKind`.
    ProblemNoDocument = "problem-no-document",
    /// See `corpus::ProblemKind`.
    ProblemRepeatedDocument { id: &'a str } = "problem-repeated-document",
    /// See `corpus::ProblemKind`.
    ProblemUnknownClause { entry: &'a str, clause: &'a str } = "problem-unknown-clause",
    /// See `corpus::ProblemKind`.
    ProblemNoQuestions { id: &'a str } = "problem-no-questions",
    /// One document of a checked library.
    SummaryDocument { id: &'a str, sections: usize, clauses: usize, preamble: &'a str, languages: &'a str, concepts: usize } = "summary-document",
    /// The end of a check.
    SummaryProblems { errors: usize, warnings: usize } = "summary-problems",
    /// A group of measured questions; shares are in per cent.
    MeasureGroup { group: &'a str, questions: usize, first: &'a str, three: &'a str, mrr: &'a str } = "measure-group",
    /// Questions that should be refused, and that should not.
    MeasureRefused { refused: usize, unanswerable: usize, falsely: usize, share: &'a str } = "measure-refused",
    /// How long answers took, in microseconds.
    MeasureTime { median: &'a str, most: &'a str, nearly: &'a str } = "measure-time",
    /// A question that was answered wrong.
    MeasureWrong { id: &'a str, kind: &'a str, question: &'a str, wanted: &'a str, got: &'a str } = "measure-wrong",
    /// A retrieval collection.
    MeasureCollection { documents: usize, queries: usize, first: &'a str, five: &'a str, mrr: &'a str, recall: &'a str } = "measure-collection",
    /// How fast a collection was searched.
    MeasureSpeed { speed: &'a str, median: &'a str, most: &'a str } = "measure-speed",
    /// What a threshold would refuse.
    MeasureThreshold { confidence: &'a str, refused: &'a str, falsely: &'a str } = "measure-threshold",
    /// The threshold to take.
    MeasureBest { confidence: &'a str } = "measure-best",
    /// See `clausebot doctor`.
    DoctorToken { bot: &'a str } = "doctor-token",
    /// See `clausebot doctor`.
    DoctorTokenNone = "doctor-token-none",
    /// See `clausebot doctor`.
    DoctorTokenUnknown = "doctor-token-unknown",
    /// See `clausebot doctor`.
    DoctorUnreachable { api: &'a str, reason: &'a str } = "doctor-unreachable",
    /// See `clausebot doctor`.
    DoctorPolling = "doctor-polling",
    /// See `clausebot doctor`.
    DoctorHookInTheWay { url: &'a str } = "doctor-hook-in-the-way",
    /// See `clausebot doctor`.
    DoctorHook { url: &'a str, pending: usize } = "doctor-hook",
    /// See `clausebot doctor`; `none` is found where there is none.
    DoctorHookOther { url: &'a str, found: &'a str } = "doctor-hook-other",
    /// See `clausebot doctor`.
    DoctorHookPending { pending: usize } = "doctor-hook-pending",
    /// See `clausebot doctor`.
    DoctorHookError { reason: &'a str } = "doctor-hook-error",
    /// See `clausebot doctor`.
    DoctorHookKinds = "doctor-hook-kinds",
    /// See `clausebot doctor`.
    DoctorReadsAll = "doctor-reads-all",
    /// See `clausebot doctor`.
    DoctorPrivacy = "doctor-privacy",
    /// See `clausebot doctor`.
    DoctorInline = "doctor-inline",
    /// See `clausebot doctor`.
    DoctorNoInline = "doctor-no-inline",
    /// See `clausebot doctor`.
    DoctorStore { place: &'a str, open: usize } = "doctor-store",
    /// See `clausebot doctor`.
    DoctorStoreMemory = "doctor-store-memory",
    /// See `clausebot doctor`.
    DoctorStoreFails { reason: &'a str } = "doctor-store-fails",
    /// See `clausebot doctor`.
    DoctorStoreAside { aside: usize } = "doctor-store-aside",
    /// See `clausebot doctor`.
    DoctorIndex { documents: usize, clauses: usize } = "doctor-index",
    /// See `clausebot doctor`.
    DoctorIndexEmpty = "doctor-index-empty",
    /// See `clausebot doctor`.
    DoctorClock = "doctor-clock",
    /// See `clausebot doctor`.
    DoctorClockOff { seconds: &'a str } = "doctor-clock-off",
    /// See `clausebot doctor`.
    DoctorClockUnknown = "doctor-clock-unknown",
    /// Why a running bot is not well.
    HealthUnwell { address: &'a str, reason: &'a str } = "health-unwell",
    /// How a question was read.
    ExplainRead { text: &'a str } = "explain-read",
    /// A word that was read as another.
    ExplainMended { typed: &'a str, read: &'a str } = "explain-mended",
    /// What a clause has of one unit of a question.
    ExplainUnit { text: &'a str, concepts: &'a str, weight: &'a str, share: &'a str } = "explain-unit",
    /// The parts of a clause's rank.
    ExplainClause { clause: &'a str, body: &'a str, asks: &'a str, concepts: &'a str, rank: &'a str, coverage: &'a str } = "explain-clause",
    /// Why it is an answer.
    ExplainAnswered { coverage: &'a str, threshold: &'a str } = "explain-answered",
    /// Why it is none.
    ExplainRefused { coverage: &'a str, threshold: &'a str } = "explain-refused",
    /// The question was not searched for.
    ExplainNoTopic = "explain-no-topic",
    /// The button to the clause before.
    ButtonPrevious { label: &'a str } = "button-previous",
    /// The button to the clause after.
    ButtonNext { label: &'a str } = "button-next",
    /// To the page before.
    ButtonBack = "button-back",
    /// To the page after.
    ButtonOn = "button-on",
    /// Which page it is.
    ButtonPage { page: &'a str, pages: &'a str } = "button-page",
    /// A button for what is chosen already.
    ButtonChosen { label: &'a str } = "button-chosen",
    /// A clause in simplified Chinese.
    ButtonZhHans = "button-zh-hans",
    /// A clause in traditional Chinese.
    ButtonZhHant = "button-zh-hant",
    /// A clause in English.
    ButtonEn = "button-en",
    /// To the commitments of a document.
    ButtonCommitments = "button-commitments",
    /// To the contents of a document.
    ButtonContents = "button-contents",
    /// To the documents.
    ButtonDocuments = "button-documents",
    /// Copies the citation.
    ButtonCopy = "button-copy",
    /// Brings a clause to another chat.
    ButtonShare = "button-share",
    /// A clause with its first words.
    ButtonClause { label: &'a str, text: &'a str } = "button-clause",
    /// It helped.
    ButtonUp = "button-up",
    /// It did not help.
    ButtonDown = "button-down",
    /// From inline results to the private chat.
    ButtonAskPrivately = "button-ask-privately",
    /// The language is left to the question.
    ButtonFollow = "button-follow",
    /// The language is simplified Chinese.
    ButtonSimplified = "button-simplified",
    /// The language is traditional Chinese.
    ButtonTraditional = "button-traditional",
    /// The language is English.
    ButtonEnglish = "button-english",
    /// The reader's own text is shown first.
    ButtonReadersFirst = "button-readers-first",
    /// The authentic text is shown first.
    ButtonAuthenticFirst = "button-authentic-first",
    /// A button of which nothing is left.
    ButtonTooOld = "button-too-old",
    /// Above the choices.
    SettingsChoose = "settings-choose",
    /// A choice was kept.
    SettingsKept = "settings-kept",
    /// To those who may not choose.
    AdminsOnly = "admins-only",
    /// Above the documents.
    DocumentsHeading { documents: usize } = "documents-heading",
    /// Below an answer too long to be sent whole.
    AnswerCut = "answer-cut",
    /// To a command without a question.
    AskHow = "ask-how",
    /// To a command without a number.
    ClauseHow { clause: &'a str } = "clause-how",
    /// The commitments of somebody, as a question.
    CommitmentsOf { whose: &'a str } = "commitments-of",
    /// To a sticker or a voice message.
    HintTextOnly = "hint-text-only",
    /// To a group that the bot was added to.
    GroupGreeting { bot: &'a str, reads: &'a str, clause: &'a str } = "group-greeting",
    /// The commands, below the help.
    HelpCommands = "help-commands",
    /// Something broke.
    Sorry = "sorry",
    /// To somebody who asks faster than is answered.
    FloodOfPerson { questions: usize } = "flood-of-person",
    /// In a group that asks faster than is answered.
    FloodOfGroup { questions: usize } = "flood-of-group",
    /// Instead of inline results, to somebody who types faster than is answered.
    ButtonFlood = "button-flood",
    /// Thanks for a vote.
    VoteThanks = "vote-thanks",
    /// Other clauses are offered.
    VoteOthers = "vote-others",
    /// There is no other clause to offer.
    VoteNoOther = "vote-no-other",
    /// What was kept of somebody is erased.
    Forgotten = "forgotten",
    /// Nothing is kept of somebody without a name.
    ForgetNobody = "forget-nobody",
    /// Where a text comes from.
    AboutSource { source: &'a str } = "about-source",
    /// When it was published.
    AboutPublished { year: &'a str, month: &'a str, day: &'a str } = "about-published",
    /// What the program is.
    AboutProgram { version: &'a str } = "about-program",
    /// What is kept of whom.
    AboutPrivacy { misses: &'a str } = "about-privacy",
    /// Below the result that nothing answers.
    InlineNothingHint = "inline-nothing-hint",
    /// What a command does, in the menu.
    MenuAsk = "menu-ask",
    /// What a command does, in the menu.
    MenuClause = "menu-clause",
    /// What a command does, in the menu.
    MenuContents = "menu-contents",
    /// What a command does, in the menu.
    MenuCommitments = "menu-commitments",
    /// What a command does, in the menu.
    MenuLanguage = "menu-language",
    /// What a command does, in the menu.
    MenuDocuments = "menu-documents",
    /// What a command does, in the menu.
    MenuAbout = "menu-about",
    /// What a command does, in the menu.
    MenuHelp = "menu-help",
    /// What a command does, in the menu.
    MenuForget = "menu-forget",
    /// What the bot is, in an empty chat; at most 512 characters.
    BotDescription = "bot-description",
    /// What the bot is, in its profile; at most 120 characters.
    BotShortDescription = "bot-short-description",
    /// A question that found nothing, and how often.
    MissesLine { times: usize, question: &'a str } = "misses-line",
    /// There is no such question.
    MissesNone = "misses-none",
    /// There are no votes.
    VotesNone = "votes-none",
    /// Votes on a clause.
    VotesLine { document: &'a str, clause: &'a str, up: &'a str, down: &'a str } = "votes-line",
    /// No token was given.
    ServeNoToken = "serve-no-token",
    /// Before an answer from a library with problems.
    LibraryHasProblems { problems: usize, directory: &'a str } = "library-has-problems",
}
