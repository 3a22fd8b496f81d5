# 浏览器中的页面。标题和条款均为文件原文。

web-skip = 跳到正文
web-documents = 文件
web-contents = 目录
web-text = 全文
web-both = 中英对照
web-commitments = 量化承诺
web-search = 查询
web-search-label = 问题、条款编号或词语
web-search-hint = 查询结果为文件条款原文；没有相关条款时，本页如实说明。
web-see-also = 其他相关条款
web-about = 说明
web-about-text = 本页逐条展示文件，一字不改地引用原文，不自行作答，也不解释条文。
web-about-programs = 供程序使用：{ $address } 说明以 JSON 作答的各个地址。
web-languages = 语言
web-previous = 上一条
web-next = 下一条
web-in-context = 在全文中查看
web-copy-citation = 复制引文出处
web-copy-link = 复制链接
web-copied = 已复制
web-accessed = { $citation }（{ $language }），{ $address }，{ $date }查阅
# $clauses (Number)
web-clauses = { $clauses }条
web-no-page = 此地址没有页面。
web-no-document = 此处没有文件“{ $document }”。
web-no-clause = 该文件没有第“{ $clause }”条。
web-not-allowed = 本页仅供阅读。
web-wrong-host = 本页不以此名称提供服务。
web-too-long = 此地址过长。
web-busy = 同时请求过多，请稍后再试。
# $seconds (Number)
web-too-many = 您的地址请求过多，请在 { $seconds } 秒后重试。
web-nearest = 最接近的是：
web-no-text = 没有该语言的文本
web-column-clause = 条款
web-column-amount = 数额
web-column-matter = 内容
web-column-giver = 提供方
web-column-receiver = 接受方
web-column-years = 年份
web-column-standing = 性质
web-column-unit = 单位
web-all = 全部
web-show = 显示
web-no-year = 未载明年份
# $commitments (Number)
web-no-years = 未载明年份：{ $commitments } 项
web-nobody = 未载明
web-chart-amounts = 数额（{ $unit }）
web-chart-flow = 提供方与接受方
web-chart-years = 年份
# $commitments (Number)
web-flow = { $giver } → { $receiver }：{ $commitments }项
web-as-csv = CSV 格式
web-as-json = JSON 格式
web-from-translation = 承诺取自以下文本：{ $status }。
web-keys = 按键：“/”或“s”查询，↑ ↓ 和回车选择结果，← → 前后条款，“?”显示本说明
web-serving = 页面地址：{ $address }。按 Ctrl-C 停止。
web-words = 词语
