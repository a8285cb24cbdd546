//! A browser that a test holds: Debian's chromium, driven over WebDriver.
//!
//! WebDriver is JSON over HTTP, of which a test needs a dozen commands; its crates would bring ten others in second versions.

use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// As long as anything may take on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Keys as WebDriver names them.
pub mod key {
    pub const ENTER: char = '\u{e007}';
    pub const ESCAPE: char = '\u{e00c}';
    pub const TAB: char = '\u{e004}';
    pub const DOWN: char = '\u{e015}';
}

/// How a browser looks at pages.
#[derive(Clone, Copy)]
pub struct Look {
    pub width: u32,
    pub height: u32,
    pub dark: bool,
    pub touch: bool,
    pub reduced_motion: bool,
}

impl Look {
    pub const DESK: Self = Self {
        width: 1280,
        height: 800,
        dark: false,
        touch: false,
        reduced_motion: false,
    };
}

/// A browser of its own, which ends with the test.
pub struct Browser {
    driver: Child,
    address: SocketAddr,
    session: String,
}

impl Browser {
    pub fn open(look: Look) -> Self {
        Self::with(look, &[])
    }

    /// The same, started with more arguments.
    pub fn with(look: Look, more: &[String]) -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|free| free.local_addr())
            .unwrap()
            .port();
        let mut driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver has to be installed: apt-get install chromium chromium-driver fonts-noto-cjk");
        let said = BufReader::new(driver.stdout.take().unwrap());
        assert!(
            said.lines()
                .map_while(Result::ok)
                .any(|line| line.contains("started successfully")),
            "chromedriver ended"
        );
        let mut browser = Self {
            driver,
            address: SocketAddr::from(([127, 0, 0, 1], port)),
            session: String::new(),
        };
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--autoplay-policy=no-user-gesture-required",
            "--lang=ja",
            "--accept-lang=ja",
        ];
        let arguments: Vec<&str> = arguments
            .into_iter()
            .chain(more.iter().map(String::as_str))
            .collect();
        // As a person who went on behind the warning of a certificate that signs itself.
        let asked = json!({ "capabilities": { "alwaysMatch": {
            "acceptInsecureCerts": true,
            "goog:chromeOptions": { "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL" },
        } } });
        let opened = browser.ask("POST", "/session", &asked);
        browser.session = format!("/session/{}", opened["sessionId"].as_str().unwrap());
        browser.look(look);
        browser
    }

    /// Changes screen, theme and motion.
    pub fn look(&self, look: Look) {
        let Look {
            width,
            height,
            dark,
            touch,
            reduced_motion,
        } = look;
        let screen =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", &screen);
        self.devtools(
            "Emulation.setTouchEmulationEnabled",
            &json!({ "enabled": touch }),
        );
        let scheme = if dark { "dark" } else { "light" };
        let motion = if reduced_motion {
            "reduce"
        } else {
            "no-preference"
        };
        let features = json!({ "features": [
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": motion },
        ] });
        self.devtools("Emulation.setEmulatedMedia", &features);
    }

    /// Runs a script in every page before its own ones.
    pub fn before_each_page(&self, script: &str) {
        self.devtools(
            "Page.addScriptToEvaluateOnNewDocument",
            &json!({ "source": script }),
        );
    }

    pub fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.post(
            "/goog/cdp/execute",
            &json!({ "cmd": command, "params": parameters }),
        )
    }

    pub fn go(&self, address: &str) {
        self.post("/url", &json!({ "url": address }));
    }

    /// What a script returns.
    pub fn js(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// What a script returns that answers later: `done(…)`.
    pub fn js_later(&self, script: &str) -> Value {
        let script = format!("const done = arguments[0]; {script}");
        self.post("/execute/async", &json!({ "script": script, "args": [] }))
    }

    /// The same; nothing where the page went away under the script, which the driver tells by a script that never answers.
    fn js_unless_gone(&self, script: &str) -> Value {
        let wait = |time: Duration| {
            self.post("/timeouts", &json!({ "script": time.as_millis() }));
        };
        wait(PATIENCE / 10);
        let script = format!("const done = arguments[0]; {script}");
        let body = json!({ "script": script, "args": [] });
        let path = format!("{}/execute/async", self.session);
        let answer = exchange(self.address, "POST", &path, &body);
        wait(PATIENCE);
        let (status, mut value) = answer.unwrap_or_else(|error| panic!("{path}: {error}"));
        let message = value["value"]["message"].as_str().unwrap_or_default();
        let is_gone = message.contains("script timeout") || message.contains("unloaded");
        assert!(status == 200 || is_gone, "{script}: {message}");
        match status {
            200 => value["value"].take(),
            _ => Value::Null,
        }
    }

    /// Waits until an expression is true.
    pub fn until(&self, expression: &str) -> Value {
        let begun = Instant::now();
        loop {
            // The page itself waits a little, so that nothing here sleeps.
            let script = format!("setTimeout(() => done(({expression}) || null), 20);");
            let value = self.js_unless_gone(&script);
            if !value.is_null() {
                return value;
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "never: {expression}\n{}",
                self.text("body")
            );
        }
    }

    /// Waits until the text of an element has these words.
    pub fn reads(&self, selector: &str, words: &str) {
        let words = json!(words);
        let element = json!(selector);
        self.until(&format!(
            "document.querySelector({element})?.textContent.includes({words})"
        ));
    }

    /// The text of an element, as it is seen.
    pub fn text(&self, selector: &str) -> String {
        let element = json!(selector);
        let text = self.js(&format!(
            "return document.querySelector({element})?.innerText ?? ''"
        ));
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Presses keys one after the other, wherever the focus is.
    pub fn keys(&self, keys: &str) {
        let press = |c: char| {
            let key = c.to_string();
            [
                json!({ "type": "keyDown", "value": key }),
                json!({ "type": "keyUp", "value": key }),
            ]
        };
        let actions: Vec<_> = keys.chars().flat_map(press).collect();
        self.post(
            "/actions",
            &json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] }),
        );
    }

    /// Clicks in the middle of an element, as a mouse does; something above it would take the click.
    pub fn click(&self, selector: &str) {
        self.point(selector, "mouse");
    }

    /// Touches it.
    pub fn touch(&self, selector: &str) {
        self.point(selector, "touch");
    }

    /// Presses in the middle of an element. A page that is still loading moves what is on it: a press that missed the element because of
    /// that is made again, as a person would.
    fn point(&self, selector: &str, kind: &str) {
        let begun = Instant::now();
        let element = json!(selector);
        while !self.pressed(&element, kind) {
            assert!(begun.elapsed() < PATIENCE, "never stood still: {selector}");
        }
    }

    fn pressed(&self, element: &Value, kind: &str) -> bool {
        self.until(&format!("document.querySelector({element})"));
        let node = self.js(&format!(
            "const node = document.querySelector({element}); node?.scrollIntoView({{ block: 'center' }}); \
             const {{ x, y }} = node?.getBoundingClientRect() ?? {{}}; window.press = {{ node, x, y }}; \
             addEventListener('pointerdown', ({{ target }}) => {{ window.press.hit = node?.contains(target) || target.closest('label')?.contains(node); }}, {{ capture: true, once: true }}); \
             return node"
        ));
        if node.is_null() {
            return false;
        }
        let actions = json!([
            { "type": "pointerMove", "origin": node, "x": 0, "y": 0, "duration": 0 },
            { "type": "pointerDown", "button": 0 },
            { "type": "pointerUp", "button": 0 },
        ]);
        let pointer = json!({ "type": "pointer", "id": kind, "parameters": { "pointerType": kind }, "actions": actions });
        let path = format!("{}/actions", self.session);
        let pressed = self.answered("POST", &path, &json!({ "actions": [pointer] }));
        if let Err(why) = pressed {
            // The page put another one in its place just then.
            assert!(why.contains("stale element reference"), "{element}: {why}");
            return false;
        }
        // A press that led to another page left nothing behind.
        let missed = self.js(
            "const press = window.press; if (!press || press.hit) return false; \
             const { x, y } = press.node.getBoundingClientRect(); return x !== press.x || y !== press.y",
        );
        missed != json!(true)
    }

    /// Opens one more tab, and goes on in it.
    pub fn tab(&self) -> String {
        self.open_more("tab")
    }

    /// Opens one more window, and goes on in it. Other than tabs, all windows are visible.
    pub fn window(&self) -> String {
        self.open_more("window")
    }

    fn open_more(&self, kind: &str) -> String {
        let opened = self.post("/window/new", &json!({ "type": kind }));
        let name = opened["handle"].as_str().unwrap().to_owned();
        self.turn_to(&name);
        name
    }

    /// Closes the tab or the window.
    pub fn close(&self) {
        self.ask("DELETE", &format!("{}/window", self.session), &Value::Null);
    }

    pub fn this_tab(&self) -> String {
        self.get("/window").as_str().unwrap().to_owned()
    }

    pub fn turn_to(&self, tab: &str) {
        self.post("/window", &json!({ "handle": tab }));
    }

    pub fn screenshot(&self) -> String {
        self.get("/screenshot").as_str().unwrap().to_owned()
    }

    /// What pages complained about, without the refusals of requests, which are answers.
    pub fn complaints(&self) -> Vec<String> {
        let log = self.post("/se/log", &json!({ "type": "browser" }));
        let lines = log
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|line| line["message"].as_str());
        let refusal = |line: &str| line.contains("Failed to load resource");
        lines
            .filter(|line| !refusal(line))
            .map(str::to_owned)
            .collect()
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        self.ask("POST", &format!("{}{path}", self.session), body)
    }

    fn get(&self, path: &str) -> Value {
        self.ask("GET", &format!("{}{path}", self.session), &Value::Null)
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        let answer = self.answered(method, path, body);
        answer.unwrap_or_else(|why| panic!("{method} {path} {body}: {why}"))
    }

    /// The answer of the driver, or what it complains about.
    fn answered(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        let answer = exchange(self.address, method, path, body);
        let (status, mut value) = answer.unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        match status {
            200 => Ok(value["value"].take()),
            _ => Err(value["value"]["message"].to_string()),
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The browser ends with its session; killed with its driver alone it would stay.
        let _ = exchange(self.address, "DELETE", &self.session, &Value::Null);
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// One request and its answer: the status, and the JSON.
pub fn exchange(
    to: SocketAddr,
    method: &str,
    path: &str,
    body: &Value,
) -> std::io::Result<(u16, Value)> {
    let body = if body.is_null() {
        String::new()
    } else {
        body.to_string()
    };
    let (status, answer) = http(
        to,
        method,
        path,
        &[("Content-Type", "application/json")],
        body.as_bytes(),
    )?;
    let value = serde_json::from_slice(&answer).map_err(std::io::Error::other)?;
    Ok((status, value))
}

/// One HTTP/1.1 request over a connection of its own.
pub fn http(
    to: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> std::io::Result<(u16, Vec<u8>)> {
    let mut connection = TcpStream::connect(to)?;
    connection.set_read_timeout(Some(PATIENCE))?;
    let headers: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let length = body.len();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {to}\r\nConnection: close\r\n{headers}Content-Length: {length}\r\n\r\n"
    );
    connection.write_all(&[head.as_bytes(), body].concat())?;
    let mut answer = BufReader::new(connection);
    let mut line = String::new();
    answer.read_line(&mut line)?;
    let status = line
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    let mut left = None;
    loop {
        line.clear();
        answer.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        if name.eq_ignore_ascii_case("content-length") {
            left = value.trim().parse().ok();
        }
    }
    let mut body = Vec::new();
    // chromedriver keeps the connection open, whatever it is asked.
    answer
        .take(left.unwrap_or(u64::MAX))
        .read_to_end(&mut body)?;
    Ok((status.unwrap_or_default(), body))
}
