//! Invented sites, held in memory.

use std::{cell::RefCell, collections::HashMap};

use isnad::model::{Fetch, Page};

use super::*;
use crate::Problem;

/// A site: what stands at each target of `https://lennar.example`.
struct Site {
    pages: HashMap<String, (u16, &'static str, String)>,
    asked: RefCell<Vec<String>>,
    pauses: RefCell<Vec<Duration>>,
}

impl Site {
    fn new(pages: &[(&str, &str)]) -> Site {
        let typed = |text: &str| match text {
            it if it.starts_with("<!doctype") => "text/html",
            it if it.starts_with('<') => "application/xml",
            _ => "text/plain",
        };
        let page = |(target, text): &(&str, &str)| {
            let found = (200, typed(text), (*text).to_owned());
            ((*target).to_owned(), found)
        };
        Site {
            pages: pages.iter().map(page).collect(),
            asked: RefCell::default(),
            pauses: RefCell::default(),
        }
    }

    fn discover(&self, target: &str) -> Found {
        discover(self, &address(target), DELAY).unwrap()
    }

    /// The pauses since this was last asked, in seconds.
    fn pauses(&self) -> Vec<u64> {
        self.pauses.take().iter().map(Duration::as_secs).collect()
    }

    fn asked(&self) -> Vec<String> {
        self.asked.take()
    }
}

fn address(target: &str) -> Address {
    Address::parse("https://lennar.example/")
        .unwrap()
        .join(target)
        .unwrap()
}

const DELAY: Duration = Duration::from_secs(1);

impl Web for Site {
    fn pause(&self, pause: Duration) {
        self.pauses.borrow_mut().push(pause);
    }

