//! Keeps what is written, in the browser's storage, from the first letter until the endpoint has it. Where storage is
//! refused, words live as long as the page.

use goodword_core::draft::Draft;
use js_sys::{Reflect, Uint8Array};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::Storage;

thread_local! {
    /// What storage did not take, by name.
    static UNKEPT: RefCell<Vec<(String, Draft)>> = const { RefCell::new(Vec::new()) };
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// What was kept under `name`.
pub(crate) fn kept(name: &str) -> Option<Draft> {
    let unkept = UNKEPT
        .with(|unkept| unkept.borrow().iter().find(|(of, _)| of == name).map(|(_, draft)| draft.clone()));
    unkept.or_else(|| Draft::read(&storage()?.get_item(name).ok()??))
}

/// Keeps a draft; forgets it where nothing is written.
pub(crate) fn keep(name: &str, draft: &Draft) {
    let is_kept = storage().is_some_and(|storage| {
        let kept =
            if draft.is_blank() { storage.remove_item(name) } else { storage.set_item(name, &draft.write()) };
        kept.is_ok()
    });
    UNKEPT.with(|unkept| {
        let mut unkept = unkept.borrow_mut();
        unkept.retain(|(of, _)| of != name);
        if !is_kept && !draft.is_blank() {
            unkept.push((name.to_owned(), draft.clone()));
        }
    });
}

/// Forgets all drafts whose names begin so.
pub(crate) fn forget_drafts(beginning: &str) {
    UNKEPT.with(|unkept| unkept.borrow_mut().retain(|(of, _)| !of.starts_with(beginning)));
    let Some(storage) = storage() else { return };
    let mut n = 0;
    while let Ok(Some(name)) = storage.key(n) {
        if name.starts_with(beginning) && storage.remove_item(&name).is_ok() {
            // The others move up.
            continue;
        }
        n += 1;
    }
}

/// Milliseconds since 1970 by the clock of the page's beginning: a system's clock that is set meanwhile does not move them.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "neither negative nor beyond 2^53"
)]
pub(crate) fn moment_ms() -> u64 {
    let Some(clock) = web_sys::window().and_then(|window| window.performance()) else { return 0 };
    let origin = Reflect::get(&clock, &"timeOrigin".into()).ok().and_then(|origin| origin.as_f64());
    (origin.unwrap_or_default() + clock.now()) as u64
}

/// Bytes by chance; `None` where the browser has none to give.
pub(crate) fn random<const N: usize>() -> Option<[u8; N]> {
    let bytes = Uint8Array::new_with_length(u32::try_from(N).ok()?);
    let crypto = Reflect::get(&js_sys::global(), &"crypto".into()).ok()?;
    crypto.dyn_ref::<web_sys::Crypto>()?.get_random_values_with_array_buffer_view(&bytes).ok()?;
    let mut random = [0; N];
    bytes.copy_to(&mut random);
    Some(random)
}

/// A random UUID (RFC 9562, version 4). `crypto.randomUUID` is missing in pages without TLS.
pub(crate) fn new_key() -> String {
    let mut key = String::with_capacity(36);
    for (n, byte) in random::<16>().unwrap_or_default().into_iter().enumerate() {
        if matches!(n, 4 | 6 | 8 | 10) {
            key.push('-');
        }
        let byte = match n {
            6 => byte & 0x0f | 0x40,
            8 => byte & 0x3f | 0x80,
            _ => byte,
        };
        for half in [byte >> 4, byte & 15] {
            key.push(char::from(b"0123456789abcdef"[usize::from(half)]));
        }
    }
    key
}
