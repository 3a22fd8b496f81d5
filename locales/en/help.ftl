# What the bot says when nothing was asked.

help-greeting = Hello. Ask me what the document says, in English or Chinese.
help-thanks = You are welcome.
help-unreadable = I could not read a question in that.
help-how = Ask on any matter, or give a clause number; the reply is the clause, word for word.
help-examples = For example: { $topic } · { $number } · { $section }
help-example-number = clause { $clause }
help-example-section = section { $section }

chat-welcome = { $title }. Ask a question; “help” shows how, “quit” ends.
chat-commands = next, previous: the neighbouring clause · language zh-Hans | zh-Hant | en | auto · contents · quit
chat-language-set = Replies are in English.
chat-language-follows = Replies follow the language of the question.
chat-language-unknown = Unknown language “{ $tag }”. Expected: zh-Hans, zh-Hant, en or auto.
chat-no-clause-yet = No clause has been shown yet.
chat-no-next = This is the last clause.
chat-no-previous = This is the first clause.
