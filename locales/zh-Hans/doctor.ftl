# “clausebot doctor”和“clausebot health”的用语。每项故障均说明如何处理。

doctor-token = 令牌：有效，属于 @{ $bot }。
doctor-token-none = 令牌：未提供。请向 @BotFather 申请，并通过 TELOXIDE_TOKEN 或 --token-file 提供。
doctor-token-unknown = 令牌：Telegram 不认可。请向 @BotFather 重新申请。
doctor-unreachable = Telegram：无法连接 { $api }（{ $reason }）。请检查网络、代理和 --api-url。
doctor-polling = 消息接收：主动拉取，没有 webhook 妨碍。
doctor-hook-in-the-way = 消息接收：设置为主动拉取，但已有 webhook（{ $url }）。“clausebot serve”将予以撤销；如另有实例需要该 webhook，请勿启动本实例。
doctor-hook = 消息接收：Telegram 推送至 { $url }，待推送 { $pending } 条。
doctor-hook-other = 消息接收：应推送至 { $url }，而 Telegram { $found ->
    [none] 尚未设置 webhook
   *[other] 目前推送至 { $found }
}。“clausebot serve”将予以设置。
doctor-hook-pending = 消息接收：Telegram 处积压 { $pending } 条。如机器人正在运行，请查看其日志及前置代理。
doctor-hook-error = 消息接收：Telegram 最近一次推送失败：“{ $reason }”。请检查代理、证书和端口。
doctor-hook-kinds = 消息接收：尚未告知 Telegram 推送哪些类型。“clausebot serve”将予以告知。
doctor-reads-all = 群组：隐私模式已关闭，可收到 @提及 和 [§3.6]。
doctor-privacy = 群组：隐私模式已开启，仅能收到命令和回复。如需接收 @提及 和 [§3.6]，请向 @BotFather 发送 /setprivacy，选择 Disable，再将机器人重新加入群组；或将其设为管理员。
doctor-inline = 内联模式：已开启。
doctor-no-inline = 内联模式：未开启。如需在任意聊天中使用，请向 @BotFather 发送 /setinline。
doctor-store = 存储：{ $place } 可写；待处理消息 { $open } 条。
doctor-store-memory = 存储：未启用。退出后，聊天设置和处理中的消息均会丢失。
doctor-store-fails = 存储：无法使用（{ $reason }）。请检查目录、属主和磁盘空间，或 Redis 服务器。
doctor-store-aside = 存储：有 { $aside } 条因三次处理失败而搁置的更新，见“aside”表（Redis 中为“aside”流）。请报告其中所示问题。
doctor-index = 文件：{ $documents } 份，共 { $clauses } 条。
doctor-index-empty = 文件：均无条款。请运行“clausebot check”。
doctor-clock = 时钟：与 Telegram 一致。
doctor-clock-off = 时钟：与 Telegram 相差 { $seconds } 秒。请校准时钟（建议使用 NTP），按钮时效和证书均依赖于此。
doctor-clock-unknown = 时钟：服务器未提供时间。
health-unwell = { $address } 的机器人状态异常：{ $reason }
