//! School meals: the girl is in grade 2, so she eats as every pupil of the primary grades does (M8).

use serde_json::json;
use voucher_core::Programme::Meals;

use super::story::{PUPIL, Story};

pub(crate) fn tell(story: &mut Story) {
    let meal = |record: &str, day: &str| {
        json!({
            "fact": "meal_given", "record": record, "iin": PUPIL, "school": "aktobe/S-12", "supplier": "F-1",
            "kind": "hot_meal", "given_on": day, "source": "terminal",
        })
    };
    let grounds = ["primary_grade", "targeted_social"];
    for (on, what, norm, line) in [
        (
            "2026-03-01",
            "The girl is on her school's list, on both grounds",
            "M8",
            json!({
                "fact": "listed", "iin": PUPIL, "school": "aktobe/S-12", "region": "15", "grade": 2,
                "grounds": grounds,
            }),
        ),
        ("2026-03-01", "The mother is told", "M10", json!({"fact": "notified", "iin": PUPIL})),
        (
            "2026-03-02",
            "The mother agrees",
            "M11",
            json!({"fact": "replied", "iin": PUPIL, "answer": "agree"}),
        ),
        ("2026-03-03", "The girl eats; the terminal knows her", "M15", meal("meal-1", "2026-03-03")),
        ("2026-03-04", "She eats again", "M15", meal("meal-2", "2026-03-04")),
        (
            "2026-04-01",
            "The register of March goes to the supplier",
            "M17, M21",
            json!({"fact": "register_sent", "school": "aktobe/S-12", "supplier": "F-1", "month": "2026-03"}),
        ),
    ] {
        story.step(Meals, on, what, norm, line);
    }
}
