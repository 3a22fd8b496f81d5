# `clausebot check` 對文件的檢查結果。

problem = { $file }:{ $line }: { $severity ->
    [error] 錯誤
   *[warning] 警告
}：{ $text }

problem-empty = 文件沒有文字；應有標題、各部分和條款
problem-no-clause = 全文沒有條款；標題之下應有編號的行或段落
problem-too-large = 文件有{ $found }位元組；最多讀取{ $limit }位元組
problem-line-too-long = 該行有{ $found }位元組；一行最多{ $limit }位元組
problem-clause-too-long = 第{ $id }條有{ $found }位元組；一條最多{ $limit }位元組
problem-steering = 第{ $column }欄有不可見字元{ $code }；顯示時一律略去
problem-not-utf8 = 該行不是UTF-8編碼；請將文件存為UTF-8
problem-binary = 檔案不是任何已知編碼的文字；請另存為 UTF-8 純文字
problem-unreadable = 文件無法讀取：{ $reason }
problem-no-title = 第一個編號之前沒有標題
problem-no-numbers = 全文沒有編號，改按段落計數
problem-missing = 此條之前缺第{ $first }條
problem-missing-range = 此條之前缺第{ $first }條至第{ $last }條
problem-missing-section = 此部分之前缺第{ $first }部分
problem-missing-sections = 此部分之前缺第{ $first }部分至第{ $last }部分
problem-extract = 編號並非從頭開始或有中斷（{ $gaps }處）；按節選閱讀
problem-repeated = 第{ $id }條重複出現；首次在第{ $line }行
problem-repeated-section = 第{ $id }部分重複出現；首次在第{ $line }行
problem-out-of-order = 第{ $id }條排在第{ $after }條之後
problem-section-out-of-order = 第{ $section }部分排在第{ $after }部分之後
problem-wrong-section = 第{ $id }條排在第{ $section }部分
problem-stray = 「{ $text }」不屬於任何條款
problem-unnumbered = 此段沒有編號，作為第{ $after }條的一部分
problem-no-text = 「{ $printed }」沒有文字
problem-only-in = 第{ $id }條只見於{ $language ->
    [zh] 中文
   *[en] 英文
}文本
problem-section-only-in = 第{ $section }部分只見於{ $language ->
    [zh] 中文
   *[en] 英文
}文本
problem-amount-only-in = 第{ $id }條的「{ $amount }」只見於{ $language ->
    [zh] 中文
   *[en] 英文
}文本；請改正有誤的一方
problem-settings = { $reason }
problem-not-read = 不讀取這一名稱的檔案；可將其匯入：`clausebot import { $file } --library DIR`
problem-no-document = 此處沒有文件；應有 zh.txt、en.txt 或二者
problem-repeated-document = 另一份文件已使用識別碼「{ $id }」
problem-unknown-clause = 「{ $entry }」指向第{ $clause }條，而文件沒有該條
problem-no-questions = 第{ $id }條沒有預期問題，而其他條有

summary-document = { $id }：{ $sections }部分，{ $clauses }條{ $preamble ->
    [yes] 及序言
   *[no] {""}
}，{ $languages }；{ $concepts }個概念
summary-problems = { $errors }個錯誤，{ $warnings }個警告
library-has-problems = 文件庫有{ $problems }個問題；詳見：clausebot check { $directory }

index-reading = 正在讀取文件：{ $done }/{ $of }
index-indexing = 正在索引條款：{ $done }/{ $of }
index-written = { $documents }份文件，{ $clauses }條：索引用時{ $seconds }秒，位於 { $path }
index-found = { $documents }份文件，{ $clauses }條：{ $path } 中的索引是最新的
index-refused = 無法將索引寫入 { $path }，因此索引留在記憶體中，每次啟動時重建（{ $reason }）；可用 --index-dir 指定其他資料夾
