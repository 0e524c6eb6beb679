//! A wallet of several programmes: a card for each thing that a person has, what is due first at the top, and the days on which to
//! remind them (N40).

use voucher_core::{
    Language, Programme, Reference,
    family_card::{NextStep, Proactive, Stage as OfferStage},
    gas::{Action, Regulation as GasRegulation},
    meals::{Refusal as MealRefusal, Regulation as MealRegulation, Stage as MealStage},
    medicines::{Refusal as PrescriptionRefusal, Regulation as PrescriptionRegulation},
    programme::{PersonAction, ReminderKind, Timing, Urgency},
    targeted_assistance::{Figures, Regulation as AssistanceRegulation, Stage as AssistanceStage},
};

use crate::{
    calendar::{DaysLeft, MonthPhase},
    error::VoucherError,
    family_card::{OfferButton, OfferFacts, offer_screen},
    gas::{GasMonthFacts, GasStageText},
    meals::{MealButton, MealMonthFacts, MealToday, meal_screen},
    medicines::{PrescriptionFacts, prescription_screen},
    targeted_assistance::{ApplicationFacts, AssistanceButton, application_screen},
    value::CivilDate,
};

/// How soon a person has to look at a card (N40).
#[uniffi::remote(Enum)]
pub enum Urgency {
    /// Something waits for the person, who can do it now.
    ToDo,
    /// It goes on without the person for now.
    Waiting,
    /// Nothing more is to be done, in whichever way it ended.
    Settled,
}

/// What a person can do about a card (N40).
#[uniffi::remote(Enum)]
pub enum PersonAction {
    /// Consent.
    Agree,
    /// Refuse.
    Refuse,
    /// Enter a personal account.
    EnterAccount,
    /// Accept an offer's terms.
    AcceptOffer,
    /// Confirm what was entered.
    Confirm,
    /// Activate a voucher.
    Activate,
    /// Collect what is handed out.
    Collect,
    /// Confirm an account for payments.
    ConfirmAccount,
    /// Complete an application.
    CompleteApplication,
    /// Sign a social contract.
    SignContract,
    /// Refuse a social contract.
    RefuseContract,
    /// Apply in the ordinary way.
    Apply,
}

/// What a person is reminded of (N40).
#[uniffi::remote(Enum)]
pub enum ReminderKind {
    /// The first day on which it can be done.
    Opens,
    /// Three days follow.
    ThreeDaysLeft,
    /// The last day.
    LastDay,
}

/// Something of a person, as its own screen is asked for it.
#[derive(Clone, Debug, PartialEq, uniffi::Enum)]
pub enum WalletHolding {
    /// A month of gas vouchers.
    Gas {
        /// What is known of it.
        facts: GasMonthFacts,
        /// Its rules.
        regulation: GasRegulation,
    },
    /// A child's month of school meals.
    Meals {
        /// What is known of it.
        facts: MealMonthFacts,
        /// Its rules.
        regulation: MealRegulation,
    },
    /// All prescriptions of a patient; a card each.
    Prescriptions {
        /// What is known of them.
        facts: PrescriptionFacts,
        /// Their rules.
        regulation: PrescriptionRegulation,
    },
    /// An offer from 1414.
    Offer {
        /// What is known of it.
        facts: OfferFacts,
        /// Its rules.
        regulation: Proactive,
    },
    /// An application for targeted assistance.
    Application {
        /// What is known of it.
        facts: ApplicationFacts,
        /// Its rules.
        regulation: AssistanceRegulation,
        /// The figures of its region and quarter.
        figures: Figures,
    },
}

