//! News articles from whatever page they arrive in, and the chain of those who handed them on.
//!
//! The library is the pure part of Isnad: no files, no network, no clock, no threads. Data goes in,
//! data comes out, and the same input gives the same output.
//!
//! ```no_run
//! use isnad::{annotate, model::Page, recover, trace};
//!
//! let page = Page::from_text("Harbour reopens\nLENNAR, 3 May 2031 (Northwire) - The harbour of Lennar \
//!     reopened on Saturday after repairs that lasted nine weeks, its director said.\nNorthwire\n");
//! let recovered = recover::recover(&page)?;
//! let reading = annotate::annotate(recovered.articles[0].clone(), page.fetched_date());
//! assert_eq!(reading.article.headline(), Some("Harbour reopens"));
//! println!("{}", trace::chain(&reading));
//! # Ok::<(), recover::Error>(())
//! ```
//!
//! # The road
//!
//! | module | does |
//! | --- | --- |
//! | [`model`] | the words every room uses: [`Page`](model::Page), [`Article`](model::Article), … |
//! | [`text`] | everything that knows a language: letters, words, dates, numbers, lexicons |
//! | [`recover`] | page bytes to articles |
//! | [`annotate`] | article to credits, quotes, figures, time expressions, mentions |
//! | [`trace`] | articles to derivations, origins, stories |
//!
//! # Limits
//!
//! Pages that build themselves with scripts hold no article to recover. Annotation knows Arabic,
//! English and French; in other languages it finds figures in digits and ISO dates.

pub mod annotate;
pub mod model;
pub mod recover;
pub mod text;
pub mod trace;
