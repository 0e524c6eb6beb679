//! Households: who belongs to one, and what is said of each member (T5, T6).

use alloc::vec::Vec;
use core::fmt;

use chrono::NaiveDate;

use crate::value::{
    coded::coded,
    error::{Error, ErrorKind, causes, check},
    reference::Reference,
    set::Set,
};

/// The most elements of a list that is no household: the incomes of a member, the events of a history (*wire*).
///
/// ```
/// use voucher_core::targeted_assistance::{IncomeKind, Regulation, Role, columns::*};
///
/// let code = |many: usize| {
///     let (kinds, amounts) = (vec![IncomeKind::Wages; many], vec![Default::default(); many]);
///     let households = Households {
///         rows: &[HouseholdRow::default()],
///         members_at: &[0, 1],
///         members: Members { roles: &[Role::Applicant], incomes_known: &[true], ..Members::default() },
///         incomes_at: &[0, u32::try_from(many).unwrap()],
///         incomes: Incomes { kinds: &kinds, amounts: &amounts },
///         ..Households::default()
///     };
///     let assessor = Assessor::new(&Regulation::asp_2025_01(), &[]);
///     assessor.assess(&households).of(0, &mut Vec::new()).map_or_else(|error| error.code(), |_| "ok")
/// };
/// assert_eq!((code(MAX_ELEMENTS), code(MAX_ELEMENTS + 1)), ("ok", "too_many"));
/// ```
pub const MAX_ELEMENTS: usize = 4096;

causes! {
    ApplicantNotOne "applicant_not_one" "a household has exactly one applicant",
    MemberRepeated "member_repeated" "two members of a household have one reference",
}

coded! {
    /// What a member is in the household (T5).
    ///
    /// Deliberately exhaustive: a new role must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::Role;
    ///
    /// assert_eq!(Role::ALL.first(), Some(&Role::Applicant));
    /// assert_eq!(Role::from_code("student"), Some(Role::Student));
    /// ```
    Role {
        /// Who applies; exactly one in a household.
        Applicant "applicant",
        /// The applicant's husband or wife.
        Spouse "spouse",
        /// A child.
        Child "child",
        /// A dependant in full-time study.
        Student "student",
        /// Anybody else.
        Other "other",
    }

    /// Whom a member cares for (T5).
    ///
    /// Deliberately exhaustive: a new one must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::CaresFor;
    ///
    /// assert_eq!(CaresFor::ALL.first(), Some(&CaresFor::Nobody)); // a known no
    /// ```
    CaresFor {
        /// Nobody.
        Nobody "nobody",
        /// A child that is young, by the years of the regulation.
        YoungChild "young_child",
        /// A child with a disability.
        DisabledChild "disabled_child",
        /// An adult with a disability of group 1 or 2.
        DisabledAdult "disabled_adult",
        /// An elderly person, or one in need of outside care (choice: joined).
        NeedsCare "needs_care",
    }

    /// What the family states of a member, and documents can show (T5).
    ///
    /// Deliberately exhaustive: a new one must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::Stated;
    ///
    /// assert_eq!(Stated::ALL.len(), 4);
    /// ```
    Stated {
        /// A disability.
        Disability "disability",
        /// Guardianship.
        Guardianship "guardianship",
        /// Adoption.
        Adoption "adoption",
        /// Alimony, or a debt of it.
        Alimony "alimony",
    }
}

/// All that a family states of a member (T5).
pub type StatedSet = Set<Stated, u8>;

/// A member of a household and what is said of them (T5). What is not known stays not known: it is never read as no.
///
/// `Debug` shows nothing of a household (N34).
///
/// ```
/// use voucher_core::{Reference, targeted_assistance::{Member, Role}};
///
/// let member = Member::new(Reference::parse("a")?, Role::Applicant);
/// assert_eq!(member.able_bodied, None); // not known, which is not `Some(false)`
/// assert_eq!(format!("{member:?}"), "Member(hidden)");
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Member {
    /// The reference in the household.
    pub member: Reference,
    /// What the member is in the household.
    pub role: Role,
    /// The day of birth.
    pub born: Option<NaiveDate>,
    /// Whether the member is able-bodied; no rule of age is built in (choice).
    pub able_bodied: Option<bool>,
    /// Whom the member cares for.
    pub cares_for: Option<CaresFor>,
    /// What the family states; empty where it states nothing.
    pub stated: Option<StatedSet>,
}

impl Member {
    /// A member of whom nothing but the role is known.
    #[must_use]
    pub const fn new(member: Reference, role: Role) -> Self {
        Self { member, role, born: None, able_bodied: None, cares_for: None, stated: None }
    }
}

/// What is said of a member, without the reference.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Profile {
    pub(crate) role: Role,
    pub(crate) born: Option<NaiveDate>,
    pub(crate) able_bodied: Option<bool>,
    pub(crate) cares_for: Option<CaresFor>,
    pub(crate) stated: Option<StatedSet>,
}

impl From<&Member> for Profile {
    fn from(member: &Member) -> Self {
        let Member { member: _, role, born, able_bodied, cares_for, stated } = *member;
        Self { role, born, able_bodied, cares_for, stated }
    }
}

impl AsRef<Self> for Member {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl fmt::Debug for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Member(hidden)")
    }
}

/// The members of a household: 1 to 64, exactly one applicant, no reference twice (T5).
///
/// `M` is [`Member`] for an application, and [`Told`](super::Told) where the caller tells all.
///
/// ```
/// use voucher_core::{Reference, targeted_assistance::{Household, Member, Role}};
///
/// let member = |text, role| Member::new(Reference::parse(text).unwrap(), role);
/// let code = |members: Vec<Member>| Household::new(members).map_err(|error| error.code());
/// assert!(code(vec![member("a", Role::Applicant), member("b", Role::Child)]).is_ok());
/// assert_eq!(code(vec![member("a", Role::Applicant), member("a", Role::Child)]), Err("member_repeated"));
/// assert_eq!(code(vec![member("b", Role::Child)]), Err("applicant_not_one"));
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Household<M = Member>(
    /// INVARIANT: as the type says.
    Vec<M>,
);

impl<M: AsRef<Member>> Household<M> {
    /// The most members that a household can have.
    pub const MAX_MEMBERS: usize = 64;

    /// Takes the members in the order in which evidence is listed.
    ///
    /// # Errors
    ///
    /// The first that holds of `too_many`, `applicant_not_one`, `member_repeated`.
    pub fn new(members: Vec<M>) -> Result<Self, Error> {
        let each = || members.iter().map(M::as_ref);
        check(members.len() <= Self::MAX_MEMBERS, ErrorKind::TooMany)?;
        let applicants = each().filter(|member| member.role == Role::Applicant).count();
        check(applicants == 1, ErrorKind::ApplicantNotOne)?;
        let repeated = each()
            .enumerate()
            .any(|(place, member)| each().take(place).any(|each| each.member == member.member));
        check(!repeated, ErrorKind::MemberRepeated)?;
        Ok(Self(members))
    }

    /// The members, in their order.
    #[must_use]
    pub fn members(&self) -> &[M] {
        &self.0
    }
}

impl<M> fmt::Debug for Household<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Household(hidden)")
    }
}