/// A card of the wallet.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct WalletCard {
    /// The place among what was handed in, from 0: whose screen the card opens.
    pub holding: u32,
    /// The prescription, the application, or the event of the offer; none of a month.
    pub reference: Option<Reference>,
    /// The programme.
    pub programme: Programme,
    /// Its name in at most 25 characters.
    pub programme_title: String,
    /// The stable code of the stage, among those of its programme.
    pub stage: String,
    /// The stage in at most 25 characters.
    pub title: String,
    /// The stage in words.
    pub text: String,
    /// How soon the person has to look at it.
    pub urgency: Urgency,
    /// What the person can do on the date.
    pub actions: Vec<WalletAction>,
    /// The first day on which it can be done, where that is ahead and known.
    pub from: Option<CivilDate>,
    /// The last day on which it can be done, where there is one.
    pub until: Option<CivilDate>,
    /// How long that is, in words.
    pub days_left: Option<DaysLeft>,
}

/// What the person can do, with its name.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct WalletAction {
    /// The action.
    pub action: PersonAction,
    /// Its stable code.
    pub code: String,
    /// Its name in at most 20 characters: a button.
    pub label: String,
}

/// A day on which to remind a person.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct WalletReminder {
    /// The day, after the date.
    pub on: CivilDate,
    /// What of.
    pub kind: ReminderKind,
    /// The place of what it is about among what was handed in, from 0.
    pub holding: u32,
    /// The prescription, the application, or the event of the offer; none of a month.
    pub reference: Option<Reference>,
    /// The name of the programme: the title of a notification.
    pub title: String,
    /// The words for that day: the body of a notification.
    pub text: String,
}

/// The cards of a person, what is due first at the top; what is due alike stays in the order in which it was handed in.
#[uniffi::export]
pub fn wallet(
    holdings: Vec<WalletHolding>,
    today: CivilDate,
    language: Language,
) -> Result<Vec<WalletCard>, VoucherError> {
    let mut cards = Vec::with_capacity(holdings.len());
    for (holding, place) in holdings.into_iter().zip(0..) {
        let shown = Shown::of(holding, today, language)?;
        cards.extend(
            shown.into_iter().map(|shown| (shown.timing.due_first(), shown.card(place, today, language))),
        );
    }
    cards.sort_by_key(|(due_first, _)| *due_first);
    Ok(cards.into_iter().map(|(_, card)| card).collect())
}

/// The days ahead on which to remind a person, in order: for the system's notifications, to be asked anew whenever something has
/// happened.
#[uniffi::export]
pub fn reminders(
    holdings: Vec<WalletHolding>,
    today: CivilDate,
    language: Language,
) -> Result<Vec<WalletReminder>, VoucherError> {
    let mut reminders = Vec::new();
    for (holding, place) in holdings.into_iter().zip(0..) {
        for shown in Shown::of(holding, today, language)? {
            reminders.extend(shown.reminders(place, today, language));
        }
    }
    reminders.sort_by_key(|reminder| (reminder.on, reminder.kind));
    Ok(reminders)
}

/// What a programme's own screen says of one thing.
struct Shown {
    programme: Programme,
    reference: Option<Reference>,
    stage: String,
    title: String,
    text: String,
    timing: Timing,
    actions: Vec<PersonAction>,
}

impl Shown {
    fn of(holding: WalletHolding, today: CivilDate, language: Language) -> Result<Vec<Self>, VoucherError> {
        Ok(match holding {
            WalletHolding::Gas { facts, regulation } => vec![gas(&facts, regulation, today, language)],
            WalletHolding::Meals { facts, regulation } => vec![meals(facts, regulation, today, language)?],
            WalletHolding::Prescriptions { facts, regulation } => {
                prescriptions(facts, regulation, today, language)?
            }
            WalletHolding::Offer { facts, regulation } => vec![offer(facts, regulation, today, language)?],
            WalletHolding::Application { facts, regulation, figures } => {
                vec![application(facts, regulation, figures, today, language)?]
            }
        })
    }

    fn card(self, holding: u32, today: CivilDate, language: Language) -> WalletCard {
        let Timing { urgency, from, until } = self.timing;
        WalletCard {
            holding,
            reference: self.reference,
            programme: self.programme,
            programme_title: self.programme.title().in_language(language).to_owned(),
            stage: self.stage,
            title: self.title,
            text: self.text,
            urgency,
            actions: self.actions.into_iter().map(|action| WalletAction::new(action, language)).collect(),
            from,
            until,
            days_left: until.and_then(|until| DaysLeft::new(until, today, language)),
        }
    }

