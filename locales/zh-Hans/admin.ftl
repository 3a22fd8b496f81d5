# 向管理员显示的内容。

admin-program = clausebot { $version }
# $documents (Number), $clauses (Number), $problems (Number)
admin-library = { $documents }份文件，{ $clauses }条；{ $problems ->
    [0] 没有问题
   *[other] { $problems }个问题
}
admin-reloaded = 最近读取：{ $when }
# $answers (Number)
admin-counts = 启动以来回答的问题：{ $answers }
# $documents (Number)
admin-more-documents = ……另有{ $documents }份
admin-misses = 未能回答的问题：
admin-how = 如需添加或更换文件，请直接发送：PDF、Word、HTML、Markdown 或文本文件。附言将作为标题。
admin-no-folder = 自带的文件不能更改。请以 --library DIR 启动后再导入文件。
admin-import = 导入
admin-cancel = 取消
admin-cancelled = 未导入任何文件。
admin-cannot-import = 该文件无法导入：{ $reason }
admin-replaces = 文件库中已有 { $document }，其文本将被替换。
admin-imported = 已导入，编号为 { $document }，几秒后即可查询。
