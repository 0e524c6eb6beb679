//! What was written once is read for good: every file of `tests/frozen`. Nothing here may be edited when a form changes;
//! a new form is a new file.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of a test fail as the test does")]

use std::collections::BTreeSet;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use voucher_core::{gas::*, *};

const LEDGER: &str = include_str!("../frozen/ledger-1.txt");
const REGISTER_CSV: &str = include_str!("../frozen/register-1.csv");
const REGISTER_JSON: &str = include_str!("../frozen/register-1.json");
const REGULATION: &str = include_str!("../frozen/regulation-1.json");
const VALUES: &str =
    concat!(include_str!("../frozen/values-1.jsonl"), include_str!("../frozen/values-2.jsonl"));

fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// N7, N8: a regulation reads as it did, and its digest, which registers name, is what it was.
#[test]
fn regulations() {
    let regulation = Regulation::from_json(REGULATION).unwrap();
    assert_eq!(regulation.canonical_json(), REGULATION);
    assert_eq!(hex(regulation.digest()), hex(Sha256::digest(REGULATION)));
    assert_eq!(regulation.activations_per_account(), 2);
    assert_eq!(regulation.read_reply(" ия "), Reply::Agree);
    let september = Month::parse("2027-09").unwrap();
    assert_eq!(regulation.register_due(september), parse_date("2027-10-01").unwrap());
    let published = [Regulation::gas_2024_12(), Regulation::gas_2025_08()];
    assert_eq!(
        published.map(|regulation| hex(regulation.digest())),
        [
            "f83951a165d8097099f0cf0bf7111930f127fedac2043c20004b8fa656e18c24",
            "98b920e18bd6df5d8578ca16ac91222ed2087d714b8ae3f873dc9c564e9c1a64",
        ]
    );
}

/// N9: a ledger that was saved in the middle of September 2025 is read, and goes on.
#[test]
fn ledgers() {
    let mut ledger = Ledger::restore(LEDGER).unwrap();
    assert_eq!(ledger.save(), LEDGER);
    let september = Month::parse("2025-09").unwrap();
    let [ainur, berik, dana, erlan] =
        ["990101600002", "990101600012", "990101600101", "990101600302"].map(|iin| Iin::parse(iin).unwrap());
    let on = parse_date("2025-09-10").unwrap();
    assert_eq!(
        [ainur, berik, dana, erlan].map(|iin| ledger.stage(iin, september, on)),
        [Stage::Activated, Stage::Issued, Stage::Reminded, Stage::Delisted]
    );
    let account = Account::parse("AB-7/1").unwrap();
    for fact in [Fact::AccountChecked { iin: berik, account, exists: true }, Fact::Confirmed { iin: berik }] {
        assert!(ledger.record(on, &fact).is_accepted());
    }
    let register = ledger.register(september, parse_date("2025-09-30").unwrap()).unwrap();
    assert_eq!(register.to_csv(), REGISTER_CSV);
    assert_eq!(register.to_json(), REGISTER_JSON);
}

/// N9: ledgers of the other programmes, saved after the facts of a journal: read, written alike, and what the facts lead to still.
#[test]
fn ledgers_of_other_programmes() {
    macro_rules! frozen {
        ($($programme:literal),+) => {
            [$((
                include_str!(concat!("../frozen/", $programme, "-1.jsonl")),
                include_str!(concat!("../frozen/", $programme, "-ledger-1.txt")),
            )),+]
        };
    }
    for (facts, saved) in frozen!["meals", "medicines", "family_card", "targeted_assistance"] {
        let journal = voucher_tests::told(&facts.lines().collect::<Vec<_>>());
        assert_eq!(journal.save().as_deref(), Some(saved));
        assert_eq!(Journal::restore(saved).unwrap().save().as_deref(), Some(saved));
    }
}

/// N27: a register's digest is that of its CSV, for good.
#[test]
fn registers() {
    let json: Value = serde_json::from_str(REGISTER_JSON).unwrap();
    assert_eq!(
        json.get("digest").unwrap(),
        &Value::from(format!("sha256:{}", hex(Sha256::digest(REGISTER_CSV))))
    );
}

/// *serde*: every value is read, and still written so.
#[test]
fn values() {
    let mut left: BTreeSet<String> = BTreeSet::new();
    for line in VALUES.lines() {
        let line: Map<String, Value> = serde_json::from_str(line).unwrap();
        left.extend(line.keys().cloned());
    }
    macro_rules! read {
        ($($value:ident),+) => { $(
            read::<$value>(stringify!($value));
            assert!(left.remove(stringify!($value)), stringify!($value));
        )+ };
    }
    read!(
        Iin,
        Phone,
        Account,
        Reference,
        Month,
        Region,
        Volume,
        Price,
        Rate,
        Answer,
        Assistance,
        AssistanceSet,
        Channel,
        ConsentScope,
        ConsentState,
        Language,
        MissingFact,
        Refusal,
        RegisterField,
        Rounding,
        SmsKind,
        Stage,
        Step,
        DiscountTerms,
        PreviewFacts,
        DayRule,
        Period,
        Regulation
    );
    // Its name in version 1.
    read::<MissingDay>("IfMissing");
    assert!(left.remove("IfMissing"));
    assert!(left.is_empty(), "{left:?}");
}

fn read<T: Serialize + DeserializeOwned>(name: &str) {
    for line in VALUES.lines() {
        let line: Map<String, Value> = serde_json::from_str(line).unwrap();
        for value in line.get(name).iter().filter_map(|values| values.as_array()).flatten() {
            let text = value.to_string();
            let read: T =
                serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {text}: {error}"));
            assert_eq!(serde_json::to_string(&read).unwrap(), text, "{name}");
        }
    }
}
