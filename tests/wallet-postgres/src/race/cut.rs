//! A stream that can be cut at a chosen place: what a broken network does to a client.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::UnixStream;

/// Where the connection is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// In the transaction, after all but the commit was sent: nothing may stay.
    BeforeCommit,
    /// After the commit was sent, before its answer was read: it stays, and the client does not know.
    AfterCommit,
    /// After anything was sent, before its answer was read.
    Unheard,
}

/// Says to a stream where to break, once. Shared with whoever plans it.
#[derive(Clone, Default)]
pub(crate) struct Shears(Arc<Mutex<Plan>>);

#[derive(Default)]
struct Plan {
    next: Option<Cut>,
    done: Vec<Cut>,
}

impl Shears {
    pub(crate) fn arm(&self, cut: Option<Cut>) {
        self.with(|plan| plan.next = cut);
    }

    /// The cuts that were made.
    pub(crate) fn done(&self) -> Vec<Cut> {
        self.with(|plan| plan.done.clone())
    }

    /// Whether these bytes are where to cut.
    fn meets(&self, bytes: &[u8]) -> Option<Cut> {
        let commits = || bytes.windows(COMMIT.len()).any(|window| window == COMMIT);
        self.with(|plan| plan.next).filter(|cut| *cut == Cut::Unheard || commits())
    }

    fn close(&self, cut: Cut) {
        self.with(|plan| {
            plan.next = None;
            plan.done.push(cut);
        });
    }

    fn with<T>(&self, act: impl FnOnce(&mut Plan) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The statement as it crosses the socket.
const COMMIT: &[u8] = b"COMMIT\0";

pub(crate) struct Cuttable {
    stream: UnixStream,
    shears: Shears,
    cut: bool,
}

impl Cuttable {
    pub(crate) const fn new(stream: UnixStream, shears: Shears) -> Cuttable {
        Cuttable { stream, shears, cut: false }
    }
}

fn reset<T>() -> Poll<io::Result<T>> {
    Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()))
}

impl AsyncRead for Cuttable {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.cut {
            return reset();
        }
        Pin::new(&mut self.stream).poll_read(cx, into)
    }
}

impl AsyncWrite for Cuttable {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.cut {
            return reset();
        }
        let Some(cut) = self.shears.meets(bytes) else {
            return Pin::new(&mut self.stream).poll_write(cx, bytes);
        };
        let written = match cut {
            Cut::BeforeCommit => 0,
            Cut::AfterCommit | Cut::Unheard => ready!(Pin::new(&mut self.stream).poll_write(cx, bytes))?,
        };
        if cut != Cut::BeforeCommit && written < bytes.len() {
            return Poll::Ready(Ok(written));
        }
        self.cut = true;
        self.shears.close(cut);
        if cut == Cut::BeforeCommit {
            return reset();
        }
        // Asks to be read from at once, which then fails: the server may not have answered yet.
        cx.waker().wake_by_ref();
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
