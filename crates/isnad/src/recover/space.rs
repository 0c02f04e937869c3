//! White space.

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
