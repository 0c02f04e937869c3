//! The words that every room, the API and the screens use, as plain data.
//!
//! They follow schema.org (`Article`, `headline`, `datePublished`), IPTC (byline, dateline, credit),
//! W3C PROV (`wasDerivedFrom`) and TIMEX3/EDTF (time values) where those have a word. One type a
//! file; nothing here computes anything but views of itself.
//!
//! **Offsets.** Inside the library a [`Span`] counts bytes of UTF-8, so that slicing is free. At the
//! door — the JSON of [`Document`] — offsets count Unicode scalar values, as W3C Web Annotation's
//! `TextPositionSelector` does, because that is what readers in other languages can use.

mod article;
mod chain;
mod comparison;
mod credit;
mod derivation;
mod document;
mod embedded;
mod evidence;
mod fetch;
mod figure;
mod id;
mod language;
mod markdown;
mod mention;
mod moment;
mod origin;
mod page;
mod practice;
mod quote;
mod reading;
mod shares;
mod source;
mod span;
mod story;
mod subscription;
mod time_expression;
mod window;

pub use article::{Article, Block, BlockKind, Choice, Direction, Dropped, Link, Related};
pub use chain::{Chain, ChainLink};
pub use comparison::{Comparison, Difference, Passage, PassageKind};
pub use credit::{Credit, CreditRole};
pub use derivation::{Alternative, Change, ChangeKind, Derivation, Overlap};
pub use document::Document;
pub use embedded::{Image, Post};
pub use evidence::{Evidence, Rule};
pub use fetch::{FeedItem, Fetch, Purpose};
pub use figure::{Bound, Figure};
pub use id::ArticleId;
pub use language::Language;
pub use mention::{Mention, MentionKind};
pub use moment::Moment;
pub use origin::{Origin, OriginKind};
pub use page::{MediaType, Page};
pub use practice::Practice;
pub use quote::Quote;
pub use reading::Reading;
pub use shares::{OriginShare, Shares};
pub use source::{Source, SourceKind};
pub use span::Span;
pub use story::{Conflict, Story};
pub use subscription::{
    Hub, PartsRead, Rests, Subscription, SubscriptionKind, SubscriptionMove, Task, Visit,
};
pub use time_expression::{TimeExpression, TimeModifier};
pub use window::Window;
