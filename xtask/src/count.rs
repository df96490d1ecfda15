//! What closing lines of test runners say.

/// Tests that passed and failed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    pub passed: u64,
    pub failed: u64,
}

impl Count {
    /// Adds what a closing line of cargo's test runner or of the browser runner says; any other line adds nothing.
    pub fn read(&mut self, line: &str) {
        let is_closing = line.starts_with("test result:") || line.ends_with(" failed");
        let (Some(passed), Some(failed)) = (
            number_before(line, " passed"),
            number_before(line, " failed"),
        ) else {
            return;
        };
        if is_closing {
            self.passed += passed;
            self.failed += failed;
        }
    }
}

fn number_before(line: &str, word: &str) -> Option<u64> {
    line.split(word)
        .next()
        .filter(|head| head.len() < line.len())?
        .rsplit(' ')
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_are_counted_and_nothing_else() {
        let mut count = Count::default();
        for line in [
            "running 3 tests",
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.02s",
            "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out",
            "5 passed, 2 failed",
            "test rules::that_3 passed ... ok",
            "the 7 passed and 1 failed of yesterday",
        ] {
            count.read(line);
        }
        assert_eq!(
            count,
            Count {
                passed: 19,
                failed: 3
            }
        );
    }
}
