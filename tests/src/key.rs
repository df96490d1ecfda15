//! Idempotency keys.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// A key that no other request of any run has used: the kernel's random identifier of this process, and a count.
pub fn fresh_key() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    static BASE: OnceLock<String> = OnceLock::new();
    let base = BASE.get_or_init(
        || match std::fs::read_to_string("/proc/sys/kernel/random/uuid") {
            Ok(random) => random.trim().to_owned(),
            Err(error) => panic!("no random identifier: {error}"),
        },
    );
    format!("{base}-{}", COUNT.fetch_add(1, Ordering::Relaxed))
}
