//! Connections as they are in the open: slow, idle, and under way when the server is told to stop.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::routing::get;
use goodword_endpoint::listen::serve;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;
use tokio::time::interval;

/// For how long a head may take where that is what is tested, and where it is not.
const SHORT: Duration = Duration::from_millis(50);
const LONG: Duration = Duration::from_mins(10);

/// A server, how to stop it, and a connection to it.
async fn connect(router: Router, head: Duration) -> (JoinHandle<()>, oneshot::Sender<()>, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(serve(listener, router, head, async move { drop(stopped.await) }));
    (serving, stop, TcpStream::connect(address).await.unwrap())
}

fn hello() -> Router {
    Router::new().route("/", get(async |ConnectInfo(peer): ConnectInfo<SocketAddr>| peer.to_string()))
}

async fn read_to_end(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    // Being cut off in the middle of sending is an end as well.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn a_head_that_comes_byte_by_byte_is_not_waited_for() {
    let (_serving, _stop, mut stream) = connect(hello(), SHORT).await;
    stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ").await.unwrap();
    let (mut from, mut to) = stream.split();
    let mut ticks = interval(Duration::from_millis(5));
    let mut answer = Vec::new();
    // Each byte comes well within the time, the end never does.
    loop {
        tokio::select! {
            _ = from.read_to_end(&mut answer) => break,
            _ = ticks.tick() => drop(to.write_all(b"a").await),
        }
    }
    assert!(!answer.starts_with(b"HTTP/1.1 200"), "{answer:?}");
}

#[tokio::test]
async fn a_connection_over_which_nothing_comes_is_closed() {
    let (_serving, _stop, mut silent) = connect(hello(), SHORT).await;
    let address = silent.peer_addr().unwrap();
    assert_eq!(read_to_end(&mut silent).await, "");

    let mut idle = TcpStream::connect(address).await.unwrap();
    idle.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    let answer = read_to_end(&mut idle).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
}

#[tokio::test]
async fn one_connection_carries_many_requests_and_each_knows_where_it_comes_from() {
    let (_serving, _stop, mut stream) = connect(hello(), LONG).await;
    let here = stream.local_addr().unwrap().to_string();
    for connection in ["keep-alive", "keep-alive", "close"] {
        let head = format!("GET / HTTP/1.1\r\nHost: x\r\nConnection: {connection}\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
    }
    let answers = read_to_end(&mut stream).await;
    assert_eq!(answers.matches("HTTP/1.1 200 OK\r\n").count(), 3, "{answers}");
    assert_eq!(answers.matches(&here).count(), 3, "{answers}");
}

#[tokio::test]
async fn an_answer_that_is_under_way_goes_out_before_it_stops() {
    let [begun, go_on] = [(); 2].map(|()| Arc::new(Notify::new()));
    let slow = {
        let (begun, go_on) = (begun.clone(), go_on.clone());
        get(async move || {
            begun.notify_one();
            go_on.notified().await;
            "done"
        })
    };
    let (serving, stop, mut stream) = connect(Router::new().route("/", slow), LONG).await;
    let mut idle = TcpStream::connect(stream.peer_addr().unwrap()).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    begun.notified().await;
    stop.send(()).unwrap();
    // Whoever asks nothing is let go at once.
    assert_eq!(read_to_end(&mut idle).await, "");
    assert!(!serving.is_finished());
    go_on.notify_one();
    assert!(read_to_end(&mut stream).await.ends_with("\r\n\r\ndone"));
    serving.await.unwrap();
}
