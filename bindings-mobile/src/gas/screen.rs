//! The wallet's screen in one call.

use voucher_core::{
    Account, Language, Month,
    gas::{Action, Regulation},
};

use crate::{
    calendar::{DaysLeft, MonthPhase},
    error::VoucherError,
    gas::{
        facts::{GasMonthFacts, GasRefusedFact, Replayed},
        regulation::GasMonthCalendar,
        text::{GasReason, GasStageText, GasStepText},
    },
    value::CivilDate,
};

/// What the wallet's screen is asked with. One record, because each argument of its own is a buffer that Kotlin
/// must get from this library by a call.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct GasQuestion {
    /// What is known of the person's month.
    pub facts: GasMonthFacts,
    /// The rules.
    pub regulation: Regulation,
    /// The civil date in Kazakhstan.
    pub today: CivilDate,
    /// The language of the words.
    pub language: Language,
}

/// All that the wallet's screen shows of a month. Nothing here is about another month, whenever it is looked at.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct GasScreen {
    /// The month.
    pub month: Month,
    /// Where it lies, seen from the date. Only in its own month anything can be done.
    pub phase: MonthPhase,
    /// Where the person stands on the date (N18), with its words.
    pub stage: GasStageText,
    /// The last day on which the person can do what the stage asks for: to answer, or to activate. None where it asks for
    /// nothing.
    pub until: Option<CivilDate>,
    /// How long that is, in words.
    pub days_left: Option<DaysLeft>,
    /// What the person does next, or waits for, with its words; none where there is nothing to do, and where it cannot be done on
    /// the date.
    pub next: Option<GasStepText>,
    /// The account that was entered or activated on.
    pub account: Option<Account>,
    /// The day of activation.
    pub activated_on: Option<CivilDate>,
    /// What the person can do on the date, by all that is known here: these buttons may be lit.
    pub actions: Vec<Action>,
    /// Whether a confirmation would activate the voucher on the date: `actions` has it.
    pub can_confirm: bool,
    /// Why it would not; at least one reason where the button is dark. Empty where the voucher is activated, and in another
    /// month, where `phase` is the reason.
    pub cannot_confirm: Vec<GasReason>,
    /// The reasons to show: those of `cannot_confirm` that neither the words of the stage nor those of the next step say already.
    pub blocked: Vec<GasReason>,
    /// Where waiting can help: the first date on which the answer could be yes. Of a month ahead the first date on which a
    /// voucher of it can be activated.
    pub earliest: Option<CivilDate>,
    /// The dates of the month; none where it is no month of the rules.
    pub calendar: Option<GasMonthCalendar>,
    /// The facts that the rules refused; they changed nothing.
    pub refused: Vec<GasRefusedFact>,
}

/// Where a person stands in a month, what comes next, until when and in which words.
#[uniffi::export]
pub fn gas_screen(question: GasQuestion) -> Result<GasScreen, VoucherError> {
    let GasQuestion { facts, regulation, today, language } = question;
    let calendar = GasMonthCalendar::new(&regulation, facts.month);
    let (told, Replayed { ledger, refused, .. }) = facts.told(regulation, today);
    let GasMonthFacts { iin, month, .. } = facts;
    let person = ledger.people(month).into_iter().find(|person| person.iin == iin);
    Ok(GasScreen {
        month,
        phase: MonthPhase::of(month, today),
        stage: GasStageText::new(told.stage, language),
        until: told.until,
        days_left: told.until.and_then(|until| DaysLeft::new(until, today, language)),
        next: told.next.map(|step| GasStepText::new(step, language)),
        account: person.as_ref().and_then(|person| person.account),
        activated_on: person.and_then(|person| person.activated_on),
        actions: told.actions.iter().collect(),
        can_confirm: told.actions.contains(Action::Confirm),
        cannot_confirm: GasReason::all(told.cannot_confirm.iter(), language),
        blocked: GasReason::all(told.blocked.iter(), language),
        earliest: told.earliest,
        calendar,
        refused,
    })
}
