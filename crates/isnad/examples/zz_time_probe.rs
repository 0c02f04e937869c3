use isnad::{annotate, model::*};
use std::io::BufRead;
fn main() {
    let lang = std::env::args().nth(1).unwrap();
    let quiet = std::env::args().nth(2).is_some();
    let mut n = 0;
    let mut words = 0usize;
    let articles: Vec<Article> = std::io::stdin()
        .lock()
        .lines()
        .map(|l| l.unwrap())
        .map(|line| {
            let (date, text) = line.split_once('\t').unwrap();
            let mut a = Article::default();
            a.language = Language::from_tag(&lang);
            a.published = date.parse().ok().map(Moment::day);
            a.push(BlockKind::Paragraph, text, "x", Direction::Rtl);
            a
        })
        .collect();
    let start = std::time::Instant::now();
    for a in articles {
        words += a.text.split_whitespace().count();
        let r = annotate::annotate(a, None);
        n += 1;
        if quiet {
            continue;
        }
        println!("-- {:?}", r.article.published.map(|m| m.date));
        let ctx = |s: Span| {
            let t = &r.article.text;
            let mut a = (s.start as usize).saturating_sub(50);
            while !t.is_char_boundary(a) {
                a -= 1
            }
            let mut b = (s.end as usize + 50).min(t.len());
            while !t.is_char_boundary(b) {
                b += 1
            }
            format!(
                "{}⟦{}⟧{}",
                &t[a..s.start as usize],
                s.of(t),
                &t[s.end as usize..b]
            )
            .replace('\n', " ")
        };
        for t in &r.times {
            println!(
                "T {:<12} {:<20} {:?} | {}",
                t.evidence.rule,
                t.value.clone().unwrap_or("-".into()),
                t.modifier,
                ctx(t.span)
            );
        }
        for t in &r.figures {
            println!(
                "F {:<12} {:?} {:?} {} | {}",
                t.evidence.rule,
                t.value,
                t.bound,
                t.unit.clone().unwrap_or_default(),
                ctx(t.span)
            );
        }
    }
    let s = start.elapsed().as_secs_f64();
    eprintln!(
        "{n} articles {words} words {:.0} articles/s {:.0} words/s",
        n as f64 / s,
        words as f64 / s
    );
}
