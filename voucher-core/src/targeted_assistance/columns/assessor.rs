//! Decisions on rows, from the notes on their members.

use alloc::vec::Vec;
use core::ops::Range;

use super::{
    notes::{Notes, Summary, is, odd},
    rows::{ABSENT, HouseholdRow, Households, Terms},
    rules::{Rules, Span},
};
use crate::{
    targeted_assistance::{
        amount::{MonthAmount, rounded},
        bans::{Ban, Bans},
        case::Census,
        household::{CaresFor, Household, MAX_ELEMENTS, Member},
        income::IncomeKindSet,
        kind::{AssistanceKind, Finding},
        measures::{Contract, Survey},
        missing_fact::{MissingFact, MissingFacts},
        reasons::refusal_of,
        refusal::{Refusal, Refusals},
        regulation::{Regulation, Rounding},
        status::Status,
    },
    value::{
        calendar::Period,
        coded::coded,
        error::{Error, ErrorKind, check},
        money::Tiyn,
    },
};

coded! {
    /// The three answers of a decision (T24).
    ///
    /// Deliberately exhaustive: there is no fourth answer.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::columns::AnswerKind;
    ///
    /// assert_eq!(AnswerKind::ALL.len(), 3);
    /// ```
    AnswerKind {
        /// Assistance is refused.
        Refused "refused",
        /// Something is missing.
        CannotTell "cannot_tell",
        /// Assistance is assigned.
        Assigned "assigned",
    }
}

/// The answer to a row, without its months (T24, T32). `Debug` shows nothing of it (N34).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RowAnswer {
    /// The answer; none where the date lies outside the regulation's period, which is the only refusal then.
    pub answer: Option<AnswerKind>,
    /// Every reason.
    pub refusals: Refusals,
    /// All that is missing where nothing refuses.
    pub missing: MissingFacts,
    /// The poverty line.
    pub line: Option<Tiyn>,
    /// How many members are not left out.
    pub members: Option<usize>,
    /// The per-capita income a month, rounded for people; decisions compare the fraction.
    pub per_capita: Option<Tiyn>,
    /// The kind.
    pub kind: Option<AssistanceKind>,
    /// The days on which assistance is received, where it is assigned.
    pub receives: Option<Period>,
}

impl core::fmt::Debug for RowAnswer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("RowAnswer(hidden)")
    }
}

impl RowAnswer {
    fn outside() -> Self {
        Self {
            answer: None,
            refusals: Refusals::NONE.and(Refusal::OutsidePilot),
            missing: MissingFacts::default(),
            line: None,
            members: None,
            per_capita: None,
            kind: None,
            receives: None,
        }
    }
}

/// A regulation, ready for the rows of a table.
#[derive(Clone, Debug)]
pub struct Assessor {
    regulation: Regulation,
    /// Kinds of income that are counted or left out.
    decided: IncomeKindSet,
    rules: Vec<Option<Rules>>,
}

impl Assessor {
    /// Works out what the regulation says of these dates and figures.
    #[must_use]
    pub fn new(regulation: &Regulation, terms: &[Terms]) -> Self {
        let decided = regulation.counted.or(regulation.left_out);
        let mut assessor = Self { regulation: regulation.clone(), decided, rules: Vec::new() };
        assessor.extend(terms);
        assessor
    }

    /// Works out more, which stand behind those that are there.
    pub fn extend(&mut self, terms: &[Terms]) {
        let regulation = &self.regulation;
        self.rules.extend(terms.iter().map(|terms| Rules::new(regulation, terms)));
    }

    /// A table whose members were looked at once, ready to be decided on (T6).
    #[must_use]
    pub fn assess<'a>(&'a self, households: &Households<'a>) -> Assessments<'a> {
        let notes = Notes::new(&self.regulation, &households.members);
        Assessments { assessor: self, households: *households, notes }
    }
}

