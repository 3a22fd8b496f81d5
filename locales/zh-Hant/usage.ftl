# 命令列說明：usage-命令、usage-命令-選項；usage-選項 適用於所有命令。

usage = 查找協定內容：以中文或英文提問，答覆為條款原文
usage-library = 文件庫資料夾，代替內置文件
usage-language = 答覆語言：zh-Hans、zh-Hant 或 en；不指定時與提問相同
usage-config = 設定檔
usage-color = 何時使用顏色
usage-help = 顯示說明
usage-version = 顯示版本
usage-format = 答覆格式
usage-ask = 回答一個問題
usage-ask-question = 問題；未給出時從標準輸入讀取
usage-ask-jsonl = 逐行回答標準輸入中的 JSON，每行 {"{"}"id": …, "q": …{"}"}，每行輸出一個 JSON
usage-chat = 在終端機中對話
usage-clause = 按編號顯示條款
usage-clause-id = 編號，如 3.6，或「preamble」（序言）
usage-outline = 顯示目錄
usage-check = 檢查文件，指出問題所在的文件和行
usage-check-directory = 文件庫資料夾或其中一份文件的資料夾；未給出時檢查內置文件
usage-commitments = 列出量化承諾
usage-commitments-explain = 顯示每個數字及其是否為承諾的理由
usage-commitments-document = 僅列出一份文件的承諾
usage-commitments-text = 改為讀取純文本文件；以 --language 指明其語言
usage-completions = 輸出命令列補全指令碼
usage-completions-shell = 殼層
usage-man = 輸出手冊頁面
