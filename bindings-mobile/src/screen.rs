//! The wallet's screen in one call.

use voucher_core::{
    Account, Fact, Iin, Language, Ledger, Month, Outcome, PersonMonth, Preview, Refusals, Regulation, Stage,
};

use crate::{
    error::VoucherError,
    facts::{MonthFacts, RefusedFact},
    regulation::MonthCalendar,
    text::{Reason, StageText, StepText},
    value::CivilDate,
};

/// What the wallet's screen is asked with. One record, because each argument of its own is a buffer that Kotlin
/// must get from this library by a call.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct WalletQuestion {
    /// What is known of the person's month.
    pub facts: MonthFacts,
    /// The rules.
    pub regulation: Regulation,
    /// The civil date in Kazakhstan.
    pub today: CivilDate,
    /// The language of the words.
    pub language: Language,
}

/// All that the wallet's screen shows of a month.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct WalletScreen {
    /// The month.
    pub month: Month,
    /// Where the person stands on the date (N18), with its words.
    pub stage: StageText,
    /// The last day on which the person can do what the stage waits for: to answer, or to activate.
    pub until: Option<CivilDate>,
    /// The step at which the activation stands, with its words; none before there is a voucher and where it is
    /// gone.
    pub next: Option<StepText>,
    /// The account that was entered or activated on.
    pub account: Option<Account>,
    /// The day of activation.
    pub activated_on: Option<CivilDate>,
    /// Whether a confirmation would be accepted on the date and activate the voucher, by all that is known
    /// here: the button may be lit.
    pub can_confirm: bool,
    /// Why no account, whichever it is, can be activated on the date; empty where one can.
    pub blocked: Vec<Reason>,
    /// Where waiting can help against `blocked`: the first date on which the answer could be yes.
    pub earliest: Option<CivilDate>,
    /// The dates of the month.
    pub calendar: MonthCalendar,
    /// The facts that the rules refused; they changed nothing.
    pub refused: Vec<RefusedFact>,
}

/// Where a person stands in a month, what comes next, until when and in which words.
#[uniffi::export]
pub fn wallet_screen(question: WalletQuestion) -> Result<WalletScreen, VoucherError> {
    let WalletQuestion { facts, regulation, today, language } = question;
    let calendar = MonthCalendar::new(&regulation, facts.month);
    let (mut ledger, refused) = facts.replay(regulation);
    let stage = ledger.stage(facts.iin, facts.month, today);
    let person = ledger.people(facts.month).into_iter().find(|person| person.iin == facts.iin);
    let (blocked, earliest) = blocked(&ledger, facts.iin, person.as_ref(), today)?;
    let next = has_voucher(stage).then(|| StepText::new(ledger.step(facts.iin, facts.month), language));
    let until = ledger.until(stage, facts.month);
    // Last, because it changes the ledger: asking by doing is the only way to decide nothing here.
    let confirmed = ledger.record(today, &Fact::Confirmed { iin: facts.iin });
    Ok(WalletScreen {
        month: facts.month,
        stage: StageText::new(stage, language),
        until,
        next,
        account: person.as_ref().and_then(|person| person.account),
        activated_on: person.and_then(|person| person.activated_on),
        can_confirm: matches!(confirmed, Outcome::Accepted { repeat: false, .. }),
        blocked: blocked.iter().map(|refusal| Reason::new(refusal, language)).collect(),
        earliest,
        calendar,
        refused,
    })
}

/// A stage with a voucher that can be, or is, activated.
const fn has_voucher(stage: Stage) -> bool {
    match stage {
        Stage::Registered | Stage::Activated | Stage::Issued => true,
        Stage::NotListed
        | Stage::Delisted
        | Stage::Refused
        | Stage::Lapsed
        | Stage::ToAsk
        | Stage::Asked
        | Stage::Reminded
        | Stage::Expired => false,
    }
}

/// The core's preview of the person's own account or, where none is entered, of one that nobody uses.
fn blocked(
    ledger: &Ledger,
    iin: Iin,
    person: Option<&PersonMonth>,
    today: CivilDate,
) -> Result<(Refusals, Option<CivilDate>), VoucherError> {
    let account = match person.and_then(|person| person.account) {
        Some(account) => account,
        None => Account::parse("0")?,
    };
    Ok(match ledger.preview(iin, account, Some(true), today) {
        Preview::No { refusals, earliest } => (refusals, earliest),
        Preview::Yes(_) | Preview::CannotTell(_) => (Refusals::NONE, None),
    })
}
