# 用户未提出问题时的提示。

help-greeting = 您好。可用中文或英文询问文件内容。
help-thanks = 不客气。
help-unreadable = 未能从中读出问题。
help-how = 可询问任何事项，或直接输入条款编号；答复为条款原文。
help-examples = 例如：{ $topic } · { $number } · { $section }
help-example-number = 第{ $clause }条
help-example-section = 第{ $section }部分

chat-welcome = 《{ $title }》。请提问；输入“帮助”查看用法，输入“退出”结束。
chat-commands = 下一条、上一条：相邻条款 · 语言 zh-Hans | zh-Hant | en | auto · 目录 · 退出
chat-language-set = 答复将使用简体中文。
chat-language-follows = 答复将使用提问的语言。
chat-language-unknown = 无法识别语言“{ $tag }”，应为 zh-Hans、zh-Hant、en 或 auto。
chat-no-clause-yet = 尚未显示任何条款。
chat-no-next = 已是最后一条。
chat-no-previous = 已是第一条。
