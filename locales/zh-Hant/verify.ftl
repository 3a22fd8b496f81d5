# `clausebot verify` 和 /check 的核對結果。

# $exact (Number), $figures (Number), $differs (Number), $absent (Number), $statements (Number)
verify-summary = 共核對{ $statements }處：逐字一致{ $exact }處，數字一致{ $figures }處，有出入{ $differs }處，文件中沒有{ $absent }處。
verify-nothing = 沒有引文，也沒有足夠長、可供核對的句子。
# $statements (Number)
verify-cut = 全文較長，只核對了前{ $statements }處。
verify-exact = 逐字一致：{ $citation }
verify-differs = 有出入：{ $citation }
verify-same-figures = 數字一致，措辭不同：{ $citation }
verify-other-figure = 數字不符：{ $citation }
verify-absent = 文件中沒有
verify-difference = 「{ $here }」，文件原文為「{ $there }」
verify-added = 「{ $here }」：文件原文沒有
verify-left-out = 漏引：「{ $there }」
verify-no-such-figure = 「{ $here }」：該條沒有這一數字
verify-misquoted = 文中註明的出處是{ $clause }。

check-how = 請用 /check 回覆需要核對的訊息，或在 /check 後附上文字。
check-in-private = 請在私人聊天中使用 /check 核對文字。
