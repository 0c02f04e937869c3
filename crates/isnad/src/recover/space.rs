//! White space, and characters that only steer how text is drawn.

use std::borrow::Cow;

use crate::text::{bidi, forms};

/// White space as HTML folds it: runs become one space, none at the ends. Non-breaking and other
/// Unicode spaces count as space; line feeds do too.
pub(super) fn collapse(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// A text without the characters that only steer how it is drawn (left in, an override in one
/// headline would turn the rest of a page around), and with Arabic letters for their shapes. In pages
/// of tags that is done piece by piece, since both may be written as references.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| bidi::reorders(c) || forms::is_shape(c)) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().filter(|&c| !bidi::reorders(c)) {
        match forms::letters(c) {
            Some(letters) => plain.push_str(letters),
            None => plain.push(c),
        }
    }
    Cow::Owned(plain)
}
