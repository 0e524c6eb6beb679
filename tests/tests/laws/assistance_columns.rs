//! Decisions on rows are those on families (T24), and what no household is has its code.

use chrono::{Days, NaiveDate};
use proptest::{
    collection::vec,
    option, prop_assert_eq,
    sample::select,
    strategy::{BoxedStrategy, Strategy},
    test_runner::TestCaseResult,
};
use voucher_core::{
    QuarterTenge, Reference,
    targeted_assistance::{
        AbsentMembers, AgeOn, CaresFor, Decision, EqualToLine, Event, Family, Figures, Household, IncomeKind,
        MissingFact, MissingFacts, MonthAmount, PerCapitaRounding, Refusals, Regulation, Role, Rounding,
        Told, WholeLineParts, assess,
        columns::{
            ABSENT, AnswerKind, Assessor, HouseholdRow, Households, Incomes, Members, RowAnswer, Terms,
        },
    },
    testing::targeted_assistance::{arb_family, arb_figures, arb_known_family, arb_published_regulation},
};

use super::law;

/// Families laid flat.
#[derive(Default)]
struct Table {
    terms: Vec<Terms>,
    rows: Vec<HouseholdRow>,
    members_at: Vec<u32>,
    roles: Vec<Role>,
    births: Vec<i32>,
    able_bodied: Vec<Option<bool>>,
    cares_for: Vec<Option<CaresFor>>,
    registered: Vec<Option<bool>>,
    absent: Vec<Option<bool>>,
    incomes_known: Vec<bool>,
    incomes_at: Vec<u32>,
    kinds: Vec<IncomeKind>,
    amounts: Vec<QuarterTenge>,
    events_at: Vec<u32>,
    events: Vec<Event>,
}

fn at(length: usize) -> u32 {
    u32::try_from(length).unwrap()
}

impl Table {
    fn new(families: &[(Family, Figures, NaiveDate)]) -> Self {
        let mut table =
            Self { members_at: vec![0], incomes_at: vec![0], events_at: vec![0], ..Self::default() };
        for (family, figures, on) in families {
            table.push(family, Terms { on: *on, figures: *figures });
        }
        table
    }

    fn push(&mut self, family: &Family, terms: Terms) {
        let Family { status, overlap, survey, need, contract, ref history, ref household } = *family;
        let place = self.terms.iter().position(|each| *each == terms).unwrap_or(self.terms.len());
        if place == self.terms.len() {
            self.terms.push(terms);
        }
        let (terms, history_known) = (at(place), history.is_some());
        self.rows.push(HouseholdRow { terms, status, overlap, survey, need, contract, history_known });
        self.events.extend(history.iter().flatten());
        self.events_at.push(at(self.events.len()));
        for told in household.members() {
            self.roles.push(told.member.role);
            self.births.push(told.member.born.map_or(ABSENT, |born| born.to_epoch_days()));
            self.able_bodied.push(told.member.able_bodied);
            self.cares_for.push(told.member.cares_for);
            self.registered.push(told.registered);
            self.absent.push(told.absent);
            self.incomes_known.push(told.incomes.is_some());
            self.kinds.extend(told.incomes.iter().flatten().map(|income| income.kind));
            self.amounts.extend(told.incomes.iter().flatten().map(|income| income.amount));
            self.incomes_at.push(at(self.kinds.len()));
        }
        self.members_at.push(at(self.roles.len()));
    }

    fn households(&self) -> Households<'_> {
        Households {
            rows: &self.rows,
            members_at: &self.members_at,
            members: Members {
                roles: &self.roles,
                births: &self.births,
                able_bodied: &self.able_bodied,
                cares_for: &self.cares_for,
                registered: &self.registered,
                absent: &self.absent,
                incomes_known: &self.incomes_known,
            },
            incomes_at: &self.incomes_at,
            incomes: Incomes { kinds: &self.kinds, amounts: &self.amounts },
            events_at: &self.events_at,
            events: &self.events,
        }
    }
}

/// A row's answer is the family's, in every part.
fn is_answer_of(
    regulation: &Regulation,
    (family, figures, on): &(Family, Figures, NaiveDate),
    row: RowAnswer,
    months: &[MonthAmount],
) -> TestCaseResult {
    let assessment = match assess(regulation, family, figures, *on) {
        Ok(assessment) => assessment,
        Err(refusals) => {
            prop_assert_eq!((row.answer, row.refusals, months), (None, refusals, [].as_slice()));
            return Ok(());
        }
    };
    prop_assert_eq!(row.answer.map(AnswerKind::code), Some(assessment.decision.code()));
    let (mut refusals, mut missing, mut receives) = (Refusals::NONE, MissingFacts::default(), None);
    match &assessment.decision {
        Decision::Refused(reasons) => refusals = *reasons,
        Decision::CannotTell(facts) => {
            missing = facts.iter().map(|fact| MissingFact::from_code(fact.what()).unwrap()).collect();
        }
        Decision::Assigned { receives: days } => receives = Some(*days),
    }
    prop_assert_eq!((row.refusals, row.missing, row.receives), (refusals, missing, receives));
    let calculation = assessment.calculation;
    prop_assert_eq!(
        (row.line, row.members, row.per_capita, row.kind),
        (calculation.line, calculation.members, calculation.per_capita, calculation.kind)
    );
    prop_assert_eq!(months, calculation.months.unwrap_or_default());
    Ok(())
}

