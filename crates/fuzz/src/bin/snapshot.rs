//! Feeds `goodword_fuzz::snapshot`.
#![no_main]

libfuzzer_sys::fuzz_target!(init: goodword_fuzz::sow("snapshot"), |bytes: &[u8]| goodword_fuzz::snapshot(bytes));
