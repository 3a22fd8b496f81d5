//! Libraries on disk, and libraries that change.

use std::{fs, path::Path};

use proptest::prelude::*;
use tempfile::TempDir;

use super::{
    Assistant, Broken, Changed, Fault, LibraryFolder, Look, Opened, Place, Storage, Urgency,
};
use crate::{
    answer::Asked,
    text::{Language, Locale},
};

const PACT: &str = "Harbour Pact\n\nThe Parties agree:\n\n1. Dues\n\n1.1 Each vessel pays 40 crowns.\n\n1.2 Fishing boats pay nothing.\n";
const LAW: &str =
    "港务条例\n\n第一条　为了维护港口秩序，制定本条例。\n\n第二条　渔船免收港务费。\n";

struct Shelf {
    root: TempDir,
}

impl Shelf {
    /// A library of two documents.
    fn new() -> Self {
        let shelf = Self { root: tempfile::tempdir().unwrap() };
        shelf.write("pact/en.txt", PACT);
        shelf.write("rules/zh.txt", LAW);
        shelf
    }

    fn path(&self) -> &Path {
        self.root.path()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn place(&self) -> Place {
        Place { library: self.path().to_owned(), index: None }
    }

    fn open(&self) -> (LibraryFolder, Opened) {
        LibraryFolder::open(self.place(), &|_| ()).unwrap()
    }

    fn index(&self) -> (LibraryFolder, Opened) {
        LibraryFolder::index(self.place(), &|_| ()).unwrap()
    }

    fn index_file(&self) -> std::path::PathBuf {
        self.path().join(".clausebot/library.index")
    }
}

/// The replies to some questions, as text.
fn replies(assistant: &Assistant) -> String {
    let questions =
        ["vessel dues", "渔船", "1.2", "第二条", "commitments", "fishnig boats", "contents"];
    let reply = |text: &&str| {
        let asked = Asked::new(text, Locale::En);
        format!("{:?}", assistant.reply(&assistant.ask(&asked).unwrap()))
    };
    questions.iter().map(reply).collect()
}

fn look(folder: &mut LibraryFolder) -> Look {
    folder.look(Urgency::Now, &|_| ()).unwrap()
}

fn changed(folder: &mut LibraryFolder) -> Changed {
    match look(folder) {
        Look::Changed(changed) => *changed,
        other @ (Look::Unchanged | Look::Waiting | Look::Gone(_)) => panic!("{other:?}"),
    }
}

#[test]
fn an_index_on_disk_answers_as_one_in_memory() {
    let shelf = Shelf::new();
    let (_, memory) = shelf.open();
    assert!(matches!(memory.storage, Storage::Memory));
    let (_, written) = shelf.index();
    assert!(matches!(written.storage, Storage::Written(_)));
    let (_, found) = shelf.open();
    assert!(matches!(found.storage, Storage::Found(_)));
    for other in [&written, &found] {
        assert_eq!(replies(&other.assistant), replies(&memory.assistant));
        assert_eq!(other.assistant.library(), memory.assistant.library());
        assert_eq!(other.n_problems, memory.n_problems);
    }
}

#[test]
fn an_index_of_other_files_is_not_used_and_that_of_a_copy_is() {
    let shelf = Shelf::new();
    shelf.index();
    shelf.write("pact/en.txt", &PACT.replace("40 crowns", "50 crowns"));
    let (_, opened) = shelf.open();
    assert!(replies(&opened.assistant).contains("50 crowns"));
    let copy = Shelf::new();
    shelf.write("pact/en.txt", PACT);
    shelf.index();
    fs::create_dir(copy.path().join(".clausebot")).unwrap();
    fs::copy(shelf.index_file(), copy.index_file()).unwrap();
    assert!(matches!(copy.open().1.storage, Storage::Found(_)));
}

#[test]
fn where_no_index_can_be_written_there_is_one_in_memory() {
    let shelf = Shelf::new();
    // A file where the folder should be: root may write anywhere else.
    shelf.write(".clausebot", "");
    let (_, opened) = shelf.index();
    assert!(matches!(opened.storage, Storage::Refused(..)));
    assert!(replies(&opened.assistant).contains("40 crowns"));
}

#[test]
fn changes_are_read_and_broken_documents_are_not() {
    let shelf = Shelf::new();
    let (mut folder, _) = shelf.open();
    assert!(matches!(look(&mut folder), Look::Unchanged));
    shelf.write("pact/en.txt", &PACT.replace("40 crowns", "50 crowns"));
    let first = changed(&mut folder);
    assert_eq!((first.n_changed, first.n_removed, first.broken.len()), (1, 0, 0));
    assert!(replies(&first.opened.unwrap().assistant).contains("50 crowns"));

    for (text, is_fault) in [
        ("", (|it| matches!(it, Fault::Problems(_))) as fn(&Fault) -> bool),
        ("Harbour Pact\n\n1. Dues\n\n1.1 Each vessel pays 60 cro", |it| {
            *it == Fault::Cut(Language::English)
        }),
    ] {
        shelf.write("pact/en.txt", text);
        let broken = changed(&mut folder);
        assert!(broken.opened.is_none());
        let [Broken { fault, stays: true, .. }] = &broken.broken[..] else { panic!("{broken:?}") };
        assert!(is_fault(fault), "{fault:?}");
        assert!(matches!(look(&mut folder), Look::Unchanged), "told once");
    }

    shelf.write("third/en.txt", &PACT.replace("40", "70"));
    shelf.write("fourth/zh.txt", "");
    fs::remove_dir_all(shelf.path().join("rules")).unwrap();
    let more = changed(&mut folder);
    assert_eq!((more.n_changed, more.n_removed, more.broken.len()), (1, 1, 1));
    let assistant = more.opened.unwrap().assistant;
    let ids: Vec<&str> = assistant.library().agreements.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["pact", "third"]);
    assert!(replies(&assistant).contains("50 crowns"), "of the broken document that of before");
}

