//! *May this voucher be activated*, written by hand for `gas-2025-08`: what a team would write that needs no more.

use chrono::{Datelike, Months, NaiveDate};
use voucher_core::{
    Account,
    gas::{ConsentState, MissingFact, PreviewFacts, Refusal},
};

/// The answer of a rival; `R` is what it says of reasons, `M` of missing facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict<R, M> {
    /// What the activation must be unique by.
    Yes {
        /// The programme.
        programme: &'static str,
        /// The first of the month.
        month: NaiveDate,
        /// The account.
        account: Account,
    },
    /// The reasons against it.
    No(R),
    /// What is not known.
    CannotTell(M),
}

const fn civil(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => NaiveDate::MAX,
    }
}

const PERIOD_FIRST: NaiveDate = civil(2025, 8, 28);
const PERIOD_LAST: NaiveDate = civil(2026, 6, 30);

/// By hand, until the first reason against it.
#[inline]
#[must_use]
pub fn first_reason(facts: &PreviewFacts, account: Account, on: NaiveDate) -> Verdict<Refusal, MissingFact> {
    if on < PERIOD_FIRST || on > PERIOD_LAST {
        return Verdict::No(Refusal::OutsidePilot);
    }
    if facts.on_list == Some(false) {
        return Verdict::No(Refusal::NotListed);
    }
    if facts.on_list == Some(true) {
        if facts.consent == Some(ConsentState::Awaiting) {
            return Verdict::No(Refusal::AwaitingConsent);
        }
        if facts.consent == Some(ConsentState::Refused) {
            return Verdict::No(Refusal::ConsentRefused);
        }
    }
    let day = on.day();
    if day < 7 {
        return Verdict::No(Refusal::WindowNotOpen);
    }
    if day > 29 {
        return Verdict::No(Refusal::WindowClosed);
    }
    if facts.own_activation == Some(true) {
        return Verdict::No(Refusal::VoucherAlreadyActivated);
    }
    if facts.others_on_account.is_some_and(|others| others >= 1) {
        return Verdict::No(Refusal::AccountAlreadyUsed);
    }
    if facts.account_exists == Some(false) {
        return Verdict::No(Refusal::AccountUnknown);
    }
    if facts.on_list.is_none() {
        return Verdict::CannotTell(MissingFact::Listing);
    }
    if facts.consent.is_none() {
        return Verdict::CannotTell(MissingFact::Consent);
    }
    if facts.own_activation.is_none() {
        return Verdict::CannotTell(MissingFact::OwnActivation);
    }
    if facts.others_on_account.is_none() {
        return Verdict::CannotTell(MissingFact::AccountUse);
    }
    if facts.account_exists.is_none() {
        return Verdict::CannotTell(MissingFact::AccountExists);
    }
    Verdict::Yes { programme: "gas", month: on.with_day(1).unwrap_or(on), account }
}

/// Every reason as a bit, and the earliest day on which it could be yes.
pub type Reasons = (u32, Option<NaiveDate>);

/// By hand, all that the library gives: every reason, the earliest date, and a bit for each missing fact, by its
/// place in [`MissingFact::ALL`].
#[inline]
#[must_use]
pub fn every_reason(facts: &PreviewFacts, account: Account, on: NaiveDate) -> Verdict<Reasons, u32> {
    let day = on.day();
    let mut reasons = 0;
    let mut earliest = None;
    if on < PERIOD_FIRST || on > PERIOD_LAST {
        reasons |= Refusal::OutsidePilot.bit();
    }
    if facts.on_list == Some(false) {
        reasons |= Refusal::NotListed.bit();
    }
    if facts.on_list == Some(true) {
        if facts.consent == Some(ConsentState::Awaiting) {
            reasons |= Refusal::AwaitingConsent.bit();
        }
        if facts.consent == Some(ConsentState::Refused) {
            reasons |= Refusal::ConsentRefused.bit();
        }
    }
    if day < 7 {
        reasons |= Refusal::WindowNotOpen.bit();
    }
    if day > 29 {
        reasons |= Refusal::WindowClosed.bit();
    }
    if facts.own_activation == Some(true) {
        reasons |= Refusal::VoucherAlreadyActivated.bit();
    }
    if facts.others_on_account.is_some_and(|others| others >= 1) {
        reasons |= Refusal::AccountAlreadyUsed.bit();
    }
    if facts.account_exists == Some(false) {
        reasons |= Refusal::AccountUnknown.bit();
    }
    if reasons != 0 {
        let month_bound = Refusal::ConsentRefused.bit()
            | Refusal::WindowClosed.bit()
            | Refusal::VoucherAlreadyActivated.bit()
            | Refusal::AccountAlreadyUsed.bit();
        if reasons & month_bound != 0 {
            let next = on.with_day(7).and_then(|seventh| seventh.checked_add_months(Months::new(1)));
            earliest = next.map(|seventh| seventh.max(PERIOD_FIRST)).filter(|day| *day <= PERIOD_LAST);
        } else if on < PERIOD_FIRST {
            earliest = Some(PERIOD_FIRST);
        } else if day < 7 {
            earliest = on.with_day(7).filter(|seventh| *seventh <= PERIOD_LAST);
        }
        return Verdict::No((reasons, earliest));
    }
    let missing = u32::from(facts.on_list.is_none())
        | u32::from(facts.consent.is_none()) << 1
        | u32::from(facts.own_activation.is_none()) << 2
        | u32::from(facts.others_on_account.is_none()) << 3
        | u32::from(facts.account_exists.is_none()) << 4;
    if missing != 0 {
        return Verdict::CannotTell(missing);
    }
    Verdict::Yes { programme: "gas", month: on.with_day(1).unwrap_or(on), account }
}
