//! Notes by which outlets mark that they corrected a report.

use std::sync::LazyLock;

use crate::text::{fold::fold, lexicon, phrase::Phrases, token::tokens};

/// What of such a note stands at its head: whether something that sets it apart must follow.
type Heads = Phrases<bool>;

static HEADS: LazyLock<Heads> = LazyLock::new(|| {
    let mut heads = Heads::default();
    for row in lexicon::rows(include_str!("corrections.tsv")) {
        let Some((part, forms)) = row.split_first() else {
            continue;
        };
        for form in forms {
            heads.insert(form, *part == "label");
        }
    }
    heads
});

/// Whether a block of text is a note that says that the report was corrected.
///
/// ```
/// use isnad::text::lang::correction::is_correction;
/// assert!(is_correction("تصحيح: ذكرنا أن العبّارة تحمل 84 راكباً، والصحيح 48."));
/// assert!(!is_correction("Correction fluid leaked from a lorry in Lennar on Monday."));
/// ```
pub fn is_correction(block: &str) -> bool {
    let folded = fold(block);
    let words: Vec<_> = tokens(&folded).take(HEADS.most_words() + 1).collect();
    let Some(first) = words.first() else {
        return false;
    };
    let ahead = |at: usize| words.get(at).map(|token| token.text);
    let Some((len, is_label)) = HEADS.longest(first.text, ahead) else {
        return false;
    };
    let end = words
        .get(len - 1)
        .map_or(0, |token| token.span.end as usize);
    let rest = folded.get(end..).unwrap_or("").trim_start();
    !is_label || rest.is_empty() || rest.starts_with([':', '-', '–', '—', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_says_so_at_its_head() {
        let cases = [
            ("تصحيح: ذكرت نسخة سابقة أن الحمولة 84 طناً.", true),
            ("تصحيح", true),
            ("ذكرت نسخة سابقة من هذا الخبر أن العبّارة غرقت.", true),
            ("تصحيح المسار مطلب الصيادين في لينار.", false),
            ("Correction: the ferry carried 48 people.", true),
            ("CLARIFICATION — the quay is in Quelan.", true),
            ("An earlier version of this report misspelt a name.", true),
            ("Rectificatif : le pont mesure 48 mètres.", true),
            ("Une version précédente de cet article donnait 84.", true),
            ("The correction of the charts took a year.", false),
            ("", false),
        ];
        for (block, expected) in cases {
            assert_eq!(is_correction(block), expected, "{block}");
        }
    }
}
