//! Tokens as a site signs them, and as those would who are not the site.

mod attacks;
mod bearer;
mod claims;
mod common;
mod configuration;
mod keys;
mod snippets;
mod times;
