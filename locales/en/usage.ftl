# Help of the command line: usage-COMMAND, usage-COMMAND-OPTION; usage-OPTION
# serves every command.

usage = Find what an agreement says: the clause, word for word, for a question in Chinese or English
usage-library = Folder of document folders to answer from, instead of the shipped document
usage-language = Language of replies: zh-Hans, zh-Hant or en; without it, that of the question
usage-config = Configuration file
usage-color = When to use colour
usage-help = Print help
usage-version = Print the version
usage-format = How to write the answer
usage-ask = Answer a question
usage-ask-question = The question; without one it is read from standard input
usage-ask-jsonl = Answer JSON lines from standard input, {"{"}"id": …, "q": …{"}"} each, with a JSON line each
usage-chat = Converse in the terminal
usage-clause = Show a clause by its number
usage-clause-id = The number, such as 3.6, or “preamble”
usage-outline = Show the sections
usage-check = Check documents and say what is wrong, with file and line
usage-check-directory = Folder of document folders, or one of them; without it, the shipped document
usage-commitments = List quantified commitments
usage-commitments-explain = Show every number with the reasons why it is a commitment or is not
usage-commitments-document = Those of one document
usage-commitments-text = Read a plain text file instead; --language says in which language it is
usage-completions = Print completions for a shell
usage-completions-shell = The shell
usage-man = Print the manual page
usage-ask-explain = Say how the question was read and why it was answered or refused
usage-eval = Measure the answers to questions with known answers
usage-eval-questions = File of JSON lines with id, q, lang, kind and gold
usage-eval-collection = Folder of a retrieval collection: docs.jsonl, queries.jsonl, qrels.jsonl
usage-eval-run = Write query and document ids of the collection to this file
usage-eval-show = List these questions
usage-eval-calibrate = Say what each confidence threshold would refuse
