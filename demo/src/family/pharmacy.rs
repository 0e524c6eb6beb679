//! Medicines: a prescription of the girl's is handed out at the point of her clinic.

use serde_json::json;
use voucher_core::Programme::Medicines;

use super::story::{PUPIL, Story};

pub(crate) fn tell(story: &mut Story) {
    let dispensed = |record: &str| {
        json!({
            "fact": "dispensed", "record": record, "prescription": "RX-1", "point": "aktobe/P-3", "quantity": 60,
            "evidence": "qr",
        })
    };
    for (on, what, norm, line) in [
        (
            "2026-03-11",
            "The girl is enrolled at a point",
            "R4",
            json!({"fact": "enrolled", "iin": PUPIL, "point": "aktobe/P-3"}),
        ),
        (
            "2026-03-11",
            "The doctor prescribes for thirty days",
            "R6",
            json!({
                "fact": "prescribed", "prescription": "RX-1", "iin": PUPIL, "item": "I-0042", "quantity": 60,
                "days": 30,
            }),
        ),
        ("2026-03-12", "It is handed out, free, against the QR code", "R8", dispensed("record-1")),
        (
            "2026-03-12",
            "Where does the prescription stand?",
            "R3, R16",
            json!({"query": "status", "prescription": "RX-1"}),
        ),
    ] {
        story.step(Medicines, on, what, norm, line);
    }
}
