# 「clausebot doctor」和「clausebot health」的用語。每項故障均說明如何處理。

doctor-token = 權杖：有效，屬於 @{ $bot }。
doctor-token-none = 權杖：未提供。請向 @BotFather 申請，並透過 TELOXIDE_TOKEN 或 --token-file 提供。
doctor-token-unknown = 權杖：Telegram 不認可。請向 @BotFather 重新申請。
doctor-unreachable = Telegram：無法連接 { $api }（{ $reason }）。請檢查網路、代理和 --api-url。
doctor-polling = 訊息接收：主動拉取，沒有 webhook 妨礙。
doctor-hook-in-the-way = 訊息接收：設定為主動拉取，但已有 webhook（{ $url }）。「clausebot serve」將予以撤銷；如另有實例需要該 webhook，請勿啟動本實例。
doctor-hook = 訊息接收：Telegram 推送至 { $url }，待推送 { $pending } 則。
doctor-hook-other = 訊息接收：應推送至 { $url }，而 Telegram { $found ->
    [none] 尚未設定 webhook
   *[other] 目前推送至 { $found }
}。「clausebot serve」將予以設定。
doctor-hook-pending = 訊息接收：Telegram 處積壓 { $pending } 則。如機器人正在執行，請查看其日誌及前置代理。
doctor-hook-error = 訊息接收：Telegram 最近一次推送失敗：「{ $reason }」。請檢查代理、憑證和連接埠。
doctor-hook-kinds = 訊息接收：尚未告知 Telegram 推送哪些類型。「clausebot serve」將予以告知。
doctor-reads-all = 群組：隱私模式已關閉，可收到 @提及 和 [§3.6]。
doctor-privacy = 群組：隱私模式已開啟，僅能收到命令和回覆。如需接收 @提及 和 [§3.6]，請向 @BotFather 傳送 /setprivacy，選擇 Disable，再將機器人重新加入群組；或將其設為管理員。
doctor-inline = 內嵌模式：已開啟。
doctor-no-inline = 內嵌模式：未開啟。如需在任意聊天中使用，請向 @BotFather 傳送 /setinline。
doctor-store = 儲存：{ $place } 可寫；待處理訊息 { $open } 則。
doctor-store-memory = 儲存：未啟用。結束後，聊天設定和處理中的訊息均會遺失。
doctor-store-fails = 儲存：無法使用（{ $reason }）。請檢查目錄、擁有者和磁碟空間，或 Redis 伺服器。
doctor-store-aside = 儲存：有 { $aside } 則因三次處理失敗而擱置的更新，見「aside」表（Redis 中為「aside」流）。請報告其中所示問題。
doctor-index = 文件：{ $documents } 份，共 { $clauses } 條。
doctor-index-empty = 文件：均無條款。請執行「clausebot check」。
doctor-clock = 時鐘：與 Telegram 一致。
doctor-clock-off = 時鐘：與 Telegram 相差 { $seconds } 秒。請校準時鐘（建議使用 NTP），按鈕時效和憑證均依賴於此。
doctor-clock-unknown = 時鐘：伺服器未提供時間。
health-unwell = { $address } 的機器人狀態異常：{ $reason }
