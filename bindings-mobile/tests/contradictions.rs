//! No screen contradicts itself, nor does its card (F25, N36, N40): a law a row of what phones showed, in all programmes after gas over
//! every path of a few facts, every day of the time concerned and every language.

pub(crate) mod applications;
mod edges;
pub(crate) mod meals;
pub(crate) mod offers;
pub(crate) mod prescriptions;
mod rights;

use std::{collections::BTreeSet, slice::from_ref};

use voucher_core::{
    Journal, Language,
    programme::{PersonAction, Texts, Urgency},
};
use voucher_core_mobile::{
    CivilDate, DaysLeft, FactLine,
    family_card::offer_screen,
    meals::meal_screen,
    medicines::prescription_screen,
    targeted_assistance::application_screen,
    wallet::{WalletCard, WalletHolding, wallet},
};

use crate::{LANGUAGES, day};

/// Every path: of each step one of its facts or none.
fn paths(steps: &[&[FactLine]]) -> Vec<Vec<FactLine>> {
    steps.iter().fold(vec![vec![]], |paths, step| {
        let with = |path: &Vec<FactLine>, fact: &FactLine| [&path[..], from_ref(fact)].concat();
        let longer: Vec<_> = paths.iter().flat_map(|path| step.iter().map(|fact| with(path, fact))).collect();
        [paths, longer].concat()
    })
}

/// What a ledger makes of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taken {
    Changes,
    Repeats,
    No,
}

/// A button of whichever programme: to press it changes something, or repeats it, or is refused for reasons in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    Lit,
    Done,
    Dark(Vec<String>),
}

impl Shown {
    fn taken(&self) -> Taken {
        match self {
            Self::Lit => Taken::Changes,
            Self::Done => Taken::Repeats,
            Self::Dark(_) => Taken::No,
        }
    }

    fn reasons(&self) -> &[String] {
        match self {
            Self::Lit | Self::Done => &[],
            Self::Dark(reasons) => reasons,
        }
    }
}

macro_rules! shown {
    ($Button:ident, $button:expr) => {
        match $button {
            $Button::Lit => Shown::Lit,
            $Button::Done => Shown::Done,
            $Button::Dark { reasons } => {
                Shown::Dark(reasons.iter().map(|reason| reason.text.clone()).collect())
            }
        }
    };
}

use shown;

/// What a screen of whichever programme says.
#[derive(Default)]
pub(crate) struct Told {
    pub(crate) title: String,
    /// The words of the stage, then all that is read beside them: what is next, what stands against it.
    pub(crate) words: Vec<String>,
    /// The person's last day.
    pub(crate) until: Option<CivilDate>,
    pub(crate) days_left: Option<DaysLeft>,
    /// What is asked of the person.
    pub(crate) asks: Option<PersonAction>,
    pub(crate) buttons: Vec<(PersonAction, Shown)>,
}

impl Told {
    fn all_words(&self) -> impl Iterator<Item = &String> {
        let reasons = self.buttons.iter().flat_map(|(_, shown)| shown.reasons());
        [&self.title].into_iter().chain(&self.words).chain(reasons)
    }
}

/// Something that a person holds, the journal that was told its lines, the days to look at it, and the fact by which the person does
/// something.
pub(crate) struct Held {
    pub(crate) holding: WalletHolding,
    lines: Vec<FactLine>,
    journal: Journal,
    days: Vec<CivilDate>,
    fact: fn(&Held, PersonAction, CivilDate) -> FactLine,
}

impl Held {
    fn new(
        holding: WalletHolding,
        lines: &[FactLine],
        mut journal: Journal,
        days: impl Iterator<Item = CivilDate>,
        fact: fn(&Held, PersonAction, CivilDate) -> FactLine,
    ) -> Self {
        for line in lines {
            journal.answer(line.0.as_bytes());
        }
        Self { holding, lines: lines.to_vec(), journal, days: days.collect(), fact }
    }

