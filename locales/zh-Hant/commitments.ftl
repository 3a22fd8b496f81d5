# 量化承諾。數額、事項和各方均為文件原文。

commitments-heading = 量化承諾：
commitments-found = 共{ $commitments }項量化承諾：
commitments-none = 文件中沒有此類量化承諾。
commitments-of-nobody = 未指明提供方
commitment-gives = { $giver } → { $receiver }
commitment-imports = { $giver }，自{ $receiver }
commitment-by = 由{ $giver }
commitment-for = 面向{ $receiver }
commitment-in = { $year }年
commitment-years = { $start }–{ $end }年
commitment-from = { $year }年起
commitment-until = { $year }年前
commitment-within = { $years }年內
commitment-per-year = 每年
commitment-per-month = 每月
commitment-per-person = 每人
commitment-provided = 已提供
commitment-sum = 其中{ $commitments }項合計：{ $amount }
commitment-sum-per = 其中{ $commitments }項合計：{ $per }{ $amount }
# 數額的性質，一詞以蔽之。
standing-pledged = 承諾
standing-aim = 力爭
standing-conditional = 附條件
standing-wish = 期望
standing-fact = 事實
standing-denied = 否定
