# `clausebot import` 和机器人导入文件时的说明。

import-outline-more = ……另有 { $count } 条
import-nothing-unsure = 没有略去任何内容，也没有存疑之处。
import-unsure = 略去、存疑或有误之处：
import-unsure-more = ……另有 { $count } 处；`clausebot check` 列出文本的所有问题
import-try = 可以试问：
import-written = 已写入 { $folder }
import-reading = 正在读取 { $file }，第 { $page } 页，共 { $pages } 页
import-no-clause = 文本中没有条款。

import-doubt = { $file }：{ $text }
import-doubt-page = { $file } 第 { $page } 页：{ $text }
doubt-extension = 文件名与内容不符；按 { $kind } 读取
doubt-encoding = 按 { $name } 编码读取
doubt-damaged = 有些字节不是字符；请在文本中查找“�”
doubt-running = 略去页眉、页脚或水印：“{ $text }”
doubt-page-numbers = 略去 { $count } 处页码
doubt-contents = 略去目录（{ $count } 行）
doubt-deleted = 按修订记录删去 { $count } 处
doubt-hidden = 略去隐藏文字：“{ $text }”
doubt-macros = 文件含有宏；没有运行
doubt-notes = { $count } 条脚注与正文分开
doubt-number-format = 不认识编号格式“{ $format }”；写成普通数字
doubt-characters = { $count } 个部首或连字已还原为相应的字
doubt-order = 有些行的顺序不能确定；请查看表格和分栏
doubt-chosen = 只取网页正文；略去菜单等其他文字
import-unequal = { $id }：与其他条款相比，一种文本的长度是另一种的 { $ratio } 倍；请查看两者是否对应
