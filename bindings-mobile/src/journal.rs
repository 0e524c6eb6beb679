//! The journal, so that the conformance vectors run on the phone too.

use voucher_core::Journal;

use crate::error::VoucherError;

/// Answers a whole journal: one JSON line out for each line in that is not empty. Bytes, because a journal may
/// hold a line that is no UTF-8, which gets its own answer.
#[uniffi::export]
pub fn answer_journal(journal: Vec<u8>) -> Result<String, VoucherError> {
    let mut answers = String::new();
    let mut runner = Journal::new();
    runner.feed(&journal, &mut answers);
    runner.finish(&mut answers);
    Ok(answers)
}
