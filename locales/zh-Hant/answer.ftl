# 答覆。$title、$clause、$section 及引文均出自文件。

citation-clause = 《{ $title }》第{ $clause }條
citation-annex-clause = 《{ $title }》附件{ $annex }第{ $clause }條
citation-own = 《{ $title }》{ $clause }
citation-recital = 《{ $title }》序言第{ $clause }項
citation-preamble = 《{ $title }》序言
citation-paragraph = 《{ $title }》第{ $clause }段
citation-page = { $citation }（第 { $page } 頁）
citation-head = { $label } · { $title }
clause-label = 第{ $clause }條
annex-clause-label = 附件{ $annex }第{ $clause }條
recital-label = 序言第{ $clause }項
preamble-label = 序言
paragraph-label = 第{ $clause }段

unofficial-translation = 非正式譯文，以{ $language ->
    [zh] 中文
   *[en] 英文
}文本為準。
official-translation = 正式譯文，以{ $language ->
    [zh] 中文
   *[en] 英文
}文本為準。
other-language-only = 該文件無中文文本，以下為英文。

converted-script = 繁體字由程式轉換。
# $notes (Number)
footnotes = 註腳
beside-authentic = 作準文本（{ $language ->
    [zh] 中文
   *[en] 英文
}）
beside-official = 正式譯文（{ $language ->
    [zh] 中文
   *[en] 英文
}）
beside-unofficial = 非正式譯文（{ $language ->
    [zh] 中文
   *[en] 英文
}）

see-also = 另見：
nothing-found = 文件中沒有關於此事的條款。
nothing-but-near = 沒有條款回答這一問題。以下為最接近的條款，未必是您所問：
no-such-clause = 沒有第{ $clause }條。
no-such-clause-in-section = 沒有第{ $clause }條：第{ $section }部分為第{ $first }條至第{ $last }條。
no-such-clause-at-all = 沒有第{ $clause }條：文件共{ $sections }部分。
no-such-section = 沒有第{ $section }部分：文件共{ $sections }部分。
nothing-found-in = 《{ $title }》中沒有關於此事的條款。
nothing-but-near-in = 《{ $title }》沒有條款回答這一問題。以下為最接近的條款，未必是您所問：
found-elsewhere = 其他文件中：
no-such-clause-in = 《{ $title }》沒有第{ $clause }條。
numbers-elsewhere = 其他文件有此編號：
no-such-document = 這裡沒有名為「{ $name }」的文件。現有文件：
part-is-paragraph = 第{ $clause }條各段沒有單獨編號，第{ $paragraph }段為「{ $words }」。
part-without-number = 第{ $clause }條沒有單獨編號的{ $part }，以下為整條。
nearest-numbers = 相近編號：
section-clauses = 共{ $clauses }條：
outline-sections = 共{ $sections }部分：
outline-section = { $heading }（{ $clauses }條）
question-cut = 問題過長，只讀取了前{ $limit }個字元。
