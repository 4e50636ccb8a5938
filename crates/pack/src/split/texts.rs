//! Texts that go with the code that says them.
//!
//! Whose a piece of data is cannot be read from a Wasm, so such a text says it itself: it stands between two marks. It keeps
//! its address, and the memory there is zero until the second file fills it.

use super::{SplitError, Unsupported};
use wasm_encoder::ConstExpr;
use wasmparser::{Data, DataKind, Operator, Parser, Payload};

/// What such a text begins with, and ends with; the marks go along.
const MARKS: [&[u8]; 2] = [b"\x02later\x02", b"\x03later\x03"];

/// A text with its marks.
pub(super) struct Text<'a> {
    pub(super) address: i32,
    pub(super) bytes: &'a [u8],
}

/// What is left of a segment.
pub(super) enum Piece<'a> {
    /// All of it.
    Whole,
    /// These bytes at this address.
    At(ConstExpr, &'a [u8]),
}

/// All texts between marks.
pub(super) fn marked(wasm: &[u8]) -> Result<Vec<Text<'_>>, SplitError> {
    let mut texts = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let Payload::DataSection(section) = payload? else { continue };
        for datum in section {
            let datum = datum?;
            let mut from = 0;
            while let Some(start) = find(&datum.data[from..], MARKS[0]).map(|at| from + at) {
                let end = find(&datum.data[start..], MARKS[1]).map(|at| start + at + MARKS[1].len());
                let (Some(end), Some(base)) = (end, address(&datum)) else {
                    return Err(Unsupported("a text that goes later has no end, or no address").into());
                };
                let offset = i32::try_from(start).map_err(|_| Unsupported("its data is too long"))?;
                texts.push(Text { address: base.wrapping_add(offset), bytes: &datum.data[start..end] });
                from = end;
            }
        }
    }
    Ok(texts)
}

/// The pieces of a segment between those of `texts` that are in it.
pub(super) fn around<'d>(datum: &Data<'d>, texts: &[Text<'_>]) -> Vec<Piece<'d>> {
    let Some(base) = address(datum) else { return vec![Piece::Whole] };
    let within = |text: &&Text<'_>| {
        usize::try_from(text.address.wrapping_sub(base)).is_ok_and(|at| at < datum.data.len())
    };
    let (mut pieces, mut from) = (Vec::new(), 0);
    let piece = |from: usize, to: usize| {
        let offset = i32::try_from(from).unwrap_or_default();
        Piece::At(ConstExpr::i32_const(base.wrapping_add(offset)), &datum.data[from..to])
    };
    for text in texts.iter().filter(within) {
        let at = usize::try_from(text.address.wrapping_sub(base)).unwrap_or_default();
        pieces.push(piece(from, at));
        from = at + text.bytes.len();
    }
    pieces.push(if from == 0 { Piece::Whole } else { piece(from, datum.data.len()) });
    pieces
}

/// Where an active segment begins, where that is a plain number.
fn address(datum: &Data<'_>) -> Option<i32> {
    let DataKind::Active { memory_index: 0, offset_expr } = &datum.kind else { return None };
    match offset_expr.get_operators_reader().read() {
        Ok(Operator::I32Const { value }) => Some(value),
        _ => None,
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}
