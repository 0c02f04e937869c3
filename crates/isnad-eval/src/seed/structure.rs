//! Articles, headlines, bodies, chrome, related headlines: whether the page came apart as it should.

use std::ops::Range;

use isnad::{
    model::{Article, Block, Dropped},
    recover::Recovered,
};

use super::{
    fact::{Fact, Tally, squeezed},
    gold::{Gold, GoldArticle, Row},
    place::{scalars, shared},
};

/// A page, what it should be and what it became.
pub(crate) struct Structure<'a> {
    pub(crate) page: &'a str,
    pub(crate) gold: &'a Gold,
    pub(crate) recovered: &'a Recovered,
}

impl<'a> Structure<'a> {
    /// All tallies, in the order of the report.
    pub(crate) fn tallies(&self) -> Vec<Tally> {
        let pairs = self.pairs();
        vec![
            self.articles(&pairs),
            headlines(&pairs),
            self.bodies(&pairs),
            self.chrome(),
            self.related(),
            leads(&pairs),
            published(&pairs),
        ]
    }

    /// Each gold article with the one that shares at least half of the characters of both bodies.
    fn pairs(&self) -> Vec<(&'a GoldArticle, Option<&'a Article>)> {
        let recovered = self.recovered;
        let found = |gold: &GoldArticle| {
            recovered
                .articles
                .iter()
                .find(|article| self.is_same(gold, article))
        };
        self.gold
            .articles
            .iter()
            .map(|gold| (gold, found(gold)))
            .collect()
    }

    fn is_same(&self, gold: &GoldArticle, article: &Article) -> bool {
        let wanted: Vec<Range<usize>> = gold.body.iter().map(Row::place).collect();
        let given: Vec<Range<usize>> = article
            .body()
            .filter_map(|block| self.place(block))
            .collect();
        let both: usize = wanted
            .iter()
            .flat_map(|a| given.iter().map(move |b| shared(a, b)))
            .sum();
        let half = |places: &[Range<usize>]| {
            2 * both >= places.iter().map(ExactSizeIterator::len).sum::<usize>()
        };
        both > 0 && half(&wanted) && half(&given)
    }

    fn place(&self, block: &Block) -> Option<Range<usize>> {
        scalars(self.page, block.at?.range())
    }

    /// An article too many is as wrong as one that is missing.
    fn articles(&self, pairs: &[(&GoldArticle, Option<&Article>)]) -> Tally {
        let right = pairs.iter().filter(|(_, found)| found.is_some()).count();
        let found = self.recovered.articles.len();
        let notes = pairs
            .iter()
            .filter(|(_, found)| found.is_none())
            .map(|(gold, _)| format!("- {}", gold.headline.text))
            .collect();
        Tally {
            found,
            ..Tally::of("articles", right, pairs.len().max(found), notes)
        }
    }

    /// Gold paragraphs that came out word for word, of those and of the blocks that should not be
    /// there. The lead is scored apart: as a paragraph it neither counts nor harms here.
    fn bodies(&self, pairs: &[(&GoldArticle, Option<&Article>)]) -> Tally {
        let mut notes = Vec::new();
        let (mut right, mut gold) = (0, 0);
        let mut extra: Vec<String> = self.recovered.articles.iter().flat_map(body).collect();
        for (article, found) in pairs {
            let mut own: Vec<String> = found.iter().flat_map(|found| body(found)).collect();
            for row in &article.body {
                gold += 1;
                if take(&mut own, &row.text) {
                    take(&mut extra, &row.text);
                    right += 1;
                } else {
                    notes.push(format!("- {}", row.text));
                }
            }
            if let Some(lead) = &article.lead
                && take(&mut own, &lead.text)
            {
                take(&mut extra, &lead.text);
            }
        }
        notes.extend(extra.iter().map(|text| format!("+ {text}")));
        Tally {
            found: right + extra.len(),
            ..Tally::of("bodies", right, gold + extra.len(), notes)
        }
    }

