//! Opening a library: a folder, or the one in the program.

use std::sync::Arc;

use crate::{search::Index, text::Folding, wording::Catalogs};

use super::{
    answering::Assistant,
    build::{Opened, Progress, Storage},
    folder::{LibraryFolder, Place},
    library::OpenError,
    snapshot,
};

impl Assistant {
    /// Opens the library at a place, or the shipped one, which is in no folder.
    pub fn open(
        place: Option<Place>,
        tell: &dyn Fn(Progress),
    ) -> Result<(Option<LibraryFolder>, Opened), OpenError> {
        if let Some(place) = place {
            let (folder, opened) = LibraryFolder::open(place, tell)?;
            return Ok((Some(folder), opened));
        }
        let (assistant, storage) = (Self::shipped()?, Storage::Memory);
        Ok((None, Opened { assistant, n_problems: 0, storage }))
    }

    /// Opens the shipped library, whose snapshot is in the program.
    pub fn shipped() -> Result<Self, OpenError> {
        let (library, names, index) = snapshot::read()?;
        let folding = Arc::new(Folding::new());
        let index = Index::restore(index, Arc::clone(&library.common), Arc::clone(&folding))?;
        Ok(Self { library, names, index, folding, catalogs: Catalogs::default() })
    }

    /// The bytes that [`Self::shipped`] reads, made of this library instead.
    pub fn snapshot(self) -> Result<Vec<u8>, OpenError> {
        Ok(snapshot::write(&self.library, &self.names, &self.index.state()?)?)
    }
}
