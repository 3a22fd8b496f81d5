//! Languages of questions that are neither Chinese nor English.
//!
//! | written | is |
//! |---|---|
//! | `วัคซีนกี่โดส` | Thai, by its script |
//! | `Berapa banyak vaksin?` | Indonesian, by its frequent words |
//! | `Wieviele Impfdosen liefert China den Nachbarn?` | German, by the sequences of its letters |
//! | `RCEP`, `vaccine doses` | none of them |
//!
//! What always holds: a text is in one of them only where that is sure, so English and Chinese ones are none.

mod language;
mod phrases;
mod words;

use whatlang::{Detector, Lang};

use super::is_han;

pub use language::UnreadLanguage;

impl UnreadLanguage {
    /// The language that `text` shows by its script, its frequent words or its greeting, where that is sure; `folded` is
    /// the same text.
    pub fn of(text: &str, folded: &str) -> Option<Self> {
        Self::of_speaker(text, folded, None)
    }

    /// The same for somebody whose app is in a language, which decides between two that share the words.
    pub fn of_speaker(text: &str, folded: &str, app: Option<Self>) -> Option<Self> {
        if !text.is_ascii()
            && let Some(found) = by_script(text)
        {
            return Some(found);
        }
        phrases::language(folded, app).or_else(|| words::language(folded, app))
    }

    /// Whether a folded text in one of these languages is thanks or a farewell.
    pub fn is_thanks(folded: &str) -> bool {
        phrases::is_thanks(folded)
    }

    /// The language of an app, by its BCP 47 tag; `None` for those that are read, and for others.
    pub fn of_app(tag: &str) -> Option<Self> {
        let first = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        match &*first {
            "tl" => Some(Self::Filipino),
            first => Self::of_tag(first),
        }
    }

    /// The language of a text in Latin letters by the sequences of its letters, where that is sure: a text of a
    /// sentence, none of whose words is a frequent English one.
    pub fn detected(text: &str, folded: &str) -> Option<Self> {
        if text.contains(is_han) || !words::may_be_sentence(folded) {
            return None;
        }
        let detector = Detector::with_allowlist(DETECTED.iter().map(|it| it.0).collect());
        let found = detector.detect(text).filter(whatlang::Info::is_reliable)?.lang();
        DETECTED.iter().find(|it| it.0 == found)?.1
    }
}

/// The languages that `whatlang` chooses from; English is read.
const DETECTED: [(Lang, Option<UnreadLanguage>); 12] = [
    (Lang::Eng, None),
    (Lang::Fra, Some(UnreadLanguage::French)),
    (Lang::Spa, Some(UnreadLanguage::Spanish)),
    (Lang::Por, Some(UnreadLanguage::Portuguese)),
    (Lang::Deu, Some(UnreadLanguage::German)),
    (Lang::Ita, Some(UnreadLanguage::Italian)),
    (Lang::Nld, Some(UnreadLanguage::Dutch)),
    (Lang::Ind, Some(UnreadLanguage::Indonesian)),
    (Lang::Tgl, Some(UnreadLanguage::Filipino)),
    (Lang::Vie, Some(UnreadLanguage::Vietnamese)),
    (Lang::Tur, Some(UnreadLanguage::Other)),
    (Lang::Pol, Some(UnreadLanguage::Other)),
];

/// Characters of a script that a text needs to be in its language.
const MIN_CHARS: usize = 2;

/// One in so many letters has to be of the script: names are often in Latin letters, `ASEAN-China คืออะไร`.
const SHARE: usize = 5;

/// Letters of a message in which one letter is enough.
const SHORT: usize = 8;

/// Letters by script.
#[derive(Debug, Default)]
struct Letters {
    n_latin: usize,
    n_han: usize,
    n_vietnamese: usize,
    /// Of each other script, by its language.
    others: Vec<(UnreadLanguage, usize)>,
}

fn by_script(text: &str) -> Option<UnreadLanguage> {
    let mut letters = Letters::default();
    for c in text.chars() {
        letters.count(c);
    }
    let Letters { n_latin, n_han, n_vietnamese, others } = letters;
    let (language, n_chars) =
        others.iter().copied().max_by_key(|it| it.1).unwrap_or((UnreadLanguage::Other, 0));
    let n_letters = n_latin + n_han + others.iter().map(|it| it.1).sum::<usize>();
    if n_chars >= MIN_CHARS && n_chars * SHARE >= n_letters {
        return Some(refined(language, text));
    }
    // `Đồng bằng sông Cửu Long` has one in most words; an English text may have one name.
    let is_short = n_latin <= SHORT;
    (n_han == 0
        && n_vietnamese >= if is_short { 1 } else { MIN_CHARS }
        && n_vietnamese * 12 >= n_latin)
        .then_some(UnreadLanguage::Vietnamese)
}

