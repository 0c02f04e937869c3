//! By what medium words reached the writer: `كتبت على حسابها في منصة «إكس»`, `told Radio Halvik`.
//!
//! A medium is a service or an account there, a site, or an outlet that is cited in the same sentence and is
//! not itself the speaker. It belongs to the speaker whose words stand nearest, and to what the same
//! speaker goes on to say.

use std::ops::Range;

use super::marks;
use crate::{
    annotate::words::Words,
    model::{Credit, CreditRole, Quote, Span},
    text::{
        lang::{channel::ChannelWords, classes::Classes},
        phrase::Phrases,
    },
};

/// Items between an account and the name of its service (`حساب الوزارة الرسمي على منصة «إكس»`).
const ACCOUNT: usize = 9;
/// Items between a noun and the name of the service (`موقع التواصل الاجتماعي فيسبوك`).
const HEAD: usize = 4;
/// Quotes before those of a sentence that its verbs may belong to, and quotes behind a medium that the same speaker
/// may go on with: what is asked for each of them must not grow with the article.
const BEFORE: usize = 4;
const FOLLOWING: usize = 32;
/// Words of an outlet's name, and of one in marks without the word for an outlet.
const NAME: usize = 4;
const MARKED: usize = 3;
/// The longest phrase that leads to a medium.
const LEAD: usize = 4;

/// Sets the channel of each quote. `credits` and `quotes` are in the order of the text.
pub(in crate::annotate) fn channels(
    blocks: &[Words<'_>],
    credits: &[Credit],
    quotes: &mut [Quote],
) {
    for words in blocks {
        let first = quotes.partition_point(|quote| quote.span.start < words.span.start);
        let says = |quote: &Quote| quote.span.start < words.span.end;
        if !quotes.get(first).is_some_and(says) {
            continue;
        }
        let media = media(words, credits);
        if media.is_empty() {
            continue;
        }
        for sentence in marks::sentences(words, &marks::pairs(words)) {
            let sentence = words.place(sentence);
            let inside = media.partition_point(|medium| medium.start < sentence.start);
            let around = first.max(
                quotes
                    .partition_point(|quote| quote.span.start < sentence.start)
                    .saturating_sub(BEFORE),
            );
            for medium in media[inside..]
                .iter()
                .take_while(|medium| medium.start < sentence.end)
            {
                give(*medium, sentence, &mut quotes[around..]);
            }
        }
    }
}

/// Gives a medium to the speaker in its sentence who stands nearest to it.
fn give(medium: Span, sentence: Span, quotes: &mut [Quote]) {
    let end = quotes.partition_point(|quote| quote.span.start < sentence.end);
    let here = &quotes[..end];
    let said = |quote: &&Quote| quote.verb.is_some_and(|verb| sentence.contains(verb));
    let taken = here.iter().filter(said).any(|quote| {
        let speaker = quote
            .speaker
            .is_some_and(|speaker| speaker.overlaps(medium));
        speaker || quote.span.overlaps(medium)
    });
    if taken {
        return;
    }
    let distance = |quote: &&Quote| quote.verb.map_or(u32::MAX, |verb| verb.distance(medium));
    let speaker = here
        .iter()
        .filter(said)
        .filter(|quote| quote.channel.is_none())
        .min_by_key(distance)
        .and_then(|quote| quote.speaker);
    if speaker.is_none() {
        return;
    }
    let of_speaker =
        |quote: &&mut Quote| quote.speaker == speaker && quote.span.end > sentence.start;
    for quote in quotes.iter_mut().take(FOLLOWING).filter(of_speaker) {
        quote.channel = Some(medium);
    }
}

/// The media that a block names, in order.
fn media(words: &Words<'_>, credits: &[Credit]) -> Vec<Span> {
    let table = &words.lexicons.channels;
    let mut found: Vec<Span> = Vec::new();
    let mut at = 0;
    while at < words.items.len() {
        at = match medium(words, table, at) {
            Some(end) => {
                found.push(words.bare_place(at..end));
                end
            }
            None => at + 1,
        };
    }
    let to = (0..words.items.len()).filter_map(|at| addressed(words, at));
    found.extend(to.map(|name| words.place(name)));
    let first = credits.partition_point(|credit| credit.span.start < words.span.start);
    let here = |credit: &&Credit| words.span.contains(credit.span);
    for credit in credits[first..].iter().take_while(here) {
        let cited = credit.role == CreditRole::Cited;
        if cited && !found.iter().any(|other| other.overlaps(credit.span)) {
            found.extend(outlet(words, credit.span));
        }
    }
    found.sort_unstable();
    found
}

/// The item after the medium that begins at an item.
fn medium(words: &Words<'_>, table: &ChannelWords, at: usize) -> Option<usize> {
    let (fold, prefixed) = bare(words, at);
    let outlet = words.is(at, Classes::OUTLET_HEAD | Classes::AGENCY_HEAD);
    if !outlet
        && words.word(at)
        && !table.starts.begins(fold)
        && !table.starts.begins(words.fold(at))
    {
        return None;
    }
    if let Some((count, ())) = words.phrase(&table.accounts, fold, at) {
        let from = at + count;
        if let Some(end) = service_within(words, table, from, ACCOUNT) {
            return led(words, table, at, prefixed).then_some(end);
        }
    }
    if let Some((count, ())) = words.phrase(&table.sites, fold, at) {
        return led(words, table, at, prefixed).then_some(at + count);
    }
    if let Some((count, ())) = words.phrase(&table.heads, fold, at)
        && let Some(end) = service_within(words, table, at + count, HEAD)
    {
        return led(words, table, at, prefixed).then_some(end);
    }
    if let Some(end) = station(words, at) {
        return led(words, table, at, prefixed).then_some(end);
    }
    let end = service(words, table, at)?;
    let account = words.phrase(&table.accounts, words.fold(end), end);
    let end = end + account.map_or(0, |(count, ())| count);
    led(words, table, at, prefixed).then_some(end)
}

/// The item after the name of an outlet that begins at an item with the word that makes it one
/// (`إذاعة الواحات`, `Radio Halvik`).
fn station(words: &Words<'_>, at: usize) -> Option<usize> {
    if !words.is(at, Classes::OUTLET_HEAD | Classes::AGENCY_HEAD) {
        return None;
    }
    let first = at + words.items[at].class_len;
    if let Some(name) = marks::name_at(words, first, NAME) {
        return Some(name.end + 1);
    }
    let ends = Classes::SPEAKER_ENDS | Classes::SAYS | Classes::GIVEN;
    let named = |at: &usize| {
        let capital = words.arabic() || words.get(*at).is_some_and(|item| item.capital);
        words.word(*at) && !words.is(*at, ends) && capital
    };
    let count = (first..first + NAME).take_while(named).count();
    (count > 0).then_some(first + count)
}

/// A name in marks with a preposition before it, and nothing else that says what it is:
/// `قال … لـ«الشراع»: …`. `at` is the item of the preposition.
fn addressed(words: &Words<'_>, at: usize) -> Option<Range<usize>> {
    marks::name_at(words, at + 1, MARKED).filter(|_| words.fold(at) == "ل")
}

/// The letters of a word without a preposition written onto it, and whether there is one.
fn bare<'w>(words: &'w Words<'_>, at: usize) -> (&'w str, bool) {
    let fold = words.fold(at);
    let cut = words.get(at).map_or(0, |item| item.prefix);
    match fold.get(cut..) {
        Some(rest) if cut > 0 && !rest.is_empty() => (rest, true),
        _ => (fold, false),
    }
}

