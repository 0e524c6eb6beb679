//! The library beside the naive model: the same facts to both, and every answer compared.
//!
//! What the library says is turned into the words of the model, and compared there.

use core::fmt;

use chrono::NaiveDate;
use voucher_core::{
    Account, Error, Iin, MissingDay, Month, Price, Volume,
    gas::{
        CommitKey, ConsentParts, ConsentScope, DayRule, DiscountParts, Due, Fact, Ledger, Outcome, Preview,
        Receipt, Refusals, Register, Regulation, Reply, SmsKind, Step,
    },
};

use crate::naive::{self, Answer, Code, ConsentRules, Day, Model, Row, Rules};

/// Nothing where the two agree, else what each of them says.
pub type Compared<T = ()> = Result<T, String>;

/// A fact as each of the two takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// As the library takes it.
    pub core: Fact,
    /// As the model takes it.
    pub naive: naive::Fact,
}

impl From<Fact> for Said {
    fn from(core: Fact) -> Self {
        Self { core, naive: naive_fact(&core) }
    }
}

/// The people and accounts that are asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cast {
    /// The people.
    pub people: Vec<Iin>,
    /// The accounts.
    pub accounts: Vec<Account>,
    volume: Volume,
    price: Price,
}

/// In 1/1000 m³ and in 1/10000 tenge, for the model: the same as of a [`Cast`].
const VOLUME_AND_PRICE: (u128, u128) = (700_123, 215_500);

impl Cast {
    /// So many people, up to three, and two accounts.
    ///
    /// # Errors
    ///
    /// None, unless the library reads its own examples no more.
    pub fn of(people: usize) -> Result<Self, Error> {
        let iins = ["990101600002", "990101600012", "990101600302"];
        Ok(Self {
            people: iins.iter().take(people).map(|iin| Iin::parse(iin)).collect::<Result<_, _>>()?,
            accounts: ["0012345", "A-7/B"]
                .iter()
                .map(|text| Account::parse(text))
                .collect::<Result<_, _>>()?,
            volume: Volume::parse("700.123")?,
            price: Price::parse("21.55")?,
        })
    }
}

/// A ledger of the library and a model that were told the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// First, because it is the quicker to differ.
    model: Model,
    ledger: Ledger,
}

impl Pair {
    /// Both without facts.
    #[must_use]
    pub fn new(regulation: &Regulation) -> Self {
        Self { model: Model::new(rules(regulation)), ledger: Ledger::new(regulation.clone()) }
    }

    /// The ledger of the library.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Tells both a fact, and compares what they say to it.
    ///
    /// # Errors
    ///
    /// Where they differ.
    pub fn record(&mut self, on: NaiveDate, fact: &Said) -> Compared<Answer> {
        let tried = self.ledger.trial(on, &fact.core);
        let core = self.ledger.record(on, &fact.core);
        same(format_args!("the trial of {:?} on {on}", fact.naive), &tried, &core)?;
        let core = answer(&core);
        let model = self.model.record(on, &fact.naive);
        same(format_args!("the answer to {:?} on {on}", fact.naive), &core, &model)?;
        Ok(model)
    }

    /// Compares all that can be asked on a date: about each of the cast, in its month and the month
    /// before. What the provider may say of an account is gone through for the first of the cast.
    ///
    /// # Errors
    ///
    /// Where they differ.
    pub fn observe(&self, on: NaiveDate, cast: &Cast) -> Compared {
        let month = Month::of(on);
        same(format_args!("what is due on {on}"), &due(&self.ledger.due(on)), &self.model.due(on))?;
        for month in [month.previous(), month] {
            self.observe_month(month, on, cast)?;
        }
        for (place, &iin) in cast.people.iter().enumerate() {
            let of_one: &[_] = if place == 0 { &[None, Some(true), Some(false)] } else { &[None] };
            for (&account, exists) in
                cast.accounts.iter().flat_map(|each| of_one.iter().map(move |of| (each, of)))
            {
                self.observe_preview(iin, account, *exists, on)?;
            }
        }
        Ok(())
    }