/// Published regulations, with what no published one has.
fn regulations() -> impl Strategy<Value = Regulation> {
    let whole = option::of((0..25_i32, 0..25_i32));
    let income = (select(EqualToLine::ALL), select(PerCapitaRounding::ALL), select(Rounding::ALL));
    let others =
        (select(AbsentMembers::ALL), select(AgeOn::ALL), option::of(1..=14_i32), proptest::bool::ANY);
    (arb_published_regulation(), whole, income, others).prop_map(|(regulation, whole, income, others)| {
        regulation
            .changed(|parts| {
                parts.whole_line =
                    whole.map(|(child_under, student_under)| WholeLineParts { child_under, student_under });
                (parts.equal_to_line, parts.per_capita_rounding, parts.amount_rounding) = income;
                (parts.absent_members, _, parts.conditional_months, parts.commission) = others;
                if let Some(top_up) = &mut parts.top_up {
                    top_up.age_on = others.1;
                }
                if parts.commission {
                    parts.income.counted.push(IncomeKind::Credit);
                }
            })
            .unwrap()
    })
}

/// The family with more members like those that it has, and as many of them before the applicant.
fn grown(family: Family, more: usize) -> Family {
    let mut members = family.household.members().to_vec();
    let others: Vec<_> = members.iter().filter(|told| told.member.role != Role::Applicant).cloned().collect();
    let room = Household::<Told>::MAX_MEMBERS - members.len();
    for (place, mut told) in others.into_iter().cycle().take(more.min(room)).enumerate() {
        told.member.member = Reference::parse(&format!("more-{place}")).unwrap();
        members.push(told);
    }
    let many = members.len();
    members.rotate_left(more % many);
    Family { household: Household::new(members).unwrap(), ..family }
}

fn are_answered_as_families_are(
    cases: u32,
    families: impl Strategy<Value = Family>,
    rows: std::ops::Range<usize>,
) {
    let rows = vec((families, arb_figures(), 0..800_u64), rows);
    law(cases, (regulations(), rows), |(regulation, rows)| {
        let day = |after| (regulation.period().first - Days::new(20)) + Days::new(after);
        let families: Vec<_> =
            rows.into_iter().map(|(family, figures, after)| (family, figures, day(after))).collect();
        let table = Table::new(&families);
        let assessor = Assessor::new(&regulation, &table.terms);
        // What another row has left is gone.
        let (households, mut months) = (table.households(), Vec::new());
        let assessments = assessor.assess(&households);
        for (place, family) in families.iter().enumerate() {
            let row = assessments.of(place, &mut months).unwrap();
            is_answer_of(&regulation, family, row, &months)?;
        }
        Ok(())
    });
}

/// T24-T32.
#[test]
fn rows_are_answered_as_families_are() {
    are_answered_as_families_are(500, proptest::prop_oneof![arb_family(), arb_known_family()], 1..8);
}

/// T24-T32, of families of up to 64 members, wherever they stand in a table.
#[test]
fn rows_of_large_families_are_answered_as_families_are() {
    let grown = |families: BoxedStrategy<Family>| {
        (families, 0..Household::<Told>::MAX_MEMBERS).prop_map(|(family, more)| grown(family, more))
    };
    let families = proptest::prop_oneof![grown(arb_family().boxed()), grown(arb_known_family().boxed())];
    are_answered_as_families_are(200, families, 1..16);
}

/// T5 and the most that a line can name.
#[test]
fn what_no_household_is_has_the_code_that_a_family_has() {
    let code = |roles: &[Role], incomes: usize| {
        let incomes_at: Vec<u32> = [0].into_iter().chain(roles.iter().map(|_| at(incomes))).collect();
        let (kinds, amounts) =
            (vec![IncomeKind::Wages; incomes], vec!["9999999999.99".parse().unwrap(); incomes]);
        let households = Households {
            rows: &[HouseholdRow::default()],
            members_at: &[0, at(roles.len())],
            members: Members { roles, incomes_known: &vec![true; roles.len()], ..Members::default() },
            incomes_at: &incomes_at,
            incomes: Incomes { kinds: &kinds, amounts: &amounts },
            ..Households::default()
        };
        let assessor = Assessor::new(&Regulation::asp_2025_01(), &[]);
        let answer = assessor.assess(&households).of(0, &mut Vec::new());
        answer.map(|answer| answer.refusals.iter().next().unwrap().code()).map_err(|error| error.code())
    };
    let [applicant, child] = [Role::Applicant, Role::Child];
    let family = |many: usize| [vec![applicant], vec![child; many - 1]].concat();
    // There is no such row, and so no applicant.
    let assessor = Assessor::new(&Regulation::asp_2025_01(), &[]);
    let beyond = assessor.assess(&Households::default()).of(usize::MAX, &mut Vec::new());
    assert_eq!(beyond.map_err(|error| error.code()), Err("applicant_not_one"));
    // The assessor has no terms.
    assert_eq!(code(&family(64), 4096), Ok("outside_pilot"));
    assert_eq!(code(&family(65), 0), Err("too_many"));
    assert_eq!(code(&family(1), 4097), Err("too_many"));
    // Their sum has no room in 64 bits.
    assert_eq!(code(&family(1), 18_446_745), Err("too_many"));
    assert_eq!(code(&[], 0), Err("applicant_not_one"));
    assert_eq!(code(&[child], 0), Err("applicant_not_one"));
    assert_eq!(code(&[applicant, applicant], 0), Err("applicant_not_one"));
}
