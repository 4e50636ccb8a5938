//! Listening, and stopping when told to.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tower::ServiceExt;

/// How long answers that are under way may still take once the process was told to stop.
const GRACE: Duration = Duration::from_secs(3);

/// How long the head of a request may take from when it could have begun, so that it is also for how long a connection
/// may be idle. The panel asks every 5 s what changed, over the same connection.
const HEAD: Duration = Duration::from_secs(10);

/// Why it does not listen.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// The address cannot be listened on.
    #[error("cannot listen on {host}:{port}: {source}; {}", advice(.source))]
    Address {
        /// As given.
        host: String,
        /// As given.
        port: u16,
        /// What the system says.
        source: io::Error,
    },
    /// The system refuses what any server needs: signals, its own socket.
    #[error("cannot run: {0}")]
    System(#[from] io::Error),
}

fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::AddrInUse => "give another --port, or --port 0 for a free one",
        io::ErrorKind::PermissionDenied => "give a --port from 1024 upwards",
        _ => "give --host an address of this machine, such as 127.0.0.1",
    }
}

/// Serves, and returns when it was told to stop. Once it listens it prints its address, for whoever started it.
///
/// # Errors
/// The address cannot be listened on, or the system refuses what any server needs.
pub async fn listen(router: Router, host: String, port: u16) -> Result<(), ListenError> {
    let listener = match TcpListener::bind((host.as_str(), port)).await {
        Ok(listener) => listener,
        Err(source) => return Err(ListenError::Address { host, port, source }),
    };
    // Both wait for the signals from before the line is printed: whoever reads it may send one at once.
    let asked = stop_signal()?;
    let overdue = stop_signal()?;

    // A closed standard output is no reason to stop serving.
    let _ = writeln!(io::stdout(), "goodword: serving http://{}/", listener.local_addr()?);

    let serving = serve(listener, router, HEAD, asked);
    let overdue = async {
        overdue.await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        () = serving => {}
        () = overdue => {}
    }
    Ok(())
}

/// Serves until `stop` is done, and then until the answers that are under way have gone out. A connection over which no
/// whole head of a request came within `head` is closed, so that nobody holds one by sending it byte by byte.
pub async fn serve(
    mut listener: TcpListener,
    router: Router,
    head: Duration,
    stop: impl Future<Output = ()> + Send,
) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(head);
    let open = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            // A connection that fails before it is there is passed over, and one that the system has no room for waited for.
            accepted = Listener::accept(&mut listener) => accepted,
            () = &mut stop => break,
        };
        // What is left of an answer need not wait for the other end to acknowledge what went out before. Where the system
        // refuses, it is slower.
        let _ = stream.set_nodelay(true);
        let router = router.clone();
        let service = service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo::<SocketAddr>(peer));
            router.clone().oneshot(request)
        });
        let connection = open.watch(http.serve_connection(TokioIo::new(stream), service));
        // It fails where the other end went away or was too slow, and there is nobody left to tell.
        tokio::spawn(async move { drop(connection.await) });
    }
    drop(listener);
    open.shutdown().await;
}

/// Waits for SIGINT or SIGTERM, from the moment of the call on and not only from the first poll.
#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Waits for Ctrl-C.
#[cfg(windows)]
fn stop_signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
