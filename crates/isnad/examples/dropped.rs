//! Prints what recover keeps and drops of an HTML file.
use isnad::{model::Page, recover};

fn main() {
    let path = std::env::args().nth(1).unwrap_or_default();
    let bytes = std::fs::read(path).unwrap_or_default();
    let page = Page {
        bytes,
        ..Page::default()
    };
    match recover::recover(&page) {
        Ok(recovered) => {
            for article in &recovered.articles {
                for block in &article.blocks {
                    println!("{:?} [{}] {}", block.kind, block.rule, article.words(block));
                }
            }
            for dropped in &recovered.dropped {
                println!("- [{}] {}", dropped.rule, dropped.text);
            }
        }
        Err(error) => println!("{error}"),
    }
}
