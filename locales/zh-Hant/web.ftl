# 瀏覽器中的頁面。標題和條款均為文件原文。

web-skip = 跳到正文
web-documents = 文件
web-contents = 目錄
web-text = 全文
web-both = 中英對照
web-commitments = 量化承諾
web-search = 查詢
web-search-label = 問題、條款編號或詞語
web-search-hint = 查詢結果為文件條款原文；沒有相關條款時，本頁如實說明。
web-see-also = 其他相關條款
web-about = 說明
web-about-text = 本頁逐條展示文件，一字不改地引用原文，不自行作答，也不解釋條文。
web-about-programs = 供程式使用：{ $address } 說明以 JSON 作答的各個地址。
web-languages = 語言
web-previous = 上一條
web-next = 下一條
web-in-context = 在全文中查看
web-copy-citation = 複製引文出處
web-copy-link = 複製連結
web-copied = 已複製
web-accessed = { $citation }（{ $language }），{ $address }，{ $date }查閱
# $clauses (Number)
web-clauses = { $clauses }條
web-no-page = 此地址沒有頁面。
web-no-document = 此處沒有文件「{ $document }」。
web-no-clause = 該文件沒有第「{ $clause }」條。
web-not-allowed = 本頁僅供閱讀。
web-wrong-host = 本頁不以此名稱提供服務。
web-too-long = 此位址過長。
web-busy = 同時請求過多，請稍後再試。
# $seconds (Number)
web-too-many = 您的位址請求過多，請在 { $seconds } 秒後重試。
web-nearest = 最接近的是：
web-no-text = 沒有該語言的文本
web-column-clause = 條款
web-column-amount = 數額
web-column-matter = 內容
web-column-giver = 提供方
web-column-receiver = 接受方
web-column-years = 年份
web-column-standing = 性質
web-column-unit = 單位
web-all = 全部
web-show = 顯示
web-no-year = 未載明年份
# $commitments (Number)
web-no-years = 未載明年份：{ $commitments } 項
web-nobody = 未載明
web-chart-amounts = 數額（{ $unit }）
web-chart-flow = 提供方與接受方
web-chart-years = 年份
# $commitments (Number)
web-flow = { $giver } → { $receiver }：{ $commitments }項
web-as-csv = CSV 格式
web-as-json = JSON 格式
web-from-translation = 承諾取自以下文本：{ $status }。
web-keys = 按鍵：「/」或「s」查詢，↑ ↓ 和 Enter 選擇結果，← → 前後條款，「?」顯示本說明
web-serving = 頁面地址：{ $address }。按 Ctrl-C 停止。
web-words = 詞語
