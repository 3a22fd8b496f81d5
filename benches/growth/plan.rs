//! Documents of any size, written from the words of the shipped plan and its glossaries.
//!
//! A clause is made of parts of clauses of the plan, with terms of the glossaries, names and amounts
//! between them. Terms and names follow Zipf's law: some stand everywhere, most once or never again. A
//! name is made from its rank, so a larger library has more different words, as real ones have.

use std::{fmt::Write as _, sync::Arc};

use clausebot::{
    assistant::read_shipped,
    corpus::{CommonGlossary, Content, Glossary, Library, SourceFile, SourceFolder},
    text::{Language, is_han},
};

use super::random::Random;

const N_NAMES: usize = 400_000;
const CLAUSES_OF_SECTION: usize = 25;
/// The share of clauses with an amount, in per cent: 20 of the plan's 48 have one.
const WITH_AMOUNT: usize = 25;

/// The words of one language.
struct Words {
    language: Language,
    parts: Vec<String>,
    terms: Vec<String>,
    /// The characters of Chinese names.
    characters: Vec<char>,
}

impl Words {
    fn of(library: &Library, common: &Glossary, language: Language) -> Self {
        let own = library.agreements.iter().flat_map(|it| &it.glossary.concepts);
        let concepts = own.chain(&common.concepts);
        let is_own = |it: &&String| it.chars().any(is_han) == (language == Language::Chinese);
        let terms: Vec<String> =
            concepts.flat_map(|it| &it.terms).filter(is_own).cloned().collect();
        let texts: Vec<&str> =
            library.clauses().filter_map(|(_, _, it)| it.text(language)).collect();
        let ends = [';', ',', '.', '；', '，', '。', '：', ':'];
        let parts = texts.iter().flat_map(|it| it.split(ends)).map(str::trim);
        let parts: Vec<String> = parts.filter(|it| it.len() > 12).map(str::to_owned).collect();
        let mut characters: Vec<char> = texts
            .iter()
            .copied()
            .chain(terms.iter().map(String::as_str))
            .flat_map(str::chars)
            .collect();
        characters.retain(|it| is_han(*it));
        characters.sort_unstable();
        characters.dedup();
        let mut words = Self { language, parts, terms, characters };
        // The order of the glossary is by subject; the ranks shall not be.
        shuffle(&mut words.parts);
        shuffle(&mut words.terms);
        words
    }

    /// The name of a rank: `Talvemor`, `珂澜`.
    fn name(&self, rank: usize) -> String {
        let mut random = Random::new(rank as u64 ^ 0x5EED);
        let n = 2 + usize::from(rank > 300) + usize::from(rank > 20_000);
        let mut name = String::new();
        for at in 0..n {
            match self.language {
                Language::Chinese => {
                    name.push(self.characters[random.below(self.characters.len())]);
                }
                Language::English => {
                    let syllable = random.any(&SYLLABLES);
                    let (first, rest) = syllable.split_at(1);
                    let first = if at == 0 { first.to_uppercase() } else { first.to_owned() };
                    name.push_str(&first);
                    name.push_str(rest);
                }
            }
        }
        name
    }

    /// An amount of money, people, per cent or goods.
    fn amount(&self, random: &mut Random) -> String {
        let n = [1, 2, 5, 12, 15, 30, 45, 80, 150, 240, 300, 500, 750, 1000, 1200, 3600]
            [random.rank(16)]
            + random.below(3) * random.below(40);
        match (self.language, random.below(4)) {
            (Language::Chinese, 0) => format!("提供{n}亿美元援助"),
            (Language::Chinese, 1) => format!("培训{}名人员", n * 10),
            (Language::Chinese, 2) => format!("将比例提高{}%", n % 97 + 1),
            (Language::Chinese, _) => format!("在{}年内交付{}万套设备", n % 9 + 1, n * 7),
            (Language::English, 0) => format!("provide US${n} million in assistance"),
            (Language::English, 1) => format!("train {} officials", n * 10),
            (Language::English, 2) => format!("raise the share by {} per cent", n % 97 + 1),
            (Language::English, _) => {
                format!("deliver {},000 sets of equipment within {} years", n * 7, n % 9 + 1)
            }
        }
    }

    fn clause(&self, random: &mut Random) -> String {
        let (comma, stop, space) = match self.language {
            Language::Chinese => ("，", "。", ""),
            Language::English => (", ", ".", " "),
        };
        let n_sentences = 1 + random.rank(4);
        let with_amount = random.happens(WITH_AMOUNT).then(|| random.below(n_sentences));
        let mut text = String::new();
        for at in 0..n_sentences {
            let mut parts: Vec<String> = Vec::new();
            for _ in 0..=random.rank(5) {
                let part = random.ranked(&self.parts);
                parts.push(match random.below(4) {
                    0 => self.with_term(part, random),
                    1 => self.with_name(part, random),
                    _ => part.clone(),
                });
            }
            if with_amount == Some(at) {
                parts.push(self.amount(random));
            }
            if at > 0 {
                text.push_str(space);
            }
            text.push_str(&parts.join(comma));
            text.push_str(stop);
        }
        text
    }

