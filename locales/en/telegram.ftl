# What the bot says in Telegram. Buttons are short: a phone shows about 15
# characters beside another button.

button-previous = ‹ { $label }
button-next = { $label } ›
button-back = ‹
button-on = ›
button-page = { $page } / { $pages }
button-chosen = • { $label } •
button-zh-hans = 中文
button-zh-hant = 繁
button-en = EN
button-commitments = Commitments
button-contents = Contents
button-documents = Documents
button-copy = Copy citation
button-share = Share
button-clause = { $label } · { $text }
button-up = 👍
button-down = 👎
button-ask-privately = Ask in a private chat
button-follow = As the question
button-simplified = 简体中文
button-traditional = 繁體中文
button-english = English
button-readers-first = My language first
button-authentic-first = Authentic text first
button-too-old = This button no longer leads anywhere. Please ask again.

settings-choose = Questions are answered in the language they are asked in. Choose the language for what shows none, such as “3.6” or “RCEP”, and the text of a clause to be shown first:
settings-kept = Saved.
admins-only = Only administrators of this group can change its settings.
documents-heading = { $documents ->
    [one] { $documents } document
   *[other] { $documents } documents
}
answer-cut = The answer is longer than this. Please ask for one section or one clause.

ask-how = Please write the question after the command, or send the command in reply to a message.
clause-how = Please write the number after the command. For example: /clause { $clause }
commitments-of = commitments by { $whose }
hint-text-only = I can read text only. Please write your question.
group-greeting = Thank you for adding me. Ask in Chinese or English:

    /ask@{ $bot } and your question,
    or reply to one of my messages.

    { $reads ->
        [all] I can read all messages here, so @{ $bot } and a clause in brackets, such as [§{ $clause }], work as well. I answer only when I am addressed, and keep no messages.
       *[addressed] I cannot read the other messages here. If @{ $bot } and a clause in brackets, such as [§{ $clause }], are to work as well, make me an administrator.
    }

    Administrators set the language with /language@{ $bot }.
help-commands = /contents – sections
    /commitments – quantified commitments
    /clause – a clause by its number
    /language – language and settings
    /about – source of the texts, and privacy

    In a group: /ask and the question, or reply to me. In any chat: type my name and the question.
sorry = Something went wrong on our side. Please ask again in a moment.

vote-thanks = Thank you.
vote-others = Thank you. Perhaps one of these clauses is meant.
vote-no-other = Thank you. There is no other clause near this question.

forgotten = What was kept of you has been erased: your settings, and which messages answered your questions in this private chat.
forget-nobody = Nothing is kept of a sender without a name. Nothing was erased.

about-source = { $source }.
about-published = Published: { $date }
about-program = clausebot { $version } quotes clauses word for word. It writes no answers of its own and does not interpret the text.
about-privacy = Kept are: the settings that you or this chat chose; that a chat was told that only text is read; which message answers which, so that an edited question edits its answer; and how often each clause was found helpful, without names. { $misses ->
    [kept] Questions that find nothing, or whose answer did not help, are kept without names, so that they can be answered later.
   *[dropped] The texts of questions are not kept.
} /forget erases what is kept of you.

inline-nothing-hint = The nearest clauses follow; they may not be what you mean.

menu-ask = Ask what the agreement says
menu-clause = Show a clause by its number
menu-contents = Show the sections
menu-commitments = List the quantified commitments
menu-language = Choose the language and the text shown first
menu-documents = List the documents
menu-about = Source of the texts, and privacy
menu-help = How to ask
menu-forget = Erase what is kept of you

bot-description = Ask what the agreement says, in Chinese or English. The answer is the clause, word for word, with its number and its quantified commitments. If no clause answers, I say so.
bot-short-description = What the agreement says: the clause, word for word, in Chinese and English.

misses-line = { $times } × “{ $question }”
misses-none = No question is on record that found nothing. They are kept only where “misses” is turned on.
votes-line = { $document } { $clause }: { $up } 👍, { $down } 👎

serve-no-token = No token: expected one in the environment variable TELOXIDE_TOKEN. To get one, write /newbot to @BotFather in Telegram, choose a name, and copy the token from the reply. Without Telegram, “clausebot chat” needs no token.
