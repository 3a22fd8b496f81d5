# What `clausebot verify` and /check say of a text.

# $exact (Number), $figures (Number), $differs (Number), $absent (Number), $statements (Number)
verify-summary = { $statements ->
    [one] { $statements } statement
   *[other] { $statements } statements
}: { $exact } word for word, { $figures } with the same figures, { $differs } different, { $absent } not in the library.
verify-nothing = There is no quotation and no sentence long enough to compare.
# $statements (Number)
verify-cut = The text is long; its first { $statements } statements were compared.
verify-exact = Word for word: { $citation }
verify-differs = Differs here: { $citation }
verify-same-figures = Same figures, other words: { $citation }
verify-other-figure = Other figures: { $citation }
verify-absent = Not in the library
verify-difference = “{ $here }”; in the document: “{ $there }”
verify-added = “{ $here }”: not in the document
verify-left-out = Left out: “{ $there }”
verify-no-such-figure = “{ $here }”: no such figure in the clause
verify-misquoted = The text names { $clause } for it.

check-how = Reply with /check to the message that I should compare with the documents, or write its text after /check.
check-in-private = I compare texts in a private chat only.
