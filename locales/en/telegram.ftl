# What the bot says in Telegram. Buttons are short: a phone shows about 15
# characters beside another button.

button-previous = ‹ { $label }
button-next = { $label } ›
button-languages = 中/EN/繁
button-more = ⋯
button-less = ✕
button-both = 中文 + English
button-back = ‹
button-on = ›
button-page = { $page } / { $pages }
button-chosen = • { $label } •
button-commitments = Commitments
button-contents = Contents
button-documents = Documents
button-all-documents = All documents
button-document = { $number }. { $title }
button-copy = Copy citation
button-open = Open
button-share = Share
button-clause = { $label } · { $text }
button-up = 👍
button-down = 👎
button-ask-privately = Ask in a private chat
button-flood = Please wait a moment, then type again
button-follow = Auto
button-simplified = 简体中文
button-traditional = 繁體中文
button-english = English
button-readers-first = My language first
button-authentic-first = Authentic text first
button-too-old = This button is no longer valid. Please ask again.

settings-choose = The language of replies where the question does not show one, and the text of a clause that is shown first:
language-choose = Replies are in the language of the question; where it does not show one, such as “3.6”, in the language chosen here.
settings-document = Questions that name no document are answered from { $title }.
settings-all-documents = Questions that name no document are answered from all documents.
documents-choose = Choose the document that questions in this chat are answered from, unless they name another one.
settings-kept = Saved.
admins-only = Only administrators of this group can change its settings.
admins-unknown = Telegram does not say at the moment who the administrators of this group are. The settings are unchanged; please try again later.
answered-in-private = I have no right to write where you asked. The reply is therefore given here.
documents-heading = { $documents ->
    [one] { $documents } document
   *[other] { $documents } documents
}
answer-cut = The reply is too long to be shown in full. Please ask for one section or one clause.

ask-how = Please write the question after the command, or send the command in reply to a message.
start-how = Ask in English or Chinese what it says, or type the number of a clause. The reply is the clause, word for word. Tap a question to try; /help shows more.
start-amount = What amount is committed for { $subject }?
start-topic = What does it say on { $topic }?
start-section = What is in section { $section }?
clause-how = Please write the number after the command. For example: /clause { $clause }
hint-text-only = Only text can be read. Please type your question.
group-greeting = Thank you for adding me. Ask in Chinese or English:

    /ask@{ $bot } and your question,
    or reply to one of my messages.

    { $reads ->
        [all] I can read all messages here; @{ $bot } and a clause in brackets, such as [§{ $clause }], therefore work as well. I reply only when addressed.
       *[addressed] I cannot read the other messages here. For @{ $bot } and a clause in brackets, such as [§{ $clause }], to work as well, please make me an administrator.
    }

    Administrators set the language with /language@{ $bot }.
help-commands = /contents – sections
    /commitments – quantified commitments
    /clause – a clause by its number
    /settings – language and other settings
    /about – source of the texts, and privacy

    In a group: /ask and the question, or reply to me. In any chat: type my name and the question.
sorry = A technical fault has occurred. Please try again shortly.
flood-of-person = The limit of { $questions ->
        [one] one question
       *[other] { $questions } questions
    } per minute for one person has been reached. Please wait a moment before asking again.
backlog-of-person = Of the messages that waited while I was away, { $answered ->
        [one] only the newest one is
       *[other] only the newest { $answered } are
    } answered. Please send the others again if they are still needed.
flood-of-group = The limit of { $questions ->
        [one] one question
       *[other] { $questions } questions
    } per minute in this group has been reached. Please wait a moment before asking again.

vote-thanks = Thank you.
vote-others = Thank you. One of the following clauses may be the one you are looking for.
vote-no-other = Thank you. No other clause is close to this question.

forgotten = What was kept about you has been erased: your settings, and which messages answered your questions in the private chat with this bot.
forget-nobody = No information is kept about anonymous senders. There was nothing to erase.

about-source = { $source }.
about-published = Published: { $year }-{ $month }-{ $day }
about-program = clausebot { $version } quotes clauses word for word. It writes no answers of its own and does not interpret the text.
about-privacy = The following are kept: the settings chosen by you or for this chat; which message answers which, with a checksum of the question, so that an edited question updates its reply; in private chats, the clause that each reply shows, so that “next” goes on from it; and how often each clause was marked as helpful or not, without names. { $misses ->
    [kept] The texts of questions that find no clause, or whose reply was marked as not helpful, are kept without names, for improvement.
   *[dropped] The text of a question is stored until it is answered; recent questions may remain in temporary memory thereafter.
} Messages that could not be processed after three attempts are retained to identify the fault, up to the last one hundred. /forget erases what is kept about you.

inline-nothing-hint = The nearest clauses follow; they may not be what you mean.

menu-ask = Ask what the agreement says
menu-clause = Show a clause by its number
menu-contents = Show the sections
menu-commitments = List the quantified commitments
menu-check = Compare a text with the documents
menu-language = Choose the language
menu-settings = Language, text shown first, and document
menu-documents = List the documents
menu-about = Source of the texts, and privacy
menu-help = How to ask
menu-forget = Erase what is kept of you

# At most 512 characters in each locale.
bot-description = Ask what the document says, in Chinese or English. The reply is the clause, word for word, with its number and its quantified commitments. If there is no relevant clause, the bot says so.
# At most 120 characters in each locale.
bot-short-description = What the document says: the clause, word for word, in Chinese and English.

# $times (Number)
misses-line = { $times } × “{ $question }”
misses-none = There is no record of unanswered questions. Such records are kept only where “misses” is turned on.
votes-none = No votes are on record.
votes-line = { $document } { $clause }: { $up } 👍, { $down } 👎

serve-no-token = No token: expected one in the environment variable TELOXIDE_TOKEN, or in the file that --token-file names. To get one, write /newbot to @BotFather in Telegram, choose a name, and copy the token from the reply. Without Telegram, “clausebot chat” needs no token.

# Reports to administrators.
reload-broken = “{ $document }” was changed and cannot be used as it is. The version of before still answers.
reload-broken-new = “{ $document }” is new and cannot be used as it is.
reload-cut = { $file } ends in the middle of a sentence, so it may not be whole; restart the bot if it is
reload-gone = The library folder is empty or cannot be read. The library of before still answers.
reload-failed = The changed library cannot be used; the log says why. The library of before still answers.
