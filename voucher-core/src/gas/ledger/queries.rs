//! What a ledger is asked (N18, N26, N27, N29, N30).

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::Ledger;
use crate::{
    gas::{
        activation::{Activation, CommitKey, Preview, PreviewFacts, Step, conditions, earliest, preview},
        book::Record,
        consent::SmsKind,
        query::{Due, PersonMonth, Summary},
        receipt::{Receipt, receipt},
        refusal::{Refusal, Refusals},
        register::{Register, RegisterRow},
        regulation::DiscountTerms,
        stage::Stage,
        today::{Passed, Today},
    },
    value::{
        calendar::Month,
        identity::{Account, Iin},
        money::{Price, Volume},
        order,
    },
};

/// The queries: pure, about any date, resting on every fact accepted so far; none moves the clock (N9).
impl Ledger {
    /// The stage of a person in a month, seen on a date (N18).
    ///
    /// ```
    /// use voucher_core::{Iin, Month, gas::{Ledger, Regulation, Stage}, parse_date};
    ///
    /// let ledger = Ledger::new(Regulation::gas_2025_08());
    /// let (iin, month) = (Iin::parse("990101600002")?, Month::parse("2025-09")?);
    /// assert_eq!(ledger.stage(iin, month, parse_date("2025-09-07")?), Stage::NotListed);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn stage(&self, iin: Iin, month: Month, on: NaiveDate) -> Stage {
        let over = Passed::new(&self.regulation, month, on);
        let sent = self.register_is_sent(month);
        self.record_of(month, iin).stage(self.regulation.needs_consent(), sent, over)
    }

    /// The last day on which a person at a stage can still do what the stage asks for: to answer,
    /// or to activate.
    ///
    /// ```
    /// use voucher_core::{Month, gas::{Ledger, Regulation, Stage}};
    ///
    /// let (ledger, february) = (Ledger::new(Regulation::gas_2025_08()), Month::parse("2026-02")?);
    /// assert_eq!(ledger.until(Stage::Asked, february).unwrap().to_string(), "2026-02-28");
    /// assert_eq!(ledger.until(Stage::Issued, february).unwrap().to_string(), "2026-02-28");
    /// assert_eq!(ledger.until(Stage::Refused, february), None);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn until(&self, stage: Stage, month: Month) -> Option<NaiveDate> {
        match stage {
            Stage::ToAsk | Stage::Asked | Stage::Reminded => self.regulation.last_day_to_answer(month),
            Stage::Issued => Some(self.regulation.window_closes(month)),
            Stage::NotListed
            | Stage::Registered
            | Stage::Activated
            | Stage::Delisted
            | Stage::Refused
            | Stage::Lapsed
            | Stage::Expired => None,
        }
    }

    /// The step at which a person's activation of a month stands (N19-N23).
    ///
    /// ```
    /// use voucher_core::{Iin, Month, gas::{Ledger, Regulation, Step}};
    ///
    /// let ledger = Ledger::new(Regulation::gas_2025_08());
    /// let step = ledger.step(Iin::parse("990101600002")?, Month::parse("2025-09")?);
    /// assert_eq!(step, Step::EnterAccount);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn step(&self, iin: Iin, month: Month) -> Step {
        self.record_of(month, iin).activation.step()
    }

    /// May this person activate on this account on this date (N26)? The caller says whether the account
    /// exists, because the ledger keeps no earlier check.
    ///
    /// ```
    /// use voucher_core::{Account, Iin, gas::{Ledger, Preview, Refusal, Regulation}, parse_date};
    ///
    /// let ledger = Ledger::new(Regulation::gas_2025_08());
    /// let (iin, account) = (Iin::parse("990101600002")?, Account::parse("1")?);
    /// let Preview::No { refusals, .. } = ledger.preview(iin, account, None, parse_date("2025-09-07")?)
    ///     else { panic!() };
    /// assert!(refusals.iter().eq([Refusal::NotListed])); // a known refusal beats what is missing
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn preview(
        &self,
        iin: Iin,
        account: Account,
        account_exists: Option<bool>,
        on: NaiveDate,
    ) -> Preview {
        let month = Month::of(on);
        let known = self.preview_facts(month, &self.record_of(month, iin), account);
        preview(&self.regulation, &PreviewFacts { account_exists, ..known }, account, on)
    }

    /// Why this person can activate on no account on this date, whichever it is, and the earliest date on which
    /// waiting alone could help (A, N26); no refusal where a free account can be activated.
    ///
    /// ```
    /// use voucher_core::{Iin, gas::{Ledger, Refusal, Regulation}, parse_date};
    ///
    /// let (ledger, iin) = (Ledger::new(Regulation::gas_2025_08()), Iin::parse("990101600002")?);
    /// let (refusals, earliest) = ledger.obstacles(iin, parse_date("2025-09-06")?);
    /// assert!(refusals.iter().eq([Refusal::NotListed, Refusal::WindowNotOpen]));
    /// assert_eq!(earliest, Some(parse_date("2025-09-07")?));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn obstacles(&self, iin: Iin, on: NaiveDate) -> (Refusals, Option<NaiveDate>) {
        let (today, record) = (Today::new(&self.regulation, on), self.record_of(Month::of(on), iin));
        let known = PreviewFacts { others_on_account: Some(0), ..record.preview_facts() };
        let refusals = conditions(&self.regulation, &today, &known);
        let earliest = if refusals.is_empty() { None } else { earliest(&self.regulation, &today, refusals) };
        (refusals, earliest)
    }

    /// What the systems must do on a date: start SMS, repeat SMS, registers; by kind, then by iin
    /// or month (N30).
    ///
    /// ```
    /// use voucher_core::{gas::*, *};
    ///
    /// let mut ledger = Ledger::new(Regulation::gas_2025_08());
    /// let iin = Iin::parse("990101600002")?;
    /// let assistance = AssistanceSet::from_iter([Assistance::Housing]);
    /// ledger.record(parse_date("2025-09-14")?, &Fact::Listed { iin, region: Region::Almaty, assistance });
    /// assert_eq!(ledger.due(parse_date("2025-09-29")?), [Due::SendStartSms { iin }]);
    /// let september = Month::parse("2025-09")?;
    /// assert_eq!(ledger.due(parse_date("2025-09-30")?), [Due::SendRegister { month: september }]);
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn due(&self, on: NaiveDate) -> Vec<Due> {
        let registers = self
            .months
            .iter()
            .filter(|(month, book)| {
                !book.is_empty() && !book.register_sent && self.regulation.register_due(**month) <= on
            })
            .map(|(month, _)| Due::SendRegister { month: *month });
        let mut due = self.sms_due(&Today::new(&self.regulation, on));
        due.extend(registers);
        order::sort(&mut due);
        due
    }

    fn sms_due(&self, today: &Today) -> Vec<Due> {
        let due = |(iin, record): (Iin, Record)| {
            self.regulation.sms_due(today, &record).map(|kind| match kind {
                SmsKind::Start => Due::SendStartSms { iin },
                SmsKind::Repeat => Due::SendRepeatSms { iin },
            })
        };
        self.months.get(&today.month).into_iter().flat_map(|book| book.records().filter_map(due)).collect()
    }

    /// The register of a month, formed on a date (N27).
    ///
    /// # Errors
    ///
    /// [`Refusal::OutsidePilot`] where the month is none of the regulation's,
    /// [`Refusal::RegisterNotDue`] before its due date.
    ///
    /// ```
    /// use voucher_core::{Month, gas::{Ledger, Refusal, Refusals, Regulation}, parse_date};
    ///
    /// let (ledger, february) = (Ledger::new(Regulation::gas_2025_08()), Month::parse("2026-02")?);
    /// let early = ledger.register(february, parse_date("2026-02-28")?);
    /// assert_eq!(early, Err(Refusals::from_iter([Refusal::RegisterNotDue])));
    /// assert!(ledger.register(february, parse_date("2026-03-01")?).is_ok());
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn register(&self, month: Month, on: NaiveDate) -> Result<Register, Refusals> {
        let refusals = self.regulation.register_refusals(on, month);
        if !refusals.is_empty() {
            return Err(refusals);
        }
        let row = |(iin, record): (Iin, Record)| match record.activation {
            Activation::Done { account, channel, on } => {
                Some(RegisterRow { account, iin, activated_on: month.date(on.number()), channel })
            }
            Activation::None | Activation::Begun { .. } => None,
        };
        let rows = self.months.get(&month).into_iter().flat_map(|book| book.records().filter_map(row));
        Ok(Register::new(&self.regulation, month, rows.collect()))
    }

    /// The receipt of an account for a month (N29). `terms` take the place of the regulation's, which
    /// depend on the holder's region: the region last listed of the first person to activate on the account.
    ///
    /// # Errors
    ///
    /// [`Refusal::DiscountTermsUnknown`] where a voucher was activated and neither gives terms.
    ///
    /// ```
    /// use voucher_core::{Account, Month, Price, Tiyn, Volume, gas::{Ledger, Regulation}};
    ///
    /// let ledger = Ledger::new(Regulation::gas_2025_08());
    /// let (month, account) = (Month::parse("2025-09")?, Account::parse("1")?);
    /// let (volume, price) = (Volume::parse("10")?, Price::parse("20")?);
    /// let receipt = ledger.receipt(month, account, volume, price, None).unwrap();
    /// assert_eq!((receipt.gross(), receipt.discount()), (Tiyn::new(20_000), Tiyn::ZERO)); // no voucher
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn receipt(
        &self,
        month: Month,
        account: Account,
        volume: Volume,
        price: Price,
        terms: Option<DiscountTerms>,
    ) -> Result<Receipt, Refusals> {
        let Some(used) = self.account_use(month, account) else {
            return Ok(receipt(volume, price, None));
        };
        let published = || {
            let holder = self.record_of(month, used.first).listing?;
            self.regulation.discount_terms(holder.region())
        };
        match terms.or_else(published) {
            Some(terms) => Ok(receipt(volume, price, Some(terms))),
            None => Err(Refusals::from_iter([Refusal::DiscountTermsUnknown])),
        }
    }

    /// How many people stand at each stage of a month, seen on a date (N18).
    ///
    /// ```
    /// use voucher_core::{Month, gas::{Ledger, Regulation, Stage}, parse_date};
    ///
    /// let ledger = Ledger::new(Regulation::gas_2025_08());
    /// let summary = ledger.summary(Month::parse("2025-09")?, parse_date("2025-09-30")?);
    /// assert_eq!(summary.count(Stage::Lapsed), 0);
    /// assert_eq!(summary.iter().count(), 10); // every stage but `not_listed`
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn summary(&self, month: Month, on: NaiveDate) -> Summary {
        let over = Passed::new(&self.regulation, month, on);
        let mut summary = Summary::default();
        if let Some(book) = self.months.get(&month) {
            for (_, record) in book.records() {
                summary.add(record.stage(self.regulation.needs_consent(), book.register_sent, over));
            }
        }
        summary
    }

    /// The months that have at least one record, in order.
    ///
    /// ```
    /// use voucher_core::{Iin, Month, Region, gas::{Assistance, AssistanceSet, Fact, Ledger, Regulation}, parse_date};
    ///
    /// let mut ledger = Ledger::new(Regulation::gas_2025_08());
    /// let (iin, assistance) = (Iin::parse("990101600002")?, AssistanceSet::from_iter([Assistance::Housing]));
    /// ledger.record(parse_date("2025-09-01")?, &Fact::RegisterSent { month: Month::parse("2025-08")? });
    /// assert_eq!(ledger.months().count(), 0); // a register sent is no record of a person
    /// ledger.record(parse_date("2025-09-02")?, &Fact::Listed { iin, region: Region::Astana, assistance });
    /// assert!(ledger.months().eq([Month::parse("2025-09")?]));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn months(&self) -> impl Iterator<Item = Month> {
        self.months.iter().filter(|(_, book)| !book.is_empty()).map(|(month, _)| *month)
    }

    /// Every record of a month, by iin.
    ///
    /// ```
    /// use voucher_core::{Month, gas::{Ledger, Regulation}};
    ///
    /// let ledger = Ledger::new(Regulation::gas_2025_08());
    /// assert!(ledger.people(Month::parse("2025-09")?).is_empty());
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn people(&self, month: Month) -> Vec<PersonMonth> {
        let Some(book) = self.months.get(&month) else { return Vec::new() };
        let mut people: Vec<_> =
            book.records().filter_map(|(iin, record)| PersonMonth::new(month, iin, &record)).collect();
        order::sort_by_key(&mut people, |person| person.iin);
        people
    }

    /// The commit key of a person's activation of a month, if there is one (N25).
    ///
    /// ```
    /// use voucher_core::{Account, Iin, Month, Region, gas::{Assistance, AssistanceSet, Channel, Fact, Ledger, Regulation}, parse_date};
    ///
    /// let mut ledger = Ledger::new(Regulation::gas_2024_12()); // which needs no consent
    /// let (iin, account, on) = (Iin::parse("990101600002")?, Account::parse("0012345")?, parse_date("2024-12-07")?);
    /// let assistance = AssistanceSet::from_iter([Assistance::Housing]);
    /// let december = Month::of(on);
    /// for fact in [
    ///     Fact::Listed { iin, region: Region::Shymkent, assistance },
    ///     Fact::AccountEntered { iin, account, channel: Channel::EgovMobile },
    ///     Fact::OfferAccepted { iin },
    ///     Fact::AccountChecked { iin, account, exists: true },
    /// ] {
    ///     assert!(ledger.record(on, &fact).is_accepted());
    /// }
    /// assert_eq!(ledger.commit_key(iin, december), None);
    /// assert!(ledger.record(on, &Fact::Confirmed { iin }).is_accepted());
    /// assert_eq!(ledger.commit_key(iin, december).unwrap().account(), account);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn commit_key(&self, iin: Iin, month: Month) -> Option<CommitKey> {
        match self.record_of(month, iin).activation {
            Activation::Done { account, .. } => Some(CommitKey::new(month, account)),
            Activation::None | Activation::Begun { .. } => None,
        }
    }
}
