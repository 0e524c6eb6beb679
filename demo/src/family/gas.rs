//! Gas vouchers: a month's list is whoever receives assistance on the day before its first (T31, N11).

use serde_json::json;
use voucher_core::Programme::{Gas, TargetedAssistance};
use voucher_core::{Iin, Month};

use super::story::{MOTHER, Story};

const ACCOUNT: &str = "0012345";

pub(crate) fn tell(story: &mut Story) {
    list(story, "2026-02", "2026-02-03");
    list(story, "2026-03", "2026-03-03");
    march(story);
    list(story, "2026-04", "2026-04-03");
    list(story, "2026-05", "2026-05-04");
}

/// Lists everybody who receives assistance on the day before the month's first.
fn list(story: &mut Story, month: &str, on: &str) {
    let receiving = receiving(story, month);
    if receiving.is_empty() {
        let nobody = format!("Nobody receives on the day before {month}, so nobody is listed");
        story.note(TargetedAssistance, on, nobody, "T31", r#"{"line":0,"receiving":[]}"#);
    }
    for iin in receiving {
        let what = format!("On the list of {month}: she receives on the day before it");
        let line = json!({
            "fact": "listed", "iin": iin.expose_text(), "region": "15", "assistance": ["targeted_social"],
        });
        story.step(Gas, on, what, "T31, N11", line);
    }
}

fn receiving(story: &Story, month: &str) -> Vec<Iin> {
    let ledger = story.journal(TargetedAssistance).targeted_assistance();
    let before = Month::parse(month).ok().and_then(|month| month.first_day().pred_opt());
    ledger.zip(before).map(|(ledger, before)| ledger.receiving(before)).unwrap_or_default()
}

/// From the SMS to the register.
fn march(story: &mut Story) {
    let of = |fact: &str| json!({"fact": fact, "iin": MOTHER});
    for (on, what, norm, line) in [
        (
            "2026-03-03",
            "The start SMS goes out",
            "N13",
            json!({"fact": "sms_sent", "iin": MOTHER, "kind": "start"}),
        ),
        (
            "2026-03-04",
            "She agrees with 21*1",
            "N14",
            json!({"fact": "replied", "iin": MOTHER, "text": "21*1"}),
        ),
        (
            "2026-03-09",
            "She enters the account of the flat",
            "N19",
            json!({"fact": "account_entered", "iin": MOTHER, "account": ACCOUNT, "channel": "egov_mobile"}),
        ),
        ("2026-03-09", "She accepts the offer", "N20", of("offer_accepted")),
        (
            "2026-03-09",
            "The supplier knows the account",
            "N21",
            json!({"fact": "account_checked", "iin": MOTHER, "account": ACCOUNT, "exists": true}),
        ),
        ("2026-03-09", "She confirms: the voucher is active", "N22", of("confirmed")),
        (
            "2026-03-30",
            "The register goes to the supplier",
            "N17, N27",
            json!({"fact": "register_sent", "month": "2026-03"}),
        ),
        ("2026-03-30", "Where does her voucher stand?", "N18", json!({"query": "status", "iin": MOTHER})),
    ] {
        story.step(Gas, on, what, norm, line);
    }
}
