# `clausebot eval` 和 `ask --explain` 的用语。

measure-group = { $group }：{ $questions }个问题；首条正确{ $first } %，前三条{ $three } %，MRR { $mrr }
measure-refused = 正确拒答{ $refused }/{ $unanswerable }；误拒{ $falsely }（{ $share } %）
measure-time = 中位数{ $median }微秒，95 %在{ $most }微秒内，99 %在{ $nearly }微秒内
measure-wrong = { $id }（{ $kind }）“{ $question }”：应为{ $wanted }，实为{ $got }
measure-collection = { $documents }篇文档，{ $queries }个查询：hit@1 { $first }，hit@5 { $five }，MRR@10 { $mrr }，R@100 { $recall }
measure-speed = 每秒{ $speed }个查询，中位数{ $median }微秒，95 %在{ $most }微秒内
measure-threshold = { $confidence }起：拒答无答案问题的{ $refused } %，有答案问题的{ $falsely } %
measure-best = 最佳阈值：{ $confidence }

explain-read = 读作“{ $text }”
explain-mended = “{ $typed }”视为“{ $read }”
explain-unit = “{ $text }”{ $concepts ->
    [none] （词）
   *[other] （概念{ $concepts }）
}：权重{ $weight }，覆盖{ $share }
explain-broader = “{ $text }”属于：{ $concepts }
explain-near = “{ $text }”≈“{ $near }” { $similarity }
explain-clause = { $clause }：正文{ $body }，预期问题{ $asks }，概念{ $concepts }，语义{ $meaning }；得分{ $rank }，可信度{ $confidence }
explain-answered = 作答：可信度{ $confidence }达到{ $threshold }
explain-refused = 拒答：可信度{ $confidence }低于{ $threshold }
explain-no-topic = 按编号、部分或求助处理，未作检索