impl Letters {
    fn count(&mut self, c: char) {
        if c.is_ascii_alphabetic() {
            self.n_latin += 1;
        } else if is_vietnamese(c) {
            self.n_latin += 1;
            self.n_vietnamese += 1;
        } else if let Some(language) = of_char(c) {
            match self.others.iter_mut().find(|it| it.0 == language) {
                Some((_, n)) => *n += 1,
                None => self.others.push((language, 1)),
            }
        } else if is_han(c) {
            self.n_han += 1;
        } else if c.is_alphabetic() && u32::from(c) < 0x250 {
            self.n_latin += 1;
        }
    }
}

/// The usual language of the script of a character; `None` for Latin, Han and signs.
fn of_char(c: char) -> Option<UnreadLanguage> {
    Some(match u32::from(c) {
        0x0e00..=0x0e7f => UnreadLanguage::Thai,
        0x0e80..=0x0eff => UnreadLanguage::Lao,
        0x1000..=0x109f => UnreadLanguage::Burmese,
        0x1780..=0x17ff => UnreadLanguage::Khmer,
        0x0b80..=0x0bff => UnreadLanguage::Tamil,
        0x0900..=0x097f => UnreadLanguage::Hindi,
        0x0400..=0x04ff => UnreadLanguage::Russian,
        0x0600..=0x06ff if c.is_alphabetic() => UnreadLanguage::Arabic,
        0xac00..=0xd7af | 0x1100..=0x11ff | 0x3130..=0x318f => UnreadLanguage::Korean,
        // Not the middle dot and the long vowel mark, which Chinese texts have too.
        0x3041..=0x3096 | 0x30a1..=0x30fa => UnreadLanguage::Japanese,
        0x0370..=0x03ff
        | 0x0530..=0x05ff
        | 0x0980..=0x0b7f
        | 0x0c00..=0x0dff
        | 0x0f00..=0x0fff
        | 0x10a0..=0x10ff
        | 0x1200..=0x137f
        | 0x1800..=0x18af
            if c.is_alphabetic() =>
        {
            UnreadLanguage::Other
        }
        _ => return None,
    })
}

/// Whether only Vietnamese uses a letter.
fn is_vietnamese(c: char) -> bool {
    matches!(u32::from(c), 0x1ea0..=0x1ef9) || "ăđơưĂĐƠƯ".contains(c)
}

