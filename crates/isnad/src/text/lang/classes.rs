//! What kind of word a word is, for the readers of names and of reported speech.

use std::{collections::HashMap, ops::BitOr};

use crate::text::{fold::fold, lexicon, phrase::Phrases, token::tokens};

/// A set of word classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u128);

/// The classes by their names in the data files, each with its bit.
macro_rules! classes {
    ($($name:literal $constant:ident $bit:literal $doc:literal,)*) => {
        impl Classes {
            $(#[doc = $doc] pub const $constant: Classes = Classes(1 << $bit);)*
        }
        const NAMES: &[(&str, Classes)] = &[$(($name, Classes::$constant),)*];
    };
}

classes! {
    "say" SAY 0 "Verbs of saying.",
    "say-that" SAY_THAT 1 "Verbs that say only with a complementiser or marks close by.",
    "ask" ASK 2 "Verbs of calling for or judging something.",
    "saying" SAYING 3 "Participles that go on with the speaker at hand.",
    "according" ACCORDING 4 "Prepositions of source.",
    "that" THAT 5 "Complementisers.",
    "participle" PARTICIPLE 6 "Participles that say after an auxiliary.",
    "title" TITLE 7 "Offices and callings.",
    "org" ORG 8 "First words of bodies.",
    "source" SOURCE 9 "Speakers without a name, groups, documents.",
    "attached" ATTACHED 10 "Words that begin a description of the speaker.",
    "honour" HONOUR 11 "Words of courtesy before names.",
    "complement" COMPLEMENT 12 "Nouns inside offices and bodies.",
    "prep" PREP 13 "Prepositions.",
    "stop" STOP 14 "Words never inside a name.",
    "time" TIME 15 "Words that begin an expression of time.",
    "clause" CLAUSE 16 "Words that begin a clause.",
    "among" AMONG 17 "Words that begin an enumeration after a statement.",
    "pronoun" PRONOUN 18 "Pronouns that can be a speaker.",
    "possessive" POSSESSIVE 19 "Possessives of a speaker named before.",
    "aux" AUX 20 "Auxiliaries and adverbs between subject and verb.",
    "inverted" INVERTED 21 "Pronouns after an inverted verb.",
    "given" GIVEN 22 "Given names.",
    "family" FAMILY 23 "Family names that stand alone in the news.",
    "link" LINK 24 "Particles inside names.",
    "org-end" ORG_END 25 "Last words of the names of bodies.",
    "place-end" PLACE_END 26 "Last words of the names of places.",
    "place-start" PLACE_START 27 "First words of the names of places.",
    "source-label" LABEL 28 "Labels before a source.",
    "photo" PHOTO 29 "Labels of pictures.",
    "own" OWN 30 "Own reporting.",
    "with" WITH 31 "Words that join sources.",
    "agency-head" AGENCY_HEAD 32 "Words that make an agency of the name after them.",
    "agency-tail" AGENCY_TAIL 33 "Words that make an agency of the name before them.",
    "outlet-head" OUTLET_HEAD 34 "Words that make an outlet of a name.",
    "cite" CITE 35 "Words before a cited source.",
    "not-source" NOT_SOURCE 36 "Words in brackets that are no source.",
    "venue" VENUE 37 "Where something is said: a statement, an interview.",
    "noun" NOUN 39 "Nouns that are in no person's name.",
    "body" BODY 40 "First words that make the name of a body.",
    "doubtful" DOUBTFUL 41 "Given names that are also common words.",
    "weak-body" WEAK_BODY 42 "First words of bodies that are also common nouns.",
    "masthead" MASTHEAD 54 "Words of the names of papers and stations.",
    "staff" STAFF 55 "Those who work for a source.",
    "weak-outlet" WEAK_OUTLET 56 "Words for an outlet that are also common nouns.",
    "told" TOLD 57 "Talks that a speaker gives to a source.",
    "introduces" INTRODUCES 43 "Words that introduce a subject in front of its verb.",
    "sport" SPORT 44 "Words of reports about matches.",
    "place-head" PLACE_HEAD 45 "Nouns before the name of a place: city, river.",
    "ordinary" ORDINARY 46 "Words that are no names.",
    "head" HEAD 47 "Nouns before the name of a body, not part of it: company, club.",
    "ordinal" ORDINAL 48 "Numbers behind the names of rulers.",
    "stem" STEM 50 "Stems of ordinary words that are none by themselves.",
    "town" TOWN 51 "Nouns before the name of a place that may be unknown.",
    "school" SCHOOL 52 "First words of bodies that are named after a place or a person.",
    "def-body" DEF_BODY 53 "First words, with the article, of bodies with an adjective.",
    "impersonal" IMPERSONAL 49 "Verbs of saying without a subject.",
    "subordinate" SUBORDINATE 58 "Words of a clause that belongs to the statement before it.",
    "bare" BARE 59 "Verbs of saying whose statement needs no complementiser.",
    "rule" RULE 60 "What things go by and nobody says: a law, a plan.",
    "transitive" TRANSITIVE 61 "Verbs of judging whose object stands before what is said.",
    "relays" RELAYS 62 "Verbs that hand on what somebody else said.",
    "document" DOCUMENT 63 "Documents, which say and are asked nothing.",
    "piece" PIECE 65 "What a source publishes: an article, a column.",
    "exclusive" EXCLUSIVE 64 "What an outlet calls a report that it alone has.",
    "not-that" NOT_THAT 38 "Words after which a complementiser completes no saying.",
}

impl Classes {
    /// No class.
    pub const NONE: Classes = Classes(0);

    /// Classes that a word keeps when a preposition is written onto it.
    pub const NAMES_AND_BODIES: Classes = Classes(
        Classes::TITLE.0
            | Classes::ORG.0
            | Classes::SOURCE.0
            | Classes::GIVEN.0
            | Classes::FAMILY.0
            | Classes::COMPLEMENT.0
            | Classes::AGENCY_HEAD.0
            | Classes::OUTLET_HEAD.0,
    );

    /// Classes that end the noun group of a speaker.
    pub const SPEAKER_ENDS: Classes = Classes(
        Classes::THAT.0
            | Classes::TIME.0
            | Classes::PREP.0
            | Classes::STOP.0
            | Classes::CLAUSE.0
            | Classes::SAYING.0
            | Classes::SAY.0
            | Classes::ACCORDING.0
            | Classes::PRONOUN.0,
    );

    /// Classes that no word of a person's name has, unless it is also a name.
    pub const NEVER_IN_NAMES: Classes = Classes(
        Classes::SPEAKER_ENDS.0
            | Classes::NOUN.0
            | Classes::SOURCE.0
            | Classes::ORG.0
            | Classes::TITLE.0
            | Classes::COMPLEMENT.0
            | Classes::SAY_THAT.0
            | Classes::ASK.0
            | Classes::ATTACHED.0
            | Classes::VENUE.0
            | Classes::AMONG.0
            | Classes::AGENCY_HEAD.0
            | Classes::OUTLET_HEAD.0,
    );

    /// Words that are common as they stand.
    pub const COMMON: Classes = Classes(Classes::ORDINARY.0 | Classes::STOP.0 | Classes::PREP.0);

    /// Words of persons' names.
    pub const NAME_WORDS: Classes = Classes(Classes::GIVEN.0 | Classes::FAMILY.0 | Classes::LINK.0);

    /// Words that may stand around a verb whose subject is named before.
    pub const CONNECTIVES: Classes =
        Classes(Classes::TIME.0 | Classes::STOP.0 | Classes::PREP.0 | Classes::CLAUSE.0);

    /// Every verb of saying, in any form.
    pub const SAYS: Classes = Classes(
        Classes::SAY.0
            | Classes::SAY_THAT.0
            | Classes::ASK.0
            | Classes::PARTICIPLE.0
            | Classes::IMPERSONAL.0,
    );

    /// Whether one of the classes of `other` is in this set.
    pub fn any(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }

    /// This set without the classes of `other`.
    pub fn without(self, other: Classes) -> Classes {
        Classes(self.0 & !other.0)
    }

    /// Whether there is no class in it.
    pub fn is_none(self) -> bool {
        self.0 == 0
    }

    fn named(name: &str) -> Option<Classes> {
        NAMES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, class)| *class)
    }
}

