//! The attributes that are kept; of all others not even the value is read.

use html5ever::LocalName;

macro_rules! attributes {
    ($($variant:ident = $name:literal,)*) => {
        /// An attribute that says something of the article.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(in crate::recover) enum Attr {
            $(#[doc = $name] $variant,)*
        }

        impl Attr {
            pub(super) const ALL: &[Attr] = &[$(Attr::$variant),*];

            /// The attribute of a name, in lower case.
            pub(super) fn of(name: &str) -> Option<Attr> {
                match name {
                    $($name => Some(Attr::$variant),)*
                    _ => None,
                }
            }

            /// Its name as html5ever wants it.
            pub(super) fn local_name(self) -> LocalName {
                match self {
                    $(Attr::$variant => LocalName::from($name),)*
                }
            }
        }
    };
}

attributes! {
    Alt = "alt",
    AriaHidden = "aria-hidden",
    AriaLabel = "aria-label",
    Cite = "cite",
    Class = "class",
    Colspan = "colspan",
    Content = "content",
    DataComponent = "data-component",
    DataSrc = "data-src",
    DataTestid = "data-testid",
    Datetime = "datetime",
    Dir = "dir",
    Hidden = "hidden",
    Href = "href",
    Id = "id",
    Itemprop = "itemprop",
    Itemscope = "itemscope",
    Itemtype = "itemtype",
    Lang = "lang",
    Name = "name",
    Property = "property",
    Rel = "rel",
    Role = "role",
    Src = "src",
    Srcset = "srcset",
    Style = "style",
    // html5ever's tree builder asks for it: hidden fields stand in tables without breaking them.
    Type = "type",
    Typeof = "typeof",
    XmlLang = "xml:lang",
}

/// A value longer than this, in bytes, is data (an image written into the page) and not kept.
pub(super) const LONGEST_VALUE: usize = 4096;
