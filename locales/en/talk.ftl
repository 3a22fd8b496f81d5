# Replies to what is no question for a clause, and to messages that steer a conversation.

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
   *[other] This bot reads questions in Chinese and English.
}
no-clause-yet = There is no clause here to go on from. Please ask a question first, or reply to an answer.
quotes-only = Clauses are quoted word for word and are not interpreted here. The clause as shown is complete; “next” and “previous” show its neighbours.
stop-how = Nothing is sent unless somebody asks, so there is nothing to stop. /forget erases what is kept about you.

document-adopted = Adopted: { $year }-{ $month }-{ $day }
document-published = Published: { $year }-{ $month }-{ $day }
document-period = Period: { $from }–{ $to }
document-no-adoption = The date of signature or adoption is not recorded here.

button-references-on = Clauses in brackets: read
button-references-off = Clauses in brackets: ignored
button-topic-only = Only this topic
button-topic-all = All topics
settings-references = A clause in brackets in a message, such as [§{ $clause }], is { $references ->
    [read] shown below the message.
   *[ignored] ignored.
}
settings-topic = This bot answers in one topic of the group only.
