# `clausebot check` 对文件的检查结果。

problem = { $file }:{ $line }: { $severity ->
    [error] 错误
   *[warning] 警告
}：{ $text }

problem-empty = 文件没有文字；应有标题、各部分和条款
problem-no-clause = 全文没有条款；标题之下应有编号的行或段落
problem-too-large = 文件有{ $found }字节；最多读取{ $limit }字节
problem-line-too-long = 该行有{ $found }字节；一行最多{ $limit }字节
problem-clause-too-long = 第{ $id }条有{ $found }字节；一条最多{ $limit }字节
problem-steering = 第{ $column }列有不可见字符{ $code }；显示时一律略去
problem-not-utf8 = 该行不是UTF-8编码；请将文件存为UTF-8
problem-binary = 文件不是任何已知编码的文本；请另存为 UTF-8 纯文本
problem-unreadable = 文件无法读取：{ $reason }
problem-no-title = 第一个编号之前没有标题
problem-no-numbers = 全文没有编号，改按段落计数
problem-missing = 此条之前缺第{ $first }条
problem-missing-range = 此条之前缺第{ $first }条至第{ $last }条
problem-missing-section = 此部分之前缺第{ $first }部分
problem-missing-sections = 此部分之前缺第{ $first }部分至第{ $last }部分
problem-extract = 编号并非从头开始或有中断（{ $gaps }处）；按节选阅读
problem-repeated = 第{ $id }条重复出现；首次在第{ $line }行
problem-repeated-section = 第{ $id }部分重复出现；首次在第{ $line }行
problem-out-of-order = 第{ $id }条排在第{ $after }条之后
problem-section-out-of-order = 第{ $section }部分排在第{ $after }部分之后
problem-wrong-section = 第{ $id }条排在第{ $section }部分
problem-stray = “{ $text }”不属于任何条款
problem-unnumbered = 此段没有编号，作为第{ $after }条的一部分
problem-no-text = “{ $printed }”没有文字
problem-only-in = 第{ $id }条只见于{ $language ->
    [zh] 中文
   *[en] 英文
}文本
problem-section-only-in = 第{ $section }部分只见于{ $language ->
    [zh] 中文
   *[en] 英文
}文本
problem-amount-only-in = 第{ $id }条的“{ $amount }”只见于{ $language ->
    [zh] 中文
   *[en] 英文
}文本；请改正有误的一方
problem-settings = { $reason }
problem-not-read = 不读取这一名称的文件；可将其导入：`clausebot import { $file } --library DIR`
problem-no-document = 此处没有文件；应有 zh.txt、en.txt 或二者
problem-repeated-document = 另一份文件已使用标识“{ $id }”
problem-unknown-clause = “{ $entry }”指向第{ $clause }条，而文件没有该条
problem-no-questions = 第{ $id }条没有预期问题，而其他条有

summary-document = { $id }：{ $sections }部分，{ $clauses }条{ $preamble ->
    [yes] 及序言
   *[no] {""}
}，{ $languages }；{ $concepts }个概念
summary-problems = { $errors }个错误，{ $warnings }个警告
library-has-problems = 文件库有{ $problems }个问题；详见：clausebot check { $directory }

index-reading = 正在读取文件：{ $done }/{ $of }
index-indexing = 正在索引条款：{ $done }/{ $of }
index-written = { $documents }个文件，{ $clauses }条：索引用时{ $seconds }秒，位于 { $path }
index-found = { $documents }个文件，{ $clauses }条：{ $path } 中的索引是最新的
index-refused = 无法将索引写入 { $path }，因此索引留在内存中，每次启动时重建（{ $reason }）；可用 --index-dir 指定其他目录
