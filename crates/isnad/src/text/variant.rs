//! Names that are written in more than one way.

use std::{collections::HashMap, sync::LazyLock};

use super::{fold::fold, lang, token::tokens};

static FIRST_FORMS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let mut table = HashMap::new();
    for row in lang::variants() {
        let mut forms = row.iter().map(|form| fold(form).into_owned());
        let Some(first) = forms.next() else { continue };
        for form in forms.filter(|form| !form.contains(' ')) {
            table.entry(form).or_insert_with(|| first.clone());
        }
    }
    table
});

/// One key for the spellings of a name, so that articles that write it differently name the same: folded
/// letters, one letter for `ج` and `غ` (both stand for a foreign g), one form for the spellings in
/// `lang/variants.tsv`. For comparing only, never shown.
///
/// ```
/// use isnad::text::variant::name_key;
/// assert_eq!(name_key("ميشال لينار"), name_key("ميشيل لينار"));
/// assert_eq!(name_key("غرينتش"), name_key("جرينتش"));
/// assert_ne!(name_key("حسن"), name_key("حسين"));
/// ```
pub fn name_key(name: &str) -> String {
    let folded = fold(name);
    let mut key = String::with_capacity(folded.len());
    for token in tokens(&folded) {
        if !key.is_empty() {
            key.push(' ');
        }
        let soft: String = token.text.replace('ج', "غ");
        let word = FIRST_FORMS
            .get(token.text)
            .or_else(|| FIRST_FORMS.get(&soft))
            .map_or(soft.as_str(), String::as_str);
        key.extend(word.chars().map(|c| if c == 'ج' { 'غ' } else { c }));
    }
    key
}

#[cfg(test)]
mod tests {
    use super::name_key;

    #[test]
    fn spellings_of_one_name_have_one_key() {
        let same = [
            ("بيار ميشال", "بيير ميشيل"),
            ("ديفد فيرجسون", "ديفيد فرغسون"),
            ("ولترامب", "ولترامب"),
            ("city:minsk", "city:minsk"),
        ];
        for (one, other) in same {
            assert_eq!(name_key(one), name_key(other), "{one}");
        }
        for (one, other) in [("سالم", "سليم"), ("كريم النجار", "كرم النجار")]
        {
            assert_ne!(name_key(one), name_key(other), "{one}");
        }
    }
}