/// The decisions on the households of a table, each made when it is asked for. `Debug` shows nothing of a member (N34).
///
/// ```
/// use voucher_core::targeted_assistance::{Regulation, Role, columns::*};
///
/// let roles = [[Role::Applicant].as_slice(), &[Role::Child; 64]].concat();
/// let households = Households {
///     rows: &[HouseholdRow::default(); 2],
///     members_at: &[0, 64, 65], // 64 members, and a child alone
///     members: Members { roles: &roles, ..Members::default() },
///     ..Households::default()
/// };
/// let assessor = Assessor::new(&Regulation::asp_2025_01(), &[]); // no date lies in its period
/// let (assessments, mut months) = (assessor.assess(&households), Vec::new());
/// assert_eq!(assessments.of(0, &mut months)?.answer, None);
/// assert_eq!(assessments.of(1, &mut months).unwrap_err().code(), "applicant_not_one");
/// let households = Households { members_at: &[0, 65], ..households };
/// assert_eq!(assessor.assess(&households).of(0, &mut months).unwrap_err().code(), "too_many");
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Assessments<'a> {
    assessor: &'a Assessor,
    households: Households<'a>,
    notes: Notes,
}

impl Assessments<'_> {
    /// The decision on a row (T24); its months, where they are known, take the place of those in `months` (T32).
    ///
    /// A place of terms that the assessor has not is a date outside every period.
    ///
    /// # Errors
    ///
    /// `too_many` for more than 64 members or 4096 incomes of one, and then `applicant_not_one`.
    #[inline(always)]
    pub fn of(&self, row: usize, months: &mut Vec<MonthAmount>) -> Result<RowAnswer, Error> {
        months.clear();
        let Assessor { regulation, rules, .. } = self.assessor;
        let told = self.households.rows.get(row).copied().unwrap_or_default();
        let members = self.households.members_of(row);
        check(members.len() <= Household::<Member>::MAX_MEMBERS, ErrorKind::TooMany)?;
        let noted = self.notes.of(&members);
        let (counted, undecided) = self.incomes(&members, noted.odd)?;
        check(noted.applicants == 1, ErrorKind::ApplicantNotOne)?;
        let rules = usize::try_from(told.terms).ok().and_then(|terms| rules.get(terms)?.as_ref());
        let Some(rules) = rules else { return Ok(RowAnswer::outside()) };
        let census = Census {
            members: noted.members,
            certain: noted.odd & odd::DOUBTFUL == 0,
            counted: counted.into(),
            settled: noted.odd & odd::INCOMES == 0 && !undecided,
        };
        let bans = Bans::of(regulation, rules.on, self.households.events_of(row).iter().copied());
        Ok(Row { table: self, regulation, rules, told, members, noted, census, undecided, bans }
            .decide(months))
    }

    /// The counted incomes of kept members in tiyn, and whether one above zero is of an undecided kind (T8, T9).
    #[inline]
    fn incomes(&self, members: &Range<usize>, odd: u8) -> Result<(u64, bool), Error> {
        let all = self.households.incomes_of(members.clone());
        if odd & (odd::LEFT_OUT | odd::DOUBTFUL | odd::INCOMES) == 0 && all.len() <= MAX_ELEMENTS {
            return Ok(self.sum(all));
        }
        let (mut counted, mut undecided) = (0, false);
        for member in members.clone() {
            let own = self.households.incomes_of(member..member + 1);
            // A sum of more need not have room in 64 bits.
            check(own.len() <= MAX_ELEMENTS, ErrorKind::TooMany)?;
            let odd = self.notes.odd(member);
            if odd & (odd::LEFT_OUT | odd::INCOMES) == 0 {
                let (units, is_undecided) = self.sum(own);
                counted += if odd & odd::DOUBTFUL == 0 { units } else { 0 };
                undecided |= is_undecided;
            }
        }
        Ok((counted, undecided))
    }

    #[inline]
    fn sum(&self, incomes: Range<usize>) -> (u64, bool) {
        let Assessor { regulation, decided, .. } = self.assessor;
        let (mut counted, mut undecided) = (0, false);
        for income in self.households.incomes(incomes) {
            let units = income.amount.units();
            counted += if regulation.counted.contains(income.kind) { units } else { 0 };
            undecided |= !decided.contains(income.kind) & (units > 0);
        }
        (counted, undecided)
    }
}

/// All that a decision on a row has at hand.
struct Row<'a> {
    table: &'a Assessments<'a>,
    regulation: &'a Regulation,
    rules: &'a Rules,
    told: HouseholdRow,
    members: Range<usize>,
    noted: Summary,
    census: Census,
    /// Whether an income above zero is of an undecided kind (T9).
    undecided: bool,
    bans: Bans,
}

