//! A real browser, driven through W3C WebDriver: as much of the protocol as the tests need.

use std::{
    env, fs,
    io::{self, BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::{BOUND, Scratch, http, kill, within};

/// What the protocol calls an element in JSON.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// The names under which Chromium is installed.
const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
const FLAGS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // Pages then jump where they would glide, and a click finds its element in place.
    "--force-prefers-reduced-motion",
    // What the browser of an Arabic reader asks for.
    "--accept-lang=ar",
];

/// A browser with one window. It is closed with its value.
pub(crate) struct Browser {
    driver: Child,
    address: String,
    session: String,
    _profile: Scratch,
}

impl Browser {
    /// Starts chromedriver and Chromium; `None` when one of them is not installed.
    pub(crate) fn start() -> Option<Browser> {
        let chromium = installed()?;
        let mut command = Command::new("chromedriver");
        command
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut driver = match command.spawn() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            spawned => spawned.unwrap(),
        };
        let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port = within("chromedriver", move || {
            let port = lines.find_map(|line| port(&line.unwrap()));
            // It goes on writing, and must not write into a closed pipe.
            thread::spawn(move || lines.for_each(drop));
            port
        });
        let address = format!("127.0.0.1:{}", port.unwrap());
        let mut browser = Browser {
            driver,
            address,
            session: String::new(),
            _profile: Scratch::new(),
        };
        let profile = format!(
            "--user-data-dir={}",
            browser._profile.path("profile").display()
        );
        let flags: Vec<&str> = FLAGS.into_iter().chain([profile.as_str()]).collect();
        let options = json!({"binary": chromium, "args": flags});
        let wanted = json!({"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}});
        let made = browser.ask("POST", "/session", &wanted);
        browser.session = made["sessionId"].as_str().unwrap().to_owned();
        Some(browser)
    }

    /// Goes to an address and waits until it is loaded.
    pub(crate) fn open(&self, url: &str) {
        self.command("/url", &json!({ "url": url }));
    }

    /// What a script (the body of a function) returns.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.command("/execute/sync", &json!({"script": script, "args": []}))
    }

    /// The words or attribute values that a script returns as a list.
    pub(crate) fn list(&self, script: &str) -> Vec<String> {
        let value = self.run(script);
        let items = value
            .as_array()
            .unwrap_or_else(|| panic!("{script}: {value}"));
        items
            .iter()
            .map(|item| item.as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// Clicks where the first element of a selector stands, as a pointer does.
    pub(crate) fn click(&self, selector: &str) {
        let found = self.command(
            "/element",
            &json!({"using": "css selector", "value": selector}),
        );
        let id = found[ELEMENT].as_str().unwrap();
        self.command(&format!("/element/{id}/click"), &json!({}));
    }

    /// Clicks on what leads to another page, and says its path once the browser is there: the click is over before.
    pub(crate) fn follow(&self, selector: &str) -> Value {
        const PATH: &str = "return location.pathname";
        let (from, started) = (self.run(PATH), Instant::now());
        self.click(selector);
        loop {
            let path = self.run(PATH);
            if path != from || started.elapsed() > BOUND {
                return path;
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Presses a key and lets it go, once the page is drawn: before, a busy browser has nothing to give it to.
    pub(crate) fn press(&self, key: char) {
        self.drawn();
        let strokes = json!([{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]);
        let source = json!({"type": "key", "id": "keyboard", "actions": strokes});
        self.command("/actions", &json!({ "actions": [source] }));
        self.drawn();
    }

    /// Lets the page be drawn once from what it is now.
    fn drawn(&self) {
        let script = "requestAnimationFrame(() => requestAnimationFrame(arguments[0]))";
        self.command("/execute/async", &json!({"script": script, "args": []}));
    }

    /// Shows pages as on a screen of this width.
    pub(crate) fn set_width(&self, width: u32) {
        let screen =
            json!({"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false});
        let command = json!({"cmd": "Emulation.setDeviceMetricsOverride", "params": screen});
        self.command("/goog/cdp/execute", &command);
    }

    fn command(&self, path: &str, body: &Value) -> Value {
        self.ask("POST", &format!("/session/{}{path}", self.session), body)
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        let answer = http::request(&self.address, method, path, Some(&body.to_string()));
        assert_eq!(answer.status, 200, "{path} {body}: {}", answer.body);
        answer.json()["value"].take()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Chromium closes with its session; the driver alone would leave it running.
        if !self.session.is_empty() {
            let _ = http::try_request(
                &self.address,
                "DELETE",
                &format!("/session/{}", self.session),
                None,
            );
        }
        kill(&mut self.driver);
    }
}

/// The port in `ChromeDriver was started successfully on port 35869.`
fn port(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("started successfully on port ")?;
    port.trim_end_matches('.').parse().ok()
}

fn installed() -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let candidates = NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    candidates
        .into_iter()
        .find(|file| fs::metadata(file).is_ok_and(|file| file.is_file()))
}
