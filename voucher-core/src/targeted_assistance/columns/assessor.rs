//! Decisions on rows: one pass over the members, and then whole numbers.

use alloc::vec::Vec;

use super::{
    rows::{ABSENT, HouseholdRow, Households, MemberRow, Terms},
    rules::{Rules, Span},
};
use crate::{
    targeted_assistance::{
        amount::{MonthAmount, rounded},
        bans::{Ban, Bans},
        case::{Census, Presence},
        household::{CaresFor, Household, Member, Role},
        income::{Income, IncomeKindSet},
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

/// What one pass over the members finds.
struct Seen {
    census: Census,
    applicants: usize,
    /// Whether somebody has more incomes than a line can name.
    too_many: bool,
    undecided: bool,
    incomes_missing: bool,
    not_registered: bool,
    registered_missing: bool,
    able_bodied: usize,
    able_bodied_missing: bool,
    /// Whom the last able-bodied member cares for.
    cares_for: Option<CaresFor>,
    has_young_child: bool,
    child_born_missing: bool,
    student_born_missing: bool,
    whole_lines: u64,
}

/// The most incomes of a member (*wire*).
const MAX_INCOMES: usize = 4096;

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

    /// The decision on a row (T24); its months, where they are known, take the place of those in `months` (T32).
    ///
    /// A place of terms that the assessor has not is a date outside every period.
    ///
    /// # Errors
    ///
    /// `too_many` for more than 64 members or 4096 incomes of one, and then `applicant_not_one`.
    #[inline]
    pub fn assess(
        &self,
        households: &Households<'_>,
        row: usize,
        months: &mut Vec<MonthAmount>,
    ) -> Result<RowAnswer, Error> {
        months.clear();
        let told = households.rows.get(row).copied().unwrap_or_default();
        let rules = usize::try_from(told.terms).ok().and_then(|terms| self.rules.get(terms)?.as_ref());
        let (first, members) = households.members_of(row);
        check(members.len() <= Household::<Member>::MAX_MEMBERS, ErrorKind::TooMany)?;
        let seen = &self.look(rules, first, members, households);
        check(!seen.too_many, ErrorKind::TooMany)?;
        check(seen.applicants == 1, ErrorKind::ApplicantNotOne)?;
        let Some(rules) = rules else { return Ok(RowAnswer::outside()) };
        let bans = Bans::of(&self.regulation, rules.on, households.events_of(row).iter().copied());
        Ok(Row { regulation: &self.regulation, rules, told, members, seen, bans }.decide(months))
    }

    /// One pass over the members (T6, T8, T10).
    #[inline]
    fn look(
        &self,
        rules: Option<&Rules>,
        first: usize,
        members: &[MemberRow],
        households: &Households<'_>,
    ) -> Seen {
        let mut seen = Seen::nothing();
        for (place, member) in (first..).zip(members) {
            seen.applicants += usize::from(member.role == Role::Applicant);
            let incomes = households.incomes_of(place);
            if incomes.len() > MAX_INCOMES {
                // A sum of so many need not have room in 64 bits.
                seen.too_many = true;
                break;
            }
            let presence = Presence::of(&self.regulation, member.role, member.absent);
            if presence == Presence::LeftOut {
                continue;
            }
            let incomes = if member.incomes_known { incomes } else { &[] };
            let (counted, undecided) = self.sum(incomes);
            seen.census.members += 1;
            if presence == Presence::Doubtful {
                seen.census.certain = false;
            } else {
                seen.census.counted += u128::from(counted);
                seen.census.settled &= member.incomes_known & !undecided;
                seen.not_registered |= member.registered == Some(false);
            }
            seen.undecided |= undecided;
            seen.incomes_missing |= !member.incomes_known;
            seen.registered_missing |= member.registered.is_none();
            seen.look_at_flags(member);
            if let Some(rules) = rules {
                seen.look_at_birth(rules, member);
            }
        }
        seen
    }

    /// The counted incomes in tiyn, and whether one above zero is of an undecided kind (T8, T9).
    #[inline]
    fn sum(&self, incomes: &[Income]) -> (u64, bool) {
        let (mut counted, mut undecided) = (0, false);
        for income in incomes {
            let units = income.amount.units();
            counted += if self.regulation.counted.contains(income.kind) { units } else { 0 };
            undecided |= !self.decided.contains(income.kind) & (units > 0);
        }
        (counted, undecided)
    }
}

/// All that a decision on a row has at hand.
struct Row<'a> {
    regulation: &'a Regulation,
    rules: &'a Rules,
    told: HouseholdRow,
    members: &'a [MemberRow],
    seen: &'a Seen,
    bans: Bans,
}

