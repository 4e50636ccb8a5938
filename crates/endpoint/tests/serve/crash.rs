//! The process is killed again and again while people write: what it said it kept is there, once.

use std::collections::HashMap;
use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use sqlx::SqlitePool;

use crate::common::folder;

const ROUNDS: usize = 200;
const WRITERS: usize = 4;
/// The files are looked into after so many rounds; in between it is the server alone that puts them right.
const CHECK_EVERY: usize = 20;
const SECRET: &[u8] = b"thirty-two bytes of nothing much";

/// A token that outlives the test.
fn token() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let claims = json!({
        "iss": "https://brand.example", "aud": "goodword", "sub": "ada", "name": "Ada", "role": "moderator",
        "iat": now, "exp": now + 600,
    });
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let message = format!("{}.{}", part(r#"{"alg":"HS256","kid":"a"}"#), part(&claims.to_string()));
    let mac = Hmac::<Sha256>::new_from_slice(SECRET).unwrap().chain_update(&message);
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

fn start(url: &str, identity: &str) -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_goodword"))
        .args(["serve", "--port", "0", "--limit", "none", "--proof-of-work", "never", "--log", "quiet"])
        .args(["--database", url, "--identity", identity])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.strip_prefix("goodword: serving http://").and_then(|rest| rest.strip_suffix("/\n"));
    (child, address.unwrap_or_else(|| panic!("it printed {line:?}")).to_owned())
}

/// Writes a reply that says `n`, under the key that belongs to `n`, and gives its id once it is kept.
fn reply(stream: &mut TcpStream, token: &str, n: u64) -> io::Result<String> {
    let body = json!({ "body": format!("reply {n}") }).to_string();
    let head =
        "POST /api/topics/1/replies HTTP/1.1\r\nHost: kettles.example\r\nContent-Type: application/json";
    let key = format!("0190f5fe-7c00-7a00-8000-{n:012x}");
    let length = body.len();
    let request = format!(
        "{head}\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: {key}\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes())?;
    let (mut answer, mut byte) = (Vec::new(), [0]);
    while !answer.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        answer.push(byte[0]);
    }
    let head = String::from_utf8(answer).unwrap().to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    let mut body = vec![0; length.parse().unwrap()];
    stream.read_exact(&mut body)?;
    assert!(head.starts_with("http/1.1 20"), "{head}{}", String::from_utf8_lossy(&body));
    let written: Value = serde_json::from_slice(&body).unwrap();
    Ok(written["id"].as_str().unwrap().to_owned())
}

/// Writes until the connection breaks, first what is left from the time before; gives what is then unanswered.
fn write(
    address: &str,
    token: &str,
    left: Option<u64>,
    next: &AtomicU64,
    kept: &Sender<(u64, String)>,
) -> u64 {
    let mut stream = TcpStream::connect(address);
    let mut number = left.unwrap_or_else(|| next.fetch_add(1, Ordering::Relaxed));
    while let Ok(id) =
        stream.as_mut().map_or_else(|_| Err(()), |stream| reply(stream, token, number).map_err(drop))
    {
        // Nobody listens any more once enough is written.
        let _ = kept.send((number, id));
        number = next.fetch_add(1, Ordering::Relaxed);
    }
    number
}

/// All that was acknowledged is there, and the file is sound.
async fn check(url: &str, kept: &HashMap<u64, String>) -> usize {
    let pool = SqlitePool::connect(url).await.unwrap();
    let sound: String = sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&pool).await.unwrap();
    assert_eq!(sound, "ok");
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT id, body FROM replies").fetch_all(&pool).await.unwrap();
    let counted: i64 =
        sqlx::query_scalar("SELECT reply_count FROM topics WHERE id = '1'").fetch_one(&pool).await.unwrap();
    pool.close().await;
    assert_eq!(usize::try_from(counted).unwrap(), rows.len(), "a reply and its count are kept together");
    let rows: HashMap<_, _> = rows.into_iter().collect();
    for (n, id) in kept {
        assert_eq!(rows.get(id), Some(&format!("reply {n}")), "an acknowledged reply is lost");
    }
    rows.len()
}

#[tokio::test]
async fn no_acknowledged_write_is_lost_however_often_the_process_is_killed() {
    let www = folder("crash");
    let url = format!("sqlite:{}", www.with_file_name("kettles.db").display());
    let [seed, identity] = ["seed.json", "identity.toml"].map(|name| www.with_file_name(name));
    fs::write(&seed, r#"{"goodword": 1, "topics": [{"id": "1", "title": "Does it boil?"}]}"#).unwrap();
    let secret = URL_SAFE_NO_PAD.encode(SECRET);
    let key = format!("[[keys]]\nkid = \"a\"\nalg = \"HS256\"\nkey = \"{secret}\"\n");
    fs::write(&identity, format!("issuer = \"https://brand.example\"\naudience = \"goodword\"\n{key}"))
        .unwrap();
    let import = ["import", "--database", &url, seed.to_str().unwrap()];
    assert!(Command::new(env!("CARGO_BIN_EXE_goodword")).args(import).output().unwrap().status.success());

    let (token, next) = (token(), AtomicU64::new(0));
    let mut left = [None; WRITERS];
    let mut kept = HashMap::new();
    for round in 0..ROUNDS {
        let (mut child, address) = start(&url, identity.to_str().unwrap());
        let (sender, answers) = mpsc::channel();
        left = thread::scope(|scope| {
            let writers = left.map(|left| {
                let (sender, address, token, next) = (sender.clone(), &address, &token, &next);
                scope.spawn(move || write(address, token, left, next, &sender))
            });
            // From none to many: also in the middle of the first, and of the tidying up at the start.
            let enough = round * 7 % 11;
            kept.extend(answers.iter().take(enough));
            child.kill().unwrap();
            child.wait().unwrap();
            writers.map(|writer| Some(writer.join().unwrap()))
        });
        drop(sender);
        kept.extend(answers);
        if round % CHECK_EVERY == CHECK_EVERY - 1 {
            check(&url, &kept).await;
        }
    }

    // What was never answered is sent again, under the same keys, and then everything is there exactly once.
    let (mut child, address) = start(&url, identity.to_str().unwrap());
    let mut stream = TcpStream::connect(&address).unwrap();
    for n in left.into_iter().flatten() {
        kept.insert(n, reply(&mut stream, &token, n).unwrap());
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(kept.len() > ROUNDS, "{} were acknowledged", kept.len());
    assert_eq!(check(&url, &kept).await, kept.len());
}
