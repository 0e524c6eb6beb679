//! What a line costs after few lines of its kind and after four times as many: it must not grow with what was told before.
//!
//! `cargo bench -p voucher-benches --bench growth`
#![expect(clippy::print_stdout, reason = "a bench reports to its reader")]

use voucher_benches::{is_test, rounds, timed};
use voucher_core::Journal;
use voucher_demo::iins;

/// Lines that come again and again: those of a phase in turn, one phase behind the other. `{n}` is how often they came, `{iin}`
/// each time another person, `{answer}` one answer and the other in turn.
struct Repeated {
    name: &'static str,
    once: &'static [&'static str],
    phases: &'static [&'static [&'static str]],
}

const GAS: &str = r#"{"regulation":"gas-2025-08"}"#;
const MEALS: &str = r#"{"regulation":"meals-2026-02"}"#;
const MEDICINES: &str = r#"{"regulation":"medicines-2024-01"}"#;
const IN_PARTS: &str =
    r#"{"regulation":"medicines-2024-01","change":{"id":"in-parts","dispensing":"until_quantity"}}"#;
const OFFERS: &str = r#"{"regulation":"proactive-2025-09"}"#;
const ASSISTANCE: &str = r#"{"regulation":"asp-2025-01"}"#;

const LISTED: &str =
    r#"{"fact":"listed","iin":"990101600002","region":"71","assistance":["housing"],"on":"2025-09-03"}"#;
const ASKED: &str = r#"{"fact":"sms_sent","iin":"990101600002","kind":"start","on":"2025-09-03"}"#;
const AGREED: &str = r#"{"fact":"replied","iin":"990101600002","answer":"agree","on":"2025-09-03"}"#;
const PUPIL: &str = r#"{"fact":"listed","iin":"990101600002","school":"S-1","region":"71","grade":2,"grounds":["primary_grade"],"on":"2026-03-02"}"#;
const CONSENT: &str = r#"{"fact":"replied","iin":"990101600002","answer":"agree","on":"2026-03-02"}"#;
const PATIENT: &str = r#"{"fact":"enrolled","iin":"990101600002","point":"P-1","on":"2026-02-09"}"#;
const PRESCRIBED: &str = r#"{"fact":"prescribed","prescription":"R-1","iin":"990101600002","item":"A10","quantity":1000000,"days":30,"on":"2026-02-10"}"#;
const RIGHT: &str = r#"{"fact":"right_arose","iin":"990101600002","service":"child_care","event":"E-1","child":"C-1","on":"2026-02-09"}"#;
const OFFERED: &str = r#"{"fact":"offered","iin":"990101600002","service":"child_care","event":"E-1","child":"C-1","on":"2026-02-10"}"#;
const APPLIED: &str = r#"{"fact":"applied","application":"A-1","iin":"990101600002","channel":"portal","signed_by":"eds","bank":"halyk","own_account":true,"status":"citizen","household":[{"member":"a","role":"applicant"}],"on":"2026-02-10"}"#;