impl Row<'_> {
    /// T24: reasons, else what is missing, else the assignment.
    #[inline]
    fn decide(&self, months: &mut Vec<MonthAmount>) -> RowAnswer {
        let census = &self.seen.census;
        let finding = self.seen.finding();
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
    #[inline]
    fn reasons(&self, kind: Option<AssistanceKind>) -> Refusals {
        let Self { regulation, rules, told, seen, bans, .. } = self;
        let asked = regulation.parts().commission;
        let mut reasons = Refusals::NONE;
        let above = rules.line.is_some_and(|line| seen.census.is_above(regulation, line));
        reasons.push_if(above, Refusal::IncomeAboveLine);
        reasons.push_if(asked && told.survey == Some(Survey::Refused), Refusal::SurveyRefused);
        reasons.push_if(asked && told.need == Some(false), Refusal::NoNeedFound);
        for (breach, ban) in bans.iter() {
            reasons.push_if(ban == Ban::Refuses, refusal_of(breach));
        }
        reasons.push_if(told.status == Some(Status::Other), Refusal::StatusNotEntitled);
        reasons.push_if(told.overlap == Some(true), Refusal::AlreadyAssigned);
        reasons.push_if(seen.not_registered, Refusal::NotRegistered);
        let refused = told.contract == Some(Contract::Refused);
        reasons.push_if(refused && kind == Some(AssistanceKind::Conditional), Refusal::ContractRefused);
        reasons
    }

    /// T28, T29, T32: the months, where all that they hang on is known.
    #[inline]
    fn amounts(&self, line: Tiyn, span: &Span, months: &mut Vec<MonthAmount>) {
        let Seen { census, child_born_missing, student_born_missing, whole_lines, .. } = *self.seen;
        let whole = self.rules.whole_from.is_some() && (child_born_missing | student_born_missing);
        if whole || (self.regulation.top_up.is_some() && child_born_missing) {
            return;
        }
        let base = census.base(self.regulation, line, whole_lines);
        let (mut births, mut many) = ([ABSENT; Household::<Member>::MAX_MEMBERS], 0);
        for (slot, born) in births.iter_mut().zip(self.children()) {
            *slot = born;
            many += 1;
        }
        let births = births.get(..many).unwrap_or_default();
        for (month, ages) in &span.months {
            let children: u64 = births.iter().map(|born| u64::from(ages.have(*born))).sum();
            let top_up = match (children, self.rules.top_up) {
                (0, _) => Tiyn::ZERO,
                (_, Some(each)) => Tiyn::new(each.tiyn().saturating_mul(children)),
                (_, None) => {
                    months.clear();
                    return;
                }
            };
            months.push(MonthAmount { month: *month, base, top_up });
        }
    }

    /// The births of children that are not left out.
    #[inline]
    fn children(&self) -> impl Iterator<Item = i32> {
        let there = |member: &&MemberRow| {
            member.role == Role::Child
                && Presence::of(self.regulation, member.role, member.absent) != Presence::LeftOut
        };
        self.members.iter().filter(there).map(|member| member.born)
    }

    /// T25.
    #[inline]
    fn missing(&self, finding: Finding, kind: Option<AssistanceKind>) -> MissingFacts {
        let Self { regulation, rules, told, seen, bans, .. } = self;
        let asked = regulation.parts().commission;
        let conditional = kind == Some(AssistanceKind::Conditional);
        let mut missing = MissingFacts::default();
        missing.insert_if(rules.line.is_none(), MissingFact::Line);
        missing.insert_if(self.lacks_mci(kind), MissingFact::Mci);
        missing.insert_if(told.status.is_none(), MissingFact::Status);
        missing.insert_if(!told.history_known, MissingFact::History);
        missing.insert_if(bans.iter().any(|(_, ban)| ban == Ban::Unknown), MissingFact::Ban);
        missing.insert_if(told.overlap.is_none(), MissingFact::Overlap);
        missing.insert_if(!seen.census.certain, MissingFact::Absent);
        missing.insert_if(seen.registered_missing, MissingFact::Registered);
        missing.insert_if(seen.incomes_missing, MissingFact::Incomes);
        missing.insert_if(seen.undecided, MissingFact::IncomeRule);
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
        self.children().any(|born| born == ABSENT || months.iter().any(|(_, ages)| ages.have(born)))
    }

    /// Whether a birth is asked for, and not known.
    #[inline]
    fn lacks_births(&self, finding: Finding) -> bool {
        let whole = self.rules.whole_from.is_some();
        let of_children = whole || self.regulation.top_up.is_some() || finding == Finding::NeedsBirths;
        (of_children && self.seen.child_born_missing) || (whole && self.seen.student_born_missing)
    }
}

