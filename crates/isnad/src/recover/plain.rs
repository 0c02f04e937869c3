//! A page without tags: what "select all" and "copy" leave of one, or an old archive.
//!
//! Its lines are its pieces; what each is shows by its words, its end and its length
//! ([`lines`](super::lines)). From there on it takes the way of every page: the articles that stand on
//! it are told apart, the model weighs each line, and those near the article that name its date and
//! its source are read.

use crate::{
    model::{Related, Span},
    text::{date, language, token},
};

use super::{
    articles::Draft,
    container::{self, Container},
    dom::{Dom, NodeId},
    hints::Hints,
    lines::{self, Line, Shape},
    metadata::Metadata,
    parts::Topic,
    people,
    pieces::{self, Kind, Piece, Pieces},
    strip::{self, Vocabulary},
};

/// This many short lines in a row are a menu.
const MENU_RUN: usize = 3;

/// The most words a line of a menu has.
const MENU_WORDS: usize = 5;

/// The most words of a heading inside an article.
const HEADING_WORDS: usize = 14;

/// How many lines above the first paragraph a headline can stand.
const ABOVE: usize = 40;

/// Reads a page.
pub(super) fn draft(page: &str) -> Draft {
    let lines = lines::lines(page);
    let menus = menus(&lines);
    let mut text = Text {
        page,
        vocabulary: None,
        list: Vec::with_capacity(lines.len()),
        related: Vec::new(),
    };
    for (line, is_menu) in lines.iter().zip(&menus) {
        text.line(line, *is_menu);
    }
    let list = text.list;
    let dom = Dom::of_paragraphs(list.len());
    let metadata = Metadata {
        language: language::identify(page),
        related: text.related,
        ..Metadata::default()
    };
    let worths = list
        .iter()
        .map(|piece| container::worth(piece, Hints::CHROME));
    let container = Container {
        node: dom.root(),
        chrome: Hints::CHROME,
        body_only: false,
        worth: worths.sum(),
        teasers: Vec::new(),
    };
    let mut draft = Draft {
        dom,
        pieces: Pieces {
            list,
            has_tags: false,
        },
        container: Some(container),
        metadata,
        passed_over: Vec::new(),
    };
    // The title is told by the text below it, and the text better by its title: twice round.
    let is_paragraph = |piece: &Piece| piece.kind == Kind::Paragraph;
    let paragraphs: Vec<bool> = draft.pieces.list.iter().map(is_paragraph).collect();
    draft.metadata.headline = title(&draft.pieces.list, &paragraphs);
    let kept = draft.kept();
    draft.metadata.headline = title(&draft.pieces.list, &kept);
    draft
}

fn title(list: &[Piece], is_text: &[bool]) -> Option<(String, &'static str)> {
    let index = headline(list, is_text)?;
    Some((list[index].text.clone(), "title-line"))
}

struct Text<'p> {
    page: &'p str,
    /// Counted when it is first asked for: few pages have glued headlines.
    vocabulary: Option<Vocabulary>,
    list: Vec<Piece>,
    /// The headlines of other articles that stood glued together in a line.
    related: Vec<Related>,
}

impl<'p> Text<'p> {
    fn line(&mut self, line: &Line<'p>, is_menu: bool) {
        match line.shape {
            Shape::Chrome(rule) => self.chrome(line.at, rule),
            Shape::ReadAlso => {
                self.chrome(line.at, "read-also-heading");
                if let Some(piece) = self.list.last_mut() {
                    piece.ends_article = true;
                }
            }
            _ if is_menu => self.chrome(line.at, "menu-run"),
            Shape::Dateline(at) => self.dateline(line, at),
            Shape::Strip(rest) => self.strip(line, rest),
            Shape::Credit => self.push(line.at, Kind::Bare),
            Shape::Title if line.words <= HEADING_WORDS => self.push(line.at, Kind::Heading(0)),
            Shape::Title => self.push(line.at, Kind::Bare),
            Shape::Paragraph => self.push(line.at, Kind::Paragraph),
        }
    }