    fn observe_month(&self, month: Month, on: NaiveDate, cast: &Cast) -> Compared {
        let (ledger, model, naive) = (&self.ledger, &self.model, naive_month(month));
        let summary: Vec<(Code, usize)> =
            ledger.summary(month, on).iter().map(|(stage, count)| (stage.code(), count)).collect();
        let counted = model.summary(naive, on);
        same(format_args!("the summary of {month} on {on}"), &summary, &counted)?;
        let register = ledger.register(month, on).map(|register| rows(&register)).map_err(codes);
        same(format_args!("the register of {month} on {on}"), &register, &model.register(naive, on))?;
        for &iin in &cast.people {
            let stage = ledger.stage(iin, month, on);
            let of = format_args!("of {} in {month} on {on}", naive_iin(iin));
            same(format_args!("the stage {of}"), &stage.code(), &model.stage(naive_iin(iin), naive, on))?;
            let (core, model) = (ledger.until(stage, month), model.until(stage.code(), naive));
            same(format_args!("the last day {of}"), &core, &model)?;
        }
        let people = counted.iter().map(|stage| stage.1).sum();
        same(format_args!("the people of {month}"), &ledger.people(month).len(), &people)?;
        let there = ledger.months().any(|each| each == month);
        same(format_args!("whether {month} has records"), &there, &(people > 0))?;
        if there { self.observe_activations(month, cast) } else { Ok(()) }
    }

    /// The activations of a month: by person, and as an account's receipt shows them.
    fn observe_activations(&self, month: Month, cast: &Cast) -> Compared {
        let (ledger, model, naive) = (&self.ledger, &self.model, naive_month(month));
        let people = ledger.people(month);
        let rows = model.register(naive, ledger.regulation().register_due(month)).unwrap_or_default();
        for &iin in &cast.people {
            let row = rows.iter().find(|row| row.iin == naive_iin(iin));
            let (core, of) = (ledger.commit_key(iin, month), format_args!("{} in {month}", naive_iin(iin)));
            same(format_args!("the key of {of}"), &core.map(key), &row.map(|row| of_row(naive, row)))?;
            let done = ledger.step(iin, month) == Step::Done;
            same(format_args!("whether nothing is left to do for {of}"), &done, &row.is_some())?;
            let of_person = people.iter().find(|person| person.iin == iin);
            let activated = of_person.and_then(|person| person.activated_on);
            same(format_args!("the activation of {of}"), &activated, &row.map(|row| row.on))?;
        }
        let (volume, price) = VOLUME_AND_PRICE;
        for &account in &cast.accounts {
            let core = ledger.receipt(month, account, cast.volume, cast.price, None);
            let core = core.map(|core| receipt(&core)).map_err(codes);
            let naive = model.receipt(naive, account.expose_text(), volume, price, None);
            let of = account.expose_text();
            same(format_args!("the receipt of {of} for {month}"), &core, &naive.map_err(|code| vec![code]))?;
        }
        Ok(())
    }

    fn observe_preview(&self, iin: Iin, account: Account, exists: Option<bool>, on: NaiveDate) -> Compared {
        let core = self.ledger.preview(iin, account, exists, on);
        let (iin, text) = (naive_iin(iin), account.expose_text());
        let of = format_args!("of {iin} with {text}, existing: {exists:?}, on {on}");
        let model = self.model.preview(iin, text, exists, on);
        same(format_args!("the preview {of}"), &preview(&core), &model)?;
        if let Preview::Yes(core) = core {
            let model = ("gas".to_owned(), naive_month(Month::of(on)), text.to_owned());
            same(format_args!("the key in the preview {of}"), &key(core), &model)?;
        }
        Ok(())
    }
}

/// The facts, a line each, as the model has them.
#[must_use]
pub fn story(facts: &[(NaiveDate, Fact)]) -> String {
    facts.iter().map(|(on, fact)| format!("{on} {:?}\n", naive_fact(fact))).collect()
}

fn same<T: PartialEq + fmt::Debug>(what: fmt::Arguments<'_>, core: &T, model: &T) -> Compared {
    if core == model { Ok(()) } else { Err(format!("{what}:\n  library {core:?}\n  model   {model:?}")) }
}

/// The number of a person in the model.
#[must_use]
pub fn naive_iin(iin: Iin) -> u64 {
    iin.expose_digits().iter().fold(0, |number, digit| number * 10 + u64::from(digit - b'0'))
}

/// The month in the model.
#[must_use]
pub fn naive_month(month: Month) -> naive::Month {
    (month.year(), month.month_of_year())
}

