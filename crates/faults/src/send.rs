//! How an answer goes over the wire, or does not.

use crate::{service::Answer, state::Sent};
use flate2::{Compression, write::GzEncoder};
use std::{io::Write, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::sleep,
};

/// What is done with a connection.
pub(crate) enum Plan {
    /// The answer, after so many ms.
    Whole(Answer, u64),
    /// Nothing, for as long as the client waits.
    Silence,
    /// The connection is closed at once.
    Cut,
    /// The answer's head and a byte a second.
    Drip(Answer),
    /// Half of the answer, and then the connection is closed.
    Half(Answer),
    /// White space without an end that a client could wait for: so many MB, with or without saying so before.
    Huge { megabytes: usize, is_told: bool },
    /// The same, of which a thousandth goes over the wire.
    Bomb { megabytes: usize },
}

impl Plan {
    pub(crate) fn status(&self) -> u16 {
        match self {
            Self::Whole(answer, _) | Self::Drip(answer) | Self::Half(answer) => answer.status,
            Self::Silence | Self::Cut => 0,
            Self::Huge { .. } | Self::Bomb { .. } => 200,
        }
    }
}

const MEGABYTE: usize = 1024 * 1024;

/// Does it, until it is done or the client goes away.
pub(crate) async fn carry_out(stream: &mut TcpStream, plan: Plan) -> Sent {
    let mut bytes = 0;
    let done = act(stream, plan, &mut bytes).await;
    Sent { bytes, is_cut: done.is_err() }
}

async fn act(stream: &mut TcpStream, plan: Plan, bytes: &mut usize) -> std::io::Result<()> {
    match plan {
        Plan::Whole(answer, after_ms) => {
            wait(stream, after_ms).await?;
            whole(stream, &answer).await?;
            *bytes = answer.body.len();
        }
        Plan::Silence => wait(stream, 600_000).await?,
        Plan::Cut => {}
        Plan::Drip(answer) => {
            head(stream, &answer, Some(answer.body.len())).await?;
            for byte in answer.body {
                stream.write_all(&[byte]).await?;
                *bytes += 1;
                wait(stream, 1000).await?;
            }
        }
        Plan::Half(answer) => {
            head(stream, &answer, Some(answer.body.len())).await?;
            *bytes = answer.body.len() / 2;
            stream.write_all(&answer.body[..*bytes]).await?;
            // What is on its way arrives before the end does.
            stream.flush().await?;
            sleep(Duration::from_millis(50)).await;
        }
        Plan::Huge { megabytes, is_told } => {
            head(stream, &Answer::new(200, Vec::new()), is_told.then_some(megabytes * MEGABYTE)).await?;
            let piece = vec![b' '; MEGABYTE / 16];
            for _ in 0..megabytes * 16 {
                stream.write_all(&piece).await?;
                *bytes += piece.len();
            }
        }
        Plan::Bomb { megabytes } => {
            let answer = Answer::new(200, Vec::new()).with("Content-Encoding", "gzip");
            head(stream, &answer, None).await?;
            let mut packer = GzEncoder::new(Vec::new(), Compression::best());
            let blank = vec![b' '; MEGABYTE];
            for _ in 0..megabytes {
                packer.write_all(&blank)?;
                packer.flush()?;
                let small = std::mem::take(packer.get_mut());
                stream.write_all(&small).await?;
                *bytes += small.len();
            }
        }
    }
    stream.shutdown().await
}

/// Sends a whole answer.
pub(crate) async fn whole(stream: &mut TcpStream, answer: &Answer) -> std::io::Result<()> {
    head(stream, answer, Some(answer.body.len())).await?;
    stream.write_all(&answer.body).await
}

async fn head(stream: &mut TcpStream, answer: &Answer, length: Option<usize>) -> std::io::Result<()> {
    let mut head = format!("HTTP/1.1 {} Said\r\nConnection: close\r\n", answer.status);
    for (name, value) in &answer.headers {
        head += &[*name, ": ", value, "\r\n"].concat();
    }
    // None has a body.
    if let Some(length) = length.filter(|_| answer.status != 304) {
        head += &["Content-Length: ", &length.to_string(), "\r\n"].concat();
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes()).await
}

/// Waits; an error where the client goes away meanwhile.
async fn wait(stream: &mut TcpStream, ms: u64) -> std::io::Result<()> {
    let mut more = [0; 64];
    tokio::select! {
        () = sleep(Duration::from_millis(ms)) => Ok(()),
        _ = stream.read(&mut more) => Err(std::io::ErrorKind::ConnectionAborted.into()),
    }
}