    fn push(&mut self, at: Span, kind: Kind) {
        let text = at.of(self.page).to_owned();
        let index = self.list.len();
        self.list.push(Piece {
            node: NodeId::of_paragraph(index),
            at: NodeId::of_words(index),
            kind,
            row: None,
            list_depth: 0,
            number: None,
            hints: Hints::NONE,
            chars: text.chars().count(),
            link_chars: 0,
            bold_chars: 0,
            italic_chars: 0,
            links: Vec::new(),
            authors: Vec::new(),
            stops: pieces::stops(&text),
            chrome_rule: None,
            ends_article: false,
            text,
            place: Some(at),
        });
    }

    fn chrome(&mut self, at: Span, rule: &'static str) {
        self.push(at, Kind::Bare);
        if let Some(piece) = self.list.last_mut() {
            piece.chrome_rule = Some(rule);
        }
    }

    /// A date of publication, apart from the label before it.
    fn dateline(&mut self, line: &Line<'p>, at: Span) {
        let label = Span {
            start: line.at.start,
            end: at.start,
        };
        let words = label.of(self.page).trim_end();
        if !words.is_empty() {
            let end = label.start as usize + words.len();
            self.chrome(Span::new(label.start as usize, end), "publication-label");
        }
        self.push(at, Kind::Bare);
    }

    /// Headlines glued together, and at their end perhaps the paragraph they were glued to.
    fn strip(&mut self, line: &Line<'p>, rest: Span) {
        let label = Span {
            start: line.at.start,
            end: rest.start,
        };
        self.chrome(label, "related-label");
        let vocabulary = self
            .vocabulary
            .get_or_insert_with(|| Vocabulary::of(self.page));
        let mut parts: Vec<Span> = strip::parts(rest.of(self.page), vocabulary)
            .iter()
            .map(|part| part.shifted(rest.start as usize))
            .collect();
        let paragraph = parts.pop_if(|part| lines::ends_as_sentence(part.of(self.page)));
        for at in parts {
            self.related.push(Related {
                text: at.of(self.page).to_owned(),
                href: None,
                at: Some(at),
                rule: "glued-headline".into(),
            });
        }
        if let Some(at) = paragraph {
            self.push(at, Kind::Paragraph);
        }
    }
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

/// The title of the page's article. Of the lines above its text it is the one that shares most of its
/// words with the text, is not short, and stands near: an archive prints the titles of thirty others
/// above it. `is_text` says which lines are the article's.
fn headline(list: &[Piece], is_text: &[bool]) -> Option<usize> {
    let is_long = |&index: &usize| is_text[index] && list[index].kind == Kind::Paragraph;
    let first = (0..list.len()).find(is_long)?;
    let text = list
        .iter()
        .zip(is_text)
        .skip(first)
        .filter(|(_, is_text)| **is_text);
    let topic = Topic::of(text.map(|(piece, _)| &*piece.text));
    let score = |index: usize| {
        let words = token::tokens(&list[index].text).count().min(WHOLE_TITLE);
        let shared = topic.share(&list[index].text);
        let whole = 0.5 + 0.5 * words as f32 / WHOLE_TITLE as f32;
        shared * whole - FAR * (first - index) as f32
    };
    let titles = (first.saturating_sub(ABOVE)..first).filter(|&index| is_title(&list[index]));
    titles
        .map(|index| (score(index), index))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, index)| index)
}

/// So many words say all that a title has to say.
const WHOLE_TITLE: usize = 6;

/// What each line between a title and the text takes from the share of words they share.
const FAR: f32 = 0.01;

/// Whether a line can be a title.
fn is_title(piece: &Piece) -> bool {
    let words = token::tokens(&piece.text).count();
    piece.chrome_rule.is_none()
        && (piece.kind != Kind::Paragraph || piece.text.ends_with(['?', '!', '؟']))
        && (3..=LONGEST_TITLE).contains(&words)
        && !lines::is_credit(&piece.text)
        && !people::is_byline(&piece.text)
        && date::stamp(&piece.text, None).is_none()
}

const LONGEST_TITLE: usize = 30;

#[cfg(test)]
mod tests {
    use crate::model::{Article, BlockKind};

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
        let (articles, dropped) = draft(PAGE).articles();
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
        let (articles, _) = draft(PAGE).articles();
        for article in &articles {
            for block in &article.blocks {
                assert_eq!(block.at.unwrap().of(PAGE), article.words(block));
            }
        }
    }
}
