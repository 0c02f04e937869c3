//! A plain-text page to its articles.
//!
//! Lines are the blocks. A page is cut into stretches at its "read also" lines; a stretch with a
//! title and running text is an article, one with titles alone is a list of related headlines.

use crate::{
    model::{Article, BlockKind, Dropped, Related, Span},
    text::{date, language, token},
};

use super::{
    assemble,
    lines::{self, Line, Shape},
    strip::{self, Vocabulary},
};

/// A stretch with less running text than this, in words, is no article.
const SHORTEST_ARTICLE: usize = 25;

/// After this many entries neighbours that one rule drops are one.
const MOST_DROPPED: usize = 2000;

/// This many short lines in a row are a menu.
const MENU_RUN: usize = 3;

/// The most words a line of a menu has.
const MENU_WORDS: usize = 5;

/// The share of a lead's words that a later paragraph repeats, when the page prints it twice.
const LEAD_REPEATED: f32 = 0.8;

/// The articles of a page and what none of them keeps.
pub(super) fn read(page: &str) -> (Vec<Article>, Vec<Dropped>) {
    let lines = lines::lines(page);
    let mut reader = Reader {
        page,
        vocabulary: Vocabulary::of(page),
        articles: Vec::new(),
        dropped: Vec::new(),
        near: 0,
    };
    let mut rest = &lines[..];
    while !rest.is_empty() {
        let end = rest
            .iter()
            .skip(1)
            .position(|line| line.shape == Shape::ReadAlso)
            .map_or(rest.len(), |at| at + 1);
        let (stretch, after) = rest.split_at(end);
        reader.stretch(stretch);
        rest = after;
    }
    reader.finish()
}

struct Reader<'p> {
    page: &'p str,
    vocabulary: Vocabulary,
    articles: Vec<Article>,
    /// What is dropped, with the number of the article near which it stands.
    dropped: Vec<(usize, Dropped)>,
    /// The number of the article whose stretch is read.
    near: usize,
}

impl<'p> Reader<'p> {
    fn finish(self) -> (Vec<Article>, Vec<Dropped>) {
        let mut articles = self.articles;
        let last = articles.len().saturating_sub(1);
        for (near, dropped) in &self.dropped {
            if let Some(article) = articles.get_mut((*near).min(last)) {
                article.dropped.push(dropped.clone());
            }
        }
        (
            articles,
            self.dropped
                .into_iter()
                .map(|(_, dropped)| dropped)
                .collect(),
        )
    }

