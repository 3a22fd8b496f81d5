# The page in a browser. Titles, headings and clauses are the documents' words.

web-skip = Skip to the content
web-documents = Documents
web-contents = Contents
web-text = Full text
web-both = Side by side
web-commitments = Commitments
web-search = Search
web-search-label = Question, clause number or words
web-search-hint = Answers are clauses of the documents, word for word. Where no clause answers, the page says so.
web-see-also = Other clauses that fit
web-about = About
web-about-text = This page shows agreements clause by clause. It quotes them word for word, writes no answers of its own and does not interpret the text.
web-about-programs = For programs: { $address } describes the addresses that answer in JSON.
web-languages = Language
web-previous = Previous clause
web-next = Next clause
web-in-context = In the full text
web-copy-citation = Copy citation
web-copy-link = Copy link
web-copied = Copied
web-accessed = { $citation } ({ $language }), { $address }, accessed { $date }
# $clauses (Number)
web-clauses = { $clauses ->
    [one] { $clauses } clause
   *[other] { $clauses } clauses
}
web-no-page = There is no page at this address.
web-no-document = There is no document “{ $document }” here.
web-no-clause = This document has no clause “{ $clause }”.
web-not-allowed = This page can only be read.
web-wrong-host = This page is not served under this name.
web-too-long = This address is too long.
web-busy = Too many requests at once. Please try again in a moment.
# $seconds (Number)
web-too-many = Too many requests from your address. Please try again in { $seconds ->
        [one] { $seconds } second
       *[other] { $seconds } seconds
    }.
web-nearest = Nearest:
web-no-text = No text in this language
web-column-clause = Clause
web-column-amount = Amount
web-column-matter = Of what
web-column-giver = Giver
web-column-receiver = Receiver
web-column-years = Years
web-column-standing = Standing
web-column-unit = Unit
web-all = all
web-show = Show
web-no-year = No year stated
# $commitments (Number)
web-no-years = No year stated: { $commitments }
web-nobody = not named
web-chart-amounts = Amounts in { $unit }
web-chart-flow = Who gives to whom
web-chart-years = Years
# $commitments (Number)
web-flow = { $giver } → { $receiver }: { $commitments }
web-as-csv = As CSV
web-as-json = As JSON
web-from-translation = The commitments are read from this text: { $status }.
web-keys = Keys: “/” or “s” search, ↑ ↓ Enter choose a result, ← → neighbouring clauses, “?” this help
web-serving = The pages are at { $address }. Ctrl-C stops the server.
web-words = Words
