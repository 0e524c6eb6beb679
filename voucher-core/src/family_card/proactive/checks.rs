//! The checks of a proactive regulation, in the order in which the first fault is named (*wire*).

use alloc::vec::Vec;

use super::{
    Proactive, ProactiveParts,
    benefits::{BaseRow, Benefits, BenefitsParts, Dated},
    canonical,
    form::{Checks as _, Faults},
};
use crate::{
    family_card::{kind::RegulationKind, service::Service},
    programme::{Programme, is_written},
    value::{
        calendar::Period,
        error::{Error, ErrorKind, causes, check},
        order::is_each_once,
    },
};

causes! {
    NoServices "no_services" "a regulation offers at least one service",
    DuplicateService "duplicate_service" "a service stands twice",
    SenderMalformed "sender_malformed" "a sender is not empty and has no white space at its ends",
    CodeTwice "code_twice" "a code stands twice",
    AnswerBelowOneDay "answer_below_one_day" "an answer counts for at least one day",
    BaseNotRising "base_not_rising" "base values end before they begin, or begin before those before them have ended",
    BaseNegative "base_negative" "a base value is not negative",
    RulesNotRising "rules_not_rising" "each row of a table begins after the row before",
    CountBelowOne "count_below_one" "a number of a table is at least 1",
}

impl Proactive {
    /// Checks the parts of a proactive regulation.
    ///
    /// # Errors
    ///
    /// The first that holds of `malformed_regulation`, `period_reversed`, `no_services`, `duplicate_service`,
    /// `sender_malformed`, `reply_code_malformed`, `code_twice`, `answer_below_one_day`, `base_not_rising`,
    /// `base_negative`, `rules_not_rising`, `rate_out_of_range`, `count_below_one`.
    ///
    /// ```
    /// use voucher_core::family_card::Proactive;
    ///
    /// let mut parts = Proactive::proactive_2025_09().parts().clone();
    /// parts.benefits.child_disability_carer[0].rate = Some("100.0001".into());
    /// assert_eq!(Proactive::new(parts).unwrap_err().code(), "rate_out_of_range");
    /// ```
    pub fn new(parts: ProactiveParts) -> Result<Self, Error> {
        let mut faults = Faults::default();
        let benefits = read(&parts, &mut faults)?;
        check(parts.period.first <= parts.period.last, ErrorKind::PeriodReversed)?;
        check(!parts.services.is_empty(), ErrorKind::NoServices)?;
        let once = is_each_once(&parts.services) && is_each_once(&parts.per_child);
        check(once, ErrorKind::DuplicateService)?;
        check(is_sent(&parts.sender), ErrorKind::SenderMalformed)?;
        let codes: Vec<_> = parts.agree_codes.iter().chain(&parts.refuse_codes).collect();
        check(codes.iter().all(|code| is_sent(code)), ErrorKind::ReplyCodeMalformed)?;
        check(is_each_once(&codes), ErrorKind::CodeTwice)?;
        check(parts.answer_within_days >= 1, ErrorKind::AnswerBelowOneDay)?;
        check(base_rises(&parts.benefits), ErrorKind::BaseNotRising)?;
        check(!faults.base_negative, ErrorKind::BaseNegative)?;
        check(rules_rise(&parts.benefits), ErrorKind::RulesNotRising)?;
        check(!faults.rate_out_of_range, ErrorKind::RateOutOfRange)?;
        check(!faults.count_below_one, ErrorKind::CountBelowOne)?;
        Ok(Self {
            digest: canonical::digest(&parts),
            services: parts.services.iter().copied().collect(),
            per_child: parts.per_child.iter().copied().collect(),
            benefits,
            parts,
        })
    }
}

/// Reads every text. A text that is no number, a year that the wire form cannot have and another programme or kind are
/// malformed.
fn read(
    parts: &ProactiveParts,
    faults: &mut Faults,
) -> Result<Benefits<super::Amount, super::Factor>, Error> {
    let of_here = parts.programme == Programme::FamilyCard && parts.kind == RegulationKind::Proactive;
    let base = parts.benefits.base.iter().map(|row| Period { first: row.first, last: row.last });
    let firsts = firsts_of_rules(&parts.benefits);
    let firsts = firsts.iter().flatten().map(|day| Period { first: *day, last: *day });
    let written = base.chain(firsts).chain([parts.period]).all(is_written);
    check(of_here && written, ErrorKind::MalformedRegulation)?;
    parts.benefits.check(faults)
}

/// Whether something that people send, or that sends to them, can be compared after trimming (K23): what is empty or has
/// ASCII white space at an end would match nothing, or every blank.
fn is_sent(text: &str) -> bool {
    !text.is_empty() && text.trim_ascii() == text
}

/// Each row of base values ends on or after its first day, and begins after the row before has ended.
fn base_rises(parts: &BenefitsParts) -> bool {
    let rows = &parts.base;
    let apart = |(before, next): (&BaseRow<_>, &BaseRow<_>)| before.last < next.first;
    rows.iter().all(|row| row.first <= row.last) && rows.iter().zip(rows.iter().skip(1)).all(apart)
}

/// Each row of rules begins after the row before, and so does each line by months.
fn rules_rise(parts: &BenefitsParts) -> bool {
    let lines = |row: &super::JobLossRow<_>| {
        let months: Vec<_> = row.by_months.iter().map(|line| line.months).collect();
        rises(&months)
    };
    firsts_of_rules(parts).iter().all(|firsts| rises(firsts)) && parts.job_loss.iter().all(lines)
}

fn rises<T: Ord>(items: &[T]) -> bool {
    items.iter().zip(items.iter().skip(1)).all(|(before, next)| before < next)
}

/// The first days of the rows of each service that has a table.
fn firsts_of_rules(parts: &BenefitsParts) -> [Vec<chrono::NaiveDate>; TABLES] {
    fn firsts<R: Dated>(rows: &[R]) -> Vec<chrono::NaiveDate> {
        rows.iter().map(Dated::first_day).collect()
    }
    [
        firsts(&parts.maternity),
        firsts(&parts.child_care),
        firsts(&parts.job_loss),
        firsts(&parts.breadwinner),
        firsts(&parts.child_disability_carer),
        firsts(&parts.disability),
        firsts(&parts.large_family),
        firsts(&parts.awarded_mother),
    ]
}

/// How many services have a table: those with rules of entitlement but targeted assistance.
const TABLES: usize = 8;

const _: () = assert!(
    TABLES + 1 + 3 == Service::ALL.len(),
    "a table a service, but for one without and three that are offered only"
);
