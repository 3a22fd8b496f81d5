# Answers. $title, $annex, $clause, $section and quotations come from documents.

citation-clause = { $title }, clause { $clause }
citation-annex-clause = { $title }, annex { $annex }, clause { $clause }
citation-own = { $title }, { $clause }
citation-recital = { $title }, recital { $clause }
citation-preamble = { $title }, preamble
citation-paragraph = { $title }, paragraph { $clause }
citation-page = { $citation }, page { $page }
citation-head = { $label } · { $title }
clause-label = Clause { $clause }
annex-clause-label = Annex { $annex }, clause { $clause }
recital-label = Recital { $clause }
preamble-label = Preamble
paragraph-label = Paragraph { $clause }

unofficial-translation = Unofficial translation; the { $language ->
    [zh] Chinese
   *[en] English
} text is authentic.
official-translation = Official translation; the { $language ->
    [zh] Chinese
   *[en] English
} text is authentic.
other-language-only = The document has no English text; this is the Chinese.

converted-script = Converted to traditional characters by program.
footnotes = { $notes ->
    [one] Footnote
   *[other] Footnotes
}
beside-authentic = Authentic text ({ $language ->
    [zh] Chinese
   *[en] English
})
beside-official = Official translation ({ $language ->
    [zh] Chinese
   *[en] English
})
beside-unofficial = Unofficial translation ({ $language ->
    [zh] Chinese
   *[en] English
})

see-also = See also:
nothing-found = The documents contain no clause on this matter.
nothing-but-near = No clause answers this. The nearest ones, which may not be what you mean:
no-such-clause = There is no clause { $clause }.
no-such-clause-in-section = There is no clause { $clause }: section { $section } runs from { $first } to { $last }.
no-such-clause-at-all = There is no clause { $clause }: there are { $sections ->
    [one] { $sections } section
   *[other] { $sections } sections
}.
no-such-section = There is no section { $section }: there are { $sections ->
    [one] { $sections } section
   *[other] { $sections } sections
}.
nothing-found-in = { $title } contains no clause on this matter.
nothing-but-near-in = No clause of { $title } answers this. The nearest ones, which may not be what you mean:
found-elsewhere = In other documents:
no-such-clause-in = { $title } has no clause { $clause }.
numbers-elsewhere = Other documents have this number:
no-such-document = No document here is called “{ $name }”. The documents are:
part-is-paragraph = The paragraphs of clause { $clause } have no numbers of their own. Paragraph { $paragraph } begins: “{ $words }”.
part-without-number = Clause { $clause } has no part { $part } with a number of its own. It is shown as a whole.
nearest-numbers = Nearest:
section-clauses = { $clauses ->
    [one] { $clauses } clause:
   *[other] { $clauses } clauses:
}
outline-sections = { $sections ->
    [one] { $sections } section:
   *[other] { $sections } sections:
}
outline-section = { $heading } ({ $clauses ->
    [one] { $clauses } clause
   *[other] { $clauses } clauses
})
# $limit (Number)
question-cut = Only the first { $limit } characters of the question were read.
