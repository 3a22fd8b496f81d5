//! The shipped library as the program has it ready: read, folded and indexed when `seeds/shipped.bin` was made, not at the start.
//!
//! That file is made of the sources in `seeds` by the test `snapshot` of `tests/it/shipped.rs`, which also fails if
//! the file is not what the sources give. Its parts are in the format of postcard, each by itself, so that a start with
//! another library reads only the common glossary.
//!
//! What always holds: the same sources give the same bytes, on any machine; nothing but this program reads them.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    answer::Names,
    corpus::{CommonGlossary, Library},
    search::IndexState,
};

/// The number of the format, which changes if programs of one version could meet files of another.
const FORMAT: u32 = 1;

static SHIPPED: &[u8] = include_bytes!("../../seeds/shipped.bin");

/// The snapshot is not one that this program can read: it was made by another version of the sources.
#[derive(Debug, thiserror::Error)]
#[error(
    "`seeds/shipped.bin` is of another version of the program; `UPDATE_SNAPSHOT=1 cargo test --test it snapshot` makes it"
)]
pub struct SnapshotError(#[from] postcard::Error);

/// The parts of a snapshot.
#[derive(Serialize, Deserialize)]
struct Parts<'a> {
    format: u32,
    /// A [`CommonGlossary`].
    #[serde(borrow)]
    common: &'a [u8],
    /// The rest of the library, its names and its index.
    library: &'a [u8],
}

/// Makes a snapshot.
pub(super) fn write(
    library: &Library,
    names: &Names,
    index: &IndexState,
) -> Result<Vec<u8>, SnapshotError> {
    let common = postcard::to_stdvec(&*library.common)?;
    let library = postcard::to_stdvec(&(library, names, index))?;
    let parts = Parts { format: FORMAT, common: &common, library: &library };
    Ok(postcard::to_stdvec(&parts)?)
}

/// Reads the shipped library.
pub(super) fn read() -> Result<(Library, Names, IndexState), SnapshotError> {
    let (library, names, index): (Library, _, _) = postcard::from_bytes(parts()?.library)?;
    Ok((Library { common: common()?, ..library }, names, index))
}

/// Reads the common glossary.
pub(super) fn common() -> Result<Arc<CommonGlossary>, SnapshotError> {
    Ok(Arc::new(postcard::from_bytes(parts()?.common)?))
}

fn parts() -> Result<Parts<'static>, SnapshotError> {
    let parts: Parts<'static> = postcard::from_bytes(SHIPPED)?;
    if parts.format != FORMAT {
        return Err(postcard::Error::WontImplement.into());
    }
    Ok(parts)
}
