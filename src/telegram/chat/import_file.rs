//! Imports of files that an administrator sends: a preview with two buttons, then the folder in the library.
//!
//! The bot keeps no file: a press of the button downloads it once more.

use std::path::{Path, PathBuf};

use tokio::task::spawn_blocking;

use crate::{
    import::{Draft, Input, Source, extension, preview as outline, read_apart, write},
    render::{Block, Reply},
    telegram::updates::request::SentFile,
    wording::Phrase,
};

use super::{
    action::Action,
    context::Context,
    fault::Fault,
    page::{Page, Pager, press},
    turn::Turn,
};

/// Bytes of a file that Telegram lets a bot download.
const MAX_BYTES: usize = 20 * 1024 * 1024;

/// Shows what a file would be as a document; its caption is the title.
pub(crate) async fn preview(
    turn: Turn<'_>,
    file: &SentFile,
    caption: Option<&str>,
) -> Result<(), Fault> {
    let (context, pager) = (turn.context, turn.pager().await);
    let Some(library) = context.administration.status().folder else {
        return turn.say(&Phrase::AdminNoFolder).await;
    };
    context.api.typing(turn.message.place.chat, turn.message.place.thread).await;
    let page = match draft(context, file, caption, &library).await {
        Ok(draft) => preview_page(&pager, &draft, &library),
        Err(reason) => Page::plain(&pager.say(&Phrase::AdminCannotImport { reason: &reason })),
    };
    turn.answer(&page).await
}

fn preview_page(pager: &Pager<'_>, draft: &Draft, library: &Path) -> Page {
    let catalog = pager.assistant.catalog(pager.locale);
    let mut blocks = vec![Block::Sentence(outline(draft, catalog))];
    if library.join(&draft.id).exists() {
        let document = draft.id.as_str();
        blocks.push(Block::Sentence(pager.say(&Phrase::AdminReplaces { document })));
    }
    let mut page = Page::of(&Reply(blocks));
    let import = press(&pager.say(&Phrase::AdminImport), Action::Import(true));
    let cancel = press(&pager.say(&Phrase::AdminCancel), Action::Import(false));
    // A document without a clause answers nothing.
    let import = draft.agreement.is_some().then_some(import);
    page.buttons = vec![import.into_iter().chain([cancel]).collect()];
    page
}

/// Imports a file, and says so.
pub(crate) async fn import(
    context: &Context,
    pager: &Pager<'_>,
    file: &SentFile,
    caption: Option<&str>,
) -> Page {
    let Some(library) = context.administration.status().folder else {
        return Page::plain(&pager.say(&Phrase::AdminNoFolder));
    };
    let done = match draft(context, file, caption, &library).await {
        Ok(draft) => written(draft, library).await,
        Err(reason) => Err(reason),
    };
    Page::plain(&pager.say(&match &done {
        Ok(document) => Phrase::AdminImported { document },
        Err(reason) => Phrase::AdminCannotImport { reason },
    }))
}

/// Downloads and reads a file; the reason if that fails.
async fn draft(
    context: &Context,
    file: &SentFile,
    caption: Option<&str>,
    library: &Path,
) -> Result<Draft, String> {
    let too_large = usize::try_from(file.n_bytes).is_ok_and(|it| it > MAX_BYTES);
    if too_large {
        return Err(format!("the file has {} bytes; at most {MAX_BYTES} are read", file.n_bytes));
    }
    // Readers need much memory: one at a time.
    let _one = context.administration.import.lock().await;
    let bytes = context.api.download(&file.id, MAX_BYTES).await.map_err(|it| it.to_string())?;
    let (name, title) = (PathBuf::from(&file.name), caption.map(str::to_owned));
    let library = library.to_owned();
    let read = spawn_blocking(move || drafted(bytes.to_vec(), &name, title.as_deref(), &library));
    read.await.unwrap_or_else(|it| Err(it.to_string()))
}

fn drafted(
    bytes: Vec<u8>,
    name: &Path,
    title: Option<&str>,
    library: &Path,
) -> Result<Draft, String> {
    let program = std::env::current_exe().map_err(|it| it.to_string())?;
    let imported = read_apart(&program, Input::Bytes(bytes), &extension(name), |_, _| ())
        .map_err(|it| it.to_string())?;
    let name = name.file_stem().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let kept = Draft::kept(library, &Draft::id_of(&name));
    let source = Source { name, imported, language: None };
    Draft::new(vec![source], None, title, kept).map_err(|it| it.to_string())
}

/// Writes the folder; the id of the document.
async fn written(draft: Draft, library: PathBuf) -> Result<String, String> {
    let write = spawn_blocking(move || {
        let folder = write(&draft, &library, true);
        folder.map(|_| draft.id).map_err(|it| it.to_string())
    });
    write.await.unwrap_or_else(|it| Err(it.to_string()))
}
