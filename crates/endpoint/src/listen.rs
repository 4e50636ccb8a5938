//! Listening, and stopping when told to.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;

/// How long answers that are under way may still take once the process was told to stop.
const GRACE: Duration = Duration::from_secs(3);

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

    let app = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, app).with_graceful_shutdown(asked).into_future();
    let overdue = async {
        overdue.await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        done = serving => done?,
        () = overdue => {}
    }
    Ok(())
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