    fn get(&self, address: &Address, _: Accept) -> Result<Answer, Error> {
        let target = address.target().to_owned();
        self.asked.borrow_mut().push(target.clone());
        let (status, content_type, text) = match self.pages.get(&target) {
            Some(page) => page.clone(),
            None => (404, "text/html", String::new()),
        };
        if text == "BROKEN" {
            return Err(Error::Fetch {
                address: address.to_string(),
                problem: Problem::CutShort,
            });
        }
        Ok(Answer {
            fetch: Fetch {
                page: Page {
                    url: Some(address.to_string()),
                    bytes: text.into_bytes(),
                    ..Page::default()
                },
                status,
                headers: vec![("content-type".into(), content_type.into())],
                ..Fetch::default()
            },
            hops: Vec::new(),
            moved: None,
            declined: None,
        })
    }
}

/// A feed of articles, `day` the newest one's in March 2031.
fn rss(title: &str, day: u32, names: &[&str]) -> String {
    let items: String = names
        .iter()
        .map(|name| {
            format!(
                "<item><title>{name}</title><link>https://lennar.example/{name}</link>\
                 <pubDate>{day:02} Mar 2031 10:00:00 GMT</pubDate></item>"
            )
        })
        .collect();
    format!("<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>")
}

fn atom(names: &[&str]) -> String {
    let entries: String = names
        .iter()
        .map(|name| {
            format!(
                "<entry><title>{name}</title><link href='https://lennar.example/{name}'/>\
                 <updated>2031-03-05T10:00:00Z</updated></entry>"
            )
        })
        .collect();
    format!("<feed xmlns='http://www.w3.org/2005/Atom'><title>Post</title>{entries}</feed>")
}

fn sitemap(names: &[&str]) -> String {
    let pages: String = names
        .iter()
        .map(|name| {
            format!(
                "<url><loc>https://lennar.example/{name}</loc><lastmod>2031-03-05</lastmod></url>"
            )
        })
        .collect();
    format!("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{pages}</urlset>")
}

/// Targets of what was chosen.
fn chosen(found: &Found) -> Vec<&str> {
    let target = |&at: &usize| {
        let address = &found.candidates[at].address;
        address.strip_prefix("https://lennar.example").unwrap()
    };
    found.chosen.iter().map(target).collect()
}

const FRONT: &str = "<!doctype html><title>Lennar Post</title><a href=/sport>Sport</a>";

#[test]
fn a_feed_is_itself() {
    let site = Site::new(&[("/f", &rss("Lennar Post", 5, &["a", "b"]))]);
    let found = site.discover("/f");
    let candidate = Candidate {
        address: "https://lennar.example/f".into(),
        kind: SubscriptionKind::Feed,
        title: Some("Lennar Post".into()),
        how: "the address itself",
        articles: 2,
        newest: Some("2031-03-05T10:00:00Z".into()),
    };
    assert_eq!((found.candidates, found.chosen), (vec![candidate], vec![0]));
    assert_eq!(found.site.as_deref(), Some("Lennar Post"));
    assert_eq!(site.asked(), ["/f"]);

    // Empty as yet, but named by a person.
    let site = Site::new(&[("/f", &rss("Lennar Post", 5, &[]))]);
    assert_eq!(chosen(&site.discover("/f")), ["/f"]);
}

#[test]
fn of_the_feeds_a_page_names_each_article_is_taken_once_and_no_comments() {
    let page = "<!doctype html><head><meta property=og:site_name content='Lennar Post'>
        <link rel=alternate type=application/rss+xml href=/rss>
        <link rel=alternate type=application/rss+xml href=/comments/feed>
        <link rel=alternate type=application/atom+xml href=/atom>
        <link rel='alternate home' type='application/RSS+xml' href=sport.rss>
        <link rel=alternate type=application/rss+xml href=/old>
        <link rel=alternate type=application/rss+xml href=/empty>
        <link rel=alternate type=application/rss+xml href=/missing>
        <link rel=alternate hreflang=ar href=/ar><link rel=stylesheet href=/rss.css></head>";
    let site = Site::new(&[
        ("/", page),
        ("/rss", &rss("Lennar Post", 5, &["a", "b", "c"])),
        ("/comments/feed", &rss("Lennar Post", 6, &["a#1", "b#2"])),
        ("/atom", &atom(&["a", "b", "c"])),
        ("/sport.rss", &rss("Sport", 4, &["x", "y"])),
        ("/old", &rss("Old", 5, &["p", "q"]).replace("2031", "2027")),
        ("/empty", &rss("Empty", 5, &[])),
    ]);
    let found = site.discover("/");
    assert_eq!(chosen(&found), ["/rss", "/sport.rss"]);
    assert_eq!(found.candidates.len(), 6);
    assert_eq!(found.site.as_deref(), Some("Lennar Post"));
    assert!(
        found
            .candidates
            .iter()
            .all(|it| it.how == "a link tag of the page")
    );
    assert!(!site.asked().contains(&"/feed".to_owned()));
}

#[test]
fn feeds_in_links_and_in_common_places() {
    let feed = rss("Lennar Post", 5, &["a"]);
    let linked = format!("{FRONT}<a href=/pages/rss?lang=ar>RSS</a>");
    let site = Site::new(&[("/", &linked), ("/pages/rss?lang=ar", &feed)]);
    assert_eq!(chosen(&site.discover("/")), ["/pages/rss?lang=ar"]);

    let site = Site::new(&[("/", FRONT), ("/rss.xml", &feed), ("/index.xml", &feed)]);
    let found = site.discover("/");
    assert_eq!(
        (chosen(&found), found.candidates[0].how),
        (vec!["/rss.xml"], "a common path")
    );

    let sport = rss("Sport", 5, &["x"]);
    let site = Site::new(&[
        ("/sport/", FRONT),
        ("/sport/feed", &sport),
        ("/feed", &feed),
    ]);
    assert_eq!(chosen(&site.discover("/sport/")), ["/sport/feed"]);
}

#[test]
fn sitemaps_of_robots_txt_and_in_common_places() {
    let pages = sitemap(&["2031/03/05/a", "2031/03/05/b"]);
    let index = "<sitemapindex>
        <sitemap><loc>https://lennar.example/m-2031-02.xml</loc><lastmod>2031-02-27</lastmod></sitemap>
        <sitemap><loc>https://lennar.example/m-2031-03.xml</loc><lastmod>2031-03-05</lastmod></sitemap>
        </sitemapindex>";
    let robots =
        "user-agent: *\nallow: /\nsitemap: /gone.xml\nsitemap: https://lennar.example/all.xml";
    let site = Site::new(&[
        ("/", FRONT),
        ("/robots.txt", robots),
        ("/all.xml", index),
        ("/m-2031-03.xml", &pages),
        ("/m-2031-02.xml", &pages),
    ]);
    let found = site.discover("/");
    assert_eq!(chosen(&found), ["/all.xml"]);
    let it = &found.candidates[found.chosen[0]];
    assert_eq!(
        (it.kind, it.how, it.articles),
        (SubscriptionKind::Sitemap, "robots.txt", 2)
    );
    assert_eq!(it.newest.as_deref(), Some("2031-03-05"));
    assert!(!site.asked().contains(&"/m-2031-02.xml".to_owned()));

    // The part for news is subscribed to itself.
    let index = index.replace("m-2031-02", "news");
    let site = Site::new(&[
        ("/", FRONT),
        ("/sitemap.xml", &index),
        ("/news.xml", &pages),
    ]);
    assert_eq!(chosen(&site.discover("/")), ["/news.xml"]);
    // Unless the index is what was named.
    let found = site.discover("/sitemap.xml");
    assert_eq!(
        (chosen(&found), found.candidates[0].articles),
        (vec!["/sitemap.xml"], 2)
    );
}

#[test]
fn a_page_that_links_to_articles_is_a_section() {
    let page = format!(
        "{FRONT}<h2><a href=/2031/03/05/a>Harbour reopens after nine weeks</a></h2>
         <h2><a href=/2031/03/05/b>Ferry to Selwana sails again</a></h2>
         <h2><a href=/2031/03/04/c>Council votes on the new bridge</a></h2>"
    );
    let site = Site::new(&[("/news", &page)]);
    let found = site.discover("/news");
    assert_eq!(chosen(&found), ["/news"]);
    let it = &found.candidates[0];
    assert_eq!((it.kind, it.articles), (SubscriptionKind::Section, 3));
    assert_eq!(it.title.as_deref(), Some("Lennar Post"));
    assert!(site.asked().len() <= MAX_REQUESTS);
}

#[test]
fn a_site_that_offers_nothing_says_so() {
    let site = Site::new(&[("/", FRONT), ("/rss", "BROKEN"), ("/feed", FRONT)]);
    let found = site.discover("/");
    assert_eq!(
        (
            found.candidates.len(),
            found.chosen.len(),
            found.needs_scripts
        ),
        (0, 0, false)
    );

    let shell = "<!doctype html><div id=root></div><script src=/main.js></script>";
    let found = Site::new(&[("/", shell)]).discover("/");
    assert!(found.chosen.is_empty() && found.needs_scripts);

    let error = discover(&Site::new(&[]), &address("/"), DELAY)
        .unwrap_err()
        .to_string();
    assert!(error.contains("status 404"), "{error}");
}

#[test]
fn what_robots_txt_forbids_is_not_asked_for() {
    let feed = rss("Lennar Post", 5, &["a"]);
    let page = "<!doctype html><link rel=alternate type=application/rss+xml href=/private/rss>";
    let site = Site::new(&[
        ("/", page),
        (
            "/robots.txt",
            "user-agent: isnad\ndisallow: /private/\ndisallow: /feed",
        ),
        ("/private/rss", &feed),
        ("/feed", &feed),
        ("/rss", &feed),
    ]);
    assert_eq!(chosen(&site.discover("/")), ["/rss"]);
    let asked = site.asked();
    assert!(
        !asked
            .iter()
            .any(|it| it.starts_with("/private") || it.starts_with("/feed"))
    );

    // When nobody can say what is forbidden, only the address itself is asked for.
    let site = Site::new(&[("/", page), ("/robots.txt", "BROKEN"), ("/rss", &feed)]);
    assert!(site.discover("/").chosen.is_empty());
    assert_eq!(site.asked(), ["/", "/robots.txt"]);
}

#[test]
fn a_list_of_subscriptions_gives_all_of_them() {
    let list = "<opml version='2.0'><body>
        <outline text='Post' xmlUrl='https://lennar.example/rss'/>
        <outline text='Coast' xmlUrl='/coast'/><outline xmlUrl='file:///etc/hosts'/></body></opml>";
    let site = Site::new(&[("/mine.opml", list)]);
    let found = site.discover("/mine.opml");
    assert_eq!(chosen(&found), ["/rss", "/coast"]);
    assert_eq!(found.candidates[0].title.as_deref(), Some("Post"));
    assert_eq!(site.asked(), ["/mine.opml"]);
}

/// A pause before every request but the first, longer at a site that asks for it, and an end to them.
#[test]
fn requests_are_no_crowd() {
    let site = Site::new(&[("/", FRONT)]);
    site.discover("/");
    let (pauses, asked) = (site.pauses(), site.asked());
    assert_eq!(pauses.len(), asked.len() - 1);
    assert!(pauses.iter().all(|&pause| pause == 1) && asked.len() > 20);
    for (robots, longest, most) in [
        ("user-agent: *\ncrawl-delay: 7", 7, 7),
        ("user-agent: *\ncrawl-delay: 0.1", 1, 32),
        ("user-agent: *\ncrawl-delay: 3600", 1, 2),
    ] {
        let site = Site::new(&[("/", FRONT), ("/robots.txt", robots)]);
        site.discover("/");
        let pauses = site.pauses();
        assert_eq!(pauses.iter().max(), Some(&longest), "{robots}");
        assert!(
            pauses.iter().sum::<u64>() <= MAX_PAUSES.as_secs(),
            "{robots}"
        );
        assert!(site.asked().len() <= most, "{robots}");
        // What the page itself offers costs no request.
        let page = format!(
            "{FRONT}<h2><a href=/2031/03/05/a>Harbour reopens after nine weeks</a></h2>
             <h2><a href=/2031/03/05/b>Ferry to Selwana sails again</a></h2>
             <h2><a href=/2031/03/04/c>Council votes on the new bridge</a></h2>"
        );
        let site = Site::new(&[("/", &page), ("/robots.txt", robots)]);
        assert_eq!(chosen(&site.discover("/")), ["/"], "{robots}");
    }
}

/// A page that names feeds without end.
#[test]
fn there_is_an_end_to_asking() {
    let links: String = (0..500)
        .map(|n| format!("<link rel=alternate type=application/rss+xml href=/rss/{n}>"))
        .collect();
    let robots: String = (0..500).map(|n| format!("sitemap: /s/{n}\n")).collect();
    let site = Site::new(&[
        ("/", &format!("<!doctype html>{links}")),
        ("/robots.txt", &robots),
    ]);
    assert!(site.discover("/").candidates.is_empty());
    assert!(site.asked().len() <= MAX_REQUESTS + 1);
}
