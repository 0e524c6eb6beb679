//! What targeted assistance costs: a decision on a family of five, a row of a table of two million families, and a fact in a
//! ledger of a million applications.
//!
//! `cargo bench -p voucher-benches --bench assistance`
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench reports to its reader, and fails where it is wrong"
)]

use std::hint::black_box;
use std::time::Duration;

use voucher_benches::{is_test, timed};
use voucher_core::{
    Amount, Iin, QuarterTenge, Reference, parse_date,
    targeted_assistance::{columns::*, *},
};

fn reference(text: &str) -> Reference {
    Reference::parse(text).unwrap()
}

/// Two parents, of whom one cares for the youngest of three children.
fn members() -> Vec<Member> {
    let born = |text| Some(parse_date(text).unwrap());
    let member = |name, role, able_bodied, born| Member {
        born,
        able_bodied: Some(able_bodied),
        cares_for: Some(CaresFor::Nobody),
        stated: Some(StatedSet::default()),
        ..Member::new(reference(name), role)
    };
    vec![
        member("a", Role::Applicant, true, born("1990-01-01")),
        member("b", Role::Spouse, true, born("1991-01-01")),
        member("c", Role::Child, false, born("2015-05-05")),
        member("d", Role::Child, false, born("2020-02-29")),
        member("e", Role::Child, false, born("2024-06-30")),
    ]
}

fn family() -> Family {
    let income = |amount| Income { kind: IncomeKind::Wages, amount: QuarterTenge::parse(amount).unwrap() };
    let told = |member: Member| Told {
        registered: Some(true),
        absent: Some(false),
        incomes: Some(if member.role == Role::Child {
            vec![]
        } else {
            vec![income("180000"), income("1200.50")]
        }),
        ..Told::new(member)
    };
    Family {
        status: Some(Status::Citizen),
        overlap: Some(false),
        survey: Some(Survey::Done),
        need: Some(true),
        contract: Some(Contract::Signed),
        history: Some(vec![]),
        ..Family::new(Household::new(members().into_iter().map(told).collect()).unwrap())
    }
}

fn per_call(took: Duration, calls: usize) -> u128 {
    took.as_nanos() / u128::try_from(calls.max(1)).unwrap()
}

fn decisions() {
    let (regulation, family) = (Regulation::asp_2025_01(), family());
    let amount = |text| Some(Amount::parse(text).unwrap());
    let figures = Figures { line: amount("37060"), mci: amount("4325"), ..Figures::default() };
    let on = parse_date("2026-01-10").unwrap();
    let given = assess(&regulation, &family, &figures, on).unwrap();
    assert!(matches!(given.decision, Decision::Assigned { .. }), "{:?}", given.decision);
    let calls = if is_test() { 1 } else { 1 << 18 };
    let took = timed(|| {
        for _ in 0..calls {
            black_box(assess(black_box(&regulation), black_box(&family), &figures, on).is_ok());
        }
    });
    println!("a decision on a family of five: {} ns", per_call(took, calls));
}

