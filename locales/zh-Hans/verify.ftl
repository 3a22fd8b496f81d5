# `clausebot verify` 和 /check 的核对结果。

# $exact (Number), $figures (Number), $differs (Number), $absent (Number), $statements (Number)
verify-summary = 共核对{ $statements }处：逐字一致{ $exact }处，数字一致{ $figures }处，有出入{ $differs }处，文件中没有{ $absent }处。
verify-nothing = 没有引文，也没有足够长、可供核对的句子。
# $statements (Number)
verify-cut = 全文较长，只核对了前{ $statements }处。
verify-exact = 逐字一致：{ $citation }
verify-differs = 有出入：{ $citation }
verify-same-figures = 数字一致，措辞不同：{ $citation }
verify-other-figure = 数字不符：{ $citation }
verify-absent = 文件中没有
verify-difference = “{ $here }”，文件原文为“{ $there }”
verify-added = “{ $here }”：文件原文没有
verify-left-out = 漏引：“{ $there }”
verify-no-such-figure = “{ $here }”：该条没有这一数字
verify-misquoted = 文中注明的出处是{ $clause }。

check-how = 请用 /check 回复需要核对的消息，或在 /check 后附上文字。
check-in-private = 请在私聊中使用 /check 核对文字。
