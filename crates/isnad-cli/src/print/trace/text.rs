//! What was traced, for people.

use std::io::{self, Write};

use console::Style;
use isnad::{
    model::{ArticleId, Conflict, Derivation, Figure, Moment, OriginKind, Story},
    trace::{self, Exclusive},
};
use jiff::tz::Offset;
use serde_json::json;

use crate::{
    print::{
        count, isolated,
        table::{Cell, Table},
    },
    traced::{Held, Traced},
};

use super::{
    carriers, changes, number, of_unknown_origin, outlets,
    tree::{Node, tree},
    who, word,
};

/// A value and who gives it.
type Said<'t> = (String, Option<&'t str>);
/// A figure and the article it stands in.
type Claim<'t> = (Held<'t>, &'t Figure);

/// A share that rounds to nothing is not shown.
const LEAST_SHARE: f32 = 0.005;

/// Reasons for one link that are shown, the weightiest.
const REASONS: usize = 3;

/// The stories of several articles in full, those of one in a line each, then the outlets in numbers.
pub(crate) fn print(out: &mut impl Write, traced: &Traced) -> io::Result<()> {
    let lone = traced
        .stories
        .partition_point(|story| story.articles.len() > 1);
    let (told_often, told_once) = traced.stories.split_at(lone);
    summary(out, traced)?;
    for told in told_often {
        story(out, traced, told)?;
    }
    alone(out, traced, told_once)?;
    outlets::print(out, traced)
}

fn summary(out: &mut impl Write, traced: &Traced) -> io::Result<()> {
    let articles = traced.held().count();
    let copies = traced.held();
    let copies = copies.filter(|held| traced.taken_from(held.article.id).is_some());
    writeln!(
        out,
        "{} in {}; {} taken from another of them",
        count(articles, "article"),
        stories(traced.stories.len()),
        copies.count(),
    )
}

fn stories(number: usize) -> String {
    let noun = if number == 1 { "story" } else { "stories" };
    format!("{number} {noun}")
}

fn story(out: &mut impl Write, traced: &Traced, story: &Story) -> io::Result<()> {
    title(out, &story.headline)?;
    let unknown = of_unknown_origin(traced, story);
    let mut facts = vec![
        count(story.outlets.len(), "outlet"),
        count(story.origins.len(), "independent origin"),
    ];
    if unknown > 0 {
        facts.push(format!("{} of unknown origin", count(unknown, "article")));
    }
    facts.extend(story.first.map(|first| days(first, story.last)));
    writeln!(out, "  {}", facts.join(", "))?;
    origins(out, traced, story)?;
    words_from(out, traced, story)?;
    chain(out, traced, story)?;
    changes::print(out, traced, story)?;
    conflicts(out, traced, story)?;
    quotations(out, traced, story)?;
    exclusives(out, traced, traced.members(story))
}

/// How much of the words of a story comes from where, and of each article that has some how many are its own.
fn words_from(out: &mut impl Write, traced: &Traced, story: &Story) -> io::Result<()> {
    let shares = traced.story_shares(story);
    if shares.words == 0 {
        return Ok(());
    }
    section(out, "where the words come from")?;
    let mut parts: Vec<String> = shares
        .origins
        .iter()
        .filter(|part| part.share >= LEAST_SHARE)
        .map(|part| {
            let article = part.origin.article.and_then(|id| traced.get(id));
            let source = part.origin.source.as_ref().map(|source| &*source.name);
            let name = source.or(article.map(who)).unwrap_or("unknown");
            format!("{} from {}", percent(part.share), isolated(name))
        })
        .collect();
    let others = [
        (shares.own, "added by copies"),
        (shares.unknown, "of unknown origin"),
    ];
    let others = others
        .into_iter()
        .filter(|(words, _)| shares.of(*words) >= LEAST_SHARE);
    parts.extend(others.map(|(words, what)| format!("{} {what}", percent(shares.of(words)))));
    writeln!(out, "    {} of {} words", parts.join(", "), shares.words)?;
    for held in traced.members(story) {
        let own = traced.shares(held.article.id).filter(|one| one.own > 0);
        if let Some(one) = own {
            let (name, share) = (isolated(who(held)), percent(one.of(one.own)));
            let id = number(story, held.article.id);
            writeln!(
                out,
                "    {id} {name} added {} of its {} words ({share})",
                one.own, one.words
            )?;
        }
    }
    Ok(())
}

/// Pairs that print one statement and are no copies of each other.
fn quotations(out: &mut impl Write, traced: &Traced, story: &Story) -> io::Result<()> {
    let mut lines = Vec::new();
    for held in traced.members(story) {
        let id = held.article.id;
        let others = traced.quoting_the_same(id).into_iter();
        for other in others
            .filter(|other| id < *other)
            .filter_map(|other| traced.get(other))
        {
            let (one, two) = (isolated(who(held)), isolated(who(other)));
            lines.push(format!(
                "    {one} and {two}: one statement, quoted by both"
            ));
        }
    }
    if !lines.is_empty() {
        section(out, "shared quotations")?;
    }
    lines.iter().try_for_each(|line| writeln!(out, "{line}"))
}

