# 用戶未提出問題時的提示。

help-greeting = 您好。可用中文或英文詢問文件內容。
help-thanks = 不客氣。
help-unreadable = 未能從中讀出問題。
help-how = 可詢問任何事項，或直接輸入條款編號；答覆為條款原文。
help-examples = 例如：{ $topic } · { $number } · { $section }
help-example-number = 第{ $clause }條
help-example-section = 第{ $section }部分

chat-welcome = 《{ $title }》。請提問；輸入「幫助」查看用法，輸入「退出」結束。
chat-commands = 下一條、上一條：相鄰條款 · 語言 zh-Hans | zh-Hant | en | auto · 目錄 · 退出
chat-language-set = 答覆將使用繁體中文。
chat-language-follows = 答覆將使用提問的語言。
chat-language-unknown = 無法識別語言「{ $tag }」，應為 zh-Hans、zh-Hant、en 或 auto。
chat-no-clause-yet = 尚未顯示任何條款。
chat-no-next = 已是最後一條。
chat-no-previous = 已是第一條。