impl BitOr for Classes {
    type Output = Classes;

    fn bitor(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }
}

/// The table of one language, and the endings its family names have.
#[derive(Debug, Default)]
pub struct WordTable {
    /// Words and phrases to their classes.
    pub words: Phrases<Classes>,
    /// Folded endings of family names, where names carry no capital letter.
    pub surname_ends: Vec<String>,
}

impl WordTable {
    pub(super) fn load(files: &[&'static str]) -> WordTable {
        let mut merged: HashMap<String, Classes> = HashMap::new();
        let mut table = WordTable::default();
        for row in files.iter().flat_map(|file| lexicon::rows(file)) {
            let Some((&class, forms)) = row.split_first() else {
                continue;
            };
            if class == "surname-end" {
                table
                    .surname_ends
                    .extend(forms.iter().map(|form| fold(form).into_owned()));
            } else if let Some(class) = Classes::named(class) {
                for form in forms.iter().filter(|form| !form.is_empty()) {
                    let folded = key(form);
                    if class.any(Classes::ORDINARY)
                        && let Some(stem) = stem(&folded)
                    {
                        let entry = merged.entry(stem.to_owned()).or_default();
                        *entry = *entry | Classes::STEM;
                    }
                    let entry = merged.entry(folded).or_default();
                    *entry = *entry | class;
                }
            }
        }
        for (phrase, classes) in merged {
            table.words.insert(&phrase, classes);
        }
        table
    }
}

/// What stands for `ة` before a pronoun is left out of the stem (`دراسته`): three letters at least.
fn stem(folded: &str) -> Option<&str> {
    folded.strip_suffix('ه').filter(|stem| stem.len() >= 6)
}

/// The folded words of a form: `qu` and `qu'` are one.
fn key(form: &str) -> String {
    let folded = fold(form);
    let words: Vec<&str> = tokens(&folded).map(|token| token.text).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{model::Language, text::lang};

    #[test]
    fn every_row_of_the_files_has_a_known_class() {
        for lexicons in lang::all() {
            for row in lexicons
                .word_files
                .iter()
                .flat_map(|file| lexicon::rows(file))
            {
                let known = row[0] == "surname-end" || Classes::named(row[0]).is_some();
                assert!(known && row.len() > 1, "{}: {row:?}", lexicons.code);
            }
        }
    }

    #[test]
    fn every_class_has_a_bit_of_its_own() {
        let all = NAMES.iter().fold(0, |all, (name, class)| {
            assert!(class.0.is_power_of_two() && all & class.0 == 0, "{name}");
            all | class.0
        });
        assert_eq!(all.count_ones() as usize, NAMES.len());
    }

    #[test]
    fn a_word_can_be_of_several_classes() {
        let arabic = Language::from_tag("ar").and_then(|tag| lang::of(&tag));
        let class = arabic.and_then(|lexicons| {
            lexicons
                .words
                .words
                .word("وزارة".replace('ة', "ه").as_str())
                .copied()
        });
        assert!(
            class.is_some_and(|class| class.any(Classes::ORG) && class.any(Classes::COMPLEMENT))
        );
    }
}