impl Row<'_> {
    /// T24: reasons, else what is missing, else the assignment.
    #[inline(always)]
    fn decide(&self, months: &mut Vec<MonthAmount>) -> RowAnswer {
        let census = &self.census;
        let finding = self.finding();
        let kind = match finding {
            Finding::Is(kind) if census.certain => Some(kind),
            Finding::Is(_) | Finding::NeedsAbleBodied | Finding::NeedsCaresFor | Finding::NeedsBirths => None,
        };
        let known = census.knows_per_capita();
        let mut answer = RowAnswer {
            answer: Some(AnswerKind::Refused),
            refusals: self.reasons(kind),
            missing: MissingFacts::default(),
            line: self.rules.line,
            members: census.certain.then_some(census.members),
            per_capita: known.then(|| rounded(census.counted, census.shares().into(), Rounding::TiynHalfUp)),
            kind,
            receives: None,
        };
        if !answer.refusals.is_empty() {
            return answer;
        }
        let span = self.rules.span(kind);
        if let (true, Some(line), Some(span)) = (known, self.rules.line, span) {
            self.amounts(line, span, months);
        }
        answer.missing = self.missing(finding, kind);
        answer.receives = span.filter(|_| answer.missing.is_empty()).map(|span| span.receives);
        answer.answer = Some(match answer.receives {
            Some(_) => AnswerKind::Assigned,
            None => AnswerKind::CannotTell,
        });
        answer
    }

    /// T26.
    #[inline(always)]
    fn reasons(&self, kind: Option<AssistanceKind>) -> Refusals {
        let Self { regulation, rules, told, bans, .. } = self;
        let asked = regulation.parts().commission;
        let mut reasons = Refusals::NONE;
        let above = rules.line.is_some_and(|line| self.census.is_above(regulation, line));
        reasons.push_if(above, Refusal::IncomeAboveLine);
        reasons.push_if(asked && told.survey == Some(Survey::Refused), Refusal::SurveyRefused);
        reasons.push_if(asked && told.need == Some(false), Refusal::NoNeedFound);
        for (breach, ban) in bans.iter() {
            reasons.push_if(ban == Ban::Refuses, refusal_of(breach));
        }
        reasons.push_if(told.status == Some(Status::Other), Refusal::StatusNotEntitled);
        reasons.push_if(told.overlap == Some(true), Refusal::AlreadyAssigned);
        reasons.push_if(self.is_odd(odd::NOT_REGISTERED), Refusal::NotRegistered);
        let refused = told.contract == Some(Contract::Refused);
        reasons.push_if(refused && kind == Some(AssistanceKind::Conditional), Refusal::ContractRefused);
        reasons
    }

    /// T28, T29, T32: the months, where all that they hang on is known.
    #[inline(always)]
    fn amounts(&self, line: Tiyn, span: &Span, months: &mut Vec<MonthAmount>) {
        let whole = self.rules.whole_from.is_some() && self.is_odd(odd::CHILD_BORN | odd::STUDENT_BORN);
        if whole || (self.regulation.top_up.is_some() && self.is_odd(odd::CHILD_BORN)) {
            return;
        }
        let base = self.census.base(self.regulation, line, self.whole_lines());
        months.extend(span.months.iter().map(|(month, _)| MonthAmount {
            month: *month,
            base,
            top_up: Tiyn::ZERO,
        }));
        let (each, mut has_some) = (self.rules.top_up.unwrap_or_default().tiyn(), false);
        for born in self.births(is::CHILD) {
            for (month, (_, ages)) in months.iter_mut().zip(&span.months) {
                let gets = ages.have(born);
                has_some |= gets;
                month.top_up = Tiyn::new(month.top_up.tiyn().saturating_add(each * u64::from(gets)));
            }
        }
        if has_some && self.rules.top_up.is_none() {
            months.clear();
        }
    }

    /// How many members get the whole line, of those whose birth is known.
    #[inline]
    fn whole_lines(&self) -> u64 {
        let Some((child, student)) = self.rules.whole_from else { return 0 };
        let known = |who, from| self.births(who).map(move |born| u64::from(from <= born && born != ABSENT));
        known(is::CHILD, child).chain(known(is::STUDENT, student)).sum()
    }

    /// The births of those who are not left out.
    #[inline]
    fn births(&self, who: u8) -> impl Iterator<Item = i32> {
        let born = |member| self.table.households.members.born(member);
        self.table.notes.those(&self.members, who).map(born)
    }

    /// Whether this is noted of a member.
    #[inline]
    const fn is_odd(&self, odd: u8) -> bool {
        self.noted.odd & odd != 0
    }

    /// T10, from top to bottom.
    #[inline]
    fn finding(&self) -> Finding {
        use AssistanceKind::{Conditional, Unconditional};

        match self.noted.able_bodied {
            2.. => return Finding::Is(Conditional),
            0 | 1 if self.is_odd(odd::ABLE_BODIED) => return Finding::NeedsAbleBodied,
            0 => return Finding::Is(Unconditional),
            1 => {}
        }
        let cares_for = self.table.households.members.cares_for.get(self.noted.able_bodied_at);
        match cares_for.copied().flatten() {
            None => Finding::NeedsCaresFor,
            Some(CaresFor::Nobody) => Finding::Is(Conditional),
            Some(CaresFor::YoungChild) if self.has_young_child() => Finding::Is(Unconditional),
            Some(CaresFor::YoungChild) if self.is_odd(odd::CHILD_BORN) => Finding::NeedsBirths,
            Some(CaresFor::YoungChild) => Finding::Is(Conditional),
            Some(CaresFor::DisabledChild | CaresFor::DisabledAdult | CaresFor::NeedsCare) => {
                Finding::Is(Unconditional)
            }
        }
    }

    #[inline]
    fn has_young_child(&self) -> bool {
        self.births(is::CHILD).any(|born| born != ABSENT && born >= self.rules.young_from)
    }

    /// T25.
    #[inline(always)]
    fn missing(&self, finding: Finding, kind: Option<AssistanceKind>) -> MissingFacts {
        let Self { regulation, rules, told, bans, .. } = self;
        let asked = regulation.parts().commission;
        let conditional = kind == Some(AssistanceKind::Conditional);
        let mut missing = MissingFacts::default();
        missing.insert_if(rules.line.is_none(), MissingFact::Line);
        missing.insert_if(self.lacks_mci(kind), MissingFact::Mci);
        missing.insert_if(told.status.is_none(), MissingFact::Status);
        missing.insert_if(!told.history_known, MissingFact::History);
        missing.insert_if(bans.iter().any(|(_, ban)| ban == Ban::Unknown), MissingFact::Ban);
        missing.insert_if(told.overlap.is_none(), MissingFact::Overlap);
        missing.insert_if(!self.census.certain, MissingFact::Absent);
        missing.insert_if(self.is_odd(odd::REGISTERED), MissingFact::Registered);
        missing.insert_if(self.is_odd(odd::INCOMES), MissingFact::Incomes);
        missing.insert_if(self.undecided, MissingFact::IncomeRule);
        missing.insert_if(self.lacks_births(finding), MissingFact::Born);
        missing.insert_if(finding == Finding::NeedsAbleBodied, MissingFact::AbleBodied);
        missing.insert_if(finding == Finding::NeedsCaresFor, MissingFact::CaresFor);
        missing.insert_if(asked && told.survey.is_none(), MissingFact::Survey);
        missing.insert_if(asked && told.need.is_none(), MissingFact::Commission);
        missing.insert_if(conditional && told.contract.is_none(), MissingFact::Contract);
        missing
    }

    /// Whether an MCI is asked for, and not given.
    #[inline]
    fn lacks_mci(&self, kind: Option<AssistanceKind>) -> bool {
        if self.regulation.top_up.is_none() || self.rules.top_up.is_some() {
            return false;
        }
        let months = &self.rules.span(kind).unwrap_or(&self.rules.quarter).months;
        self.births(is::CHILD).any(|born| born == ABSENT || months.iter().any(|(_, ages)| ages.have(born)))
    }

    /// Whether a birth is asked for, and not known.
    #[inline]
    fn lacks_births(&self, finding: Finding) -> bool {
        let whole = self.rules.whole_from.is_some();
        let of_children = whole || self.regulation.top_up.is_some() || finding == Finding::NeedsBirths;
        (of_children && self.is_odd(odd::CHILD_BORN)) || (whole && self.is_odd(odd::STUDENT_BORN))
    }
}