    /// Lines up to the next "read also".
    fn stretch(&mut self, mut lines: &[Line<'p>]) {
        if let [first, rest @ ..] = lines
            && first.shape == Shape::ReadAlso
        {
            self.drop(first.at, "read-also-heading");
            lines = rest;
        }
        let running: usize = lines
            .iter()
            .filter(|line| line.shape == Shape::Paragraph)
            .map(|line| line.words)
            .sum();
        if running < SHORTEST_ARTICLE {
            self.leftovers(lines);
        } else {
            self.near = self.articles.len();
            self.article(lines);
        }
    }

    /// A stretch without running text: headlines of other articles, and chrome.
    fn leftovers(&mut self, lines: &[Line<'p>]) {
        for line in lines {
            match (line.shape, self.articles.last_mut()) {
                (Shape::Title | Shape::Paragraph, Some(article)) if line.words > MENU_WORDS => {
                    article
                        .related
                        .push(related(line.text, line.at, "read-also-list"));
                }
                (Shape::Chrome(rule), _) => self.drop(line.at, rule),
                _ => self.drop(line.at, "outside-article"),
            }
        }
    }

    fn article(&mut self, lines: &[Line<'p>]) {
        let mut article = Article::default();
        let first_text = lines
            .iter()
            .position(|line| line.shape == Shape::Paragraph)
            .unwrap_or(0);
        let last_text = lines
            .iter()
            .rposition(|line| line.shape == Shape::Paragraph)
            .unwrap_or(0);
        let menus = menus(lines);
        let headline = headline(lines, &menus, first_text);
        let lead = lead(lines, first_text);
        for (index, line) in lines.iter().enumerate() {
            match line.shape {
                _ if Some(index) == headline => keep(
                    &mut article,
                    BlockKind::Headline,
                    line.text,
                    line.at,
                    "title-line",
                ),
                Shape::Chrome(rule) => self.drop(line.at, rule),
                Shape::ReadAlso => self.drop(line.at, "read-also-heading"),
                Shape::Dateline(at) => self.dateline(&mut article, line, at),
                Shape::Credit => keep(
                    &mut article,
                    BlockKind::Credit,
                    line.text,
                    line.at,
                    "credit-line",
                ),
                Shape::Strip(rest) => self.strip(&mut article, line, rest),
                Shape::Title if menus[index] => self.drop(line.at, "menu-run"),
                Shape::Title if (first_text..last_text).contains(&index) => {
                    keep(
                        &mut article,
                        BlockKind::Heading,
                        line.text,
                        line.at,
                        "short-line-in-body",
                    );
                }
                Shape::Title => self.drop(line.at, "short-line-outside-body"),
                Shape::Paragraph if Some(index) == lead => {
                    keep(
                        &mut article,
                        BlockKind::Lead,
                        line.text,
                        line.at,
                        "lead-repeated-below",
                    );
                }
                Shape::Paragraph => keep(
                    &mut article,
                    BlockKind::Paragraph,
                    line.text,
                    line.at,
                    "running-text",
                ),
            }
        }
        article.language = language::identify(&article.text);
        self.articles.push(article);
    }

    fn dateline(&mut self, article: &mut Article, line: &Line<'p>, at: Span) {
        let label = Span {
            start: line.at.start,
            end: at.start,
        };
        let label_words = label.of(self.page).trim_end();
        if !label_words.is_empty() {
            self.drop(
                Span::new(
                    label.start as usize,
                    label.start as usize + label_words.len(),
                ),
                "publication-label",
            );
        }
        let words = at.of(self.page);
        keep(article, BlockKind::Dateline, words, at, "date-line");
        if article.published.is_none()
            && let Some((span, moment)) = date::stamp(words, language::identify(self.page).as_ref())
        {
            let start = article.text.len() - words.len();
            article.published = Some(moment);
            article.published_evidence = Some(crate::model::Evidence::at(
                "date-line",
                span.shifted(start),
                0.9,
            ));
        }
    }

    /// Headlines glued together, and at their end perhaps the paragraph they were glued to.
    fn strip(&mut self, article: &mut Article, line: &Line<'p>, rest: Span) {
        let label = Span {
            start: line.at.start,
            end: rest.start,
        };
        self.drop(label, "related-label");
        let strip = rest.of(self.page);
        let mut parts: Vec<Span> = strip::parts(strip, &self.vocabulary)
            .iter()
            .map(|part| part.shifted(rest.start as usize))
            .collect();
        let paragraph = parts.pop_if(|part| lines::ends_as_sentence(part.of(self.page)));
        for part in parts {
            article
                .related
                .push(related(part.of(self.page), part, "glued-headline"));
        }
        if let Some(at) = paragraph {
            keep(
                article,
                BlockKind::Paragraph,
                at.of(self.page),
                at,
                "paragraph-behind-headlines",
            );
        }
    }

    fn drop(&mut self, at: Span, rule: &'static str) {
        if self.dropped.len() >= MOST_DROPPED
            && let Some((near, last)) = self.dropped.last_mut()
            && (*near, &*last.rule) == (self.near, rule)
        {
            last.at = last.at.map(|known| Span {
                end: at.end,
                ..known
            });
            return;
        }
        let text = assemble::shorten(at.of(self.page));
        self.dropped.push((
            self.near,
            Dropped {
                text,
                rule: rule.into(),
                at: Some(at),
            },
        ));
    }
}

fn keep(article: &mut Article, kind: BlockKind, words: &str, at: Span, rule: &'static str) {
    assemble::push(article, kind, words, rule);
    if let Some(block) = article.blocks.last_mut() {
        block.at = Some(at);
    }
}

fn related(text: &str, at: Span, rule: &'static str) -> Related {
    Related {
        text: text.to_owned(),
        href: None,
        at: Some(at),
        rule: rule.into(),
    }
}

/// The title above the first paragraph: the longest of the lines there that are no menu, the
/// nearest of equals.
fn headline(lines: &[Line], menus: &[bool], first_text: usize) -> Option<usize> {
    let titles =
        (0..first_text).filter(|&index| lines[index].shape == Shape::Title && !menus[index]);
    titles.max_by_key(|&index| lines[index].words)
}

/// A first paragraph that a later one says again is the summary above the body.
fn lead(lines: &[Line], first_text: usize) -> Option<usize> {
    let words: Vec<String> = token::tokens(lines.get(first_text)?.text)
        .map(|token| token.folded())
        .collect();
    let repeats = |line: &Line| {
        let theirs: std::collections::HashSet<String> = token::tokens(line.text)
            .map(|token| token.folded())
            .collect();
        let shared = words.iter().filter(|word| theirs.contains(*word)).count();
        line.words <= words.len() * 2 && shared as f32 >= LEAD_REPEATED * words.len() as f32
    };
    lines[first_text + 1..]
        .iter()
        .any(repeats)
        .then_some(first_text)
}

/// For each line whether it stands in a run of short ones.
fn menus(lines: &[Line]) -> Vec<bool> {
    let is_short = |line: &Line| {
        matches!(line.shape, Shape::Title | Shape::Chrome(_)) && line.words <= MENU_WORDS
    };
    let runs = lines.chunk_by(|a, b| is_short(a) == is_short(b));
    runs.flat_map(|run| {
        let is_menu = is_short(&run[0]) && run.len() >= MENU_RUN;
        std::iter::repeat_n(is_menu, run.len())
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "الرئيسية
أخبار
رياضة
افتتاح جسر لنار بعد تسعة أسابيع
تاريخ النشر: 2031-03-15
أعلنت بلدية لنار أن الجسر القديم عند مدخل الميناء سيفتح أمام السيارات والمشاة في مطلع الأسبوع المقبل بعد إصلاحات طويلة.
وقالت البلدية إن كلفة الإصلاح بلغت مليوني درهم، وإن العمل انتهى قبل موعده بثلاثة أيام كما كان مأمولا.
*وكالة الميناء
المصدر: إذاعة الساحل
اقرأ أيضاً:
عودة القطار الليلي إلى مرافئ الشمال
عاد القطار الليلي إلى مرافئ الشمال بعد توقف دام عامين، وامتلأت مقاعده في ليلته الأولى بالمسافرين والطلاب والعمال.
وقال مدير المحطة إن الرحلات ستزيد في الصيف، وإن التذاكر ستباع في المحطة وحدها في الأسابيع الأولى.
شارك";

    #[test]
    fn two_articles_glued_by_read_also_are_two() {
        let (articles, dropped) = read(PAGE);
        let headlines: Vec<_> = articles.iter().filter_map(Article::headline).collect();
        assert_eq!(
            headlines,
            [
                "افتتاح جسر لنار بعد تسعة أسابيع",
                "عودة القطار الليلي إلى مرافئ الشمال"
            ]
        );
        assert_eq!(articles[0].body().count(), 2);
        assert_eq!(articles[1].body().count(), 2);
        assert_eq!(articles[0].of_kind(BlockKind::Credit).count(), 2);
        assert_eq!(
            articles[0]
                .published
                .map(|moment| moment.to_string())
                .as_deref(),
            Some("2031-03-15")
        );
        assert_eq!(articles[1].published, None);
        let rules: Vec<&str> = dropped.iter().map(|entry| &*entry.rule).collect();
        assert!(
            rules.contains(&"publication-label") && rules.contains(&"read-also-heading"),
            "{rules:?}"
        );
    }

    #[test]
    fn every_kept_block_stands_in_the_page_where_it_says() {
        let (articles, _) = read(PAGE);
        for article in &articles {
            for block in &article.blocks {
                assert_eq!(block.at.unwrap().of(PAGE), article.words(block));
            }
        }
    }
}
