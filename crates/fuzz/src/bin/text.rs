//! Feeds `goodword_fuzz::text`.
#![no_main]

libfuzzer_sys::fuzz_target!(init: goodword_fuzz::sow("text"), |bytes: &[u8]| goodword_fuzz::text(bytes));
