//! The page about the language.
