//! The PC's clock jumps while people are logged in, while failed logins wait and while codes of apps are used (RULES W6, W9, W10).

use madoguchi_tests::programs::{Clinic, Terminal, Wall};
use ring::hmac;
use serde_json::Value;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Stdio;

const HOUR: i64 = 60 * 60;
const PASSWORD: &str = "kumo7%nx-hato";

/// A person with a second factor: the app's secret, and the recovery codes.
fn add_suzuki(clinic: &Clinic) -> (Vec<u8>, Vec<String>) {
    let words = "user add suzuki --role reception --second-factor --password-fd 0 --json";
    let mut program = clinic.asking(words);
    program.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut program = program.spawn().unwrap();
    writeln!(program.stdin.take().unwrap(), "{PASSWORD}").unwrap();
    let ended = program.wait_with_output().unwrap();
    let made: Value = serde_json::from_slice(&ended.stdout).unwrap();
    let second = &made["second_factor"];
    let uri = second["otpauth"].as_str().unwrap();
    let secret = uri.split(['=', '&']).nth(1).unwrap();
    let codes = second["recovery_codes"].as_array().unwrap();
    let codes = codes.iter().map(|code| code.as_str().unwrap().to_owned());
    (base32(secret), codes.collect())
}

/// RFC 4648, section 6.
fn base32(text: &str) -> Vec<u8> {
    let (mut bits, mut count, mut bytes) = (0_u32, 0, Vec::new());
    for letter in text.bytes().filter(|byte| *byte != b'=') {
        let five = match letter {
            b'A'..=b'Z' => letter - b'A',
            _ => letter - b'2' + 26,
        };
        (bits, count) = (bits << 5 | u32::from(five), count + 5);
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).unwrap());
        }
    }
    bytes
}

/// What the app shows when the PC's clock shows the same time (RFC 6238).
fn app(secret: &[u8], wall: &Wall) -> String {
    let step = u64::try_from(wall.now_ms() / 30_000).unwrap();
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let tag = tag.as_ref();
    let at = usize::from(tag[19] & 0xf);
    let cut = u32::from_be_bytes(tag[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", cut % 1_000_000)
}

/// A page of the console.
struct Page {
    address: String,
}

impl Page {
    fn of(clinic: &Clinic) -> Self {
        let url = clinic.json("console")["counter"]
            .as_str()
            .unwrap()
            .to_owned();
        let address = url.trim_start_matches("http://").trim_end_matches('/');
        Self {
            address: address.to_owned(),
        }
    }

    /// Asks, and returns the status, the cookies that were set, and the body.
    fn ask(&self, what: &str, lines: &str, body: &str) -> (u16, String, String) {
        let mut connection = TcpStream::connect(&self.address).unwrap();
        let (host, length) = (&self.address, body.len());
        let request = format!(
            "{what} HTTP/1.1\r\nhost: {host}\r\nsec-fetch-site: same-origin\r\nsec-fetch-mode: cors\r\nconnection: close\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n{lines}\r\n{body}"
        );
        connection.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        let set = answer
            .lines()
            .filter_map(|line| line.strip_prefix("set-cookie: "));
        let set: Vec<_> = set.filter_map(|cookie| cookie.split(';').next()).collect();
        let body = answer.split("\r\n\r\n").nth(1).unwrap_or_default();
        let status = answer[9..12].parse().unwrap();
        (status, set.join("; "), body.to_owned())
    }

    fn log_in(&self, name: &str, code: &str) -> (u16, String, String) {
        let password = PASSWORD.replace('%', "%25");
        let body = format!("name={name}&password={password}&code={code}");
        self.ask("POST /login", "", &body)
    }

    /// How many seconds a login by a name that nobody has would have to wait; where it need not, it has failed once more.
    fn stranger_waits(&self) -> Option<u64> {
        let (status, _, body) = self.log_in("stranger", "");
        let problem: Value = serde_json::from_str(&body).unwrap();
        let digits = |text: &str| {
            text.chars()
                .filter(char::is_ascii_digit)
                .collect::<String>()
        };
        let seconds = digits(problem["en"].as_str().unwrap());
        (status == 429).then(|| seconds.parse().unwrap())
    }

    /// Whether the session behind these cookies may look at licenses, which the counter page without a login may not.
    fn is_logged_in(&self, cookies: &str) -> bool {
        let lines = format!("cookie: {cookies}\r\n");
        self.ask("GET /api/v1/licenses", &lines, "").0 == 200
    }
}

#[test]
fn a_clock_that_jumps_ends_no_session_no_wait_and_lets_no_used_code_in_again() {
    let mut clinic = Clinic::new();
    let Some(wall) = Wall::new(clinic.path()) else {
        return;
    };
    clinic.live_by(&wall);
    clinic.start();
    let (secret, recovery) = add_suzuki(&clinic);
    let page = Page::of(&clinic);
    let code = app(&secret, &wall);
    let (status, session, _) = page.log_in("suzuki", &code);
    assert_eq!(status, 204);
    assert!(page.is_logged_in(&session));
    assert_eq!(page.log_in("suzuki", &code).0, 401, "each code once");
    // Somebody else fails until he has to wait for 8 s.
    while page.stranger_waits().is_none_or(|seconds| seconds < 7) {}
    wall.set_ahead(3 * HOUR);
    let waits = page.stranger_waits();
    assert!(waits.is_some_and(|seconds| seconds <= 8), "{waits:?}");

    let mut newest = code;
    for ahead in [3 * HOUR, 30 * HOUR] {
        wall.set_ahead(ahead);
        assert!(
            page.is_logged_in(&session),
            "{ahead}: nothing of it was idle"
        );
        assert_eq!(page.log_in("suzuki", &newest).0, 401, "{ahead}");
        newest = app(&secret, &wall);
        assert_eq!(
            page.log_in("suzuki", &newest).0,
            204,
            "{ahead}: the code of now"
        );
    }
    // Back: what was used stays used, and so does all that went before; a recovery code is the way in.
    wall.set_ahead(-HOUR);
    assert!(page.is_logged_in(&session));
    let waits = page.stranger_waits();
    assert!(waits.is_none_or(|seconds| seconds <= 60), "{waits:?}");
    assert_eq!(page.log_in("suzuki", &newest).0, 401);
    let known = page.log_in("suzuki", &recovery[0]);
    assert_eq!(known.0, 204);
    assert_eq!(page.log_in("suzuki", &recovery[0]).0, 401, "once");
    assert!(page.is_logged_in(&known.1));
}
