//! Bytes of a file as text, whatever the encoding: UTF-8, UTF-16, GB18030, Big5, Windows-1252.
//!
//! ```
//! use clausebot::text::decode;
//!
//! let decoded = decode(b"\xd0\xad\xb6\xa8\xba\xcf\xd7\xf7").unwrap();
//! assert_eq!((decoded.text.as_str(), decoded.encoding), ("协定合作", "GB18030"));
//! assert!(decode(b"\x7fELF\0\0\x01\0").is_none());
//! ```
//!
//! A byte order mark decides, then whether the bytes are UTF-8, then statistics of characters. No text has the mark.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text that was read from bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark; bytes that fit no character are U+FFFD.
    pub text: String,
    /// The name of the encoding: `UTF-8`, `GB18030`.
    pub encoding: &'static str,
    /// The byte of `text` where the first character that does not fit stands.
    pub first_fault: Option<usize>,
}

impl Decoded {
    /// Whether the bytes are UTF-8 without a fault.
    pub fn is_utf8(&self) -> bool {
        self.encoding == UTF_8.name() && self.first_fault.is_none()
    }
}

/// Bytes that statistics are made of at most; more say nothing new.
const SAMPLE: usize = 256 * 1024;

/// Sound characters for each fault in a text that counts as damaged UTF-8.
const SOUND_FOR_A_FAULT: usize = 8;

/// Reads bytes as text; `None` if they are no text in any of the encodings.
pub fn decode(bytes: &[u8]) -> Option<Decoded> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Some(decoded(encoding, bytes.get(mark..).unwrap_or_default()));
    }
    if bytes.contains(&0) {
        return utf16(bytes).map(|it| decoded(it, bytes));
    }
    let encoding = if is_mostly_utf8(bytes) { UTF_8 } else { guess(bytes)? };
    Some(decoded(encoding, bytes))
}

/// Reads the bytes of a web page, whose beginning may name the encoding: `<meta charset="gb2312">`.
pub fn decode_html(bytes: &[u8]) -> Option<Decoded> {
    const HEAD: usize = 4096;
    let is_told = Encoding::for_bom(bytes).is_some() || bytes.contains(&0) || is_mostly_utf8(bytes);
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_lowercase();
    let label = head.split_once("charset=").map(|(_, after)| {
        let after = after.trim_start_matches(['"', '\'', ' ']);
        after.split(|it: char| !it.is_ascii_alphanumeric() && it != '-' && it != '_').next()
    });
    let named = label.flatten().and_then(|it| Encoding::for_label(it.as_bytes()));
    match named.filter(|it| !is_told && *it != UTF_8) {
        // Pages that say GB2312 have characters of its successors.
        Some(it) => Some(decoded(if it == GBK { GB18030 } else { it }, bytes)),
        None => decode(bytes),
    }
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, has_faults) = encoding.decode_without_bom_handling(bytes);
    let first_fault = has_faults.then(|| text.find('\u{fffd}')).flatten();
    let encoding = if encoding == GB18030 { "GB18030" } else { encoding.name() };
    Decoded { text: text.into_owned(), encoding, first_fault }
}

/// UTF-16 without a mark: nearly all characters are Chinese or ASCII in one order of the bytes, and not in the other.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let is_usual = |c: &char| {
        matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{2010}'..='\u{2027}')
            || matches!(c, '\u{3000}'..='\u{301f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}')
    };
    [UTF_16LE, UTF_16BE].into_iter().find(|encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
        text.is_some_and(|it| {
            !it.contains('\0') && it.chars().filter(is_usual).count() * 5 > it.chars().count() * 4
        })
    })
}

/// Whether bytes are UTF-8, perhaps with a little damage, as a cut at the end is.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut faults) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|it| !it.is_ascii()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    faults == 0 || sound >= faults * SOUND_FOR_A_FAULT
}

fn guess(bytes: &[u8]) -> Option<&'static Encoding> {
    let is_text = |it: &u8| !it.is_ascii_control() || it.is_ascii_whitespace();
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if sample.iter().filter(|it| !is_text(it)).count() * 100 > sample.len() {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    let guessed = detector.guess(None, Utf8Detection::Deny);
    if [BIG5, WINDOWS_1252].contains(&guessed) {
        return Some(guessed);
    }
    // Any other guess than Chinese comes from a short text: agreements are Chinese or English.
    let sound = [GB18030, BIG5].into_iter().find(|it| is_sound(it, sample));
    Some(sound.unwrap_or(if guessed == GBK { GB18030 } else { guessed }))
}

/// Whether bytes are characters of an encoding, none of them a private one.
fn is_sound(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    let (text, has_faults) = encoding.decode_without_bom_handling(bytes);
    !has_faults && !text.chars().any(|it| ('\u{e000}'..='\u{f8ff}').contains(&it))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CHINESE: &str =
        "中华人民共和国政府和东盟成员国政府关于合作的协定\n第一条 双方加强合作。\n";
    const TRADITIONAL: &str =
        "臺灣地區與大陸地區人民關係條例\n第一條 國家統一前，為確保臺灣地區安全。\n";

    #[test]
    fn encodings_are_recognised() {
        let (gb, ..) = GB18030.encode(CHINESE);
        let (big5, ..) = BIG5.encode(TRADITIONAL);
        let utf16 = |text: &str, mark: bool, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            let mark = mark.then_some(0xfeff);
            mark.into_iter().chain(text.encode_utf16()).flat_map(bytes).collect()
        };
        for (bytes, text, encoding) in [
            (CHINESE.as_bytes().to_vec(), CHINESE, "UTF-8"),
            (gb.to_vec(), CHINESE, "GB18030"),
            (big5.to_vec(), TRADITIONAL, "Big5"),
            (utf16(CHINESE, true, u16::to_le_bytes), CHINESE, "UTF-16LE"),
            (utf16(CHINESE, true, u16::to_be_bytes), CHINESE, "UTF-16BE"),
            (utf16(CHINESE, false, u16::to_le_bytes), CHINESE, "UTF-16LE"),
            (utf16("1. Trade", false, u16::to_be_bytes), "1. Trade", "UTF-16BE"),
            (b"The \x93Parties\x94 agree.".to_vec(), "The “Parties” agree.", "windows-1252"),
        ] {
            let decoded = decode(&bytes).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
            assert_eq!(decoded.first_fault, None, "{encoding}");
        }
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        let cut = CHINESE.as_bytes().get(..CHINESE.len() - 2).unwrap();
        let decoded = decode(cut).unwrap();
        assert_eq!(decoded.encoding, "UTF-8");
        assert!(decoded.first_fault.is_some() && !decoded.is_utf8());
    }

    #[test]
    fn binary_files_are_no_text() {
        assert_eq!(decode(b"PK\x03\x04\x14\0\0\0\x08\0"), None);
        assert_eq!(decode(&[1, 2, 3, 4, 200, 201, 1, 2]), None);
    }

    proptest! {
        #[test]
        fn utf8_is_never_changed(text in "[^\u{feff}\0]\\PC*") {
            prop_assert_eq!(decode(text.as_bytes()).map(|it| it.text), Some(text));
        }
    }
}