pub(super) fn title(out: &mut impl Write, words: &str) -> io::Result<()> {
    let words = Style::new().bold().apply_to(isolated(words));
    writeln!(out, "\n── {words}")
}

fn section(out: &mut impl Write, name: &str) -> io::Result<()> {
    writeln!(out, "\n  {}", Style::new().bold().apply_to(name))
}

fn days(first: Moment, last: Option<Moment>) -> String {
    match last.filter(|last| last.date != first.date) {
        Some(last) => format!("{} to {}", first.date, last.date),
        None => first.date.to_string(),
    }
}

fn origins(out: &mut impl Write, traced: &Traced, story: &Story) -> io::Result<()> {
    if story.origins.is_empty() {
        return Ok(());
    }
    section(out, "origins")?;
    let mut table = Table::new(&[34, 36, 12, 40]);
    for origin in &story.origins {
        let name = origin.source.as_ref().map(|source| source.name.as_str());
        let article = origin.article.and_then(|id| traced.get(id));
        let name = name.or(article.map(who)).unwrap_or("unknown");
        let articles = carriers(traced, story, origin).count();
        let evidence = &origin.evidence;
        table.row([
            Cell::new(name),
            Cell::new(kind(origin.kind)),
            Cell::new(count(articles, "article")),
            Cell::dim(format!("{} {:.2}", evidence.rule, evidence.confidence)),
        ]);
    }
    table.print(out, "    ")
}

fn kind(kind: OriginKind) -> &'static str {
    match kind {
        OriginKind::Agency => "agency, its page is here",
        OriginKind::CreditedAgency => "agency, credited only",
        OriginKind::OwnReporting => "own reporting",
        OriginKind::Unknown => "unknown",
    }
}

fn chain(out: &mut impl Write, traced: &Traced, story: &Story) -> io::Result<()> {
    section(out, "who took from whom")?;
    let mut table = Table::new(&[4, 44, 16, 5, 5, 4, 64]);
    let names = ["", "", "published", "taken", "kept", "sure", "because"];
    table.row(names.map(Cell::dim));
    for (branch, node) in tree(traced, story) {
        match node {
            Node::Article(id) => {
                let Some(held) = traced.get(id) else { continue };
                table.row(link(traced, story, held, branch));
            }
            Node::Credited(names) => {
                let missing = Cell::dim("no page here");
                table.row([Cell::new(""), Cell::dim(names).after(branch), missing]);
            }
        }
    }
    table.print(out, "    ")
}

fn link(traced: &Traced, story: &Story, held: Held<'_>, branch: String) -> [Cell; 7] {
    let id = held.article.id;
    let shown = |cell: Option<String>| Cell::new(cell.unwrap_or_default());
    let taken = traced.taken_from(id);
    let share = |of: fn(&Derivation) -> f32| taken.map(|(derivation, _)| percent(of(derivation)));
    [
        Cell::dim(number(story, id)),
        Cell::new(who(held)).after(branch),
        shown(held.article.published.map(minute)),
        shown(share(|derivation| derivation.copy_in_parent)),
        shown(share(|derivation| derivation.parent_in_copy)),
        shown(taken.map(|(derivation, _)| format!("{:.2}", derivation.confidence))),
        Cell::dim(because(traced, story, held)),
    ]
}

/// Why an article stands where it does; at the top, where there is nothing to say of that, its
/// headline.
fn because(traced: &Traced, story: &Story, held: Held<'_>) -> String {
    let id = held.article.id;
    let Some(derivation) = traced.derivation(id) else {
        return held.article.headline().unwrap_or("").to_owned();
    };
    match traced.taken_from(id) {
        Some((_, parent)) if !story.articles.contains(&parent.article.id) => {
            let parent = who(parent);
            format!("from {parent}, in another story: {}", reasons(derivation))
        }
        _ => reasons(derivation) + &also(traced, derivation),
    }
}

/// The further articles that a text was put together from.
fn also(traced: &Traced, derivation: &Derivation) -> String {
    let further = derivation.further.iter();
    let parents = further.filter_map(|one| Some((one, traced.get(one.parent?)?)));
    parents
        .map(|(one, parent)| {
            format!(
                "; also from {}, {}",
                who(parent),
                percent(one.copy_in_parent)
            )
        })
        .collect()
}

/// To the minute in UTC, where the page tells it.
fn minute(moment: Moment) -> String {
    match moment.instant {
        Some(instant) => Offset::UTC
            .to_datetime(instant)
            .strftime("%Y-%m-%d %H:%M")
            .to_string(),
        None => moment.date.to_string(),
    }
}

