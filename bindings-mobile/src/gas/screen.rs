//! The wallet's screen in one call.

use voucher_core::{
    Account, Iin, Language, Month,
    gas::{Fact, Ledger, Outcome, Preview, Refusals, Regulation},
};

use crate::{
    calendar::MonthPhase,
    error::VoucherError,
    gas::{
        facts::{GasMonthFacts, GasRefusedFact},
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
    /// The last day on which the person can do what the stage waits for: to answer, or to activate.
    pub until: Option<CivilDate>,
    /// The step at which the activation stands, with its words; none before there is a voucher and where it is
    /// gone.
    pub next: Option<GasStepText>,
    /// The account that was entered or activated on.
    pub account: Option<Account>,
    /// The day of activation.
    pub activated_on: Option<CivilDate>,
    /// Whether a confirmation would be accepted on the date and activate the voucher, by all that is known
    /// here: the button may be lit.
    pub can_confirm: bool,
    /// Why no account, whichever it is, can be activated on the date; empty where one can, and in another month,
    /// where `phase` is the reason.
    pub blocked: Vec<GasReason>,
    /// Where waiting can help against `blocked`: the first date on which the answer could be yes. Of a month ahead
    /// the first date on which a voucher of it can be activated.
    pub earliest: Option<CivilDate>,
    /// The dates of the month.
    pub calendar: GasMonthCalendar,
    /// The facts that the rules refused; they changed nothing.
    pub refused: Vec<GasRefusedFact>,
}

/// Where a person stands in a month, what comes next, until when and in which words.
#[uniffi::export]
pub fn gas_screen(question: GasQuestion) -> Result<GasScreen, VoucherError> {
    let GasQuestion { facts, regulation, today, language } = question;
    let calendar = GasMonthCalendar::new(&regulation, facts.month);
    let (mut ledger, refused) = facts.replay(regulation);
    let GasMonthFacts { iin, month, .. } = facts;
    let phase = MonthPhase::of(month, today);
    let stage = ledger.stage(iin, month, today);
    let person = ledger.people(month).into_iter().find(|person| person.iin == iin);
    let account = person.as_ref().and_then(|person| person.account);
    let (blocked, earliest) = match phase {
        MonthPhase::Ahead => (Refusals::NONE, opens(&ledger, iin, account, month)),
        MonthPhase::Current => blocked(&ledger, iin, account, today),
        MonthPhase::Over => (Refusals::NONE, None),
    };
    let next = stage.has_voucher().then(|| GasStepText::new(ledger.step(iin, month), language));
    let until = ledger.until(stage, month);
    // Last, because it changes the ledger: asking by doing is the only way to decide nothing here.
    let confirmed = (phase == MonthPhase::Current).then(|| ledger.record(today, &Fact::Confirmed { iin }));
    Ok(GasScreen {
        month,
        phase,
        stage: GasStageText::new(stage, language),
        until,
        next,
        account,
        activated_on: person.and_then(|person| person.activated_on),
        can_confirm: matches!(confirmed, Some(Outcome::Accepted { repeat: false, .. })),
        blocked: GasReason::all(blocked.iter(), language),
        earliest,
        calendar,
        refused,
    })
}

/// Why the person's account or, where none is entered, any account cannot be activated.
fn blocked(
    ledger: &Ledger,
    iin: Iin,
    account: Option<Account>,
    on: CivilDate,
) -> (Refusals, Option<CivilDate>) {
    let Some(account) = account else { return ledger.obstacles(iin, on) };
    match ledger.preview(iin, account, Some(true), on) {
        Preview::No { refusals, earliest } => (refusals, earliest),
        Preview::Yes(_) | Preview::CannotTell(_) => (Refusals::NONE, None),
    }
}

/// The first day of the month's window that lies in the period, unless only a later month's can help.
fn opens(ledger: &Ledger, iin: Iin, account: Option<Account>, month: Month) -> Option<CivilDate> {
    let regulation = ledger.regulation();
    let first = regulation.window_opens(month).max(regulation.period().first);
    let (_, later) = blocked(ledger, iin, account, first);
    (regulation.has_month(month) && later.is_none()).then_some(first)
}
