//! Names of sites, in titles and addresses.

use jiff::civil::Date;

use crate::{
    model::{Source, SourceKind},
    text::lang::agencies::agency_at,
};

use super::body;

/// What stands between the parts of a `<title>`.
const TITLE_MARKS: [&str; 8] = [" | ", " :: ", " - ", " – ", " — ", " · ", " « ", " » "];

/// The most words the name of a site has.
const LONGEST_SITE_NAME: usize = 5;

/// `Harbour reopens | The Tern` without the name of the site, where that is known.
pub(super) fn without_site(title: &str, site: Option<&str>) -> String {
    let Some(site) = site else {
        return title.to_owned();
    };
    for mark in TITLE_MARKS {
        let behind = title
            .rsplit_once(mark)
            .filter(|(_, tail)| body::same_words(tail, site))
            .map(|(head, _)| head);
        let before = title
            .split_once(mark)
            .filter(|(head, _)| body::same_words(head, site))
            .map(|(_, tail)| tail);
        if let Some(rest) = behind.or(before) {
            return rest.trim().to_owned();
        }
    }
    title.to_owned()
}

/// The parts of a `<title>` that marks separate.
pub(super) fn title_parts(title: &str) -> Vec<&str> {
    let cut = |parts: Vec<_>, mark: &&'static str| {
        parts
            .into_iter()
            .flat_map(|part: &str| part.split(mark))
            .collect()
    };
    let parts: Vec<&str> = TITLE_MARKS.iter().fold(vec![title], cut);
    parts
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

/// The name that a `<title>` puts beside the headline.
pub(super) fn site_in_title(title: &str, is_headline: impl Fn(&str) -> bool) -> Option<String> {
    let [one, other] = title_parts(title)[..] else {
        return None;
    };
    // The name of the site may stand on the page as a line too; the headline is the longer.
    let (name, headline) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    if !is_headline(headline) {
        return None;
    }
    (name.split_whitespace().count() <= LONGEST_SITE_NAME).then(|| name.to_owned())
}

/// The agency whose own site this is.
pub(super) fn agency(url: &str) -> Option<Source> {
    agency_at(&host(url)?)
}

/// The publisher as its address alone names it.
pub(super) fn publisher(url: &str) -> Option<Source> {
    let host = host(url)?;
    Some(Source {
        name: host.clone(),
        kind: SourceKind::Outlet,
        key: Some(host),
    })
}

/// The host of an address without `www.`, in lower case.
pub(super) fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?;
    let host = host.split(':').next()?.to_ascii_lowercase();
    let bare = host.strip_prefix("www.").unwrap_or(&host);
    (!bare.is_empty()).then(|| bare.to_owned())
}

/// A date in an address: `/2031/05/03/` or `-20310503-`.
pub(super) fn date_in_address(url: &str) -> Option<Date> {
    let numbers: Vec<&str> = url
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .collect();
    let split = numbers.windows(3).find_map(|run| {
        let fits = run[0].len() == 4 && run[1].len() <= 2 && run[2].len() <= 2;
        fits.then(|| date(run[0], run[1], run[2]))?
    });
    split.or_else(|| {
        numbers
            .iter()
            .find_map(|run| (run.len() == 8).then(|| date(&run[..4], &run[4..6], &run[6..]))?)
    })
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let year: i16 = year.parse().ok()?;
    let date = Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
    (1990..2100).contains(&year).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_give_hosts_and_dates() {
        assert_eq!(
            host("https://www.Tern.example:8080/a?b").as_deref(),
            Some("tern.example")
        );
        assert_eq!(host("nowhere"), None);
        let cases = [
            ("https://tern.example/2031/5/3/harbour", Some("2031-05-03")),
            ("https://tern.example/harbour-20310503", Some("2031-05-03")),
            ("https://tern.example/id/20319903", None),
            ("https://tern.example/12/1/1", None),
        ];
        for (url, expected) in cases {
            assert_eq!(
                date_in_address(url).map(|date| date.to_string()).as_deref(),
                expected,
                "{url}"
            );
        }
    }

    #[test]
    fn titles_fall_into_headline_and_site() {
        assert_eq!(
            without_site("Harbour reopens - The Tern", Some("The Tern")),
            "Harbour reopens"
        );
        assert_eq!(
            without_site("The Tern | Harbour reopens", Some("the tern")),
            "Harbour reopens"
        );
        assert_eq!(without_site("Yes - or no", Some("The Tern")), "Yes - or no");
        let is_headline = |part: &str| part == "Harbour reopens";
        assert_eq!(
            site_in_title("Harbour reopens :: The Tern", is_headline).as_deref(),
            Some("The Tern")
        );
        assert_eq!(
            site_in_title("Something else :: The Tern", is_headline),
            None
        );
    }
}