    fn reminders(
        &self,
        holding: u32,
        today: CivilDate,
        language: Language,
    ) -> impl Iterator<Item = WalletReminder> {
        let title = self.programme.title().in_language(language);
        self.timing.reminders(today).into_iter().map(move |reminder| WalletReminder {
            on: reminder.on,
            kind: reminder.kind,
            holding,
            reference: self.reference,
            title: title.to_owned(),
            text: reminder.kind.text(language),
        })
    }
}

impl WalletAction {
    fn new(action: PersonAction, language: Language) -> Self {
        let label = action.label().in_language(language).to_owned();
        Self { action, code: action.code().to_owned(), label }
    }
}

fn gas(facts: &GasMonthFacts, regulation: GasRegulation, today: CivilDate, language: Language) -> Shown {
    let (told, _) = facts.told(regulation, today);
    let GasStageText { code, title, text, .. } = GasStageText::new(told.stage, language);
    Shown {
        programme: Programme::Gas,
        reference: None,
        stage: code,
        title,
        text,
        timing: told.timing(),
        actions: told.actions.iter().map(Action::of_person).collect(),
    }
}

fn meals(
    facts: MealMonthFacts,
    regulation: MealRegulation,
    today: CivilDate,
    language: Language,
) -> Result<Shown, VoucherError> {
    let opens = regulation.period().first;
    let screen = meal_screen(facts, regulation, today, language)?;
    let actions = lit(screen.today.iter().flat_map(|today| {
        [
            (today.agree == MealButton::Lit, PersonAction::Agree),
            (today.refuse == MealButton::Lit, PersonAction::Refuse),
            (today.activate == MealButton::Lit, PersonAction::Activate),
        ]
    }));
    let asks_for = match screen.stage.stage {
        MealStage::ToNotify | MealStage::Notified => Some(PersonAction::Agree),
        MealStage::ToActivate => Some(PersonAction::Activate),
        MealStage::NotListed
        | MealStage::Delisted
        | MealStage::Ended
        | MealStage::Refused
        | MealStage::Active => None,
    };
    let asks_for = asks_for.filter(|_| screen.phase != MonthPhase::Over);
    let timing = timing(asks_for.map(|action| actions.contains(&action)), screen.until);
    // Before the period nothing but the period stands against it.
    let opens_here = |today: &MealToday| match &today.agree {
        MealButton::Dark { reasons } => {
            reasons.iter().all(|reason| reason.refusal == MealRefusal::OutsidePilot)
        }
        MealButton::Lit | MealButton::Done => false,
    };
    let is_ahead = today < opens && opens <= screen.month.last_day() && timing.urgency == Urgency::Waiting;
    let from = (is_ahead && screen.today.as_ref().is_some_and(opens_here)).then_some(opens);
    Ok(Shown {
        programme: Programme::Meals,
        reference: None,
        stage: screen.stage.code,
        title: screen.stage.title,
        text: screen.stage.text,
        timing: Timing { from, ..timing },
        actions,
    })
}

fn prescriptions(
    facts: PrescriptionFacts,
    regulation: PrescriptionRegulation,
    today: CivilDate,
    language: Language,
) -> Result<Vec<Shown>, VoucherError> {
    let has_ended = regulation.period().last < today;
    let screen = prescription_screen(facts, regulation, today, language)?;
    let shown = screen.prescriptions.into_iter().map(|shown| {
        let is_open = shown.stage.stage.is_open() && !has_ended;
        let can_collect = is_open.then_some(shown.blocked.is_empty());
        // Before the day of issue nothing but that day stands against it.
        let opens = shown.issued_on;
        let opens_here =
            shown.blocked.iter().all(|reason| reason.refusal == PrescriptionRefusal::BeforeIssue);
        let is_ahead = today < opens && can_collect == Some(false);
        let from = (is_ahead && opens_here).then_some(opens);
        Shown {
            programme: Programme::Medicines,
            reference: Some(shown.prescription),
            stage: shown.stage.code,
            title: shown.stage.title,
            text: shown.stage.text,
            timing: Timing { from, ..timing(can_collect, shown.until) },
            actions: lit([(can_collect == Some(true), PersonAction::Collect)]),
        }
    });
    Ok(shown.collect())
}

