//! The worker: it alone holds the open practice, so that the window never waits for a disk.

use super::keeper::Keeper;
use super::request::{Reply, Request};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

/// Sends requests and takes replies in their order.
pub struct Worker {
    line: Line,
    /// Requests without a reply yet.
    waiting: usize,
}

/// Whether work is done beside the window or at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    Thread,
    Inline,
}

enum Line {
    Thread {
        requests: Option<Sender<Request>>,
        replies: Receiver<Reply>,
        thread: Option<JoinHandle<()>>,
    },
    /// Answers at once, for tests.
    Inline { keeper: Box<Keeper>, replies: Vec<Reply> },
}

impl Worker {
    /// A worker on a thread of its own; `wake` is called after each reply.
    pub fn on_thread(mut keeper: Keeper, wake: impl Fn() + Send + 'static) -> Self {
        let (requests, from_window) = channel::<Request>();
        let (to_window, replies) = channel();
        let thread = std::thread::spawn(move || {
            for request in from_window {
                let reply = keeper.answer(request);
                if to_window.send(reply).is_err() {
                    return;
                }
                wake();
            }
        });
        let (requests, thread) = (Some(requests), Some(thread));
        Self { line: Line::Thread { requests, replies, thread }, waiting: 0 }
    }

    /// A worker that answers before `send` returns.
    pub fn inline(keeper: Keeper) -> Self {
        let keeper = Box::new(keeper);
        Self { line: Line::Inline { keeper, replies: Vec::new() }, waiting: 0 }
    }

    pub fn send(&mut self, request: Request) {
        self.waiting += 1;
        match &mut self.line {
            Line::Thread { requests, .. } => {
                // The thread ends only after the window has let go of it.
                if let Some(requests) = requests {
                    requests.send(request).ok();
                }
            }
            Line::Inline { keeper, replies } => replies.push(keeper.answer(request)),
        }
    }

    /// The replies that have come since the last call.
    pub fn replies(&mut self) -> Vec<Reply> {
        let come = match &mut self.line {
            Line::Inline { replies, .. } => std::mem::take(replies),
            Line::Thread { replies, .. } => {
                let mut come = Vec::new();
                while let Ok(reply) = replies.try_recv() {
                    come.push(reply);
                }
                come
            }
        };
        self.waiting = self.waiting.saturating_sub(come.len());
        come
    }

    pub(super) fn manner(&self) -> Manner {
        match self.line {
            Line::Thread { .. } => Manner::Thread,
            Line::Inline { .. } => Manner::Inline,
        }
    }

    pub fn is_busy(&self) -> bool {
        self.waiting > 0
    }

    /// Waits until everything that was asked for is done; the last words are in the file then.
    pub fn finish(&mut self) {
        if let Line::Thread { requests, thread, .. } = &mut self.line {
            requests.take();
            if let Some(thread) = thread.take() {
                thread.join().ok();
            }
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.finish();
    }
}