    fn with_term(&self, part: &str, random: &mut Random) -> String {
        let term = random.ranked(&self.terms);
        match self.language {
            Language::Chinese => format!("{part}和{term}"),
            Language::English => format!("{part} and {term}"),
        }
    }

    fn with_name(&self, part: &str, random: &mut Random) -> String {
        let name = self.name(random.rank(N_NAMES));
        match self.language {
            Language::Chinese => format!("同{name}{part}"),
            Language::English => format!("together with {name} {part}"),
        }
    }

    fn question(&self, kind: usize, random: &mut Random) -> String {
        let term = random.ranked(&self.terms);
        let name = self.name(random.rank(N_NAMES));
        let part = random.ranked(&self.parts);
        let amount = self.amount(random);
        match (self.language, kind % 5) {
            (Language::Chinese, 0) => format!("{term}有什么规定"),
            (Language::Chinese, 1) => format!("{name}在哪一条"),
            (Language::Chinese, 2) => format!("谁{amount}？"),
            (Language::Chinese, 3) => part.chars().take(24).collect(),
            (Language::Chinese, _) => format!("{name}的{term}{amount}"),
            (Language::English, 0) => format!("what about {term}"),
            (Language::English, 1) => format!("Which clause is on {name}?"),
            (Language::English, 2) => format!("Who will {amount}?"),
            (Language::English, 3) => part.split(' ').take(9).collect::<Vec<_>>().join(" "),
            (Language::English, _) => format!("{term} of {name}: {amount}"),
        }
    }
}

/// The generator of documents and questions.
pub(crate) struct Plan {
    words: [Words; 2],
    common: Arc<CommonGlossary>,
}

impl Plan {
    pub(crate) fn new() -> Self {
        let (common, _) = Glossary::parse(include_str!("../../seeds/common/glossary.toml"));
        let (library, _) = read_shipped();
        let languages = [Language::Chinese, Language::English];
        Self { words: languages.map(|it| Words::of(&library, &common, it)), common: library.common }
    }

    /// So many clauses in so many documents, which are by turns in Chinese and in English.
    pub(crate) fn library(&self, n_clauses: usize, n_documents: usize) -> (Library, usize) {
        let mut random = Random::new(14);
        let mut n_bytes = 0;
        let folders: Vec<SourceFolder> = (0..n_documents)
            .map(|at| {
                let n = n_clauses * (at + 1) / n_documents - n_clauses * at / n_documents;
                let words = &self.words[at % 2];
                let text = document(words, at, n, &mut random);
                n_bytes += text.len();
                let name = format!("{}.txt", words.language.code());
                let content = Content::Bytes(text.into_bytes().into());
                let files = vec![SourceFile { name, content }];
                SourceFolder { path: format!("d{at}"), name: format!("d{at}"), files }
            })
            .collect();
        (Library::read(&folders, Arc::clone(&self.common)).0, n_bytes)
    }

    /// Different questions in both languages: terms, names, amounts, words of clauses, and all at once.
    pub(crate) fn questions(&self, n: usize) -> Vec<String> {
        let mut random = Random::new(41);
        (0..n).map(|at| self.words[at % 2].question(at / 2, &mut random)).collect()
    }
}

fn document(words: &Words, at: usize, n_clauses: usize, random: &mut Random) -> String {
    let mut text = match words.language {
        Language::Chinese => format!("{}合作计划\n\n", words.name(at)),
        Language::English => format!("{} Plan of Cooperation\n\n", words.name(at)),
    };
    for place in 0..n_clauses {
        let (section, clause) = (place / CLAUSES_OF_SECTION + 1, place % CLAUSES_OF_SECTION + 1);
        if clause == 1 {
            let heading = random.ranked(&words.terms);
            writeln!(text, "{section}. {heading}\n").unwrap();
        }
        writeln!(text, "{section}.{clause} {}\n", words.clause(random)).unwrap();
    }
    text
}

fn shuffle<T>(all: &mut [T]) {
    let mut random = Random::new(7);
    for at in (1..all.len()).rev() {
        all.swap(at, random.below(at + 1));
    }
}

const SYLLABLES: [&str; 48] = [
    "bal", "ber", "bin", "cor", "dal", "dar", "del", "dun", "fal", "fen", "gar", "gol", "hal",
    "hem", "jor", "kal", "kem", "kin", "lan", "lem", "lor", "mal", "mar", "mon", "nam", "nel",
    "nor", "pal", "per", "pol", "ral", "ren", "ros", "sal", "sen", "sor", "tal", "tem", "tor",
    "ul", "val", "ven", "vin", "wal", "yar", "yen", "zan", "zor",
];
