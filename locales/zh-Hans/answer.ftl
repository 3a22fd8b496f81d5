# 答复。$title、$clause、$section 及引文均出自文件。

citation-clause = 《{ $title }》第{ $clause }条
citation-annex-clause = 《{ $title }》附件{ $annex }第{ $clause }条
citation-own = 《{ $title }》{ $clause }
citation-recital = 《{ $title }》序言第{ $clause }项
citation-preamble = 《{ $title }》序言
citation-paragraph = 《{ $title }》第{ $clause }段
citation-page = { $citation }（第 { $page } 页）
citation-head = { $label } · { $title }
clause-label = 第{ $clause }条
annex-clause-label = 附件{ $annex }第{ $clause }条
recital-label = 序言第{ $clause }项
preamble-label = 序言
paragraph-label = 第{ $clause }段

unofficial-translation = 非正式译文，以{ $language ->
    [zh] 中文
   *[en] 英文
}文本为准。
official-translation = 正式译文，以{ $language ->
    [zh] 中文
   *[en] 英文
}文本为准。
other-language-only = 该文件无中文文本，以下为英文。

converted-script = 繁体字由程序转换。
# $notes (Number)
footnotes = 脚注
beside-authentic = 作准文本（{ $language ->
    [zh] 中文
   *[en] 英文
}）
beside-official = 正式译文（{ $language ->
    [zh] 中文
   *[en] 英文
}）
beside-unofficial = 非正式译文（{ $language ->
    [zh] 中文
   *[en] 英文
}）

see-also = 另见：
nothing-found = 文件中没有关于此事的条款。
nothing-but-near = 没有条款回答这一问题。以下为最接近的条款，未必是您所问：
no-such-clause = 没有第{ $clause }条。
no-such-clause-in-section = 没有第{ $clause }条：第{ $section }部分为第{ $first }条至第{ $last }条。
no-such-clause-at-all = 没有第{ $clause }条：文件共{ $sections }部分。
no-such-section = 没有第{ $section }部分：文件共{ $sections }部分。
nothing-found-in = 《{ $title }》中没有关于此事的条款。
nothing-but-near-in = 《{ $title }》没有条款回答这一问题。以下为最接近的条款，未必是您所问：
found-elsewhere = 其他文件中：
no-such-clause-in = 《{ $title }》没有第{ $clause }条。
numbers-elsewhere = 其他文件有此编号：
no-such-document = 这里没有名为“{ $name }”的文件。现有文件：
part-is-paragraph = 第{ $clause }条各段没有单独编号，第{ $paragraph }段为“{ $words }”。
part-without-number = 第{ $clause }条没有单独编号的{ $part }，以下为整条。
nearest-numbers = 相近编号：
section-clauses = 共{ $clauses }条：
outline-sections = 共{ $sections }部分：
outline-section = { $heading }（{ $clauses }条）
question-cut = 问题过长，只读取了前{ $limit }个字符。