fn percent(share: f32) -> String {
    format!("{:.0}%", share * 100.0)
}

fn reasons(derivation: &Derivation) -> String {
    let evidence = derivation.evidence.iter().take(REASONS);
    let reasons: Vec<&str> = evidence.map(|one| one.rule.as_ref()).collect();
    reasons.join(", ")
}

fn conflicts(out: &mut impl Write, traced: &Traced, story: &Story) -> io::Result<()> {
    for conflict in &story.conflicts {
        section(
            out,
            &format!("figures that differ: {}", isolated(&conflict.unit)),
        )?;
        let mut table = Table::new(&[24, 36, 40, 60]);
        for ((value, speaker), claims) in claimed(traced, conflict) {
            let (held, figure) = claims[0];
            // An article often gives a figure twice, in its headline and below.
            let mut outlets: Vec<&str> = claims.iter().map(|(held, _)| who(*held)).collect();
            outlets.dedup();
            table.row([
                Cell::new(value),
                Cell::new(figure.span.of(&held.article.text)),
                Cell::new(speaker.unwrap_or("nobody is named")),
                Cell::dim(outlets.join(", ")),
            ]);
        }
        table.print(out, "    ")?;
    }
    Ok(())
}

/// The claims of a conflict by value and speaker, in the order in which the story carried them.
fn claimed<'t>(traced: &'t Traced, conflict: &'t Conflict) -> Vec<(Said<'t>, Vec<Claim<'t>>)> {
    let mut groups: Vec<(Said<'t>, Vec<Claim<'t>>)> = Vec::new();
    for (held, figure) in traced.claims(conflict) {
        let speaker = figure.said_by.map(|span| span.of(&held.article.text));
        let said = (value(figure), speaker);
        match groups.iter_mut().find(|(key, _)| *key == said) {
            Some((_, claims)) => claims.push((held, figure)),
            None => groups.push((said, vec![(held, figure)])),
        }
    }
    groups
}

/// `more than 340`, as far as the text gives a number.
fn value(figure: &Figure) -> String {
    let bound = word(&json!(figure.bound)).replace('_', " ");
    let numbers = [figure.value, figure.upper].into_iter().flatten();
    let numbers: Vec<String> = numbers.map(|number| number.to_string()).collect();
    match bound.as_str() {
        "exactly" => numbers.join(" to "),
        bound => format!("{bound} {}", numbers.join(" to "))
            .trim_end()
            .to_owned(),
    }
}

fn exclusives<'t>(
    out: &mut impl Write,
    traced: &Traced,
    members: impl Iterator<Item = Held<'t>>,
) -> io::Result<()> {
    let claims = members.filter_map(|held| {
        let (claim, found) = traced.exclusive(held)?;
        let words = claim.span.map_or("", |span| span.of(&held.article.text));
        let (name, words) = (isolated(who(held)), isolated(words));
        let found = beside(traced, found);
        Some(format!("{name} says {words}: {found}"))
    });
    let claims: Vec<String> = claims.collect();
    if !claims.is_empty() {
        section(out, "claims of exclusivity")?;
    }
    claims
        .iter()
        .try_for_each(|claim| writeln!(out, "    {claim}"))
}

fn beside(traced: &Traced, found: Exclusive) -> String {
    let name = |id: ArticleId| {
        traced
            .get(id)
            .map_or_else(String::new, |held| isolated(who(held)))
    };
    match found {
        Exclusive::Alone => "no other article here has its text".to_owned(),
        Exclusive::First => "others here took its text, as far as the evidence goes".to_owned(),
        Exclusive::After(parent) => format!(
            "its text is that of {}, and was taken from there as far as the evidence goes",
            name(parent)
        ),
        Exclusive::Open => "others here have its text; who was first is open".to_owned(),
    }
}

/// Stories of one article, a line each.
fn alone(out: &mut impl Write, traced: &Traced, stories: &[Story]) -> io::Result<()> {
    if stories.is_empty() {
        return Ok(());
    }
    title(
        out,
        &format!("{} of one article", self::stories(stories.len())),
    )?;
    let mut table = Table::new(&[60, 34, 10, 60]);
    for held in stories.iter().flat_map(|story| traced.members(story)) {
        let chain = trace::chain(held.reading);
        let behind: Vec<&str> = chain.links.iter().map(|link| &*link.source.name).collect();
        let from = if behind.is_empty() {
            String::new()
        } else {
            format!("← {}", behind.join(" ← "))
        };
        let day = held
            .article
            .published
            .map_or_else(String::new, |moment| moment.date.to_string());
        table.row([
            Cell::new(held.article.headline().unwrap_or("(no headline)")),
            Cell::dim(who(held)),
            Cell::dim(day),
            Cell::dim(from),
        ]);
    }
    table.print(out, "  ")?;
    exclusives(
        out,
        traced,
        stories.iter().flat_map(|story| traced.members(story)),
    )
}
