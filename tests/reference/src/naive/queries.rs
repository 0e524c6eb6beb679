//! What may be asked: stage, preview, register, summary, what is due, and the receipt.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::rules::{Month, first_day, month_of, next_month};
use super::{Code, Model, Row, Rules};
use crate::wire::reasons;

/// May this voucher be activated on this account on this date (N26)?
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Preview {
    /// It may.
    Yes,
    /// It may not: every reason, and the earliest date on which it might.
    No(Vec<Code>, Option<NaiveDate>),
    /// The facts that are missing.
    CannotTell(Vec<Code>),
}

/// What is known of an activation; nothing for what is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The person is on the list of the month.
    pub on_list: Option<bool>,
    /// The answer that stands, if there is one.
    pub agreed: Option<Option<bool>>,
    /// The person has activated a voucher of the month.
    pub own_activation: Option<bool>,
    /// How many others have activated on the account in the month.
    pub others_on_account: Option<usize>,
    /// What the provider says.
    pub account_exists: Option<bool>,
}

impl Rules {
    /// **A**, as far as what it looks at is known (section 5).
    pub(super) fn activation_refused(&self, on: NaiveDate, known: &Known) -> Vec<Code> {
        let month = month_of(on);
        let agreed = known.agreed.filter(|_| known.on_list == Some(true) && self.consent.is_some());
        reasons(&[
            (!self.in_period(on), "outside_pilot"),
            (known.on_list == Some(false), "not_listed"),
            (agreed == Some(None), "awaiting_consent"),
            (agreed == Some(Some(false)), "consent_refused"),
            (on < self.window_first.of(month), "window_not_open"),
            (on > self.window_last.of(month), "window_closed"),
            (known.own_activation == Some(true), "voucher_already_activated"),
            (known.others_on_account.is_some_and(|others| others >= self.limit), "account_already_used"),
        ])
    }

    /// May a voucher be activated (N26)? A missing fact is never read as yes or no.
    #[must_use]
    pub fn preview(&self, known: &Known, on: NaiveDate) -> Preview {
        let mut refusals = self.activation_refused(on, known);
        if known.account_exists == Some(false) {
            refusals.push("account_unknown");
        }
        let missing = reasons(&[
            (known.on_list.is_none(), "listing"),
            (known.agreed.is_none() && self.consent.is_some(), "consent"),
            (known.own_activation.is_none(), "own_activation"),
            (known.others_on_account.is_none(), "account_use"),
            (known.account_exists.is_none(), "account_exists"),
        ]);
        if !refusals.is_empty() {
            let earliest = self.earliest(on, &refusals);
            Preview::No(refusals, earliest)
        } else if missing.is_empty() {
            Preview::Yes
        } else {
            Preview::CannotTell(missing)
        }
    }

    /// The earliest date on which the answer could be yes (N26): first that holds.
    fn earliest(&self, on: NaiveDate, refusals: &[Code]) -> Option<NaiveDate> {
        let month = month_of(on);
        let month_bound =
            ["window_closed", "voucher_already_activated", "account_already_used", "consent_refused"];
        let of_period =
            |from: NaiveDate| from.max(self.first).iter_days().take_while(|day| *day <= self.last);
        if refusals.iter().any(|code| month_bound.contains(code)) {
            of_period(first_day(next_month(month))).find(|day| self.in_its_window(*day))
        } else if on < self.first {
            of_period(self.first).find(|day| self.in_its_window(*day))
        } else if refusals.contains(&"window_not_open") {
            of_period(self.window_first.of(month)).find(|day| *day <= self.window_last.of(month))
        } else {
            None
        }
    }
}

/// What is due (N30); the order of the norm is the order here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// The start SMS to a person.
    StartSms(u64),
    /// The repeat SMS to a person.
    RepeatSms(u64),
    /// The register of a month.
    Register(Month),
}

/// A receipt, in tiyn (N29).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Before the discount.
    pub gross: u128,
    /// The discount.
    pub discount: u128,
    /// What remains to be paid.
    pub payable: u128,
}

impl Model {
    /// The stage of a person in a month, seen on a date (N18).
    #[must_use]
    pub fn stage(&self, iin: u64, month: Month, on: NaiveDate) -> Code {
        let Some(record) = self.records.get(&(iin, month)) else {
            return "not_listed";
        };
        let activated = self.activation(iin, month).is_some();
        let consent = self.rules.consent.as_ref();
        let silent = consent.is_some() && record.agreed.is_none();
        let stages = [
            (activated && self.registers_sent.contains(&month), "registered"),
            (activated, "activated"),
            (!record.on_list, "delisted"),
            (consent.is_some() && record.agreed == Some(false), "refused"),
            (silent && consent.is_some_and(|consent| on > consent.last_day.of(month)), "lapsed"),
            (silent && record.start_sms.is_none(), "to_ask"),
            (silent && record.repeat_sms.is_none(), "asked"),
            (silent, "reminded"),
            (on > self.rules.window_last.of(month), "expired"),
        ];
        stages.iter().find(|stage| stage.0).map_or("issued", |stage| stage.1)
    }