/// The fact in the model. A reply that the library could not read is a text that is no code.
#[must_use]
pub fn naive_fact(fact: &Fact) -> naive::Fact {
    match *fact {
        Fact::Listed { iin, region, assistance } => naive::Fact::Listed {
            iin: naive_iin(iin),
            region: region.kato().to_owned(),
            assistance: assistance.iter().map(|kind| kind.code().to_owned()).collect(),
        },
        Fact::Delisted { iin } => naive::Fact::Delisted { iin: naive_iin(iin) },
        Fact::SmsSent { iin, kind } => {
            naive::Fact::SmsSent { iin: naive_iin(iin), repeat: kind == SmsKind::Repeat }
        }
        Fact::Replied { iin, reply } => naive::Fact::Replied {
            iin: naive_iin(iin),
            reply: match reply {
                Reply::Agree => naive::Reply::Agree,
                Reply::Refuse => naive::Reply::Refuse,
                Reply::Unrecognised => naive::Reply::Text("no code at all".to_owned()),
            },
        },
        Fact::AccountEntered { iin, account, channel } => naive::Fact::AccountEntered {
            iin: naive_iin(iin),
            account: account.expose_text().to_owned(),
            channel: channel.code(),
        },
        Fact::OfferAccepted { iin } => naive::Fact::OfferAccepted { iin: naive_iin(iin) },
        Fact::AccountChecked { iin, account, exists } => naive::Fact::AccountChecked {
            iin: naive_iin(iin),
            account: account.expose_text().to_owned(),
            exists,
        },
        Fact::Confirmed { iin } => naive::Fact::Confirmed { iin: naive_iin(iin) },
        Fact::RegisterSent { month } => naive::Fact::RegisterSent { month: naive_month(month) },
    }
}

/// What the library says to a fact, in the words of the model.
#[must_use]
pub fn answer(outcome: &Outcome) -> Answer {
    match *outcome {
        Outcome::Accepted { repeat, stage, next } => Answer {
            accepted: true,
            repeat,
            refusals: Vec::new(),
            stage: stage.map(voucher_core::gas::Stage::code),
            next: next.map(Step::code),
        },
        Outcome::Refused(refusals) => Answer { refusals: codes(refusals), ..Answer::default() },
    }
}

/// What the library says to a preview, in the words of the model.
#[must_use]
pub fn preview(preview: &Preview) -> naive::Preview {
    match *preview {
        Preview::Yes(_) => naive::Preview::Yes,
        Preview::No { refusals, earliest } => naive::Preview::No(codes(refusals), earliest),
        Preview::CannotTell(missing) => {
            naive::Preview::CannotTell(missing.iter().map(voucher_core::gas::MissingFact::code).collect())
        }
    }
}

fn codes(refusals: Refusals) -> Vec<Code> {
    refusals.iter().map(voucher_core::gas::Refusal::code).collect()
}

fn due(due: &[Due]) -> Vec<naive::Due> {
    let naive = |due: &Due| match *due {
        Due::SendStartSms { iin } => naive::Due::StartSms(naive_iin(iin)),
        Due::SendRepeatSms { iin } => naive::Due::RepeatSms(naive_iin(iin)),
        Due::SendRegister { month } => naive::Due::Register(naive_month(month)),
    };
    due.iter().map(naive).collect()
}

fn rows(register: &Register) -> Vec<Row> {
    let row = |row: &voucher_core::gas::RegisterRow| Row {
        account: row.account.expose_text().to_owned(),
        iin: naive_iin(row.iin),
        on: row.activated_on,
        channel: row.channel.code(),
    };
    register.rows().iter().map(row).collect()
}

fn receipt(receipt: &Receipt) -> naive::Receipt {
    naive::Receipt {
        gross: receipt.gross().tiyn().into(),
        discount: receipt.discount().tiyn().into(),
        payable: receipt.payable().tiyn().into(),
    }
}

/// Programme, month and account (N25).
type Key = (String, naive::Month, String);

fn key(key: CommitKey) -> Key {
    (key.programme().code().to_owned(), naive_month(key.month()), key.account().expose_text().to_owned())
}

fn of_row(month: naive::Month, row: &Row) -> Key {
    ("gas".to_owned(), month, row.account.clone())
}