const ALL: [Repeated; 20] = [
    Repeated {
        name: "gas: off the list and on",
        once: &[GAS],
        phases: &[&[LISTED, r#"{"fact":"delisted","iin":"990101600002","on":"2025-09-03"}"#]],
    },
    Repeated {
        name: "gas: a person changes the account",
        once: &[GAS, LISTED, ASKED, AGREED],
        phases: &[&[
            r#"{"fact":"account_entered","iin":"990101600002","account":"{n}","channel":"egov_mobile","on":"2025-09-07"}"#,
        ]],
    },
    Repeated {
        name: "gas: an account that many want",
        once: &[GAS],
        phases: &[
            &[
                r#"{"fact":"listed","iin":"{iin}","region":"71","assistance":["housing"],"on":"2025-09-03"}"#,
                r#"{"fact":"sms_sent","iin":"{iin}","kind":"start","on":"2025-09-03"}"#,
                r#"{"fact":"replied","iin":"{iin}","answer":"agree","on":"2025-09-03"}"#,
            ],
            &[
                r#"{"fact":"account_entered","iin":"{iin}","account":"0012345","channel":"egov_mobile","on":"2025-09-07"}"#,
            ],
            &[r#"{"query":"preview","iin":"{iin}","account":"0012345","exists":true,"on":"2025-09-08"}"#],
        ],
    },
    Repeated {
        name: "meals: given and withdrawn",
        once: &[MEALS, PUPIL, CONSENT],
        phases: &[&[
            r#"{"fact":"meal_given","record":"T-{n}","iin":"990101600002","school":"S-1","supplier":"F-1","kind":"hot_meal","given_on":"2026-03-02","source":"qr","on":"2026-03-02"}"#,
            r#"{"fact":"meal_withdrawn","record":"T-{n}","on":"2026-03-02"}"#,
        ]],
    },
    Repeated {
        name: "meals: each pupil has a school and supplier",
        once: &[MEALS],
        phases: &[
            &[
                r#"{"fact":"listed","iin":"{iin}","school":"S-{n}","region":"71","grade":2,"grounds":["primary_grade"],"on":"2026-03-02"}"#,
                r#"{"fact":"replied","iin":"{iin}","answer":"agree","on":"2026-03-02"}"#,
                r#"{"fact":"meal_given","record":"T-{n}","iin":"{iin}","school":"S-{n}","supplier":"F-{n}","kind":"hot_meal","given_on":"2026-03-02","source":"qr","on":"2026-03-02"}"#,
            ],
            &[
                r#"{"query":"register","school":"S-{n}","supplier":"F-{n}","month":"2026-03","on":"2026-04-01"}"#,
            ],
        ],
    },
    Repeated {
        name: "meals: a pupil changes the school",
        once: &[MEALS],
        phases: &[&[
            r#"{"fact":"listed","iin":"990101600002","school":"S-{n}","region":"71","grade":2,"grounds":["primary_grade"],"on":"2026-03-02"}"#,
        ]],
    },
    Repeated {
        name: "meals: agreed and refused",
        once: &[MEALS, PUPIL],
        phases: &[&[r#"{"fact":"replied","iin":"990101600002","answer":"{answer}","on":"2026-03-02"}"#]],
    },
    Repeated {
        name: "meals: days closed beside registers sent",
        once: &[MEALS],
        phases: &[
            &[
                r#"{"fact":"day_closed","school":"T-{n}","day":"2026-02-24","on":"2026-03-01"}"#,
                r#"{"fact":"register_sent","school":"S-{n}","supplier":"F-1","month":"2026-02","on":"2026-03-01"}"#,
            ],
            &[r#"{"fact":"day_reopened","school":"T-{n}","day":"2026-02-24","on":"2026-03-01"}"#],
        ],
    },
    Repeated {
        name: "medicines: enrolled and left",
        once: &[MEDICINES],
        phases: &[&[PATIENT, r#"{"fact":"left","iin":"990101600002","on":"2026-02-09"}"#]],
    },
    Repeated {
        name: "medicines: a patient changes the point",
        once: &[MEDICINES],
        phases: &[&[r#"{"fact":"enrolled","iin":"990101600002","point":"P-{n}","on":"2026-02-09"}"#]],
    },
    Repeated {
        name: "medicines: prescribed and cancelled",
        once: &[MEDICINES, PATIENT],
        phases: &[&[
            r#"{"fact":"prescribed","prescription":"R-{n}","iin":"990101600002","item":"A10","quantity":90,"days":30,"on":"2026-02-10"}"#,
            r#"{"fact":"prescription_cancelled","prescription":"R-{n}","on":"2026-02-10"}"#,
        ]],
    },
    Repeated {
        name: "medicines: handed out and withdrawn",
        once: &[MEDICINES, PATIENT, PRESCRIBED],
        phases: &[&[
            r#"{"fact":"dispensed","record":"D-{n}","prescription":"R-1","point":"P-1","quantity":1000000,"evidence":"qr","on":"2026-02-11"}"#,
            r#"{"fact":"dispensing_withdrawn","record":"D-{n}","on":"2026-02-11"}"#,
        ]],
    },
    Repeated {
        name: "medicines: handed out one by one",
        once: &[IN_PARTS, PATIENT, PRESCRIBED],
        phases: &[&[
            r#"{"fact":"dispensed","record":"D-{n}","prescription":"R-1","point":"P-{n}","quantity":1,"evidence":"qr","on":"2026-02-11"}"#,
            r#"{"query":"preview","prescription":"R-1","point":"P-1","on":"2026-02-11"}"#,
        ]],
    },
    Repeated {
        name: "medicines: registers sent and recalled",
        once: &[MEDICINES],
        phases: &[&[
            r#"{"fact":"register_sent","point":"P-{n}","month":"2026-01","on":"2026-02-01"}"#,
            r#"{"fact":"register_recalled","point":"P-{n}","month":"2026-01","on":"2026-02-01"}"#,
        ]],
    },
    Repeated {
        name: "offers: events of a person",
        once: &[OFFERS],
        phases: &[
            &[
                r#"{"fact":"right_arose","iin":"990101600002","service":"child_care","event":"E-{n}","child":"C-1","on":"2026-02-09"}"#,
            ],
            &[
                r#"{"fact":"offered","iin":"990101600002","service":"child_care","event":"E-{n}","child":"C-1","on":"2026-02-10"}"#,
            ],
        ],
    },
    Repeated {
        name: "offers: agreed again and again",
        once: &[OFFERS, RIGHT, OFFERED],
        phases: &[&[
            r#"{"fact":"replied","iin":"990101600002","service":"child_care","event":"E-1","child":"C-1","sender":"1414","answer":"agree","on":"2026-02-10"}"#,
        ]],
    },
    Repeated {
        name: "assistance: applications of many",
        once: &[ASSISTANCE],
        phases: &[&[
            r#"{"fact":"applied","application":"A-{n}","iin":"{iin}","channel":"portal","signed_by":"eds","bank":"halyk","own_account":true,"status":"citizen","household":[{"member":"a","role":"applicant"}],"on":"2026-02-10"}"#,
            r#"{"query":"checklist","application":"A-{n}"}"#,
        ]],
    },
    Repeated {
        name: "assistance: evidence of one",
        once: &[ASSISTANCE, APPLIED],
        phases: &[&[
            r#"{"fact":"evidence_answered","application":"A-1","kind":"income","member":"a","source":"system","on_record":true,"incomes":[{"kind":"wages","amount":"{n}"}],"on":"2026-02-10"}"#,
        ]],
    },
    Repeated {
        name: "assistance: breaches of one",
        once: &[ASSISTANCE, APPLIED],
        phases: &[&[
            r#"{"fact":"breach_recorded","application":"A-1","what":"contract_broken","on":"2026-02-10"}"#,
            r#"{"fact":"breach_recorded","application":"A-1","what":"measures_refused","on":"2026-02-10"}"#,
        ]],
    },
    Repeated {
        name: "assistance: asked again and again",
        once: &[ASSISTANCE, APPLIED],
        phases: &[&[r#"{"query":"status","application":"A-1"}"#]],
    },
];

impl Repeated {
    /// A journal in which the lines come so often, and how many those are.
    fn journal(&self, times: usize) -> (String, usize) {
        let mut text = self.once.join("\n");
        for phase in self.phases {
            for (number, iin) in (0..times).zip(iins()) {
                let answer = if number % 2 == 0 { "agree" } else { "refuse" };
                let lines = phase.iter().map(|line| {
                    let line = line.replace("{n}", &format!("{number:07}")).replace("{answer}", answer);
                    line.replace("{iin}", &iin.expose_text())
                });
                lines.for_each(|line| text.extend(["\n", &line]));
            }
        }
        text.push('\n');
        let lines = text.lines().count();
        (text, lines)
    }
}

fn main() {
    let (times, many) = if is_test() { (50, 1) } else { (5_000, 5) };
    println!("{:44} {:>9} {:>9} {:>6}", "ns a line", times, times * 4, "ratio");
    for repeated in &ALL {
        let [few, more] = [times, times * 4].map(|times| repeated.journal(times));
        let cost = |(text, lines): &(String, usize)| {
            let mut answers = String::new();
            let time = timed(|| Journal::new().feed(text.as_bytes(), &mut answers));
            let taken =
                [r#""error""#, r#""accepted":false"#].iter().all(|refusal| !answers.contains(refusal));
            assert!(taken, "{}: {answers:.400}", repeated.name);
            time / u32::try_from(*lines).unwrap_or(u32::MAX)
        };
        let [few, more] = rounds(many, 1, [&mut || cost(&few), &mut || cost(&more)]);
        let ratio = more.ratio_to(&few);
        println!("{:44} {:>9.1} {:>9.1} {ratio:>6.2}", repeated.name, few.median(), more.median());
    }
}