/// Another language that shares the script, if letters tell.
fn refined(language: UnreadLanguage, text: &str) -> UnreadLanguage {
    let letters = if language == UnreadLanguage::Russian {
        "іїєґўјљњђћѓќ"
    } else if language == UnreadLanguage::Arabic {
        "پچگکیے"
    } else {
        ""
    };
    let is_other = text.contains(|c: char| letters.contains(c));
    if is_other { UnreadLanguage::Other } else { language }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Folding;

    fn found(text: &str) -> &'static str {
        UnreadLanguage::of(text, &Folding::new().text(text)).map_or("-", UnreadLanguage::tag)
    }

    #[test]
    fn questions_and_greetings() {
        let mut wrong = Vec::new();
        for (tag, texts) in [
            (
                "id",
                "Berapa banyak vaksin yang diberikan?|Apa isi pasal 3.6?|Halo|Selamat pagi|terima kasih|Apakah Tiongkok membantu ASEAN?",
            ),
            (
                "ms",
                "Selamat tengah hari tuan|Berapakah jumlah vaksin?|Adakah China akan membantu?|apa khabar|Selamat petang",
            ),
            (
                "vi",
                "Trung Quốc cung cấp bao nhiêu liều vắc-xin?|cam on|chao ban|tam biet|xin chào|Cảm ơn|khong co bao nhieu",
            ),
            ("th", "จีนให้วัคซีนกี่โดส|สวัสดี|khop khun krub|ASEAN-China คืออะไร|Sawasdee"),
            (
                "fil",
                "Ilang bakuna ang ibibigay ng Tsina?|Kumusta|paalam|Salamat po|Magandang umaga po|Salamat",
            ),
            ("my", "တရုတ်က ကာကွယ်ဆေး ဘယ်လောက်ပေးမလဲ|မင်္ဂလာပါ"),
            ("km", "តើចិនផ្តល់វ៉ាក់សាំងប៉ុន្មាន|សួស្តី|chum reap suor|arkun"),
            ("lo", "ຈີນໃຫ້ວັກຊີນຈັກໂດສ|ສະບາຍດີ|khop chai"),
            ("ja", "中国はワクチンを何回分提供しますか|こんにちは|RCEPとは何ですか"),
            ("ko", "중국은 백신을 얼마나 제공합니까?|안녕하세요"),
            (
                "fr",
                "Combien de vaccins la Chine va-t-elle fournir ?|Bonjour|Merci|à bientôt|Au revoir|bonne journée|coucou|Quel est l'accord sur le climat",
            ),
            ("ta", "வணக்கம்"),
            ("ru", "Сколько вакцин?|Привет|privet|spasibo"),
            ("hi", "नमस्ते|कितने टीके|namaste ji|vaccine kitni hai"),
            (
                "de",
                "Wie viele Impfungen gibt es?|Guten Morgen|Hallo|Hallo zusammen|Vielen Dank|Tschüss|Grüß Gott",
            ),
            ("es", "¿Cuántas vacunas hay?|Hola|adiós|saludos|Buenos días"),
            ("pt", "Quantas vacinas tem?|Bom dia|Obrigado|Olá|ola|Oi, tudo bem?|tchau"),
            ("und", "Merhaba|teşekkürler|Dzień dobry|dziękuję"),
            ("it", "Salve|Ciao a tutti"),
            ("nl", "dank je wel|bedankt"),
            ("ar", "كم عدد اللقاحات؟|مرحبا|salam alaikum|shukran"),
        ] {
            for text in texts.split('|').filter(|it| found(it) != tag) {
                wrong.push(format!("{text}: {} for {tag}", found(text)));
            }
        }
        assert_eq!(wrong, [""; 0]);
    }

    #[test]
    fn the_app_decides_between_languages_that_share_words() {
        let of = |text: &str, app: &str| {
            let app = UnreadLanguage::of_app(app);
            UnreadLanguage::of_speaker(text, &Folding::new().text(text), app)
                .map_or("-", UnreadLanguage::tag)
        };
        for (text, app, tag) in [
            ("Terima kasih", "ms", "ms"),
            ("Terima kasih", "id", "id"),
            ("Terima kasih", "en", "id"),
            ("Apakah vaksin untuk negara kami", "ms-MY", "ms"),
            ("Hallo", "nl", "nl"),
            ("Hallo", "en", "de"),
            ("Kumusta", "tl", "fil"),
            ("rail links", "ms", "-"),
            ("Hello", "de", "-"),
        ] {
            assert_eq!(of(text, app), tag, "{text} {app}");
        }
    }

    #[test]
    fn thanks_in_other_languages() {
        for text in "terima kasih|cảm ơn nhiều|ขอบคุณครับ|ありがとう|merci beaucoup|Спасибо|شكرا|salamat po|아니 감사합니다".split('|') {
            assert!(UnreadLanguage::is_thanks(&Folding::new().text(text)), "{text}");
        }
        for text in "Berapa banyak?|xin chào|สวัสดี|Bonjour|rail links|ขอบคุณ?".split('|')
        {
            assert!(!UnreadLanguage::is_thanks(&Folding::new().text(text)), "{text}");
        }
    }

    #[test]
    fn chinese_and_english_are_read() {
        for text in "疫苗有多少剂？|東協中心地位|RCEP|3.6|vaccine doses|How much will China import?|航空|鲜の每日|\
            rail links|Brunei Darussalam|Timor-Leste|Lancang-Mekong|Chao Phraya river|naïve|café culture|Viet Nam|\
            agricultural products import|COVID-19|des|la|in|what does “selamat pagi” mean in the agreement|\
            Hà Nội declaration on tourism cooperation|😀|?|Bali Process|Kuala Lumpur|die|data sharing|plan de action|para 3.6|para 5|art. 3"
            .split('|')
        {
            assert_eq!(found(text.trim()), "-", "{text}");
        }
    }

    #[test]
    fn sentences_are_detected_by_their_letters() {
        let detected = |text: &str| {
            let folded = Folding::new().text(text);
            UnreadLanguage::detected(text, &folded).map_or("-", UnreadLanguage::tag)
        };
        assert_eq!(
            detected("Impfdosen liefert China seinen Nachbarländern jedes Jahr kostenlos"),
            "de"
        );
        for text in "export quota for durian growers|digital silk road standards|疫苗|3.6|How much will China import?|rail links"
            .split('|')
        {
            assert_eq!(detected(text), "-", "{text}");
        }
    }
}