    /// The last day of a stage that waits for an answer or for activation (wire format, `status`).
    #[must_use]
    pub fn until(&self, stage: Code, month: Month) -> Option<NaiveDate> {
        match stage {
            "to_ask" | "asked" | "reminded" => {
                self.rules.consent.as_ref().map(|consent| consent.last_day.of(month))
            }
            "issued" => Some(self.rules.window_last.of(month)),
            _ => None,
        }
    }

    /// May this voucher be activated on this account on this date (N26)?
    #[must_use]
    pub fn preview(&self, iin: u64, account: &str, exists: Option<bool>, on: NaiveDate) -> Preview {
        self.rules.preview(&self.known(on, iin, account, exists), on)
    }

    /// The register of a month, as it may be formed on a date (N27).
    ///
    /// # Errors
    ///
    /// Every refusal of N17.
    pub fn register(&self, month: Month, on: NaiveDate) -> Result<Vec<Row>, Vec<Code>> {
        self.register_refused(month, on)?;
        let mut rows: Vec<Row> =
            self.activated.iter().filter(|row| month_of(row.on) == month).cloned().collect();
        rows.sort();
        Ok(rows)
    }

    /// How many people stand at each stage of a month, seen on a date (wire format, `summary`).
    #[must_use]
    pub fn summary(&self, month: Month, on: NaiveDate) -> Vec<(Code, usize)> {
        let stages = [
            "registered",
            "activated",
            "delisted",
            "refused",
            "lapsed",
            "to_ask",
            "asked",
            "reminded",
            "expired",
            "issued",
        ];
        let people = || self.records.keys().filter(|key| key.1 == month);
        let count = |stage| people().filter(|key| self.stage(key.0, month, on) == stage).count();
        stages.into_iter().map(|stage| (stage, count(stage))).collect()
    }

    /// What is due on a date, in the order of N30.
    #[must_use]
    pub fn due(&self, on: NaiveDate) -> Vec<Due> {
        let mut due: BTreeSet<Due> = BTreeSet::new();
        for ((iin, month), record) in &self.records {
            if on >= self.rules.register_due.of(*month) && !self.registers_sent.contains(month) {
                due.insert(Due::Register(*month));
            }
            let Some(consent) = &self.rules.consent else { continue };
            let may_ask = self.rules.in_period(on) && !self.rules.answers_closed(on);
            if *month != month_of(on) || !record.on_list || record.agreed.is_some() || !may_ask {
                continue;
            }
            match (record.start_sms, record.repeat_sms) {
                (None, _) => due.insert(Due::StartSms(*iin)),
                (Some(start), None) if (on - start).num_days() >= consent.repeat_after_days => {
                    due.insert(Due::RepeatSms(*iin))
                }
                (Some(_), _) => continue,
            };
        }
        due.into_iter().collect()
    }

    /// The receipt of an account for a month (N29): volume in 1/1000 m³, price in 1/10000 tenge, and terms in
    /// place of the regulation's as rate in 1/10000 and norm in 1/1000 m³, all within the bounds of N29.
    ///
    /// # Errors
    ///
    /// `discount_terms_unknown`, if a voucher was activated and nobody gives the terms.
    pub fn receipt(
        &self,
        month: Month,
        account: &str,
        volume: u128,
        price: u128,
        terms: Option<(u128, u128)>,
    ) -> Result<Receipt, Code> {
        let gross = round(volume * price, 100_000);
        let discount = match self.holder(account, month) {
            None => 0,
            Some(holder) => {
                let (rate, norm) =
                    terms.or_else(|| self.terms(holder, month)).ok_or("discount_terms_unknown")?;
                round(rate * volume.min(norm) * price, 1_000_000_000)
            }
        };
        Ok(Receipt { gross, discount, payable: gross - discount })
    }

    /// The first person to activate on an account in a month (N29).
    #[must_use]
    pub fn holder(&self, account: &str, month: Month) -> Option<u64> {
        let used = |row: &&Row| row.account == account && month_of(row.on) == month;
        self.activated.iter().find(used).map(|row| row.iin)
    }

    /// The regulation's terms for the region of a voucher's holder, the one last listed that month (N29).
    fn terms(&self, iin: u64, month: Month) -> Option<(u128, u128)> {
        let (rate, norms) = self.rules.discount.as_ref()?;
        let norm = norms.get(&self.records.get(&(iin, month))?.region)?;
        Some((*rate, *norm))
    }
}

/// Whole units, half away from zero (N29).
fn round(parts: u128, parts_in_unit: u128) -> u128 {
    (2 * parts + parts_in_unit) / (2 * parts_in_unit)
}
