# What administrators are told.

admin-program = clausebot { $version }
# $documents (Number), $clauses (Number), $problems (Number)
admin-library = { $documents ->
    [one] { $documents } document
   *[other] { $documents } documents
}, { $clauses ->
    [one] { $clauses } clause
   *[other] { $clauses } clauses
}; { $problems ->
    [0] no problems
    [one] { $problems } problem
   *[other] { $problems } problems
}
admin-reloaded = Last read: { $when }
# $answers (Number)
admin-counts = Questions answered since the start: { $answers }
# $documents (Number)
admin-more-documents = … and { $documents } more
admin-misses = Questions without an answer:
admin-how = To add or replace a document, send its file: PDF, Word, HTML, Markdown or text. Its caption becomes the title.
admin-no-folder = The shipped document cannot be changed. Start the bot with --library DIR to import documents.
admin-import = Import
admin-cancel = Cancel
admin-cancelled = Nothing was imported.
admin-cannot-import = This file cannot be imported: { $reason }
admin-replaces = { $document } is in the library already; its text will be replaced.
admin-imported = Imported as { $document }. It answers in a few seconds.
