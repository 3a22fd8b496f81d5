# 命令行说明：usage-命令、usage-命令-选项；usage-选项 适用于所有命令。

usage = 查找协定内容：以中文或英文提问，答复为条款原文
usage-library = 文件库目录，代替内置文件
usage-language = 答复语言：zh-Hans、zh-Hant 或 en；不指定时与提问相同
usage-config = 配置文件
usage-color = 何时使用颜色
usage-help = 显示说明
usage-version = 显示版本
usage-format = 答复格式
usage-ask = 回答一个问题
usage-ask-question = 问题；未给出时从标准输入读取
usage-ask-jsonl = 逐行回答标准输入中的 JSON，每行 {"{"}"id": …, "q": …{"}"}，每行输出一个 JSON
usage-chat = 在终端中对话
usage-clause = 按编号显示条款
usage-clause-id = 编号，如 3.6，或“preamble”（序言）
usage-outline = 显示目录
usage-check = 检查文件，指出问题所在的文件和行
usage-check-directory = 文件库目录或其中一个文件的目录；未给出时检查内置文件
usage-commitments = 列出量化承诺
usage-commitments-explain = 显示每个数字及其是否为承诺的理由
usage-commitments-document = 仅列出一份文件的承诺
usage-commitments-text = 改为读取纯文本文件；以 --language 指明其语言
usage-completions = 输出命令行补全脚本
usage-completions-shell = 命令行外壳
usage-man = 输出手册页
