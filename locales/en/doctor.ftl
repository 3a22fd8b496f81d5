# What `clausebot doctor` and `clausebot health` say. Each fault says what to do.

doctor-token = Token: Telegram knows it as that of @{ $bot }.
doctor-token-none = Token: there is none. Get one from @BotFather and give it in TELOXIDE_TOKEN or with --token-file.
doctor-token-unknown = Token: Telegram does not know it. Get a new one from @BotFather.
doctor-unreachable = Telegram: { $api } cannot be reached ({ $reason }). Check the network, the proxy and --api-url.
doctor-polling = Updates: they are fetched; no webhook is in the way.
doctor-hook-in-the-way = Updates: a webhook is set ({ $url }), and they are to be fetched. “clausebot serve” takes it away; if another instance needs it, do not start this one.
doctor-hook = Updates: Telegram brings them to { $url }; { $pending ->
    [0] none waits
    [one] one waits
   *[other] { $pending } wait
} there.
# $found is “none” if Telegram has no webhook.
doctor-hook-other = Updates: they are to be brought to { $url }, and Telegram { $found ->
    [none] has no webhook
   *[other] brings them to { $found }
}. “clausebot serve” sets it.
# $pending (Number)
doctor-hook-pending = Updates: { $pending } wait at Telegram. If the bot is running, look at its log and at the proxy before it.
doctor-hook-error = Updates: Telegram could not bring one lately: “{ $reason }”. Check the proxy, the certificate and the port.
doctor-hook-kinds = Updates: Telegram is not told which kinds to bring. “clausebot serve” says so to it.
doctor-reads-all = Groups: privacy mode is off; @mentions and [§3.6] reach the bot.
doctor-privacy = Groups: privacy mode is on; the bot sees commands and replies only. For @mentions and [§3.6], write /setprivacy to @BotFather, choose Disable, and add the bot to its groups again; or make it an administrator there.
doctor-inline = Inline mode: it is on.
doctor-no-inline = Inline mode: it is off. Write /setinline to @BotFather to have the bot in every chat.
# $open (Number)
doctor-store = Store: { $place } takes changes; open updates: { $open }.
doctor-store-memory = Store: none. What chats choose, and what is being answered, is lost at the end.
doctor-store-fails = Store: it cannot be used ({ $reason }). Check the folder, its owner and the space on the disk, or the Redis server.
# $aside (Number)
doctor-store-aside = Store: dead letters (updates that failed three times): { $aside }. They are in the table “aside” (in Redis, the stream “aside”); please report what they show.
# $documents (Number)
# $clauses (Number)
doctor-index = Documents: { $documents }, with { $clauses } clauses.
doctor-index-empty = Documents: none has a clause. Run “clausebot check”.
doctor-clock = Clock: it agrees with Telegram's.
doctor-clock-off = Clock: it differs from Telegram's by { $seconds } seconds. Set it, best by NTP: buttons and certificates depend on it.
doctor-clock-unknown = Clock: the server does not say what time it is.
health-unwell = The bot at { $address } is not well: { $reason }
