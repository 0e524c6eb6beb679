//! The regulations of the wire page.

use serde_json::{Value, json};

use super::time::{Day, day};
use crate::wire::merged;

/// The page's JSON of `asp-2025-01`.
const ASP_2025_01: &str = r#"{"id":"asp-2025-01","programme":"targeted_assistance",
 "period":{"first":"2025-01-01","last":null},
 "line":{"minimum_share":"0.7","median_share":"0.35","rounding":"tenge_half_up"},
 "equal_to_line":"entitled",
 "income":{"counted":["wages","social_payments","business","rent","sale","alimony","subsidiary_plot","large_family_allowance"],
           "left_out":["targeted_assistance","housing_assistance","burial_payment","child_disability_allowance"]},
 "absent_members":"left_out",
 "per_capita_rounding":"tiyn_half_up","amount_rounding":"tenge_up",
 "whole_line":null,
 "top_up":{"mci":"1.5","first_age":1,"last_age":6,"age_on":"first_day","rounding":"tenge_half_up"},
 "carer_child_under":3,
 "conditional_months":null,
 "bans":{"measures_refused":6,"contract_broken":6,"false_information":null},
 "if_missing":"first_day_of_next_month",
 "commission":true,
 "channels":{"portal":{"signatures":["eds","sms_password"],"account_needed":true,"notice":["cabinet"]},
             "centre":{"signatures":["paper"],"account_needed":false,"notice":["written","sms"]},
             "akim":{"signatures":["paper"],"account_needed":false,"notice":["written","sms"]}},
 "banks":["kazpost","halyk"],
 "evidence":{"identity":"applicant","kandas_status":"status","refugee_status":"status","foreigner_status":"status",
  "stateless_status":"status","residence_registration":"member","bank_details":"applicant","disability":"stated",
  "child_birth_death":"child","guardianship":"stated","adoption":"stated","marriage_divorce":"couple",
  "full_time_study":"student","income":"member","sole_proprietor":"adult","assistance_overlap":"member",
  "subsidiary_plot":"applicant","employment":"able_bodied","qualification":"able_bodied","alimony":"stated",
  "detention_treatment":"others","housing_owned":"member","building_plot":"member","vehicle":"member"}}"#;

/// The other editions, as the page's table of differences has them.
fn differences(id: &str) -> Option<Value> {
    const COUNTED: [&str; 7] =
        ["wages", "social_payments", "business", "rent", "sale", "alimony", "subsidiary_plot"];
    let no_bans = json!({"measures_refused": null, "contract_broken": null, "false_information": null});
    let all_out = [
        "targeted_assistance",
        "housing_assistance",
        "burial_payment",
        "child_disability_allowance",
        "large_family_allowance",
        "scholarship",
    ];
    Some(match id {
        "asp-2025-01" => json!({}),
        "asp-2023-01" => json!({
            "period": {"first": "2023-01-01", "last": "2024-12-31"}, "line": {"median_share": null},
        }),
        "asp-2020-01" => json!({
            "period": {"first": "2020-01-01", "last": "2022-12-31"}, "line": {"median_share": null},
            "top_up": null, "bans": no_bans,
        }),
        "asp-2019-04" => json!({
            "period": {"first": "2019-04-01", "last": "2019-12-31"}, "line": {"median_share": null},
            "top_up": null, "bans": no_bans, "carer_child_under": 7,
            "whole_line": {"child_under": 18, "student_under": 23},
            "income": {"counted": COUNTED, "left_out": all_out},
        }),
        "asp-2018-01" => json!({
            "period": {"first": "2018-01-01", "last": "2019-03-31"},
            "line": {"minimum_share": "0.5", "median_share": null},
            "top_up": null, "bans": no_bans, "carer_child_under": 7, "income": {"counted": COUNTED},
        }),
        _ => return None,
    })
}

/// A published regulation in JSON.
pub(super) fn regulation(id: &str) -> Option<Value> {
    let mut rules = merged(serde_json::from_str(ASP_2025_01).ok()?, &differences(id)?);
    rules["id"] = json!(id);
    Some(rules)
}

pub(super) fn period(rules: &Value) -> (Day, Day) {
    let last = rules["period"]["last"].as_str().unwrap_or("9999-12-31");
    (day(rules["period"]["first"].as_str().unwrap_or_default()), day(last))
}
