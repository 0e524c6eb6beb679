//! The closed list of refusals.

use crate::programme::refusals::refusals;

refusals! {
    OutOfOrder "out_of_order" "N9" "Dated before the latest accepted fact",
    OutsidePilot "outside_pilot" "M8-M14, M17, M18, M20-M22, G" "Outside the period, or the month is none of the regulation's",
    ListClosed "list_closed" "M8, M9" "The list may change no more this month",
    RegionNotInPilot "region_not_in_pilot" "M8" "The region takes no part",
    NoGround "no_ground" "M8" "None of the grounds counts",
    NotListed "not_listed" "M9-M12, G" "Not on the list",
    AlreadyAnswered "already_answered" "M10" "An answer stands, nobody is notified again",
    ActivationNotNeeded "activation_not_needed" "M12" "The voucher is active on consent",
    GivenInFuture "given_in_future" "G" "Given after the day of the fact",
    EntryTooLate "entry_too_late" "G" "Entered too many days after it was given",
    RegisterAlreadySent "register_already_sent" "M13, M14, M16, G" "The register of the school and month is sent",
    KindNotInPilot "kind_not_in_pilot" "M20, G" "The regulation has no such kind of meal",
    NotASchoolDay "not_a_school_day" "M13, M14, G" "The grade has no lessons on the day",
    DayClosed "day_closed" "G" "The school is closed on the day",
    OtherSchool "other_school" "G" "The pupil is on the list at another school",
    AwaitingConsent "awaiting_consent" "M12, G" "No answer yet",
    ConsentRefused "consent_refused" "M12, G" "Consent was refused",
    VoucherNotActive "voucher_not_active" "G" "The holder has not activated the voucher",
    MealAlreadyGiven "meal_already_given" "G" "The pupil's meals of the kind and day have reached the limit",
    RecordDiffers "record_differs" "M15" "The record is of another meal",
    RecordWithdrawn "record_withdrawn" "M15" "The record was withdrawn",
    NoSuchRecord "no_such_record" "M16" "No meal was recorded with this record",
    RegisterNotDue "register_not_due" "M17, M21, M22" "Before the day the register is due",
    PriceUnknown "price_unknown" "M22" "A meal has no price",
}

/// Every refusal of school meals that applies, in the order in which the norms list the checks.
pub type Refusals = crate::programme::Refusals<Refusal>;

/// What a fact of school meals does to one part of a record.
pub(crate) type Transition<T> = crate::programme::Transition<T, Refusal>;