#[test]
fn a_document_may_not_take_the_id_of_another() {
    let shelf = Shelf::new();
    let (mut folder, _) = shelf.open();
    shelf.write("other/en.txt", PACT);
    shelf.write("other/document.toml", "id = \"rules\"");
    let broken = changed(&mut folder).broken;
    assert_eq!(broken[0].fault, Fault::RepeatedId("rules".to_owned()));
    assert!(!broken[0].stays);
}

#[test]
fn an_empty_folder_changes_nothing_and_is_told_once() {
    let shelf = Shelf::new();
    let (mut folder, _) = shelf.open();
    for document in ["pact", "rules"] {
        fs::remove_dir_all(shelf.path().join(document)).unwrap();
    }
    assert!(matches!(look(&mut folder), Look::Gone(_)));
    assert!(matches!(look(&mut folder), Look::Unchanged));
    shelf.write("pact/en.txt", PACT);
    assert_eq!(changed(&mut folder).n_removed, 1);
}

#[test]
fn files_that_change_are_read_once_they_are_quiet() {
    let shelf = Shelf::new();
    let (mut folder, _) = shelf.open();
    let mut look = || folder.look(Urgency::Quiet, &|_| ()).unwrap();
    shelf.write("pact/en.txt", &PACT.replace("40", "50"));
    assert!(matches!(look(), Look::Waiting));
    assert!(matches!(look(), Look::Changed(_)));
    for n in 0..3 {
        shelf.write("pact/en.txt", &PACT.replace("40", &format!("6{n}")));
        assert!(matches!(look(), Look::Waiting), "{n}");
    }
    shelf.write("pact/en.txt", &PACT.replace("40", "70"));
    assert!(matches!(look(), Look::Changed(_)), "not for ever");
}

#[test]
fn a_change_of_a_library_on_disk_is_written() {
    let shelf = Shelf::new();
    let (mut folder, _) = shelf.index();
    shelf.write("pact/en.txt", &PACT.replace("40 crowns", "50 crowns"));
    let opened = changed(&mut folder).opened.unwrap();
    assert!(matches!(opened.storage, Storage::Written(_)));
    let (_, found) = shelf.open();
    assert!(matches!(found.storage, Storage::Found(_)));
    assert_eq!(replies(&found.assistant), replies(&opened.assistant));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// A file that was changed or cut anywhere answers as before, or is made again.
    #[test]
    fn a_damaged_index_is_never_trusted(
        places in prop::collection::vec((any::<prop::sample::Index>(), 1_u8..), 1..3),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let shelf = Shelf::new();
        let answers = replies(&shelf.index().1.assistant);
        let mut bytes = fs::read(shelf.index_file()).unwrap();
        for (place, change) in places {
            let at = place.index(bytes.len());
            bytes[at] ^= change;
        }
        if let Some(cut) = cut {
            let n = cut.index(bytes.len());
            bytes.truncate(n);
        }
        fs::write(shelf.index_file(), bytes).unwrap();
        prop_assert_eq!(replies(&shelf.open().1.assistant), answers);
    }
}
