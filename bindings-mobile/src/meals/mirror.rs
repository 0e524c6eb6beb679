//! Mirrors of the core's closed lists of school meals, by the names that they have in Kotlin and Swift.

use voucher_core::meals::{
    Answer as MealAnswer, MissingFact as MealMissingFact, Refusal as MealRefusal, Stage as MealStage,
};

/// The parent's answer (M11).
#[uniffi::remote(Enum)]
pub enum MealAnswer {
    /// The parent consents.
    Agree,
    /// The parent refuses.
    Refuse,
}

/// Where a child stands in a month, seen on a date (M7).
#[uniffi::remote(Enum)]
pub enum MealStage {
    /// Never on the month's list.
    NotListed,
    /// Off the list.
    Delisted,
    /// After the last day of the school year or of the rules.
    Ended,
    /// Consent was refused.
    Refused,
    /// No answer; the parent was not notified.
    ToNotify,
    /// No answer; the parent was notified.
    Notified,
    /// The parent has consented and has not activated.
    ToActivate,
    /// The child may eat.
    Active,
}

/// A fact without which a preview cannot tell (N26).
#[uniffi::remote(Enum)]
pub enum MealMissingFact {
    /// Whether the school is open on the day.
    DayOpen,
}

/// Why the answer is *no* (M8-M22). A new refusal is a new version for apps: somebody has to be told about it.
#[uniffi::remote(Enum)]
pub enum MealRefusal {
    /// Dated before the latest accepted fact (N9).
    OutOfOrder,
    /// Outside the period, or the month is none of the regulation's (M8-M14, M17, M18, G).
    OutsidePilot,
    /// The list may change no more this month (M8, M9).
    ListClosed,
    /// The region takes no part (M8).
    RegionNotInPilot,
    /// None of the grounds counts (M8).
    NoGround,
    /// Not on the list (M9-M12, G).
    NotListed,
    /// An answer stands, nobody is notified again (M10).
    AlreadyAnswered,
    /// The voucher is active on consent (M12).
    ActivationNotNeeded,
    /// Given after the day of the fact (G).
    GivenInFuture,
    /// Entered too many days after it was given (G).
    EntryTooLate,
    /// The register of the school and month is sent (M13, M14, M16, G).
    RegisterAlreadySent,
    /// The regulation has no such kind of meal (M20, G).
    KindNotInPilot,
    /// The grade has no lessons on the day (M13, M14, G).
    NotASchoolDay,
    /// The school is closed on the day (G).
    DayClosed,
    /// The pupil is on the list at another school (G).
    OtherSchool,
    /// No answer yet (M12, G).
    AwaitingConsent,
    /// Consent was refused (M12, G).
    ConsentRefused,
    /// The holder has not activated the voucher (G).
    VoucherNotActive,
    /// The pupil's meals of the kind and day have reached the limit (G).
    MealAlreadyGiven,
    /// The record is of another meal (M15).
    RecordDiffers,
    /// The record was withdrawn (M15).
    RecordWithdrawn,
    /// No meal was recorded with this record (M16).
    NoSuchRecord,
    /// Before the day the register is due (M17, M21, M22).
    RegisterNotDue,
    /// A meal has no price (M22).
    PriceUnknown,
}
