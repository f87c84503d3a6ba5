//! What a receiver writes to standard error by default: answers that make Bandwidth resend without a failure of this
//! program, and lost elements, one line of a kind a minute.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use bandwidth_callbacks::Diagnostic;
use bandwidth_callbacks::Report;
use bandwidth_callbacks::catalogue::answers::Answer;

/// How often a line of a kind is written.
const INTERVAL: Duration = Duration::from_secs(60);

/// How many elements a line names.
const MAX_NAMED: usize = 5;

pub(super) type Write = Arc<dyn Fn(&str) + Send + Sync>;

pub(super) struct Log {
    write: Option<Write>,
    /// When the last line of each kind was written, and how many were withheld since.
    kinds: Mutex<HashMap<&'static str, (Instant, u64)>>,
    has_accepted: AtomicBool,
    /// When the first challenge was sent that no request with credentials has followed.
    challenged: Mutex<Option<Instant>>,
}

impl Log {
    pub(super) fn new(write: Option<Write>) -> Self {
        Log { write, kinds: Mutex::default(), has_accepted: AtomicBool::new(false), challenged: Mutex::default() }
    }

    /// A request was answered; `is_challenge` if it had no credentials.
    pub(super) fn answered(&self, answer: Answer, argument: &str, is_challenge: bool) {
        let challenged = || self.challenged.lock().unwrap_or_else(PoisonError::into_inner);
        if answer == Answer::Accepted || answer.row().status >= 500 {
            *challenged() = None;
        }
        match answer {
            Answer::Accepted => self.has_accepted.store(true, Ordering::Relaxed),
            // The failure listener is called for these.
            Answer::HandlerFailed | Answer::SlowHandler | Answer::StoreFailed | Answer::ReceiverFailed => {}
            // Bandwidth sends credentials only after a challenge, so these are normal while callbacks arrive.
            Answer::Unauthorized if is_challenge => {
                let since = *challenged().get_or_insert_with(Instant::now);
                if !self.has_accepted.load(Ordering::Relaxed) || since.elapsed() >= INTERVAL {
                    self.line("challenge", || {
                        "answered 401 unauthorized: the request has no credentials; Bandwidth sends them after this \
                         challenge if the messaging application has them"
                            .to_owned()
                    });
                }
            }
            // The response itself does not say why.
            Answer::Unauthorized => self.line(answer.name(), || {
                "answered 401 unauthorized: the username or password does not match the credentials of this receiver"
                    .to_owned()
            }),
            _ => self.line(answer.name(), || {
                format!("answered {} {answer}: {}", answer.row().status, answer.row().detail.replace("{}", argument))
            }),
        }
    }

    /// A body was parsed; `has_handler` if there is one for toll-free verification webhooks.
    pub(super) fn parsed(&self, report: &Report<'_>, has_handler: bool) {
        let count = report.verifications.len();
        if count > 0 && !has_handler {
            self.line("verification", || {
                format!("not handled, because there is no `on_verification`: toll-free-verification × {count}")
            });
        }
        let (unknown, rejected) = (&report.unknown, &report.rejected);
        let indexes = [
            ("rejected", rejected.iter().map(|it| it.index).collect::<Vec<_>>()),
            ("unknown", unknown.iter().map(|it| it.index).collect()),
        ];
        for (kind, indexes) in indexes {
            if !indexes.is_empty() {
                self.line(kind, || format!("{kind} {}", elements(&indexes, report)));
            }
        }
    }

    /// Writes a line, unless one of its kind was written less than a minute ago.
    fn line(&self, kind: &'static str, text: impl FnOnce() -> String) {
        let Some(write) = &self.write else { return };
        let now = Instant::now();
        let withheld = {
            let mut kinds = self.kinds.lock().unwrap_or_else(PoisonError::into_inner);
            match kinds.get_mut(kind) {
                Some((since, withheld)) if now.duration_since(*since) < INTERVAL => {
                    *withheld += 1;
                    return;
                }
                last => last.map_or(0, |(_, withheld)| *withheld),
            }
        };
        self.kinds.lock().unwrap_or_else(PoisonError::into_inner).insert(kind, (now, 0));
        let more = match withheld {
            0 => String::new(),
            _ => format!(" (and {withheld} times more since the last such line)"),
        };
        // A log that panics keeps nothing from being handled.
        let _ = catch_unwind(AssertUnwindSafe(|| write(&format!("bandwidth-callbacks: {}{more}", text()))));
    }
}

/// "element 3 (wrong-type, missing-field), element 5 (not-an-event) and 2 more".
fn elements(indexes: &[u32], report: &Report<'_>) -> String {
    let is_alone = report.elements().len() == 1;
    let named = indexes.iter().take(MAX_NAMED).map(|index| {
        let mut rules: Vec<&str> = Vec::new();
        for found in report.diagnostics.iter().filter(|found| is_alone || index_of(found) == Some(*index)) {
            if !rules.contains(&found.rule.name()) {
                rules.push(found.rule.name());
            }
        }
        let rules = if rules.is_empty() { "no diagnostics".to_owned() } else { rules.join(", ") };
        format!("element {index} ({rules})")
    });
    let more = match indexes.len() {
        count if count > MAX_NAMED => format!(" and {} more", count - MAX_NAMED),
        _ => String::new(),
    };
    named.collect::<Vec<_>>().join(", ") + &more
}

/// The index of the element that a diagnostic is about.
fn index_of(found: &Diagnostic) -> Option<u32> {
    let path = found.path.strip_prefix("/_json").unwrap_or(&found.path);
    path.strip_prefix('/')?.split('/').next()?.parse().ok()
}