/// The item after the name of a service that stands at an item, in marks or not. Names in Latin letters
/// begin with a capital.
fn service(words: &Words<'_>, table: &ChannelWords, at: usize) -> Option<usize> {
    const OPENING: &[char] = &['«', '"', '“', '(', '\'', '‘'];
    const CLOSING: &[char] = &['»', '"', '”', ')', '\'', '’'];
    let marked = words.marked(at, OPENING);
    let at = at + usize::from(marked);
    let (count, ()) = words.phrase(&table.platforms, words.fold(at), at)?;
    let named = words.arabic() || words.get(at).is_some_and(|item| item.capital);
    let end = at + count;
    named.then(|| end + usize::from(marked && words.marked(end, CLOSING)))
}

fn service_within(
    words: &Words<'_>,
    table: &ChannelWords,
    from: usize,
    reach: usize,
) -> Option<usize> {
    let ends = Classes::SAYS | Classes::THAT | Classes::SAYING;
    (from..from + reach)
        .take_while(|at| {
            !words.is(*at, ends) && !words.marked(*at, &['.', '،', ',', ':', '؛', ';'])
        })
        .find_map(|at| service(words, table, at))
}

/// The cited outlet at a place with the noun before its name, where it is one that was spoken to.
fn outlet(words: &Words<'_>, place: Span) -> Option<Span> {
    let first = words
        .items
        .partition_point(|item| item.span.end <= place.start);
    let end = words
        .items
        .partition_point(|item| item.span.start < place.end);
    let head = Classes::OUTLET_HEAD | Classes::AGENCY_HEAD;
    let start = first - usize::from(first > 0 && words.is(first - 1, head));
    let prefixed = words.get(start)?.prefix > 0 || words.get(first)?.span.start < place.start;
    led(words, &words.lexicons.channels, start, prefixed).then(|| {
        let mut span = words.bare_place(start..end);
        if start == first {
            span.start = place.start;
        }
        span
    })
}

