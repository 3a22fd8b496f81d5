//! Texts of users: questions by clause number, on a subject, on unknown subjects, and
//! too long; and commands.

use crate::traffic::Place;

const THANKS: &str = "谢谢";

/// Common questions.
const POPULAR: [&str; 18] = [
    "疫苗有多少剂？",
    "rail links",
    "東協中心地位",
    "How much will China import from ASEAN farmers?",
    "nuclear energy training",
    "烧芭",
    "燒芭",
    "What does China promise?",
    "中国有哪些承诺",
    "旅遊合作",
    "减贫",
    "digital economy",
    "目录",
    "section 4",
    "第三部分",
    "青年交流",
    "RCEP",
    THANKS,
];

/// Words that make questions in pairs, in three scripts.
const WORDS: [[&str; 16]; 3] = [
    [
        "vaccines",
        "trade",
        "farmers",
        "youth",
        "scholarships",
        "energy",
        "terrorism",
        "rail",
        "tourism",
        "poverty",
        "disaster relief",
        "e-commerce",
        "the sea",
        "customs",
        "media",
        "smart cities",
    ],
    [
        "疫苗",
        "贸易",
        "农民",
        "青年",
        "奖学金",
        "能源",
        "反恐",
        "铁路",
        "旅游",
        "减贫",
        "救灾",
        "电子商务",
        "海洋",
        "海关",
        "媒体",
        "智慧城市",
    ],
    [
        "疫苗",
        "貿易",
        "農民",
        "青年",
        "獎學金",
        "能源",
        "反恐",
        "鐵路",
        "旅遊",
        "減貧",
        "救災",
        "電子商務",
        "海洋",
        "海關",
        "媒體",
        "智慧城市",
    ],
];

/// How the words of a pair are joined.
const JOINED: [&str; 6] = [" and ", " with ", " ", "和", "與", "？"];

/// Subjects that no plan covers.
const STRANGE: [&str; 6] = [
    "湄公河大坝",
    "Who won the football match?",
    "黃岩島歸誰",
    "best noodles in town",
    "签证多少钱",
    "asdf qwer",
];

/// Commands with what stands after them.
const COMMANDS: [&str; 14] = [
    "/help",
    "/about",
    "/contents",
    "/commitments",
    "/commitments China",
    "/documents",
    "/language",
    "/language zh-Hant",
    "/language auto",
    "/clause 3.6",
    "/ask 疫苗",
    "/start",
    "/start c23e7b182-3_6-t",
    "/nonsense",
];

/// A question.
pub(crate) fn question(place: Place) -> String {
    let chance = place.chance();
    let digits = |by: u64| usize::try_from(chance / by).unwrap_or_default();
    match chance % 100 {
        0..20 => by_number(digits(100)),
        20..45 => one_of(&POPULAR, digits(100)).to_owned(),
        45..85 => pair(digits(100)),
        85..98 => one_of(&STRANGE, digits(100)).to_owned(),
        _ => format!("{} ", pair(digits(100))).repeat(40 + digits(10_000) % 60),
    }
}

/// A question, and no thanks, to which the bot reacts in groups without a message.
pub(crate) fn asking(place: Place) -> String {
    let question = question(place);
    if question == THANKS { plain_question(place) } else { question }
}

/// A question that nobody takes for a remark.
pub(crate) fn plain_question(place: Place) -> String {
    let topic = pair(usize::try_from(place.chance() / 100).unwrap_or_default());
    format!("What does the plan say on {topic}?")
}

/// A command.
pub(crate) fn command(place: Place) -> String {
    one_of(&COMMANDS, usize::try_from(place.chance() / 100).unwrap_or_default()).to_owned()
}

fn by_number(chance: usize) -> String {
    let (section, clause) = (1 + chance % 5, 1 + chance / 5 % 24);
    match chance / 120 % 5 {
        0 => format!("{section}.{clause}"),
        1 => format!("clause {section}.{clause}"),
        2 => format!("第{section}.{clause}条"),
        3 => format!("§{section}.{clause}"),
        _ => format!("{section}.{clause}, 2.1 和 3.6"),
    }
}

fn pair(chance: usize) -> String {
    let words = WORDS.get(chance % WORDS.len()).unwrap_or(&WORDS[0]);
    let chance = chance / WORDS.len();
    let (a, b) = (one_of(words, chance), one_of(words, chance / words.len()));
    let joined = one_of(&JOINED, chance / words.len() / words.len());
    format!("{a}{joined}{b}")
}

fn one_of<'a>(all: &[&'a str], chance: usize) -> &'a str {
    all.get(chance % all.len()).copied().unwrap_or_default()
}
