use super::{Article, Block, BlockKind, Image};

impl Article {
    /// The article as Markdown (CommonMark, with the tables of GitHub): headline, lead, and the blocks
    /// of the report with their links, pictures under their captions, and posts as quotations with
    /// their authors.
    pub fn to_markdown(&self) -> String {
        let mut page = Markdown {
            article: self,
            text: String::new(),
            images: self.images.iter().peekable(),
            last: None,
        };
        for (index, block) in self.blocks.iter().enumerate() {
            page.images_before(index);
            page.block(block);
        }
        page.images_before(self.blocks.len());
        page.text
    }
}

struct Markdown<'a> {
    article: &'a Article,
    text: String,
    images: std::iter::Peekable<std::slice::Iter<'a, Image>>,
    /// The kind of the block written last.
    last: Option<BlockKind>,
}

impl Markdown<'_> {
    fn images_before(&mut self, index: usize) {
        while let Some(image) = self.images.next_if(|image| image.before as usize <= index) {
            let alt = escaped(image.alt.as_deref().unwrap_or(""));
            let line = format!("![{alt}]({})", address(&image.src));
            self.paragraph(&line, BlockKind::Caption);
        }
    }

    fn block(&mut self, block: &Block) {
        let words = self.words(block);
        let line = match block.kind {
            BlockKind::Headline => format!("# {words}"),
            BlockKind::Heading => format!("{} {words}", "#".repeat(rank(block))),
            BlockKind::Lead => format!("**{words}**"),
            BlockKind::Quotation => format!("> {words}"),
            BlockKind::Caption => format!("*{words}*"),
            BlockKind::Post => self.post(block, &words),
            BlockKind::ListItem => return self.item(block, &words),
            BlockKind::TableRow => return self.row(&words),
            BlockKind::Paragraph => words,
            BlockKind::Byline | BlockKind::Dateline | BlockKind::Credit => return,
        };
        self.paragraph(&line, block.kind);
    }

    fn paragraph(&mut self, line: &str, kind: BlockKind) {
        self.part(None);
        self.text.push_str(line);
        self.text.push('\n');
        self.last = Some(kind);
    }

    /// An empty line, except between blocks of the one kind that runs on.
    fn part(&mut self, running: Option<BlockKind>) {
        if self.last.is_some() && (running.is_none() || self.last != running) {
            self.text.push('\n');
        }
    }

    fn item(&mut self, block: &Block, words: &str) {
        self.part(Some(BlockKind::ListItem));
        let indent = "    ".repeat(usize::from(block.level.saturating_sub(1)));
        let mark = block
            .number
            .map_or_else(|| "-".to_owned(), |number| format!("{number}."));
        self.text.push_str(&format!("{indent}{mark} {words}\n"));
        self.last = Some(BlockKind::ListItem);
    }

    /// The first row of a table is its head: Markdown knows no table without.
    fn row(&mut self, words: &str) {
        let is_first = self.last != Some(BlockKind::TableRow);
        self.part(Some(BlockKind::TableRow));
        self.text.push_str(&format!("| {words} |\n"));
        if is_first {
            let columns = words.split(" | ").count();
            self.text
                .push_str(&format!("|{}\n", " --- |".repeat(columns)));
        }
        self.last = Some(BlockKind::TableRow);
    }

    fn post(&self, block: &Block, words: &str) -> String {
        let post = self
            .article
            .posts
            .iter()
            .find(|post| post.span == block.span);
        let author = post.and_then(|post| post.author.as_deref()).map(escaped);
        let href = post.and_then(|post| post.href.as_deref());
        match (author, href) {
            (Some(author), Some(href)) => {
                format!("> {words}\n>\n> — [{author}]({})", address(href))
            }
            (Some(author), None) => format!("> {words}\n>\n> — {author}"),
            _ => format!("> {words}"),
        }
    }

    /// A block's words with their links.
    fn words(&self, block: &Block) -> String {
        let (mut words, mut at) = (String::new(), block.span.start);
        let inside = |span: super::Span| block.span.contains(span) && !span.is_empty();
        for link in self.article.links.iter().filter(|link| inside(link.span)) {
            let before = super::Span {
                start: at.min(link.span.start),
                end: link.span.start,
            };
            words.push_str(&escaped(before.of(&self.article.text)));
            let label = escaped(link.span.of(&self.article.text));
            words.push_str(&format!("[{label}]({})", address(&link.href)));
            at = link.span.end;
        }
        let rest = super::Span {
            start: at,
            end: block.span.end,
        };
        words.push_str(&escaped(rest.of(&self.article.text)));
        // What opens a line must not look like markup.
        if words.starts_with(['#', '>', '-', '+']) {
            words.insert(0, '\\');
        }
        words
    }
}

/// Headings stand below the headline, whatever rank the page gave them.
fn rank(block: &Block) -> usize {
    usize::from(block.level).clamp(2, 6)
}

/// The characters that Markdown would take for markup, each behind a backslash.
fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(c, '*' | '_' | '`' | '[' | ']' | '<' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// An address that ends where it should.
fn address(href: &str) -> String {
    href.replace(' ', "%20")
        .replace('(', "%28")
        .replace(')', "%29")
        .replace('<', "%3C")
}

#[cfg(test)]
mod tests {
    use crate::model::{Direction, Link, Post, Span};

    use super::*;

    #[test]
    fn every_kind_of_block_has_its_form() {
        let mut article = Article::default();
        let mut push = |kind, words: &str, level, number| {
            let span = article.push(kind, words, "test", Direction::Ltr);
            if let Some(block) = article.blocks.last_mut() {
                (block.level, block.number) = (level, number);
            }
            span
        };
        push(BlockKind::Headline, "Harbour *reopens*", 1, None);
        push(BlockKind::Dateline, "3 May 2031", 0, None);
        push(BlockKind::Lead, "Ships sail.", 0, None);
        let paragraph = push(BlockKind::Paragraph, "- The port, see here.", 0, None);
        let caption = push(BlockKind::Caption, "The quay. Photo: Ada Lind", 0, None);
        push(BlockKind::Heading, "Plans", 3, None);
        push(BlockKind::ListItem, "Ropes", 1, None);
        push(BlockKind::ListItem, "of hemp", 2, Some(7));
        push(BlockKind::TableRow, "Quay | Ships", 0, None);
        push(BlockKind::TableRow, "North | 4", 0, None);
        let post = push(BlockKind::Post, "We sail!", 0, None);
        push(BlockKind::Quotation, "Well done.", 0, None);
        article.links.push(Link {
            span: Span {
                start: paragraph.end - 5,
                end: paragraph.end - 1,
            },
            href: "/a (b)".into(),
        });
        article.images.push(Image {
            src: "q.jpg".into(),
            alt: Some("A quay".into()),
            caption: Some(caption),
            credit: None,
            before: 4,
        });
        article.posts.push(Post {
            span: post,
            author: Some("Omar Sel".into()),
            href: Some("https://x.example/1".into()),
        });
        let expected = "# Harbour \\*reopens\\*\n\n**Ships sail.**\n\n\
            \\- The port, see [here](/a%20%28b%29).\n\n![A quay](q.jpg)\n\n\
            *The quay. Photo: Ada Lind*\n\n### Plans\n\n- Ropes\n    7. of hemp\n\n\
            | Quay | Ships |\n| --- | --- |\n| North | 4 |\n\n\
            > We sail!\n>\n> — [Omar Sel](https://x.example/1)\n\n> Well done.\n";
        assert_eq!(article.to_markdown(), expected);
    }
}
