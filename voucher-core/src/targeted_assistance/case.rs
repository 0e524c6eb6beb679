//! What a decision looks at, of a family or of an application alike (T24).

use chrono::NaiveDate;

use crate::{
    targeted_assistance::{
        bans::Bans,
        evidence::{Evidence, EvidenceSet},
        household::{Profile, Role},
        income::{Income, IncomeKind, IncomeKindSet},
        kept::Earned,
        measures::{Contract, Survey},
        regulation::{AbsentMembers, Regulation},
        status::Status,
    },
    value::reference::Reference,
};

/// Whether a member belongs to the household for the decision (T6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    Kept,
    Doubtful,
    LeftOut,
}

impl Presence {
    /// T6: by what is known of the absence of a member.
    #[inline]
    pub(crate) fn of(rule: AbsentMembers, role: Role, absent: Option<bool>) -> Self {
        match (rule, absent) {
            (AbsentMembers::Kept, _) | (AbsentMembers::LeftOut, Some(false)) => Self::Kept,
            (AbsentMembers::LeftOut, _) if role == Role::Applicant => Self::Kept,
            (AbsentMembers::LeftOut, Some(true)) => Self::LeftOut,
            (AbsentMembers::LeftOut, None) => Self::Doubtful,
        }
    }
}

/// A member, as far as a decision looks.
#[derive(Clone, Copy)]
pub(crate) struct Person<'a> {
    /// Where the member stands in the household.
    pub(crate) place: usize,
    pub(crate) profile: Profile,
    pub(crate) presence: Presence,
    pub(crate) registered: Option<bool>,
    pub(crate) overlap: bool,
    pub(crate) incomes: Incomes<'a>,
}

/// The incomes of a member.
#[derive(Clone, Copy)]
pub(crate) struct Incomes<'a> {
    /// By the caller's word.
    pub(crate) told: &'a [Income],
    /// By evidence, in the order of [`Evidence::OF_INCOMES`](crate::targeted_assistance::evidence::Evidence::OF_INCOMES).
    pub(crate) earned: &'a [Earned],
    /// The evidence whose incomes count.
    pub(crate) of: EvidenceSet,
    /// Whether these are all.
    pub(crate) known: bool,
}

impl Incomes<'_> {
    pub(crate) fn iter(&self) -> impl Iterator<Item = Income> {
        let earned = self.earned.iter().map(|earned| earned.income);
        self.told.iter().copied().chain(earned).filter(|income| self.of.contains(income.kind.evidence()))
    }

    /// The counted incomes in tiyn (T8).
    fn counted(&self, regulation: &Regulation) -> u128 {
        let counted = self.iter().filter(|income| regulation.counted.contains(income.kind));
        counted.map(|income| u128::from(income.amount.units())).sum()
    }

    /// Whether an income above zero is of an undecided kind (T9).
    fn has_undecided(&self, regulation: &Regulation) -> bool {
        self.iter().any(|income| is_undecided(regulation, income.kind) && income.amount.units() > 0)
    }

    /// The undecided kinds of which there is a sum above zero, in the order in which the kinds first stand there (T25).
    pub(crate) fn undecided(&self, regulation: &Regulation) -> impl Iterator<Item = IncomeKind> {
        let above_zero = |income: &Income| income.amount.units() > 0;
        let above: IncomeKindSet = self.iter().filter(above_zero).map(|income| income.kind).collect();
        let mut met = IncomeKindSet::default();
        self.iter().map(|income| income.kind).filter(move |kind| {
            let first = !met.contains(*kind);
            met.insert_if(true, *kind);
            first && above.contains(*kind) && is_undecided(regulation, *kind)
        })
    }
}

fn is_undecided(regulation: &Regulation, kind: IncomeKind) -> bool {
    !regulation.counted.contains(kind) && !regulation.left_out.contains(kind)
}

/// Where the members come from.
pub(crate) trait People {
    /// Whether all is taken from the caller's word, and not from evidence.
    const TOLD: bool;

    /// The members, in the order of the household.
    fn people(&self) -> impl Iterator<Item = Person<'_>>;

    /// The reference of the member at a place.
    fn reference(&self, place: usize) -> Option<Reference>;

    /// The items that are not answered, in the order of T12; none where nobody asks for evidence.
    fn unanswered(&self) -> impl Iterator<Item = (Evidence, usize)>;
}

/// All that is known when a decision is asked for.
pub(crate) struct Case<'a, P> {
    pub(crate) regulation: &'a Regulation,
    /// The registration date.
    pub(crate) on: NaiveDate,
    pub(crate) status: Option<Status>,
    /// Whether identity or status has nothing on record.
    pub(crate) not_on_record: bool,
    /// Of a family only.
    pub(crate) overlap: Option<bool>,
    pub(crate) survey: Option<Survey>,
    pub(crate) need: Option<bool>,
    pub(crate) contract: Option<Contract>,
    pub(crate) history_known: bool,
    pub(crate) bans: Bans,
    pub(crate) people: P,
}

/// The household in numbers (T8).
#[derive(Clone, Copy)]
pub(crate) struct Census {
    /// Members not left out, doubtful ones too.
    pub(crate) members: usize,
    /// Whether nobody is doubtful.
    pub(crate) certain: bool,
    /// The counted incomes of kept members that are known, in tiyn.
    pub(crate) counted: u128,
    /// Whether every income of every kept member is known and decided.
    pub(crate) settled: bool,
}

impl Census {
    /// What the per-capita income is a fraction of: three months for each member.
    pub(crate) fn shares(&self) -> u64 {
        3 * self.heads()
    }

    /// How many members there are.
    pub(crate) fn heads(&self) -> u64 {
        u64::try_from(self.members).unwrap_or(u64::MAX / 3)
    }

    /// Whether the per-capita income is known (T8).
    pub(crate) const fn knows_per_capita(&self) -> bool {
        self.certain && self.settled
    }
}

impl<P: People> Case<'_, P> {
    /// The members that are not left out; doubtful ones too.
    pub(crate) fn members(&self) -> impl Iterator<Item = Person<'_>> {
        self.people.people().filter(|person| person.presence != Presence::LeftOut)
    }

    pub(crate) fn kept(&self) -> impl Iterator<Item = Person<'_>> {
        self.people.people().filter(|person| person.presence == Presence::Kept)
    }

    pub(crate) fn census(&self) -> Census {
        let mut census = Census { members: 0, certain: true, counted: 0, settled: true };
        for person in self.members() {
            census.members += 1;
            if person.presence == Presence::Doubtful {
                census.certain = false;
            } else {
                census.counted += person.incomes.counted(self.regulation);
                census.settled &= person.incomes.known && !person.incomes.has_undecided(self.regulation);
            }
        }
        census
    }
}
