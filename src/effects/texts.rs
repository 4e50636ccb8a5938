//! Texts that come in files of their own.

use crate::library::Library;
use goodword_core::snapshot::{Limits, SnapshotReader};

/// Takes a file of texts into the library, with its topics indexed; why not, where it is another file.
pub(crate) fn take_texts(library: &Library, shard: u32, bytes: &[u8]) -> Result<(), String> {
    let mut reader = SnapshotReader::new(Limits::default());
    reader.feed(bytes);
    let mut rows = Vec::new();
    while let Some(row) = reader.next_row().map_err(|error| error.to_string())? {
        rows.push(row);
    }
    reader.finish().map_err(|error| error.to_string())?;
    let mut is_taken = false;
    library.grow(|community| {
        is_taken = community.take_texts(shard, rows);
        while is_taken && community.index_next() {}
    });
    if is_taken {
        Ok(())
    } else {
        Err("its topics are not those of the index; make both again with `goodword index`".to_owned())
    }
}

/// A number in digits.
pub(crate) fn decimal(mut number: u32) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(b'0' + (number % 10) as u8);
        number /= 10;
        if number == 0 {
            break;
        }
    }
    digits.iter().rev().map(|digit| char::from(*digit)).collect()
}
