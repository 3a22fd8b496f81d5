# 在 Telegram 中的用语。按钮文字须简短。

button-previous = ‹ { $label }
button-next = { $label } ›
button-languages = 中/EN/繁
button-more = ⋯
button-less = ✕
button-both = 中文 + English
button-back = ‹
button-on = ›
button-page = { $page } / { $pages }
button-chosen = • { $label } •
button-commitments = 量化承诺
button-contents = 目录
button-documents = 文件列表
button-all-documents = 所有文件
button-document = { $number }. { $title }
button-copy = 复制出处
button-open = 网页
button-share = 转发
button-clause = { $label } · { $text }
button-up = 👍
button-down = 👎
button-ask-privately = 与机器人单独对话
button-flood = 输入较为频繁，请稍候再试
button-follow = 自动
button-simplified = 简体中文
button-traditional = 繁體中文
button-english = English
button-readers-first = 先显示本人所用语言
button-authentic-first = 先显示作准文本
button-too-old = 此按钮已失效，请重新提问。

settings-choose = 无法从提问判断语言时所用的语言，以及条款首先显示的文本：
language-choose = 答复与提问使用同一语言；无法从提问判断语言（如“3.6”）时，使用此处所选语言。
settings-document = 未指明文件的问题依《{ $title }》作答。
settings-all-documents = 未指明文件的问题依所有文件作答。
documents-choose = 请选择此对话中提问所依据的文件；问题指明其他文件的除外。
settings-kept = 已保存。
admins-only = 仅群组管理员可更改本群设置。
admins-unknown = 目前无法核实群组管理员身份，设置未作更改，请稍后再试。
answered-in-private = 本机器人在您提问之处无发言权限，故在此答复。
documents-heading = 共{ $documents }份文件
answer-cut = 答复过长，未能全部显示。请按部分或条款提问。

ask-how = 请在命令后写明问题，或以命令回复一条消息。
start-how = 可用中文或英文询问文件内容，或输入条款编号；答复为条款原文。点按下列问题即可试用，/help 可查看更多用法。
start-amount = { $subject }的数额是多少？
start-topic = 关于{ $topic }有何规定？
start-section = 第{ $section }部分有哪些内容？
clause-how = 请在命令后写明条款编号。例如：/clause { $clause }
hint-text-only = 仅能读取文字，请输入问题。
group-greeting = 感谢邀请。可用中文或英文提问：

    /ask@{ $bot } 加问题，
    或直接回复本机器人的消息。

    { $reads ->
        [all] 本机器人可读取群内全部消息，因此也可使用 @{ $bot } 提问，或在句中以 [§{ $clause }] 注明条款。仅在被询问时答复。
       *[addressed] 本机器人无法读取群内其他消息。如需使用 @{ $bot } 提问或在句中以 [§{ $clause }] 注明条款，请将本机器人设为管理员。
    }

    管理员可用 /language@{ $bot } 设置语言。
help-commands = /contents – 目录
    /commitments – 量化承诺
    /clause – 按编号查看条款
    /settings – 语言与其他设置
    /about – 文本来源与隐私

    群组中：输入 /ask 和问题，或回复本机器人。任意对话中：输入本机器人的用户名和问题。
sorry = 系统出现故障，请稍后重试。
flood-of-person = 您的提问较为频繁，每人每分钟至多可答复{ $questions }个问题。请稍候再提问。
backlog-of-person = 此前未能及时处理您发送的消息，现仅答复其中最新的{ $answered }条。其余消息如仍需答复，请重新发送。
flood-of-group = 本群提问较为频繁，每分钟至多可答复{ $questions }个问题。请稍候再提问。

vote-thanks = 感谢反馈。
vote-others = 感谢反馈。以下条款或为您所需。
vote-no-other = 感谢反馈。没有与此问题相近的其他条款。

forgotten = 与您有关的信息已清除：您的设置，以及您与本机器人单独对话中问题与答复的对应关系。
forget-nobody = 未保存匿名发送者的任何信息，无需清除。

about-source = { $source }。
about-published = 公布日期：{ $year }年{ $month }月{ $day }日
about-program = clausebot { $version } 逐字引用条款，不自行撰写答复，不对文本作出解释。
about-privacy = 保存以下信息：您或本对话所选的设置；问题与答复消息的对应关系及问题的校验值，以便问题修改后更新答复；单独对话中各答复所示条款，以便“下一条”由此接续；各条款获评有帮助或无帮助的次数，不记名。{ $misses ->
    [kept] 未找到条款或答复获评无帮助的问题，其内容不记名保存，以便改进。
   *[dropped] 问题内容存储至答复为止；近期问题可能在内存中暂留。
}三次处理失败的消息予以保留（最多一百条），以便查明故障。/forget 可清除与您有关的信息。

inline-nothing-hint = 以下为最接近的条款，未必是您所问。

menu-ask = 查询文件内容
menu-clause = 按编号查看条款
menu-contents = 查看目录
menu-commitments = 列出量化承诺
menu-check = 核对一段文字是否与文件一致
menu-language = 选择语言
menu-settings = 语言、首先显示的文本和文件
menu-documents = 列出文件
menu-about = 文本来源与隐私
menu-help = 使用说明
menu-forget = 清除与您有关的信息

bot-description = 以中文或英文询问文件内容，答复为条款原文，并附条款编号和量化承诺。如无相关条款，将如实告知。
bot-short-description = 查询文件内容：条款原文，中英文对照。

misses-line = { $times } 次：“{ $question }”
misses-none = 没有未获答复的问题记录。仅在开启“misses”时保存此类记录。
votes-none = 尚无反馈记录。
votes-line = { $document } { $clause }：{ $up } 👍，{ $down } 👎

serve-no-token = 缺少令牌：应在环境变量 TELOXIDE_TOKEN 或 --token-file 指定的文件中提供。获取方法：在 Telegram 中向 @BotFather 发送 /newbot，取名后从回复中复制令牌。不使用 Telegram 时，“clausebot chat”无需令牌。

# 给管理员的报告。
reload-broken = “{ $document }”已更改，但目前无法使用；仍以更改前的版本回答。
reload-broken-new = “{ $document }”是新文件，目前无法使用。
reload-cut = { $file } 在句子中间结束，可能不完整；如果确实完整，请重启机器人
reload-gone = 文件库目录为空或无法读取；仍以原有文件库回答。
reload-failed = 更改后的文件库无法使用，原因见日志；仍以原有文件库回答。
