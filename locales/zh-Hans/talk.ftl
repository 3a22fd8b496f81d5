# 对非条款问题和对话指令的答复。

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
   *[other] 本机器人可受理中文和英文提问。
}
no-clause-yet = 此处尚无可接续的条款。请先提问，或回复一条答复。
quotes-only = 此处逐字引用条款，不作解释。所示条款为完整条文；输入“下一条”“上一条”可查看相邻条款。
stop-how = 未经询问不发送任何消息，无需停止。/forget 可清除与您有关的信息。

document-adopted = 通过日期：{ $year }年{ $month }月{ $day }日
document-published = 公布日期：{ $year }年{ $month }月{ $day }日
document-period = 期限：{ $from }年至{ $to }年
document-no-adoption = 此处未载明签署或通过日期。

button-references-on = 识别括注条款
button-references-off = 不识别括注条款
button-topic-only = 仅限本话题
button-topic-all = 所有话题
settings-references = 消息中以括号注明的条款（如 [§{ $clause }]）{ $references ->
    [read] 将在该消息下方显示。
   *[ignored] 不予显示。
}
settings-topic = 本机器人仅在群组的一个话题中答复。