    /// Chrome is right when no body holds it and the reader can see that it was dropped.
    fn chrome(&self) -> Tally {
        let articles = &self.recovered.articles;
        let in_articles = articles.iter().flat_map(|article| &article.dropped);
        let dropped: Vec<&Dropped> = self.recovered.dropped.iter().chain(in_articles).collect();
        let mut notes = Vec::new();
        for row in &self.gold.chrome {
            let kept = articles.iter().any(|article| self.holds(article, row));
            let shown = dropped.iter().any(|part| self.is_shown(part, row));
            if kept || !shown {
                let why = if kept {
                    "in a body"
                } else {
                    "not shown as dropped"
                };
                notes.push(format!("- {why}: {}", row.text));
            }
        }
        let gold = self.gold.chrome.len();
        Tally::of("chrome", gold - notes.len(), gold, notes)
    }

    fn holds(&self, article: &Article, row: &Row) -> bool {
        let near = |block: &&Block| {
            let place = self.place(block);
            place.is_none_or(|place| shared(&place, &row.place()) > 0)
        };
        let wanted = squeezed(&row.text);
        article
            .body()
            .filter(near)
            .any(|block| squeezed(article.words(block)).contains(&wanted))
    }

    fn is_shown(&self, part: &Dropped, row: &Row) -> bool {
        let place = part.at.and_then(|at| scalars(self.page, at.range()));
        let covered =
            place.is_some_and(|place| 2 * shared(&place, &row.place()) >= row.place().len());
        covered || squeezed(&part.text).contains(&squeezed(&row.text))
    }

    fn related(&self) -> Tally {
        let rows = self
            .gold
            .articles
            .iter()
            .flat_map(|article| &article.related);
        let gold: Vec<Fact> = rows.map(|row| fact(row.place(), &row.text)).collect();
        let parts = self
            .recovered
            .articles
            .iter()
            .flat_map(|article| &article.related);
        let found: Vec<Fact> = parts
            .map(|part| {
                let place = part.at.and_then(|at| scalars(self.page, at.range()));
                fact(place.unwrap_or_default(), &part.text)
            })
            .collect();
        Tally::compare("related", &gold, &found)
    }
}

fn fact(place: Range<usize>, text: &str) -> Fact {
    Fact {
        place,
        text: text.to_owned(),
        ..Fact::default()
    }
}

fn body(article: &Article) -> Vec<String> {
    article
        .body()
        .map(|block| squeezed(article.words(block)))
        .collect()
}

/// Takes one line equal to `text` out of `lines`.
fn take(lines: &mut Vec<String>, text: &str) -> bool {
    let at = lines.iter().position(|line| *line == squeezed(text));
    at.map(|at| lines.remove(at)).is_some()
}

type Pairs<'p, 'a> = &'p [(&'a GoldArticle, Option<&'a Article>)];

fn headlines(pairs: Pairs<'_, '_>) -> Tally {
    let cases = pairs.iter().map(|(gold, found)| {
        let found = found.and_then(|article| article.headline());
        (Some(gold.headline.text.as_str()), found)
    });
    equal("headlines", cases)
}

fn leads(pairs: Pairs<'_, '_>) -> Tally {
    let cases = pairs.iter().filter_map(|(gold, found)| {
        let wanted = gold.lead.as_ref()?.text.as_str();
        Some((Some(wanted), found.and_then(|article| article.lead())))
    });
    equal("leads", cases)
}

fn published(pairs: Pairs<'_, '_>) -> Tally {
    let days: Vec<(Option<&str>, Option<String>)> = pairs
        .iter()
        .map(|(gold, found)| {
            let missing = || Some("no article".to_owned());
            let day = found.map_or_else(missing, |article| {
                article.published.map(|moment| moment.date.to_string())
            });
            (gold.published.as_deref(), day)
        })
        .collect();
    equal(
        "published",
        days.iter().map(|(gold, day)| (*gold, day.as_deref())),
    )
}

/// How many of the pairs are equal, white space aside.
fn equal<'t>(
    name: &'static str,
    cases: impl Iterator<Item = (Option<&'t str>, Option<&'t str>)>,
) -> Tally {
    let (mut right, mut all, mut notes) = (0, 0, Vec::new());
    for (gold, found) in cases {
        all += 1;
        if gold.map(squeezed) == found.map(squeezed) {
            right += 1;
        } else {
            let shown = |text: Option<&str>| text.unwrap_or("∅").to_owned();
            notes.push(format!("- {}  FOUND {}", shown(gold), shown(found)));
        }
    }
    Tally::of(name, right, all, notes)
}