/// The regulation as the model has it.
#[must_use]
pub fn rules(regulation: &Regulation) -> Rules {
    let parts = regulation.parts();
    Rules {
        first: parts.period.first,
        last: parts.period.last,
        regions: parts.regions.iter().cloned().collect(),
        assistance: parts.assistance.iter().map(|kind| kind.code().to_owned()).collect(),
        list_closes: day(parts.list_closes),
        consent: parts.consent.as_ref().map(consent),
        window_first: day(parts.window.first),
        window_last: day(parts.window.last),
        limit: usize::try_from(parts.activations_per_account).unwrap_or_default(),
        register_due: day(parts.register_due),
        discount: parts.discount.as_ref().map(|terms| {
            let norms = terms.norms_m3.iter().map(|(kato, norm)| (kato.clone(), parts_of_one(norm, 3)));
            (parts_of_one(&terms.rate, 4), norms.collect())
        }),
    }
}

fn day(rule: DayRule) -> Day {
    let day = u32::try_from(rule.day).unwrap_or_default();
    Day { day, next_month: rule.if_missing == MissingDay::FirstDayOfNextMonth }
}

fn consent(consent: &ConsentParts) -> ConsentRules {
    ConsentRules {
        until_withdrawn: consent.scope == ConsentScope::UntilWithdrawn,
        repeat_after_days: consent.repeat_after_days.into(),
        last_day: day(consent.last_day),
        agree_codes: consent.agree_codes.clone(),
        refuse_codes: consent.refuse_codes.clone(),
    }
}

/// A decimal as a whole number of its smallest parts.
fn parts_of_one(decimal: &str, decimals: usize) -> u128 {
    let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
    format!("{whole}{fraction:0<decimals$}").parse().unwrap_or_default()
}

/// A day of month that stands for the last day where it is missing.
#[must_use]
pub const fn or_last_day(day: i32) -> DayRule {
    DayRule { day, if_missing: MissingDay::LastDayOfMonth }
}

/// A day of month that stands for the first day of the next month where it is missing.
#[must_use]
pub const fn or_next_month(day: i32) -> DayRule {
    DayRule { day, if_missing: MissingDay::FirstDayOfNextMonth }
}

/// `gas-2025-08` with one thing changed at a time, each under a telling id.
///
/// # Errors
///
/// None, unless the library takes one of them no more.
pub fn changes() -> Result<Vec<Regulation>, Error> {
    let published = Regulation::gas_2025_08();
    let changed = |id: &str, change: fn(&mut voucher_core::gas::RegulationParts)| {
        published.changed(|parts| {
            parts.id = id.to_owned();
            change(parts);
        })
    };
    [
        changed("no-consent", |parts| parts.consent = None),
        changed("until-withdrawn", |parts| {
            parts.consent.iter_mut().for_each(|consent| consent.scope = ConsentScope::UntilWithdrawn);
        }),
        changed("two-an-account", |parts| parts.activations_per_account = 2),
        changed("days-or-next-month", |parts| {
            parts.list_closes = or_next_month(29);
            parts.window = voucher_core::gas::Window { first: or_next_month(1), last: or_next_month(28) };
            parts.register_due = or_next_month(29);
            parts.consent.iter_mut().for_each(|consent| consent.last_day = or_next_month(31));
        }),
        changed("days-or-last-day", |parts| {
            parts.list_closes = or_last_day(31);
            parts.window = voucher_core::gas::Window { first: or_last_day(29), last: or_last_day(30) };
            parts.register_due = or_next_month(31);
            parts.consent.iter_mut().for_each(|consent| {
                consent.last_day = or_last_day(28);
                consent.repeat_after_days = 1;
            });
        }),
        changed("window-of-one-day", |parts| {
            parts.window = voucher_core::gas::Window { first: or_last_day(30), last: or_last_day(30) };
            parts.register_due = or_next_month(31);
            parts.list_closes = or_next_month(30);
        }),
        changed("ends-as-a-window-opens", |parts| parts.period.last = date(2026, 6, 7)),
        changed("ends-before-a-window-opens", |parts| parts.period.last = date(2026, 6, 6)),
        changed("starts-as-a-window-closes", |parts| parts.period.first = date(2025, 8, 29)),
        changed("starts-after-a-window", |parts| parts.period.first = date(2025, 8, 30)),
        changed("one-kind-that-counts", |parts| {
            parts.assistance = vec![voucher_core::gas::Assistance::Housing];
            parts.discount = Some(DiscountParts {
                rate: "0.3335".to_owned(),
                norms_m3: [("27".to_owned(), "500.5".to_owned())].into(),
                rounding: voucher_core::gas::Rounding::HalfAwayFromZero,
            });
        }),
    ]
    .into_iter()
    .collect()
}

/// A date that exists.
#[must_use]
pub fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}
