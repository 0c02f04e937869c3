//! Everything that knows a language.
//!
//! [`fold`] and [`token`] are the same for all languages; what differs stands in data files under
//! `lang/<code>/` and is reached through [`lang::of`]. A new language is a folder there.

pub mod bidi;
pub mod date;
pub mod fold;
pub(crate) mod forms;
pub(crate) mod hash;
pub mod lang;
pub mod language;
pub mod lexeme;
pub mod lexicon;
pub mod number;
pub mod phrase;
pub mod sentence;
pub mod token;
pub mod variant;
