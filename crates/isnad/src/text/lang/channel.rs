//! Words that name the medium by which somebody spoke: services, accounts, sites.

use crate::text::{lexicon, phrase::Phrases};

/// One language's words for media, by the part they play in naming one.
#[derive(Debug, Default)]
pub struct ChannelWords {
    /// Names of services: `تلغرام`, `X`.
    pub platforms: Phrases<()>,
    /// Nouns before such a name: `منصة`, `platform`.
    pub heads: Phrases<()>,
    /// What people speak through there: `حسابها`, `channel`.
    pub accounts: Phrases<()>,
    /// What needs no service's name: `موقعها الإلكتروني`.
    pub sites: Phrases<()>,
    /// What stands before a medium: `عبر`, `on`.
    pub leads: Phrases<()>,
    /// What stands between the two: `the`, `son`.
    pub articles: Phrases<()>,
    /// All that a medium may begin with, for asking once.
    pub starts: Phrases<()>,
}

impl ChannelWords {
    pub(super) fn load(data: &'static str) -> ChannelWords {
        let mut words = ChannelWords::default();
        for row in lexicon::rows(data) {
            let Some((part, forms)) = row.split_first() else {
                continue;
            };
            let begins = !matches!(*part, "lead" | "article");
            for form in forms {
                if let Some(table) = words.part(part) {
                    table.insert(form, ());
                }
                if begins {
                    words.starts.insert(form, ());
                }
            }
        }
        words
    }

    fn part(&mut self, name: &str) -> Option<&mut Phrases<()>> {
        Some(match name {
            "platform" => &mut self.platforms,
            "head" => &mut self.heads,
            "account" => &mut self.accounts,
            "site" => &mut self.sites,
            "lead" => &mut self.leads,
            "article" => &mut self.articles,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lang;

    #[test]
    fn every_row_of_the_files_has_a_known_part() {
        for lexicons in lang::all() {
            for row in lexicon::rows(lexicons.channel_data) {
                let known = ChannelWords::default().part(row[0]).is_some();
                assert!(known && row.len() > 1, "{}: {row:?}", lexicons.code);
            }
        }
    }
}
