//! The dictionaries, as they lie in the crates' sources.

use std::path::PathBuf;
use std::process::Command;

/// The text of each dictionary.
pub struct Sources {
    pub jieba: String,
    pub ts_characters: String,
    pub ts_phrases: String,
    pub st_characters: String,
    pub st_phrases: String,
    pub tw_variants: String,
}

impl Sources {
    /// Asks cargo where the crates lie.
    pub fn find() -> Self {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        let arguments =
            ["metadata", "--locked", "--format-version", "1", "--manifest-path", manifest];
        let output = Command::new(cargo).args(arguments).output().expect("cargo runs");
        let metadata: serde_json::Value =
            serde_json::from_slice(&output.stdout).expect("cargo metadata writes JSON");
        let read = |package: &str, file: &str| {
            let packages = metadata["packages"].as_array().expect("packages");
            let found = packages.iter().find(|it| it["name"] == package).expect("a dependency");
            let manifest = PathBuf::from(found["manifest_path"].as_str().expect("a path"));
            std::fs::read_to_string(manifest.with_file_name(file)).expect("a dictionary")
        };
        let opencc =
            |name: &str| read("ferrous-opencc", &format!("assets/dictionaries/{name}.txt"));
        Self {
            jieba: read("jieba-rs", "src/data/dict.txt"),
            ts_characters: opencc("TSCharacters"),
            ts_phrases: opencc("TSPhrases"),
            st_characters: opencc("STCharacters"),
            st_phrases: opencc("STPhrases"),
            tw_variants: opencc("TWVariants"),
        }
    }

    /// The words of jieba's dictionary, each with its frequency and tag.
    pub fn words(&self) -> impl Iterator<Item = (&str, u32, &str)> {
        self.jieba.lines().filter_map(|line| {
            let mut fields = line.split_ascii_whitespace();
            Some((fields.next()?, fields.next()?.parse().ok()?, fields.next()?))
        })
    }

    /// The words of all dictionaries, in their order.
    pub fn all_words(&self) -> Vec<String> {
        let opencc = [&self.ts_phrases, &self.st_phrases].into_iter().flat_map(|it| pairs(it));
        let opencc = opencc.flat_map(|(from, to)| [from, to]);
        self.words().map(|(word, ..)| word).chain(opencc).map(str::to_owned).collect()
    }
}

/// The entries of a dictionary of OpenCC, each with the first of its conversions.
pub fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let lines = text.lines().filter(|it| !it.starts_with('#'));
    lines
        .filter_map(|line| line.split_once('\t'))
        .map(|(from, to)| (from, to.split(' ').next().unwrap_or(to)))
}

/// Words in the order of their UTF-16 units, written as [`crate::table::Rest::word`] reads them.
#[derive(Default)]
pub struct Written {
    pub bytes: Vec<u8>,
    before: Vec<u16>,
}

impl Written {
    /// Writes a word that is greater than the one before.
    pub fn word(&mut self, units: &[u16]) {
        let n_shared = self.before.iter().zip(units).take_while(|(a, b)| a == b).count();
        let n_others = units.len() - n_shared;
        assert!(n_shared < 16 && n_others < 16, "a word of more than fifteen units");
        self.bytes.push(u8::try_from(n_shared << 4 | n_others).expect("two times four bits"));
        self.bytes.extend(units[n_shared..].iter().flat_map(|it| it.to_le_bytes()));
        self.before = units.to_vec();
    }
}

/// Writes a number as [`crate::table::Rest::number`] reads it.
pub fn number(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Writes a number as [`crate::table::Rest::fixed`] reads it.
pub fn fixed(bytes: &mut Vec<u8>, number: usize) {
    bytes.extend(u32::try_from(number).expect("a short table").to_le_bytes());
}
