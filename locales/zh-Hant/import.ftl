# `clausebot import` 和機器人匯入文件時的說明。

import-outline-more = ……另有 { $count } 條
import-nothing-unsure = 沒有略去任何內容，也沒有存疑之處。
import-unsure = 略去、存疑或有誤之處：
import-unsure-more = ……另有 { $count } 處；`clausebot check` 列出文本的所有問題
import-try = 可以試問：
import-written = 已寫入 { $folder }
import-reading = 正在讀取 { $file }，第 { $page } 頁，共 { $pages } 頁
import-no-clause = 文本中沒有條款。

import-doubt = { $file }：{ $text }
import-doubt-page = { $file } 第 { $page } 頁：{ $text }
doubt-extension = 檔名與內容不符；按 { $kind } 讀取
doubt-encoding = 按 { $name } 編碼讀取
doubt-damaged = 有些位元組不是字元；請在文本中尋找「�」
doubt-running = 略去頁首、頁尾或浮水印：「{ $text }」
doubt-page-numbers = 略去 { $count } 處頁碼
doubt-contents = 略去目錄（{ $count } 行）
doubt-deleted = 按修訂記錄刪去 { $count } 處
doubt-hidden = 略去隱藏文字：「{ $text }」
doubt-macros = 檔案含有巨集；沒有執行
doubt-notes = { $count } 條腳註與正文分開
doubt-number-format = 不認識編號格式「{ $format }」；寫成普通數字
doubt-characters = { $count } 個部首或連字已還原為相應的字
doubt-order = 有些行的順序不能確定；請查看表格和分欄
doubt-chosen = 只取網頁正文；略去選單等其他文字
import-unequal = { $id }：與其他條款相比，一種文本的長度是另一種的 { $ratio } 倍；請查看兩者是否對應
