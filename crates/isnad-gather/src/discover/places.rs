//! Where feeds and sitemaps commonly are.

/// The types of feeds in `<link>`, and types that feeds are given by mistake.
pub(super) const FEED_TYPES: &[&str] = &[
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
    "application/json",
    "application/xml",
    "text/xml",
];

/// Paths of feeds, from the root of a site, in order of liking. The later ones are habits of content
/// systems that Arabic outlets use.
pub(super) const FEEDS: &[&str] = &[
    "/feed",
    "/rss",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feed.json",
    "/?feed=rss2",
    "/feeds/posts/default",
    "/rss.aspx",
    "/rss.php",
    "/rssfeed",
    "/rss/all",
    "/rss/latest",
    "/rss/news",
    "/ar/rss",
    "/ar/feed",
    "/ar/rss.xml",
    "/arabic/rss",
];

/// What a section's feed is called below the section.
pub(super) const SECTION_FEEDS: &[&str] = &["/feed", "/rss", "/rss.xml"];

/// Parts of addresses that links to feeds have.
pub(super) const FEED_WORDS: &[&str] = &["rss", "feed", "feeds", "atom", "rdf", "rss2"];

/// Paths of sitemaps, in order of liking.
pub(super) const SITEMAPS: &[&str] = &[
    "/news-sitemap.xml",
    "/sitemap-news.xml",
    "/sitemap_news.xml",
    "/googlenews.xml",
    "/sitemap.xml",
    "/sitemap_index.xml",
    "/sitemap.xml.gz",
];

/// Words in titles and addresses of feeds of what readers write.
pub(super) const COMMENTS: &[&str] = &[
    "comments",
    "comment",
    "commentaires",
    "تعليقات",
    "التعليقات",
    "تعليق",
];
