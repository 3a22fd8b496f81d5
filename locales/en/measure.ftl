# What `clausebot eval` and `ask --explain` say.

# $questions (Number)
measure-group = { $group }: { $questions } questions; first right { $first } %, among three { $three } %, MRR { $mrr }
# $refused (Number)
# $unanswerable (Number)
# $falsely (Number)
measure-refused = rightly refused { $refused } of { $unanswerable }; falsely refused { $falsely } ({ $share } %)
measure-time = { $median } µs at the median, 95 % within { $most } µs, 99 % within { $nearly } µs
measure-wrong = { $id } ({ $kind }) “{ $question }”: wanted { $wanted }, got { $got }
# $documents (Number)
# $queries (Number)
measure-collection = { $queries } queries on { $documents } documents: hit@1 { $first }, hit@5 { $five }, MRR@10 { $mrr }, R@100 { $recall }
measure-speed = { $speed } queries a second, { $median } µs at the median, 95 % within { $most } µs
measure-threshold = from { $confidence }: refuses { $refused } % of the unanswerable, { $falsely } % of the answerable
measure-best = best threshold: { $confidence }

explain-read = read as “{ $text }”
explain-mended = “{ $typed }” was taken for “{ $read }”
explain-unit = “{ $text }” { $concepts ->
    [none] (word)
   *[other] (concept { $concepts })
}: weight { $weight }, covered { $share }
explain-broader = “{ $text }” is a kind of: { $concepts }
explain-near = “{ $text }” ≈ “{ $near }” { $similarity }
explain-clause = { $clause }: text { $body }, expected questions { $asks }, concepts { $concepts }, meaning { $meaning }; rank { $rank }, confidence { $confidence }
explain-answered = answered: confidence { $confidence } reaches { $threshold }
explain-refused = refused: confidence { $confidence } is below { $threshold }
explain-no-topic = asked by number, for a section or for help; nothing was searched for