/// A table of families of four with an income each for the adults, one after the other, on every day of a quarter.
fn tables() {
    let many = if is_test() { 90 } else { 2_000_000 };
    let figures = Figures {
        line: Some(Amount::parse("37060").unwrap()),
        mci: Some(Amount::parse("4325").unwrap()),
        ..Figures::default()
    };
    let first = parse_date("2026-01-01").unwrap();
    let terms: Vec<_> = first.iter_days().take(90).map(|on| Terms { on, figures }).collect();
    let household = |row: usize| HouseholdRow {
        terms: u32::try_from(row % terms.len()).unwrap(),
        status: Some(Status::Citizen),
        overlap: Some(false),
        survey: Some(Survey::Done),
        need: Some(true),
        contract: Some(Contract::Signed),
        history_known: true,
    };
    let (born, all) = (first.to_epoch_days(), 0..4 * many);
    let roles = [Role::Applicant, Role::Spouse, Role::Child, Role::Child].repeat(many);
    let births: Vec<_> =
        all.clone().map(|place| born - i32::try_from(place * 7919 % 4000).unwrap()).collect();
    let able_bodied: Vec<_> = all.clone().map(|place| Some(place % 4 < 2)).collect();
    let amount = |place: usize| QuarterTenge::parse(&(place * 104_729 % 400_000).to_string()).unwrap();
    let at = |place: usize| u32::try_from(place).unwrap();
    let rows: Vec<_> = (0..many).map(household).collect();
    let amounts: Vec<_> = (0..2 * many).map(amount).collect();
    let members_at: Vec<_> = (0..=many).map(|row| at(4 * row)).collect();
    let incomes_at: Vec<_> = (0..=4 * many).map(|place| at(place / 4 * 2 + (place % 4).min(2))).collect();
    let households = Households {
        rows: &rows,
        members_at: &members_at,
        members: Members {
            roles: &roles,
            births: &births,
            able_bodied: &able_bodied,
            cares_for: &vec![Some(CaresFor::Nobody); roles.len()],
            registered: &vec![Some(true); roles.len()],
            absent: &vec![Some(false); roles.len()],
            incomes_known: &vec![true; roles.len()],
        },
        incomes_at: &incomes_at,
        incomes: Incomes { kinds: &vec![IncomeKind::Wages; amounts.len()], amounts: &amounts },
        ..Households::default()
    };
    let assessor = Assessor::new(&Regulation::asp_2025_01(), &terms);
    let (mut months, mut assigned, mut sum) = (Vec::new(), 0, 0);
    let took = timed(|| {
        let assessments = assessor.assess(&households);
        for row in 0..many {
            let answer = assessments.of(row, &mut months).unwrap();
            assigned += usize::from(answer.answer == Some(AnswerKind::Assigned));
            sum += months.iter().map(|month| month.total().tiyn()).sum::<u64>();
        }
    });
    assert!(many / 5 < assigned && assigned < many - many / 5, "{assigned}");
    println!("a row of a table of {many} families of four: {} ns, {sum} tiyn", per_call(took, many));
}

/// So many made-up people not born yet.
fn people(many: usize) -> Vec<Iin> {
    let numbers = (0..).map(|number: u64| format!("{:011}", 99_010_160_000 + number));
    let iins =
        numbers.flat_map(|text| (0..10).filter_map(move |last| Iin::parse(&format!("{text}{last}")).ok()));
    iins.take(many).collect()
}

fn facts() {
    let many = if is_test() { 100 } else { 1_000_000 };
    let (regulation, on) = (Regulation::asp_2025_01(), parse_date("2026-01-10").unwrap());
    let household = Household::new(members()).unwrap();
    let name = |number: usize| reference(&format!("KZ-2026/{number:09}"));
    let mut ledger = Ledger::new(regulation);
    let people = people(many);
    let filed: Vec<_> = people
        .iter()
        .enumerate()
        .map(|(number, iin)| {
            let filing = Filing::new(*iin, Channel::Centre, Signature::Paper, household.clone());
            let filing = Filing { status: Some(Status::Citizen), history: Some(vec![]), ..filing };
            Fact::Applied { application: name(number), filing }
        })
        .collect();
    let mut tell = |what: &str, facts: &[Fact]| {
        let mut accepted = 0;
        let took = timed(|| {
            for fact in facts {
                accepted += usize::from(ledger.record(on, fact).is_accepted());
            }
        });
        assert_eq!(accepted, facts.len(), "{what}");
        println!("{what}, {many} applications: {} ns", per_call(took, facts.len()));
    };
    tell("applied", &filed);
    drop(filed);
    // Far from each other, so that none is in a cache because of the one before.
    let scattered = || (0..many).map(|number| name(number * 7919 % many));
    let answered = |application, member, answer| Fact::EvidenceAnswered {
        application,
        member: reference(member),
        source: Source::System,
        answer,
    };
    let income = Income { kind: IncomeKind::Wages, amount: QuarterTenge::parse("180000").unwrap() };
    let incomes = Answer::of_incomes(Evidence::Income, vec![income]).unwrap();
    for (what, member, answer) in [
        ("an answer", "c", Answer::on_record(Evidence::ResidenceRegistration)),
        ("another answer", "e", Answer::nothing(Evidence::DetentionTreatment)),
        ("an answer with an income", "b", incomes),
    ] {
        let facts: Vec<_> =
            scattered().map(|application| answered(application, member, answer.clone())).collect();
        tell(what, &facts);
    }
    let surveyed: Vec<_> =
        scattered().map(|application| Fact::Surveyed { application, outcome: Survey::Done }).collect();
    tell("a survey", &surveyed);
    tell("a survey again", &surveyed);
    let took = timed(|| drop(black_box(ledger.due(on))));
    println!("what is due, {many} applications: {} ns each", per_call(took, many));
}

fn main() {
    decisions();
    tables();
    facts();
}
