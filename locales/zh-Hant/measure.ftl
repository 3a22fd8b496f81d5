# `clausebot eval` 和 `ask --explain` 的用語。

measure-group = { $group }：{ $questions }個問題；首條正確{ $first } %，前三條{ $three } %，MRR { $mrr }
measure-refused = 正確拒答{ $refused }/{ $unanswerable }；誤拒{ $falsely }（{ $share } %）
measure-time = 中位數{ $median }微秒，95 %在{ $most }微秒內，99 %在{ $nearly }微秒內
measure-wrong = { $id }（{ $kind }）「{ $question }」：應為{ $wanted }，實為{ $got }
measure-collection = { $documents }篇文件，{ $queries }個查詢：hit@1 { $first }，hit@5 { $five }，MRR@10 { $mrr }，R@100 { $recall }
measure-speed = 每秒{ $speed }個查詢，中位數{ $median }微秒，95 %在{ $most }微秒內
measure-threshold = { $confidence }起：拒答無答案問題的{ $refused } %，有答案問題的{ $falsely } %
measure-best = 最佳門檻：{ $confidence }

explain-read = 讀作「{ $text }」
explain-mended = 「{ $typed }」視為「{ $read }」
explain-unit = 「{ $text }」{ $concepts ->
    [none] （詞）
   *[other] （概念{ $concepts }）
}：權重{ $weight }，涵蓋{ $share }
explain-broader = 「{ $text }」屬於：{ $concepts }
explain-near = 「{ $text }」≈「{ $near }」 { $similarity }
explain-clause = { $clause }：正文{ $body }，預期問題{ $asks }，概念{ $concepts }，語義{ $meaning }；得分{ $rank }，可信度{ $confidence }
explain-answered = 作答：可信度{ $confidence }達到{ $threshold }
explain-refused = 拒答：可信度{ $confidence }低於{ $threshold }
explain-no-topic = 按編號、部分或求助處理，未作檢索
