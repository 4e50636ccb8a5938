//! One program in two files: what nobody needs at first goes into a Wasm that is fetched later.
//!
//! The second file is no program of its own. It takes memory, table and functions from the first, which is why the first
//! exports them under short names, and has nothing but code and texts. The first calls it through the table: each entry
//! keeps its place in the first file, as a function that calls a slot of the table, and the second file fills the slots
//! when it is instantiated. An entry that is called before that traps; the widget makes it impossible (`src/desk.rs`).

mod first;
mod second;
mod source;
#[cfg(test)]
mod tests;
mod texts;

use source::Source;
use std::collections::BTreeSet;
use wasm_encoder::reencode;

/// Both files.
pub struct Split {
    /// What is loaded first, with the names of its functions.
    pub first: Vec<u8>,
    /// What is loaded later, with the exports of the first file as its imports, whatever module it names.
    pub second: Vec<u8>,
}

/// Why there is one file only.
#[derive(Debug, thiserror::Error)]
pub enum SplitError {
    /// The Wasm cannot be read, or written.
    #[error("it cannot be read: {0}")]
    Wasm(#[from] reencode::Error<Unsupported>),
    /// An entry that is not there.
    #[error("it has no function {0} that is called; was it inlined, or is it used no more?")]
    Absent(String),
    /// Something in the Wasm that cannot be in two files.
    #[error(transparent)]
    Unsupported(#[from] Unsupported),
}

/// Something that the compiler does not write today.
#[derive(Debug, thiserror::Error)]
#[error("it cannot be split: {0}")]
pub struct Unsupported(pub &'static str);

impl From<wasmparser::BinaryReaderError> for SplitError {
    fn from(error: wasmparser::BinaryReaderError) -> Self {
        Self::Wasm(error.into())
    }
}

type Result<T> = std::result::Result<T, reencode::Error<Unsupported>>;

/// Splits off what is reachable through `entries` alone.
///
/// An entry is the path of a function as the name section has it, without hashes, or the path of a type, whose methods then
/// are entries, as far as they are called from elsewhere: `<shop::Desk>`.
///
/// # Errors
/// [`SplitError`].
pub fn split(wasm: &[u8], entries: &[&str]) -> std::result::Result<Split, SplitError> {
    let source = Source::read(wasm)?;
    let plan = Plan::new(&source, entries)?;
    let texts = texts::marked(wasm)?;
    Ok(Split { first: first::write(&source, &plan, &texts)?, second: second::write(&source, &plan, &texts)? })
}

/// Who goes where. Functions are told by their index in the source.
struct Plan {
    /// Functions that the first file calls and the second has; the nth is called through the nth reserved slot.
    entries: Vec<u32>,
    /// Functions of the second file, entries among them, sorted by their code as those of the first are later.
    moved: Vec<u32>,
    /// Functions of the first file, also imported ones, that the second calls.
    called: Vec<u32>,
    /// Globals that the second file uses.
    globals: Vec<u32>,
}

impl Plan {
    fn new(source: &Source<'_>, wanted: &[&str]) -> std::result::Result<Self, SplitError> {
        let is_wanted = |function: &u32, path: &str| is_at(&without_hashes(source.name(*function)), path);
        let defined = source.imported..source.imported + source.count();
        let candidates: BTreeSet<u32> =
            defined.filter(|function| wanted.iter().any(|path| is_wanted(function, path))).collect();
        let stays = source.reach(source.roots.iter().copied(), |function| !candidates.contains(&function));
        let entries: Vec<u32> = candidates.intersection(&stays).copied().collect();
        if let Some(absent) = wanted.iter().find(|path| !entries.iter().any(|entry| is_wanted(entry, path))) {
            return Err(SplitError::Absent((*absent).to_owned()));
        }
        let is_here = |function: u32| stays.contains(&function) && !candidates.contains(&function);
        let reached = source.reach(entries.iter().copied(), |function| !is_here(function));
        let (called, moved): (BTreeSet<u32>, BTreeSet<u32>) =
            reached.into_iter().partition(|function| *function < source.imported || is_here(*function));
        let mut moved: Vec<u32> = moved.into_iter().collect();
        moved.sort_by(|a, b| source.body(*a).as_bytes().cmp(source.body(*b).as_bytes()));
        let globals: BTreeSet<u32> =
            moved.iter().flat_map(|function| source.used(*function).globals.iter().copied()).collect();
        Ok(Self {
            entries,
            moved,
            called: called.into_iter().collect(),
            globals: globals.into_iter().collect(),
        })
    }

    fn slot(&self, source: &Source<'_>, function: u32) -> Option<u64> {
        self.entries.binary_search(&function).ok().map(|nth| source.table.initial + nth as u64)
    }
}

/// Whether a function is called `path`, or is a method of the type `path`. A closure within a method is neither: its address
/// is in the table, and who calls it is not known.
fn is_at(name: &str, path: &str) -> bool {
    let method = || name.strip_prefix(path)?.strip_prefix("::");
    name == path || (path.starts_with('<') && method().is_some_and(|method| !method.contains("::")))
}

/// A path such as `shop[1f2e3d4c]::Desk` without what the compiler tells crates apart by.
fn without_hashes(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        let hash = after
            .split_once(']')
            .filter(|(hash, _)| hash.len() >= 8 && hash.chars().all(|c| c.is_ascii_hexdigit()));
        if let Some((_, tail)) = hash {
            rest = tail;
        } else {
            out.push('[');
            rest = after;
        }
    }
    out + rest
}

/// The names by which the second file knows what it takes from the first. The glue knows none of them, and no name that it
/// knows is made of these digits alone: those have a mark, or are words.
struct Shared {
    next: usize,
}

impl Shared {
    const MODULE: &str = "";

    fn new() -> Self {
        Self { next: 0 }
    }

    fn name(&mut self) -> String {
        self.next += 1;
        crate::names::base36(self.next - 1)
    }
}
