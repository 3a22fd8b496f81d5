# 向管理員顯示的內容。

admin-program = clausebot { $version }
# $documents (Number), $clauses (Number), $problems (Number)
admin-library = { $documents }份文件，{ $clauses }條；{ $problems ->
    [0] 沒有問題
   *[other] { $problems }個問題
}
admin-reloaded = 最近讀取：{ $when }
# $answers (Number)
admin-counts = 啟動以來回答的問題：{ $answers }
# $documents (Number)
admin-more-documents = ……另有{ $documents }份
admin-misses = 未能回答的問題：
admin-how = 如需新增或更換文件，請直接傳送：PDF、Word、HTML、Markdown 或文字檔。附言將作為標題。
admin-no-folder = 內建的文件不能更改。請以 --library DIR 啟動後再匯入文件。
admin-import = 匯入
admin-cancel = 取消
admin-cancelled = 未匯入任何文件。
admin-cannot-import = 該檔案無法匯入：{ $reason }
admin-replaces = 文件庫中已有 { $document }，其文本將被取代。
admin-imported = 已匯入，編號為 { $document }，幾秒後即可查詢。
