//! A reader's desk: the browser, and the server with the sample newsroom that it looks at.

use serde_json::{Value, json};

use super::{
    sample::{self, CHANGED, COPY, CORRECTED, FAMILY},
    server::Server,
    webdriver::Browser,
};

/// The browser and the server it looks at.
pub(crate) struct Desk {
    pub(crate) browser: Browser,
    pub(crate) server: Server,
}

impl Desk {
    pub(crate) fn open(&self, path: &str) {
        self.browser
            .open(&format!("http://{}{path}", self.server.address));
    }

    /// The story that holds an article.
    pub(crate) fn story_of(&self, place: &str) -> String {
        let id = json!(sample::id(place));
        let holds = |story: &&Value| story["articles"].as_array().unwrap().contains(&id);
        let stories = self.server.stories();
        stories.iter().find(holds).unwrap()["id"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// The stories of the list, page after page, as links.
    pub(crate) fn listed(&self) -> Vec<String> {
        let mut stories = Vec::new();
        self.open("/");
        loop {
            stories.extend(self.browser.list(
                "return [...document.querySelectorAll('article.story h2 a')]
                    .map(a => a.getAttribute('href'))",
            ));
            let last = "return document.querySelector('a[rel=next]') === null";
            if self.browser.run(last) == json!(true) {
                return stories;
            }
            self.browser.click("a[rel=next]");
        }
    }

    /// A page of every kind.
    pub(crate) fn pages(&self) -> Vec<String> {
        let story = format!("/story/{}", self.story_of(FAMILY[0]));
        let articles = [
            COPY,
            CORRECTED,
            "08-selwana-now-wardana.html#0",
            "26-northwire-flood.html#0",
        ];
        let mut pages: Vec<String> = articles.map(article).to_vec();
        pages.extend([
            "/".to_owned(),
            "/sources".to_owned(),
            story,
            compare(FAMILY[0], CHANGED),
            compare(FAMILY[0], "26-northwire-flood.html#0"),
            "/nowhere".to_owned(),
        ]);
        pages
    }
}

/// The page of two articles.
pub(crate) fn compare(a: &str, b: &str) -> String {
    format!("/compare/{}/{}", sample::id(a), sample::id(b))
}

/// The page of an article.
pub(crate) fn article(place: &str) -> String {
    format!("/article/{}", sample::id(place))
}