/// The item after the phrase of a medium that begins at an item (`à l'antenne de Radio Brume`); that item itself
/// where there is none.
pub(super) fn after_medium(words: &Words<'_>, from: usize) -> usize {
    let table = &words.lexicons.channels;
    let Some((count, ())) = words.phrase(&table.leads, words.fold(from), from) else {
        return from;
    };
    let mut start = from + count;
    while words
        .phrase(&table.articles, words.fold(start), start)
        .is_some()
    {
        start += 1;
    }
    medium(words, table, start).unwrap_or(from)
}

/// Whether what stands before an item, or is written onto it, leads to a medium.
fn led(words: &Words<'_>, table: &ChannelWords, at: usize, prefixed: bool) -> bool {
    let mut end = at;
    while end > 0
        && words
            .phrase(&table.articles, words.fold(end - 1), end - 1)
            .is_some()
    {
        end -= 1;
    }
    let relayed = end > 0 && words.is(end - 1, Classes::RELAYS);
    prefixed || relayed || ends_before(words, &table.leads, end)
}

/// Whether a phrase of a table ends right before an item.
fn ends_before(words: &Words<'_>, table: &Phrases<()>, end: usize) -> bool {
    let starts: Range<usize> = end.saturating_sub(LEAD)..end;
    starts.into_iter().any(|at| {
        let folded = words.fold(at);
        let joined = folded.strip_prefix('و').filter(|_| words.arabic());
        let found = words
            .phrase(table, folded, at)
            .or_else(|| words.phrase(table, joined?, at));
        found.is_some_and(|(count, ())| at + count == end)
    })
}

#[cfg(test)]
mod tests {
    use super::Span;
    use crate::annotate::{annotate, sample::article};

    fn channels(language: &str, text: &str) -> Vec<Option<String>> {
        let reading = annotate(article(language, &[text]), None);
        let of = |span: Span| span.of(&reading.article.text).to_owned();
        reading
            .quotes
            .iter()
            .map(|quote| quote.channel.map(of))
            .collect()
    }

    #[test]
    fn a_channel_is_what_the_speaker_spoke_through() {
        let some = |text: &str| vec![Some(text.to_owned())];
        let cases = [
            (
                "ar",
                "وكتبت الوزيرة سلمى الحداد على حسابها في منصة «إكس»: «بدأنا توزيع المياه على القرى البعيدة».",
                some("حسابها في منصة «إكس»"),
            ),
            (
                "ar",
                "وقالت البلدية عبر تلغرام إن الطريق مغلق حتى إشعار آخر.",
                some("تلغرام"),
            ),
            (
                "ar",
                "وقال المدير هاني الوردي لإذاعة المرفأ إن الميناء يعمل كالمعتاد.",
                some("إذاعة المرفأ"),
            ),
            (
                "ar",
                "وقال المدير هاني الوردي إن الوزارة نشرت الأرقام على تلغرام.",
                vec![None],
            ),
            (
                "ar",
                "وقال المدير هاني الوردي إن الميناء يعمل كالمعتاد.",
                vec![None],
            ),
            (
                "en",
                "\"We will open the gate on Monday,\" mayor Ada Lind wrote on her official Telegram channel.",
                some("Telegram channel"),
            ),
            (
                "en",
                "Mayor Ada Lind said on X that the gate would open on Monday.",
                some("X"),
            ),
            (
                "en",
                "Mayor Ada Lind told Radio Halvik that the gate would open on Monday.",
                some("Radio Halvik"),
            ),
            (
                "fr",
                "« Nous ouvrirons la porte lundi matin », a écrit la maire Ada Lind sur son compte X.",
                some("compte X"),
            ),
        ];
        for (language, text, expected) in cases {
            assert_eq!(channels(language, text), expected, "{text}");
        }
    }

    #[test]
    fn who_goes_on_goes_on_there() {
        let text =
            "وقالت الوزيرة سلمى الحداد عبر فيسبوك إن المياه عادت. وأضافت أن الإصلاح استغرق أسبوعا.";
        let channel = Some("فيسبوك".to_owned());
        assert_eq!(channels("ar", text), [channel.clone(), channel]);
    }
}