impl Seen {
    const fn nothing() -> Self {
        Self {
            census: Census { members: 0, certain: true, counted: 0, settled: true },
            applicants: 0,
            too_many: false,
            undecided: false,
            incomes_missing: false,
            not_registered: false,
            registered_missing: false,
            able_bodied: 0,
            able_bodied_missing: false,
            cares_for: None,
            has_young_child: false,
            child_born_missing: false,
            student_born_missing: false,
            whole_lines: 0,
        }
    }

    #[inline]
    fn look_at_flags(&mut self, member: &MemberRow) {
        match member.able_bodied {
            Some(true) => {
                self.able_bodied += 1;
                self.cares_for = member.cares_for;
            }
            Some(false) => {}
            None => self.able_bodied_missing = true,
        }
    }

    #[inline]
    fn look_at_birth(&mut self, rules: &Rules, member: &MemberRow) {
        let known = member.born != ABSENT;
        let is_whole = |from: i32| u64::from(known && member.born >= from);
        match member.role {
            Role::Child => {
                self.child_born_missing |= !known;
                self.has_young_child |= known && member.born >= rules.young_from;
                self.whole_lines += rules.whole_from.map_or(0, |(child, _)| is_whole(child));
            }
            Role::Student => {
                self.student_born_missing |= !known;
                self.whole_lines += rules.whole_from.map_or(0, |(_, student)| is_whole(student));
            }
            Role::Applicant | Role::Spouse | Role::Other => {}
        }
    }

    /// T10, from top to bottom.
    #[inline]
    fn finding(&self) -> Finding {
        use AssistanceKind::{Conditional, Unconditional};

        match (self.able_bodied, self.cares_for) {
            (2.., _) => Finding::Is(Conditional),
            (0 | 1, _) if self.able_bodied_missing => Finding::NeedsAbleBodied,
            (0, _) => Finding::Is(Unconditional),
            (1, None) => Finding::NeedsCaresFor,
            (1, Some(CaresFor::Nobody)) => Finding::Is(Conditional),
            (1, Some(CaresFor::YoungChild)) if self.has_young_child => Finding::Is(Unconditional),
            (1, Some(CaresFor::YoungChild)) if self.child_born_missing => Finding::NeedsBirths,
            (1, Some(CaresFor::YoungChild)) => Finding::Is(Conditional),
            (1, Some(CaresFor::DisabledChild | CaresFor::DisabledAdult | CaresFor::NeedsCare)) => {
                Finding::Is(Unconditional)
            }
        }
    }
}
