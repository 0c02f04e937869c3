//! One page line by line: what was kept and is not gold, what is gold and was not kept.

use std::fmt::Write;

use isnad::{
    model::{Article, Dropped},
    recover::recover,
};

use crate::{
    error::Error,
    ngram::words,
    report::{Report, Scores},
};

use super::{Sample, score::Row};

/// The comparison of one page, `+` before lines that should not be there, `-` before lines that
/// are missing, each with the rule that kept or dropped it.
///
/// # Errors
/// None today; the signature is that of every report.
pub(crate) fn show(sample: &Sample) -> Result<Report, Error> {
    let row = Row::of(sample);
    let dropped = recover(&sample.page).map(|recovered| recovered.dropped);
    let mut text = head(&row);
    if let Err(error) = &dropped {
        let _ = writeln!(text, "not read: {error}");
    }
    let dropped: Vec<Dropped> = dropped.unwrap_or_default();
    let all_dropped: Vec<&Dropped> = dropped.iter().chain(&row.article.dropped).collect();
    let kept = kept(&row.article);
    let gold: Vec<String> = row.gold.body.iter().map(|line| key(line)).collect();
    let found: Vec<String> = kept.iter().map(|(_, words)| key(words)).collect();
    for step in diff(&gold, &found) {
        let _ = match step {
            Step::Same(at) => writeln!(text, "  {}", row.gold.body[at]),
            Step::Missing(at) => {
                let line = &row.gold.body[at];
                writeln!(text, "- [{}] {line}", fate(line, &all_dropped))
            }
            Step::Extra(at) => writeln!(text, "+ [{}] {}", kept[at].0, kept[at].1),
        };
    }
    let scores = Scores::new("page")
        .number("f1", row.matched.f1(), 4)
        .number("precision", row.matched.precision(), 4)
        .number("recall", row.matched.recall(), 4);
    Ok(Report { text, scores })
}

fn head(row: &Row) -> String {
    let (gold, article) = (&row.gold, &row.article);
    let published = article.published.map(|moment| moment.to_string());
    let mut text = format!("{} {}\n", gold.id, gold.url.as_deref().unwrap_or(""));
    let fields = [
        (
            "title",
            gold.title.clone(),
            article.headline().map(str::to_owned),
        ),
        ("published", gold.published.clone(), published),
        (
            "authors",
            gold.authors.clone().map(|names| names.join("; ")),
            Some(article.byline.join("; ")),
        ),
    ];
    for (name, gold, found) in fields {
        let (gold, found) = (gold.unwrap_or_default(), found.unwrap_or_default());
        let _ = writeln!(text, "{name}\n    - {gold}\n    + {found}");
    }
    text.push('\n');
    text
}

/// Body blocks with their kind and rule.
fn kept(article: &Article) -> Vec<(String, &str)> {
    let label = |block: &isnad::model::Block| format!("{:?} {}", block.kind, block.rule);
    article
        .body()
        .map(|block| (label(block), article.words(block)))
        .collect()
}

/// Lines are the same when their words are.
fn key(line: &str) -> String {
    words(line).join(" ")
}

/// The rule that dropped a missing line, as far as the start of its words tells: what a page drops
/// in one piece is shown by its first 200 characters only.
fn fate(line: &str, dropped: &[&Dropped]) -> String {
    let start: String = key(line).chars().take(40).collect();
    let by = dropped
        .iter()
        .find(|part| !start.is_empty() && key(&part.text).contains(&start));
    by.map_or_else(
        || "not shown".to_owned(),
        |part| format!("dropped by {}", part.rule),
    )
}

/// A step from the gold lines to the predicted ones, with the line's index.
#[derive(Debug, PartialEq)]
enum Step {
    Same(usize),
    Missing(usize),
    Extra(usize),
}

/// The shortest way from `gold` to `found` (longest common subsequence).
fn diff(gold: &[String], found: &[String]) -> Vec<Step> {
    let width = found.len() + 1;
    let mut common = vec![0_usize; (gold.len() + 1) * width];
    for g in (0..gold.len()).rev() {
        for f in (0..found.len()).rev() {
            common[g * width + f] = if gold[g] == found[f] {
                common[(g + 1) * width + f + 1] + 1
            } else {
                common[(g + 1) * width + f].max(common[g * width + f + 1])
            };
        }
    }
    let (mut g, mut f, mut steps) = (0, 0, Vec::new());
    while g < gold.len() || f < found.len() {
        if g < gold.len() && f < found.len() && gold[g] == found[f] {
            steps.push(Step::Same(g));
            (g, f) = (g + 1, f + 1);
        } else if f == found.len()
            || g < gold.len() && common[(g + 1) * width + f] >= common[g * width + f + 1]
        {
            steps.push(Step::Missing(g));
            g += 1;
        } else {
            steps.push(Step::Extra(f));
            f += 1;
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_way() {
        let lines = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let steps = diff(&lines("a b c"), &lines("x a c d"));
        use Step::{Extra, Missing, Same};
        assert_eq!(steps, [Extra(0), Same(0), Missing(1), Same(2), Extra(3)]);
        assert_eq!(diff(&[], &lines("a")), [Extra(0)]);
    }
}
