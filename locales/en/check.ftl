# What `clausebot check` says of documents.

problem = { $file }:{ $line }: { $severity ->
    [error] error
   *[warning] warning
}: { $text }

problem-empty = the file has no text; expected a title, sections and clauses
problem-no-clause = the text has no clause; expected numbered lines or paragraphs below the title
problem-too-large = the file has { $found } bytes; at most { $limit } are read
problem-line-too-long = the line has { $found } bytes; a line may have { $limit }
problem-clause-too-long = clause { $id } has { $found } bytes; a clause may have { $limit }
problem-steering = a character that is not seen, { $code }, at column { $column }; it is never shown
problem-not-utf8 = the line is not UTF-8; save the file as UTF-8
problem-binary = the file is no text in any known encoding; save it as plain text in UTF-8
problem-unreadable = the file cannot be read: { $reason }
problem-no-title = no title before the first number
problem-no-numbers = nothing is numbered; paragraphs are counted instead
problem-missing = clause { $first } is missing before this one
problem-missing-range = clauses { $first } to { $last } are missing before this one
problem-missing-section = section { $first } is missing before this one
problem-missing-sections = sections { $first } to { $last } are missing before this one
problem-extract = the numbers begin in the middle or have gaps ({ $gaps }); the text is read as an extract
problem-repeated = clause { $id } stands a second time; first in line { $line }
problem-repeated-section = section { $id } stands a second time; first in line { $line }
problem-out-of-order = clause { $id } stands after { $after }
problem-section-out-of-order = section { $section } stands after section { $after }
problem-wrong-section = clause { $id } stands in section { $section }
problem-stray = “{ $text }” belongs to no clause
problem-unnumbered = a paragraph without a number, read as part of clause { $after }
problem-no-text = “{ $printed }” has no words
problem-only-in = clause { $id } is in the { $language ->
    [zh] Chinese
   *[en] English
} text only
problem-section-only-in = section { $section } is in the { $language ->
    [zh] Chinese
   *[en] English
} text only
problem-amount-only-in = clause { $id } has “{ $amount }” in the { $language ->
    [zh] Chinese
   *[en] English
} text only; correct the one that is wrong
problem-settings = { $reason }
problem-not-read = a file of this name is not read; make a document of it: `clausebot import { $file } --library DIR`
problem-no-document = no document here; expected zh.txt, en.txt or both
problem-repeated-document = a second document has the id “{ $id }”
problem-unknown-clause = “{ $entry }” names clause { $clause }, which the document has not
problem-no-questions = clause { $id } has no expected question, and others have some

summary-document = { $id }: { $sections ->
    [one] { $sections } section
   *[other] { $sections } sections
}, { $clauses ->
    [one] { $clauses } clause
   *[other] { $clauses } clauses
}{ $preamble ->
    [yes] {" "}and a preamble
   *[no] {""}
}, { $languages }; { $concepts ->
    [one] { $concepts } concept
   *[other] { $concepts } concepts
}
summary-problems = { $errors ->
    [0] no errors
    [one] { $errors } error
   *[other] { $errors } errors
}, { $warnings ->
    [0] no warnings
    [one] { $warnings } warning
   *[other] { $warnings } warnings
}
library-has-problems = { $problems ->
    [one] The library has { $problems } problem
   *[other] The library has { $problems } problems
}; see: clausebot check { $directory }

# $done (Number)
# $of (Number)
index-reading = Reading documents: { $done } of { $of }
# $done (Number)
# $of (Number)
index-indexing = Indexing clauses: { $done } of { $of }
index-written = { $documents ->
    [one] { $documents } document
   *[other] { $documents } documents
}, { $clauses ->
    [one] { $clauses } clause
   *[other] { $clauses } clauses
}: indexed in { $seconds } s, in { $path }
index-found = { $documents ->
    [one] { $documents } document
   *[other] { $documents } documents
}, { $clauses ->
    [one] { $clauses } clause
   *[other] { $clauses } clauses
}: the index in { $path } is up to date
index-refused = Cannot write the index to { $path }, so it is in memory and built at each start ({ $reason }); --index-dir names another folder
