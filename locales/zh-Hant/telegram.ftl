# 在 Telegram 中的用語。按鈕文字須簡短。

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
button-commitments = 量化承諾
button-contents = 目錄
button-documents = 文件清單
button-all-documents = 所有文件
button-document = { $number }. { $title }
button-copy = 複製出處
button-open = 網頁
button-share = 轉傳
button-clause = { $label } · { $text }
button-up = 👍
button-down = 👎
button-ask-privately = 與機器人單獨對話
button-flood = 輸入較為頻繁，請稍候再試
button-follow = 自動
button-simplified = 簡體中文
button-traditional = 繁體中文
button-english = English
button-readers-first = 先顯示本人所用語言
button-authentic-first = 先顯示作準文本
button-too-old = 此按鈕已失效，請重新提問。

settings-choose = 無法從提問判斷語言時所用的語言，以及條款首先顯示的文本：
language-choose = 答覆與提問使用同一語言；無法從提問判斷語言（如「3.6」）時，使用此處所選語言。
settings-document = 未指明文件的問題依《{ $title }》作答。
settings-all-documents = 未指明文件的問題依所有文件作答。
documents-choose = 請選擇此對話中提問所依據的文件；問題指明其他文件的除外。
settings-kept = 已儲存。
admins-only = 僅群組管理員可更改本群設定。
admins-unknown = 目前無法核實群組管理員身分，設定未作更改，請稍後再試。
answered-in-private = 本機器人在您提問之處無發言權限，故在此答覆。
documents-heading = 共{ $documents }份文件
answer-cut = 答覆過長，未能全部顯示。請依部分或條款提問。

ask-how = 請在指令後寫明問題，或以指令回覆一則訊息。
start-how = 可用中文或英文詢問文件內容，或輸入條款編號；答覆為條款原文。點按下列問題即可試用，/help 可查看更多用法。
start-amount = { $subject }的數額是多少？
start-topic = 關於{ $topic }有何規定？
start-section = 第{ $section }部分有哪些內容？
clause-how = 請在指令後寫明條款編號。例如：/clause { $clause }
hint-text-only = 僅能讀取文字，請輸入問題。
group-greeting = 感謝邀請。可用中文或英文提問：

    /ask@{ $bot } 加問題，
    或直接回覆本機器人的訊息。

    { $reads ->
        [all] 本機器人可讀取群內全部訊息，因此也可使用 @{ $bot } 提問，或在句中以 [§{ $clause }] 註明條款。僅在被詢問時答覆。
       *[addressed] 本機器人無法讀取群內其他訊息。如需使用 @{ $bot } 提問或在句中以 [§{ $clause }] 註明條款，請將本機器人設為管理員。
    }

    管理員可用 /language@{ $bot } 設定語言。
help-commands = /contents – 目錄
    /commitments – 量化承諾
    /clause – 依編號查看條款
    /settings – 語言與其他設定
    /about – 文本來源與隱私

    群組中：輸入 /ask 和問題，或回覆本機器人。任意對話中：輸入本機器人的使用者名稱和問題。
sorry = 系統發生故障，請稍後再試。
flood-of-person = 您的提問較為頻繁，每人每分鐘至多可答覆{ $questions }個問題。請稍候再提問。
backlog-of-person = 此前未能及時處理您發送的訊息，現僅答覆其中最新的{ $answered }則。其餘訊息如仍需答覆，請重新發送。
flood-of-group = 本群提問較為頻繁，每分鐘至多可答覆{ $questions }個問題。請稍候再提問。

vote-thanks = 感謝回饋。
vote-others = 感謝回饋。以下條款或為您所需。
vote-no-other = 感謝回饋。沒有與此問題相近的其他條款。

forgotten = 與您有關的資料已清除：您的設定，以及您與本機器人單獨對話中問題與答覆的對應關係。
forget-nobody = 未儲存匿名傳送者的任何資料，無需清除。

about-source = { $source }。
about-published = 公布日期：{ $year }年{ $month }月{ $day }日
about-program = clausebot { $version } 逐字引用條款，不自行撰寫答覆，不對文本作出解釋。
about-privacy = 儲存以下資料：您或本對話所選的設定；問題與答覆訊息的對應關係及問題的校驗值，以便問題修改後更新答覆；單獨對話中各答覆所示條款，以便「下一條」由此接續；各條款獲評有幫助或無幫助的次數，不記名。{ $misses ->
    [kept] 未找到條款或答覆獲評無幫助的問題，其內容不記名儲存，以便改進。
   *[dropped] 問題內容儲存至答覆為止；近期問題可能在記憶體中暫留。
}三次處理失敗的訊息予以保留（最多一百則），以便查明故障。/forget 可清除與您有關的資料。

inline-nothing-hint = 以下為最接近的條款，未必是您所問。

menu-ask = 查詢文件內容
menu-clause = 依編號查看條款
menu-contents = 查看目錄
menu-commitments = 列出量化承諾
menu-check = 核對一段文字是否與文件一致
menu-language = 選擇語言
menu-settings = 語言、首先顯示的文本和文件
menu-documents = 列出文件
menu-about = 文本來源與隱私
menu-help = 使用說明
menu-forget = 清除與您有關的資料

bot-description = 以中文或英文詢問文件內容，答覆為條款原文，並附條款編號和量化承諾。如無相關條款，將如實告知。
bot-short-description = 查詢文件內容：條款原文，中英文對照。

misses-line = { $times } 次：「{ $question }」
misses-none = 沒有未獲答覆的問題紀錄。僅在開啟「misses」時儲存此類紀錄。
votes-none = 尚無回饋紀錄。
votes-line = { $document } { $clause }：{ $up } 👍，{ $down } 👎

serve-no-token = 缺少權杖：應在環境變數 TELOXIDE_TOKEN 或 --token-file 指定的檔案中提供。取得方法：在 Telegram 中向 @BotFather 傳送 /newbot，命名後從回覆中複製權杖。不使用 Telegram 時，「clausebot chat」無需權杖。

# 給管理員的報告。
reload-broken = 「{ $document }」已變更，但目前無法使用；仍以變更前的版本回答。
reload-broken-new = 「{ $document }」是新文件，目前無法使用。
reload-cut = { $file } 在句子中間結束，可能不完整；如果確實完整，請重新啟動機器人
reload-gone = 文件庫資料夾為空或無法讀取；仍以原有文件庫回答。
reload-failed = 變更後的文件庫無法使用，原因見日誌；仍以原有文件庫回答。
