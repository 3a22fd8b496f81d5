# 量化承诺。数额、事项和各方均为文件原文。

commitments-heading = 量化承诺：
commitments-found = 共{ $commitments }项量化承诺：
commitments-none = 文件中没有此类量化承诺。
commitments-of-nobody = 未指明提供方
commitment-gives = { $giver } → { $receiver }
commitment-imports = { $giver }，自{ $receiver }
commitment-by = 由{ $giver }
commitment-for = 面向{ $receiver }
commitment-in = { $year }年
commitment-years = { $start }–{ $end }年
commitment-from = { $year }年起
commitment-until = { $year }年前
commitment-within = { $years }年内
commitment-per-year = 每年
commitment-per-month = 每月
commitment-per-person = 每人
commitment-provided = 已提供
commitment-sum = 其中{ $commitments }项合计：{ $amount }
commitment-sum-per = 其中{ $commitments }项合计：{ $per }{ $amount }
# 数额的性质，一词以蔽之。
standing-pledged = 承诺
standing-aim = 力争
standing-conditional = 附条件
standing-wish = 期望
standing-fact = 事实
standing-denied = 否定
