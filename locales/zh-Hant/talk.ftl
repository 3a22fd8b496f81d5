# 對非條款問題和對話指令的答覆。

reads-languages = { $language ->
    [ar] يقرأ هذا البوت الأسئلة باللغتين الصينية والإنجليزية.
    [de] Dieser Bot liest Fragen auf Chinesisch und Englisch.
    [es] Este bot lee preguntas en chino y en inglés.
    [fil] Nagbabasa ang bot na ito ng mga tanong sa wikang Tsino at Ingles.
    [fr] Ce bot lit les questions en chinois et en anglais.
    [hi] यह बॉट चीनी और अंग्रेज़ी में पूछे गए प्रश्न पढ़ता है।
    [id] Bot ini membaca pertanyaan dalam bahasa Mandarin dan bahasa Inggris.
    [it] Questo bot legge domande in cinese e in inglese.
    [ja] このボットは中国語と英語の質問を読み取ります。
    [km] បូតនេះអានសំណួរជាភាសាចិន និងភាសាអង់គ្លេស។
    [ko] 이 봇은 중국어와 영어로 된 질문을 읽습니다.
    [lo] ບອດນີ້ອ່ານຄຳຖາມເປັນພາສາຈີນ ແລະ ພາສາອັງກິດ.
    [ms] Bot ini membaca soalan dalam bahasa Cina dan bahasa Inggeris.
    [my] ဤဘော့တ်သည် တရုတ်ဘာသာနှင့် အင်္ဂလိပ်ဘာသာဖြင့် မေးခွန်းများကို ဖတ်ပါသည်။
    [nl] Deze bot leest vragen in het Chinees en het Engels.
    [pt] Este bot lê perguntas em chinês e em inglês.
    [ru] Этот бот читает вопросы на китайском и английском языках.
    [ta] இந்த பாட் சீன மொழியிலும் ஆங்கிலத்திலும் உள்ள கேள்விகளைப் படிக்கும்.
    [th] บอตนี้อ่านคำถามภาษาจีนและภาษาอังกฤษ
    [vi] Bot này đọc câu hỏi bằng tiếng Trung và tiếng Anh.
   *[other] 本機器人可受理中文和英文提問。
}
no-clause-yet = 此處尚無可接續的條款。請先提問，或回覆一則答覆。
quotes-only = 此處逐字引用條款，不作解釋。所示條款為完整條文；輸入「下一條」「上一條」可查看相鄰條款。
stop-how = 未經詢問不發送任何訊息，無需停止。/forget 可清除與您有關的資訊。

document-adopted = 通過日期：{ $year }年{ $month }月{ $day }日
document-published = 公布日期：{ $year }年{ $month }月{ $day }日
document-period = 期限：{ $from }年至{ $to }年
document-no-adoption = 此處未載明簽署或通過日期。

button-references-on = 識別括註條款
button-references-off = 不識別括註條款
button-topic-only = 僅限本話題
button-topic-all = 所有話題
settings-references = 訊息中以括號註明的條款（如 [§{ $clause }]）{ $references ->
    [read] 將在該訊息下方顯示。
   *[ignored] 不予顯示。
}
settings-topic = 本機器人僅在群組的一個話題中答覆。
