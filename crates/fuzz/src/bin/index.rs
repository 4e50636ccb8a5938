//! Feeds `goodword_fuzz::index`.
#![no_main]

libfuzzer_sys::fuzz_target!(init: goodword_fuzz::sow("index"), |bytes: &[u8]| goodword_fuzz::index(bytes));
