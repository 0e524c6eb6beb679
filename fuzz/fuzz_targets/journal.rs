//! Any bytes are a journal of any programme: each line gets one answer, which is JSON and does not depend on how the bytes were
//! cut (*wire*, N34).
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use voucher_core::Journal;

fuzz_target!(|bytes: &[u8]| {
    let (mut whole, mut answers) = (Journal::new(), String::new());
    whole.feed(bytes, &mut answers);
    whole.finish(&mut answers);

    let cut = bytes.first().map_or(1, |first| usize::from(*first) + 1);
    let (mut pieces, mut again) = (Journal::new(), String::new());
    bytes.chunks(cut).for_each(|piece| pieces.feed(piece, &mut again));
    pieces.finish(&mut again);
    assert_eq!(answers, again);
    assert_eq!(whole.save(), pieces.save());

    let mut last = 0;
    for answer in answers.lines() {
        let answer: Value = serde_json::from_str(answer).expect("an answer is JSON");
        let line = answer["line"].as_u64().expect("an answer has its line");
        assert!(line > last);
        last = line;
    }
    if let Some(text) = whole.save() {
        let restored = Journal::restore(&text).expect("what a ledger wrote");
        assert_eq!(restored.save(), Some(text));
        assert_eq!((restored.gas(), restored.meals()), (whole.gas(), whole.meals()));
        assert_eq!((restored.medicines(), restored.family_card()), (whole.medicines(), whole.family_card()));
        assert_eq!(restored.targeted_assistance(), whole.targeted_assistance());
    }
});