fn offer(
    facts: OfferFacts,
    regulation: Proactive,
    today: CivilDate,
    language: Language,
) -> Result<Shown, VoucherError> {
    let event = facts.key.event;
    let screen = offer_screen(facts, regulation, today, language)?;
    let stage = screen.stage.stage;
    let actions = lit([
        (screen.agree == OfferButton::Lit, PersonAction::Agree),
        (screen.refuse == OfferButton::Lit, PersonAction::Refuse),
        (screen.confirm_account == OfferButton::Lit, PersonAction::ConfirmAccount),
        (stage.next() == Some(NextStep::Apply), PersonAction::Apply),
    ]);
    let can_act = match stage {
        OfferStage::Asked => Some(actions.contains(&PersonAction::Agree)),
        OfferStage::AwaitingAccount => Some(actions.contains(&PersonAction::ConfirmAccount)),
        OfferStage::ToAsk | OfferStage::Agreed => Some(false),
        OfferStage::NotArisen
        | OfferStage::Assigned
        | OfferStage::Refused
        | OfferStage::Lapsed
        | OfferStage::Expired => None,
    };
    Ok(Shown {
        programme: Programme::FamilyCard,
        reference: Some(event),
        stage: screen.stage.code,
        title: screen.stage.title,
        text: screen.stage.text,
        timing: timing(can_act, screen.until),
        actions,
    })
}

/// The day of the service is the office's, so it is none of the card's.
fn application(
    facts: ApplicationFacts,
    regulation: AssistanceRegulation,
    figures: Figures,
    today: CivilDate,
    language: Language,
) -> Result<Shown, VoucherError> {
    let application = facts.application;
    let screen = application_screen(facts, regulation, figures, today, language)?;
    let stage = screen.stage.stage;
    let actions = lit([
        (
            stage == AssistanceStage::ToComplete && screen.blocked.is_empty(),
            PersonAction::CompleteApplication,
        ),
        (screen.sign_contract == AssistanceButton::Lit, PersonAction::SignContract),
        (screen.refuse_contract == AssistanceButton::Lit, PersonAction::RefuseContract),
    ]);
    let can_act = match stage {
        AssistanceStage::ToComplete => Some(actions.contains(&PersonAction::CompleteApplication)),
        AssistanceStage::ToSign => Some(actions.contains(&PersonAction::SignContract)),
        AssistanceStage::Collecting
        | AssistanceStage::ToSurvey
        | AssistanceStage::ToConclude
        | AssistanceStage::ToDecide => Some(false),
        AssistanceStage::NoApplication | AssistanceStage::Assigned | AssistanceStage::Refused => None,
    };
    Ok(Shown {
        programme: Programme::TargetedAssistance,
        reference: Some(application),
        stage: screen.stage.code,
        title: screen.stage.title,
        text: screen.stage.text,
        timing: timing(can_act, None),
        actions,
    })
}

/// The timing of what the person can do or waits for; none is settled.
fn timing(can_act: Option<bool>, until: Option<CivilDate>) -> Timing {
    match can_act {
        None => Timing::SETTLED,
        Some(true) => Timing { urgency: Urgency::ToDo, from: None, until },
        Some(false) => Timing { urgency: Urgency::Waiting, from: None, until },
    }
}

/// The actions whose buttons are lit.
fn lit(buttons: impl IntoIterator<Item = (bool, PersonAction)>) -> Vec<PersonAction> {
    buttons.into_iter().filter(|(lit, _)| *lit).map(|(_, action)| action).collect()
}
