//! Bandwidth's error codes: every code that its documentation has listed, one row each.
//! The category follows from the digits, and `retry` from the category, except where a row says otherwise.

mod row;
mod rows;

pub use row::{Category, CodeStatus, ErrorCode, Outcome, Retry};
pub use rows::ERROR_CODES;

/// Every known code, ascending. Computed at compile time, so that a build that needs only the numbers does not carry
/// the texts.
pub(crate) static CODES: [u16; ERROR_CODES.len()] = {
    let mut codes = [0; ERROR_CODES.len()];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = ERROR_CODES[at].code;
        at += 1;
    }
    codes
};

/// How many codes leave open whether the message was delivered.
const OPEN: usize = {
    let (mut count, mut at) = (0, 0);
    while at < ERROR_CODES.len() {
        count += matches!(ERROR_CODES[at].outcome, Outcome::Unknown) as usize;
        at += 1;
    }
    count
};
/// The codes that leave open whether the message was delivered, ascending. Computed at compile time, like `CODES`.
pub(crate) static OUTCOME_UNKNOWN: [u16; OPEN] = {
    let mut codes = [0; OPEN];
    let (mut count, mut at) = (0, 0);
    while at < ERROR_CODES.len() {
        if matches!(ERROR_CODES[at].outcome, Outcome::Unknown) {
            codes[count] = ERROR_CODES[at].code;
            count += 1;
        }
        at += 1;
    }
    codes
};

/// The outcome of a message that failed with this code. An unknown or missing code counts as not delivered.
///
/// ```
/// use bandwidth_callbacks::catalogue::errors::{Outcome, outcome};
///
/// assert_eq!(outcome(Some(5630)), Outcome::Unknown);
/// assert_eq!([outcome(Some(4720)), outcome(Some(1234)), outcome(None)], [Outcome::NotDelivered; 3]);
/// ```
#[must_use]
pub fn outcome(code: Option<u32>) -> Outcome {
    let is_open = code.and_then(|code| u16::try_from(code).ok()).is_some_and(|code| OUTCOME_UNKNOWN.contains(&code));
    if is_open { Outcome::Unknown } else { Outcome::NotDelivered }
}

/// The row of a code, or `None` if the code is unknown.
///
/// ```
/// use bandwidth_callbacks::catalogue::errors::error_code;
///
/// assert!(error_code(4720).is_some());
/// assert!(error_code(1234).is_none());
/// ```
#[must_use]
pub fn error_code(code: u16) -> Option<&'static ErrorCode> {
    static ROWS: [ErrorCode; ERROR_CODES.len()] = ERROR_CODES;
    CODES.binary_search(&code).ok().map(|at| &ROWS[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_ascend_and_each_is_found() {
        assert!(CODES.len() >= 89, "a code that was documented once stays a row");
        assert!(CODES.is_sorted_by(|one, other| one < other));
        for row in &ERROR_CODES {
            assert_eq!(error_code(row.code), Some(row));
        }
        assert_eq!([0, 902, 4000, 5229, u16::MAX].map(error_code), [None; 5]);
    }

    #[test]
    fn only_4785_has_other_advice_than_its_category() {
        for row in &ERROR_CODES {
            let retry = if row.code == 4785 { Retry::Later } else { Retry::after(row.category) };
            assert_eq!(row.retry, retry, "{}", row.code);
        }
    }

    #[test]
    fn an_unknown_outcome_is_named_by_every_part_of_a_row() {
        for row in &ERROR_CODES {
            let is_open = row.outcome == Outcome::Unknown;
            let says_so = row.action.starts_with("Treat the outcome as unknown");
            assert_eq!(says_so, is_open, "{}: `outcome Unknown` and the action must agree", row.code);
            assert_eq!(row.summary().starts_with("outcome unknown · "), is_open, "{}", row.code);
            assert_eq!(outcome(Some(u32::from(row.code))), row.outcome, "{}", row.code);
            assert!(
                is_open || row.category != Category::Ambiguous,
                "{}: `Ambiguous` needs `outcome Unknown`",
                row.code
            );
        }
        assert_eq!(OUTCOME_UNKNOWN, [4702, 5630, 9902, 9999]);
        assert!(Outcome::ALL.iter().all(|it| it.name() == it.words().replace(' ', "-")));
    }

    #[test]
    fn names_are_kebab_case_and_only_removed_codes_have_none() {
        for row in &ERROR_CODES {
            let Some(name) = row.name else {
                assert_eq!(row.status, CodeStatus::Removed, "{}", row.code);
                continue;
            };
            let word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
            assert!(name.split('-').all(word), "{}: {name}", row.code);
        }
    }

    #[test]
    fn actions_do_not_contradict_the_retry_advice() {
        for row in &ERROR_CODES {
            let resends = row.action.contains("end the message again") || row.action.contains("end it again");
            let is_unchanged = resends && !row.action.contains("Correct") && !row.action.contains("Once they all load");
            assert!(!(is_unchanged && row.retry == Retry::Never), "{}: {}", row.code, row.action);
            assert!(row.retry != Retry::Once || row.action.contains("once"), "{}: {}", row.code, row.action);
        }
    }

    #[test]
    fn texts_are_short_and_no_two_codes_mean_the_same() {
        for (at, row) in ERROR_CODES.iter().enumerate() {
            let code = row.code;
            assert!((1..=6).contains(&row.title.split(' ').count()), "{code}: {}", row.title);
            for text in [row.meaning, row.action] {
                assert!(text.matches(". ").count() < 2 && text.len() <= 130, "{code}: {text}");
            }
            assert!(row.causes.iter().all(|cause| cause.len() <= 90), "{code}: {:?}", row.causes);
            assert!(ERROR_CODES[..at].iter().all(|other| other.meaning != row.meaning), "{code}");
        }
    }
}