    /// What a server says to a fact after the lines.
    fn taken(&self, fact: &FactLine) -> Taken {
        let answer = self.journal.clone().answer(fact.0.as_bytes()).unwrap();
        match (answer.contains(r#""accepted":true"#), answer.contains(r#""repeat":true"#)) {
            (true, false) => Taken::Changes,
            (true, true) => Taken::Repeats,
            (false, _) => {
                assert!(answer.contains(r#""accepted":false"#), "no fact: {answer}");
                Taken::No
            }
        }
    }

    /// What a server says to what the person does on a date.
    fn does(&self, action: PersonAction, on: CivilDate) -> Taken {
        self.taken(&(self.fact)(self, action, on))
    }

    /// Whether a clock that shows a date is behind some of the lines, so that none is taken (N9).
    pub(crate) fn is_behind(&self, today: CivilDate) -> bool {
        let on = |line: &FactLine| day(line.0.rsplit_once(r#""on":""#).unwrap().1.trim_end_matches(r#""}"#));
        self.lines.iter().any(|line| today < on(line))
    }

    /// Where a law does not hold.
    fn place(&self, today: CivilDate) -> String {
        let names = self.lines.iter().map(|line| line.0.split('"').nth(3).unwrap());
        let names: Vec<_> = names.filter(|name| *name != "evidence_answered").collect();
        format!("{names:?} of {} lines on {today}", self.lines.len())
    }

    /// All that its screen says; none of a patient who has no prescription.
    fn told(&self, today: CivilDate, language: Language) -> Option<Told> {
        match self.holding.clone() {
            WalletHolding::Gas { .. } => None,
            WalletHolding::Meals { facts, regulation } => {
                Some(meals::told(meal_screen(facts, regulation, today, language).unwrap()))
            }
            WalletHolding::Prescriptions { facts, regulation } => {
                let last = regulation.period().last;
                let screen = prescription_screen(facts, regulation, today, language).unwrap();
                prescriptions::told(screen, today <= last)
            }
            WalletHolding::Offer { facts, regulation } => {
                Some(offers::told(offer_screen(facts, regulation, today, language).unwrap()))
            }
            WalletHolding::Application { facts, regulation, figures } => {
                let screen = application_screen(facts, regulation, figures, today, language).unwrap();
                Some(applications::told(screen, today))
            }
        }
    }

    pub(crate) fn card(&self, today: CivilDate, language: Language) -> WalletCard {
        wallet(vec![self.holding.clone()], today, language).unwrap().remove(0)
    }
}

/// The laws of every programme after gas on every day and in every language, then those of one programme: which buttons were met in
/// which state.
fn sweep(all: &[Held], of_programme: impl Fn(&Held, CivilDate, &Told)) -> BTreeSet<String> {
    let mut met = BTreeSet::new();
    for held in all {
        for &today in &held.days {
            let [Some(kk), Some(ru), Some(en)] = LANGUAGES.map(|language| held.told(today, language)) else {
                assert_eq!(wallet(vec![held.holding.clone()], today, Language::En), Ok(vec![]));
                continue;
            };
            let (place, told) = (held.place(today), [kk, ru, en]);
            check(&place, today, &told);
            // Cards of one language a day: their words are those of the screen.
            let of_day = usize::try_from(today.to_epoch_days()).unwrap();
            let (in_language, language) = told.iter().zip(LANGUAGES).cycle().nth(of_day % 3).unwrap();
            on_a_card(held, in_language, &held.card(today, language), today, language);
            let [.., told] = &told;
            for (action, shown) in &told.buttons {
                assert_eq!(held.does(*action, today), shown.taken(), "{place}: {action:?}");
                met.insert(format!("{action:?} {:?}", shown.taken()));
            }
            of_programme(held, today, told);
        }
    }
    met
}

/// A title fits its place, no sentence stands twice, a last day is ahead and counted, a dark button tells why, and a language changes
/// words and nothing else.
pub(crate) fn check(place: &str, today: CivilDate, all: &[Told; 3]) {
    for (told, language) in all.iter().zip(LANGUAGES) {
        let Told { title, words, until, days_left, buttons, .. } = told;
        assert!((1..=Texts::TITLE).contains(&title.chars().count()), "{place}: {title}");
        assert!(
            !words.iter().skip(1).any(|text| text.trim_end_matches('.') == title),
            "{place}: twice: {title}"
        );
        said_once(place, words);
        for (_, shown) in buttons {
            said_once(place, shown.reasons());
            assert!(
                shown.taken() != Taken::No || !shown.reasons().is_empty(),
                "{place}: dark without a reason"
            );
        }
        assert_eq!(*days_left, until.map(|until| left(until, today, language)), "{place}");
    }
    let same = |told: &Told| {
        let shown: Vec<_> = told.buttons.iter().map(|(action, shown)| (*action, shown.taken())).collect();
        (told.until, told.asks, shown, told.all_words().count())
    };
    let [kk, ru, en] = all;
    assert!(same(kk) == same(ru) && same(ru) == same(en), "{place}");
    for ((kk, ru), en) in kk.all_words().zip(ru.all_words()).zip(en.all_words()) {
        assert!(kk != ru && ru != en && en != kk, "{place}: {kk} {ru} {en}");
    }
}

/// How long a last day is ahead, which none is that has passed.
fn left(until: CivilDate, today: CivilDate, language: Language) -> DaysLeft {
    let days = u32::try_from((until - today).num_days()).unwrap();
    DaysLeft { days, text: language.days_left(days), day_text: language.day(until) }
}

/// No sentence stands in two of these texts, nor twice in one.
fn said_once(place: &str, texts: &[String]) {
    let mut said = BTreeSet::new();
    for sentence in texts.iter().flat_map(|text| text.split(". ")) {
        assert!(said.insert(sentence.trim_end_matches('.')), "{place}: said twice: {sentence}");
    }
}

/// N40: a card says what its screen says, what it offers is taken, what its screen asks for is offered, and only then is there something
/// to do. The day by which an office has to decide is none of the card's.
fn on_a_card(held: &Held, told: &Told, card: &WalletCard, today: CivilDate, language: Language) {
    let place = held.place(today);
    let is_persons = told.asks.is_some() && !matches!(held.holding, WalletHolding::Application { .. });
    let until = told.until.filter(|_| is_persons);
    assert_eq!((&card.title, Some(&card.text)), (&told.title, told.words.first()), "{place}");
    assert_eq!(card.until, until, "{place}");
    assert_eq!(card.days_left, until.map(|until| left(until, today, language)), "{place}");
    assert_eq!(card.programme_title, card.programme.title().in_language(language), "{place}");
    assert!(
        card.actions.iter().all(|each| each.label == each.action.label().in_language(language)),
        "{place}"
    );
    let actions: Vec<_> = card.actions.iter().map(|each| each.action).collect();
    let here = actions.iter().copied().filter(|action| *action != PersonAction::Apply);
    let lit = told.buttons.iter().filter(|(_, shown)| *shown == Shown::Lit).map(|(action, _)| *action);
    assert!(here.clone().filter(|action| *action != PersonAction::CompleteApplication).eq(lit), "{place}");
    let can = told.asks.is_some_and(|asks| here.clone().any(|action| action == asks));
    assert_eq!(card.urgency == Urgency::ToDo, can, "{place}");
    let is_meals = matches!(held.holding, WalletHolding::Meals { .. });
    assert!(!is_meals || told.asks.is_some() || card.urgency == Urgency::Settled, "{place}");
    assert!(card.urgency != Urgency::Settled || card.until.is_none() && card.from.is_none(), "{place}");
    assert!(card.from.is_none_or(|from| today < from) && (card.from.is_none() || !can), "{place}");
    for action in here {
        assert_eq!(held.does(action, today), Taken::Changes, "{place}: {action:?}");
    }
    let asks = told.asks.filter(|_| !held.is_behind(today));
    assert!(asks.is_none_or(|asks| actions.contains(&asks)), "{place}: {asks:?}");
}
