//! Every fact, on every day, in every state: the library against the naive model.
//!
//! A state is reached by a few facts in the month of the day or in the month before, at several paces; then
//! every fact is told on the day, and all that can be asked afterwards is compared.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use voucher_core::{
    Account, Iin, Month, Region,
    gas::{
        Assistance, Channel, Fact, MissingFact, Outcome, Preview, Refusal, Regulation, Reply, SmsKind, Stage,
        Step,
    },
};
use voucher_reference::compare::{Cast, Pair, Said, changes, date, naive_iin, rules, story};
use voucher_reference::naive::{self, Answer, Code};
use voucher_reference::naive_journal::{GAS_2024_12, GAS_2025_08, regulation};

/// When a fact of a state comes, at the quickest pace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// On the first day of the month.
    List,
    /// As soon as somebody may be asked.
    Ask,
    /// As soon as the repeat SMS may be sent.
    Remind,
    /// As soon as the window is open.
    Activate,
    /// As soon as the register is due.
    Register,
}

/// How the facts of a state lie before the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pace {
    /// Each as early as it can be, in the month of the day.
    Early,
    /// The list on its last day, all else on the day itself.
    Late,
    /// All in the month before, but for its register.
    MonthBefore,
    /// All in the month before; then listed anew.
    ListedAnew,
}

const PACES: [Pace; 4] = [Pace::Early, Pace::Late, Pace::MonthBefore, Pace::ListedAnew];

/// The facts that lead to a state. The month of a register is set when it is told.
type Steps = Vec<(When, Fact)>;

pub(super) fn listed(iin: Iin, region: Region, kinds: &[Assistance]) -> Fact {
    Fact::Listed { iin, region, assistance: kinds.iter().copied().collect() }
}

/// The seven facts that lead to an activated voucher.
pub(super) fn whole_way(iin: Iin, account: Account) -> [Fact; 7] {
    [
        listed(iin, Region::Shymkent, &[Assistance::Housing]),
        Fact::SmsSent { iin, kind: SmsKind::Start },
        Fact::Replied { iin, reply: Reply::Agree },
        Fact::AccountEntered { iin, account, channel: Channel::EgovMobile },
        Fact::OfferAccepted { iin },
        Fact::AccountChecked { iin, account, exists: true },
        Fact::Confirmed { iin },
    ]
}

/// The first so many of them.
fn way(iin: Iin, account: Account, steps: usize) -> Steps {
    let when = [When::List, When::Ask, When::Ask].into_iter().chain([When::Activate; 4]);
    when.zip(whole_way(iin, account)).take(steps).collect()
}

/// Other ends of the way than an activated voucher.
fn sidetracks(iin: Iin, account: Account) -> Vec<Steps> {
    let to = |steps: usize, end: &[(When, Fact)]| [&way(iin, account, steps), end].concat();
    let repeat = (When::Remind, Fact::SmsSent { iin, kind: SmsKind::Repeat });
    let late_yes = (When::Remind, Fact::Replied { iin, reply: Reply::Agree });
    let refuse = (When::Ask, Fact::Replied { iin, reply: Reply::Refuse });
    let late_refuse = (When::Activate, Fact::Replied { iin, reply: Reply::Refuse });
    let no_account = (When::Activate, Fact::AccountChecked { iin, account, exists: false });
    vec![
        to(2, &[repeat]),
        to(2, &[repeat, late_yes]),
        to(2, &[refuse]),
        to(3, &[refuse]),
        to(4, &[late_refuse]),
        to(6, &[late_refuse]),
        to(5, &[no_account]),
    ]
}

/// Every state of the first of the cast: bare, off the list, listed again, registered, and beside the
/// vouchers of the others.
fn states(cast: &Cast) -> Vec<Steps> {
    let [iin, second, third] = [0, 1, 2].map(|place| cast.people[place]);
    let [account, other] = [0, 1].map(|place| cast.accounts[place]);
    let mut states: Vec<Steps> = (0..=7).map(|steps| way(iin, account, steps)).collect();
    states.extend(sidetracks(iin, account));
    let off = (When::List, Fact::Delisted { iin });
    let again = (When::List, listed(iin, Region::WestKazakhstan, Assistance::ALL));
    for state in states.clone() {
        states.push([&state[..], &[off]].concat());
        states.push([&state[..], &[off, again]].concat());
    }
    let sent = (When::Register, Fact::RegisterSent { month: Month::new(2025, 1).unwrap() });
    states.extend([0, 3, 7].map(|steps| [way(iin, account, steps), vec![sent]].concat()));
    let used = way(second, account, 7);
    for steps in [0, 1, 3, 4, 5, 6] {
        let state = [way(iin, account, steps), used.clone()].concat();
        states.push([state.clone(), way(third, account, 7)].concat());
        states.push(state);
    }
    states.push([way(iin, other, 7), used].concat());
    states.push([way(iin, account, 7), way(second, account, 6)].concat());
    states
}

/// The day of a step at a pace, for a state of this month that is looked at on a day not before it.
fn day_of(regulation: &Regulation, month: Month, pace: Pace, day: NaiveDate, when: When) -> NaiveDate {
    let first = month.first_day();
    let asked = first.max(regulation.period().first);
    let earliest = match when {
        When::List if pace == Pace::Late => regulation.list_closes(month),
        When::List => first,
        When::Register => regulation.register_due(month),
        When::Ask | When::Remind | When::Activate if pace == Pace::Late => day,
        When::Ask => asked,
        When::Remind => {
            let wait = regulation.parts().consent.as_ref().map_or(0, |consent| consent.repeat_after_days);
            asked + chrono::Days::new(wait.unsigned_abs().into())
        }
        When::Activate => asked.max(regulation.window_opens(month)),
    };
    let last = if when == When::Register { day } else { day.min(month.last_day()) };
    earliest.min(last)
}

/// What was told so far, for the one who reads of a difference.
#[derive(Clone)]
struct Told {
    pair: Pair,
    facts: Vec<(NaiveDate, Fact)>,
}

impl Told {
    fn record(&mut self, on: NaiveDate, fact: &Said) -> Answer {
        let answer = self.pair.record(on, fact);
        answer.unwrap_or_else(|difference| panic!("{}{difference}", story(&self.facts)))
    }

    fn observe(&self, on: NaiveDate, cast: &Cast) {
        self.pair.observe(on, cast).unwrap_or_else(|difference| panic!("{}{difference}", story(&self.facts)));
    }
}

/// Tells the facts of a state; those that cannot be are refused by both, which makes it another state.
fn reach(empty: &Pair, steps: &Steps, pace: Pace, day: NaiveDate) -> Told {
    let this = Month::of(day);
    let month = match pace {
        Pace::Early | Pace::Late => this,
        Pace::MonthBefore | Pace::ListedAnew => this.previous(),
    };
    let mut told = Told { pair: empty.clone(), facts: Vec::new() };
    let mut on = month.first_day();
    for &(when, fact) in steps {
        on = on.max(day_of(empty.ledger().regulation(), month, pace, day, when));
        let of_month = Fact::RegisterSent { month };
        let fact = if when == When::Register { of_month } else { fact };
        told.facts.push((on, fact));
        told.record(on, &fact.into());
    }
    if let (Pace::ListedAnew, Some((_, fact))) = (pace, steps.first()) {
        told.facts.push((on.max(this.first_day()), *fact));
        told.record(on.max(this.first_day()), &Said::from(*fact));
    }
    told
}

/// Every kind of fact about the first of the cast, with every small parameter, as of a day.
fn alphabet(cast: &Cast, on: NaiveDate) -> Vec<Said> {
    let (iin, accounts) = (cast.people[0], &cast.accounts);
    let mut facts = vec![Fact::Delisted { iin }, Fact::OfferAccepted { iin }, Fact::Confirmed { iin }];
    for region in [Region::Shymkent, Region::WestKazakhstan, Region::NorthKazakhstan] {
        let (social, housing) = ([Assistance::TargetedSocial], [Assistance::Housing]);
        facts.extend([&[], &social[..], &housing, Assistance::ALL].map(|kinds| listed(iin, region, kinds)));
    }
    facts.extend(SmsKind::ALL.iter().map(|&kind| Fact::SmsSent { iin, kind }));
    let replies = [Reply::Agree, Reply::Refuse, Reply::Unrecognised];
    facts.extend(replies.map(|reply| Fact::Replied { iin, reply }));
    for &account in accounts {
        facts.extend(Channel::ALL.iter().map(|&channel| Fact::AccountEntered { iin, account, channel }));
        facts.extend([true, false].map(|exists| Fact::AccountChecked { iin, account, exists }));
    }
    let this = Month::of(on);
    let months = [this.previous().previous(), this.previous(), this, this.next()];
    facts.extend(months.map(|month| Fact::RegisterSent { month }));
    facts.into_iter().map(Said::from).collect()
}

/// How much was compared.
#[derive(Debug, Default)]
struct Counts {
    states: usize,
    accepted: usize,
    repeats: usize,
    refused: usize,
    refusals: BTreeSet<Code>,
    stages: BTreeSet<Stage>,
}

impl Counts {
    fn add(&mut self, answer: &Answer) {
        self.accepted += usize::from(answer.accepted);
        self.repeats += usize::from(answer.repeat);
        self.refused += usize::from(!answer.accepted);
        self.refusals.extend(&answer.refusals);
    }

    /// So that no change of the states or of the alphabet leaves this test with little to do.
    fn must_reach(&self, states: usize, stages: usize) {
        assert!(self.states >= states && self.stages.len() >= stages, "{self:?}");
        assert!(self.accepted > 5 * states && self.refused > 20 * states, "{self:?}");
    }
}

/// The different states that can be reached for a day.
fn reached(regulation: &Regulation, states: &[Steps], day: NaiveDate) -> Vec<Told> {
    let (empty, mut reached) = (Pair::new(regulation), Vec::<Told>::new());
    for steps in states {
        for told in PACES.map(|pace| reach(&empty, steps, pace, day)) {
            if !reached.iter().any(|other| other.pair == told.pair) {
                reached.push(told);
            }
        }
    }
    reached
}

/// Tells every fact of the day in every state, and compares whatever can be asked then.
fn every_fact_on(regulation: &Regulation, cast: &Cast, states: &[Steps], on: NaiveDate, counts: &mut Counts) {
    let alphabet = alphabet(cast, on);
    let day_before = on.pred_opt().unwrap();
    for told in reached(regulation, states, on) {
        counts.states += 1;
        counts.stages.insert(told.pair.ledger().stage(cast.people[0], Month::of(on), on));
        told.observe(on, cast);
        let mut next = told.clone();
        for (fact, on) in alphabet.iter().flat_map(|fact| [(fact, on), (fact, day_before)]) {
            counts.add(&next.record(on, fact));
            if next.pair != told.pair {
                next.facts.push((on, fact.core));
                next.observe(on, cast);
                next = told.clone();
            }
        }
    }
}

fn every_fact(regulation: &Regulation, days: impl Iterator<Item = NaiveDate>) -> Counts {
    let (cast, mut counts) = (Cast::of(3).unwrap(), Counts::default());
    let states = states(&cast);
    for day in days {
        every_fact_on(regulation, &cast, &states, day, &mut counts);
    }
    println!("{}: {counts:?}", regulation.id());
    counts
}

fn days(first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    first.iter_days().take_while(move |day| *day <= last)
}

/// The months that end or begin unlike others: August 2025 in the midst of which the period starts, short
/// February, and June 2026 with the end of the period; each with its neighbours.
fn odd_months() -> impl Iterator<Item = NaiveDate> {
    let months = [
        (date(2025, 7, 30), date(2025, 9, 2)),
        (date(2026, 1, 29), date(2026, 3, 2)),
        (date(2026, 5, 30), date(2026, 7, 2)),
    ];
    months.into_iter().flat_map(|(first, last)| days(first, last))
}

/// The days around those on which something of a regulation starts or ends.
fn around_the_ends(regulation: &Regulation) -> BTreeSet<NaiveDate> {
    let period = regulation.period();
    let mut ends = vec![period.first, period.last];
    for month in [Month::of(period.first), Month::of(period.last), Month::new(2026, 2).unwrap()] {
        ends.extend([regulation.window_opens(month), regulation.window_closes(month)]);
        ends.extend([regulation.list_closes(month), regulation.register_due(month)]);
    }
    ends.iter().flat_map(|end| end.iter_days().take(2).chain(end.pred_opt())).collect()
}

/// N9-N23, N27, N30, with N3-N5 and N8 for the days: the first half of the year around the pilot.
#[test]
fn every_fact_on_every_day_of_the_pilot_until_january() {
    let counts = every_fact(&Regulation::gas_2025_08(), days(date(2025, 8, 1), date(2026, 1, 31)));
    counts.must_reach(20_000, Stage::ALL.len());
}

/// N9-N23, N27, N30, with N3-N5 and N8 for the days: the second half, with February and the end.
#[test]
fn every_fact_on_every_day_of_the_pilot_from_february() {
    let counts = every_fact(&Regulation::gas_2025_08(), days(date(2026, 2, 1), date(2026, 7, 31)));
    counts.must_reach(20_000, Stage::ALL.len());
}

/// N9-N23, N27, N29, N30 without consent: each day of the first pilot and of a month around it.
#[test]
fn every_fact_on_every_day_of_the_first_pilot() {
    let counts = every_fact(&Regulation::gas_2024_12(), days(date(2024, 11, 1), date(2025, 5, 31)));
    counts.must_reach(5_000, 6);
}

/// N4, N7, N16 and A: what is data in a regulation is data in the library.
#[test]
fn every_fact_in_odd_months_where_consent_or_the_limit_differ() {
    for (id, stages) in [("no-consent", 6), ("until-withdrawn", 11), ("two-an-account", 11)] {
        every_fact(&change(id), odd_months()).must_reach(2_000, stages);
    }
}

/// N4, N7: the same for days of month, with both rules for the months that lack them.
#[test]
fn every_fact_in_odd_months_where_the_days_of_month_differ() {
    for id in ["days-or-next-month", "days-or-last-day"] {
        every_fact(&change(id), odd_months()).must_reach(2_000, 10);
    }
}

/// N3, N8, N10: the same around the ends of a period, of a window, of a list.
#[test]
fn every_fact_around_the_ends_of_every_change() {
    let done = ["no-consent", "until-withdrawn", "two-an-account", "days-or-next-month", "days-or-last-day"];
    for regulation in changes().unwrap().iter().filter(|change| !done.contains(&change.id())) {
        let days = around_the_ends(regulation);
        every_fact(regulation, days.into_iter()).must_reach(500, 5);
    }
}

pub(super) fn change(id: &str) -> Regulation {
    changes().unwrap().into_iter().find(|regulation| regulation.id() == id).unwrap()
}

/// Section 3: the comparison rests on the same two published regulations.
#[test]
fn both_have_the_published_regulations() {
    for (published, json) in
        [(Regulation::gas_2025_08(), GAS_2025_08), (Regulation::gas_2024_12(), GAS_2024_12)]
    {
        let written = regulation(&serde_json::from_str(json).unwrap()).unwrap();
        assert_eq!((published.id(), rules(&published)), (written.id.as_str(), written.rules));
    }
}

/// N11: every region with every set of kinds, on every day of both pilots and around them.
#[test]
fn every_region_with_every_kind_of_assistance() {
    let (cast, mut accepted, mut refused) = (Cast::of(1).unwrap(), 0, 0);
    let kinds = [&[], &Assistance::ALL[..1], &Assistance::ALL[1..], Assistance::ALL];
    for regulation in [Regulation::gas_2025_08(), Regulation::gas_2024_12()] {
        let empty = Told { pair: Pair::new(&regulation), facts: Vec::new() };
        let entries = Region::ALL.iter().flat_map(|region| kinds.map(|kinds| (*region, kinds)));
        let entries: Vec<Said> =
            entries.map(|(region, kinds)| listed(cast.people[0], region, kinds).into()).collect();
        for (fact, day) in entries
            .iter()
            .flat_map(|fact| days(date(2024, 11, 1), date(2026, 7, 31)).map(move |day| (fact, day)))
        {
            let mut told = empty.clone();
            let answer = told.record(day, fact);
            assert_eq!(answer.accepted, told.pair != empty.pair);
            *(if answer.accepted { &mut accepted } else { &mut refused }) += 1;
        }
    }
    println!("entries of the list: {accepted} accepted, {refused} refused");
    assert!(accepted > 8_000 && refused > 80_000);
}

/// N14: every text of up to six of the characters that matter, read by a regulation with several codes.
#[test]
fn every_short_text_is_read_the_same() {
    let regulation = Regulation::gas_2025_08().changed(|parts| {
        if let Some(consent) = &mut parts.consent {
            consent.agree_codes = ["21*1", "1", "2 1"].map(str::to_owned).to_vec();
            consent.refuse_codes = ["2", "21*2", "*"].map(str::to_owned).to_vec();
        }
    });
    let (regulation, cast, on) = (regulation.unwrap(), Cast::of(1).unwrap(), date(2025, 9, 1));
    let (iin, steps) = (cast.people[0], way(cast.people[0], cast.accounts[0], 2));
    let asked = reach(&Pair::new(&regulation), &steps, Pace::Early, on);
    let (mut texts, mut read, mut of_length) = (0, BTreeMap::new(), vec![String::new()]);
    for _ in 0..=6 {
        for text in &of_length {
            let core = Fact::Replied { iin, reply: regulation.read_reply(text) };
            let naive = naive::Fact::Replied { iin: naive_iin(iin), reply: naive::Reply::Text(text.clone()) };
            let answer = asked.clone().record(on, &Said { core, naive });
            *read.entry(answer.stage).or_insert(0) += 1;
            texts += 1;
        }
        let longer = |text: &String| ['1', '2', '*', ' ', '\n', '\u{b}'].map(|last| format!("{text}{last}"));
        of_length = of_length.iter().flat_map(longer).collect();
    }
    println!("{texts} texts, by stage: {read:?}");
    assert!(texts > 50_000 && read.len() == 3 && read.values().all(|count| *count > 20), "{read:?}");
}

/// N9: queries may ask about any date; each day from the month before to the second month after.
#[test]
fn every_query_about_every_near_date() {
    let (cast, mut observed) = (Cast::of(3).unwrap(), 0);
    let states = states(&cast);
    for regulation in [Regulation::gas_2025_08(), change("until-withdrawn"), change("days-or-next-month")] {
        for day in [date(2025, 8, 29), date(2026, 2, 14), date(2026, 5, 31)] {
            let first = Month::of(day).previous().first_day();
            for told in reached(&regulation, &states, day) {
                first.iter_days().take(120).for_each(|on| told.observe(on, &cast));
                observed += 120;
            }
        }
    }
    println!("{observed} times everything was asked");
    assert!(observed > 50_000);
}

/// N26 against N19-N22: the preview says yes exactly where the provider's yes leads to a voucher, with its
/// key (N25); its no is that of the first fact on the way (A).
#[test]
fn a_preview_says_yes_exactly_where_a_voucher_can_be_activated() {
    let cast = Cast::of(3).unwrap();
    let (states, mut yes, mut no, mut at_once) = (states(&cast), 0, 0, 0);
    for regulation in [Regulation::gas_2025_08(), change("no-consent"), change("two-an-account")] {
        for day in odd_months() {
            for told in reached(&regulation, &states, day) {
                for &account in &cast.accounts {
                    let may = foretold(&told, cast.people[0], account, day);
                    at_once += usize::from(confirmed_at_once(&told, cast.people[0], account, day, may));
                    *(if may { &mut yes } else { &mut no }) += 1;
                }
            }
        }
    }
    println!("previews: {yes} yes ({at_once} with all but the confirmation done), {no} no");
    assert!(yes > 4_000 && no > 40_000 && at_once > 100);
}

/// Goes the whole way from the account on, and whether it can be gone.
fn foretold(told: &Told, iin: Iin, account: Account, on: NaiveDate) -> bool {
    let (before, mut ledger) = (told.pair.ledger(), told.pair.ledger().clone());
    let outcomes: Vec<Outcome> =
        way(iin, account, 7).iter().skip(3).map(|(_, fact)| ledger.record(on, fact)).collect();
    let unknown = before.preview(iin, account, Some(false), on);
    let (known, open) =
        (before.preview(iin, account, Some(true), on), before.preview(iin, account, None, on));
    let Preview::No { refusals: last, .. } = unknown else { panic!("{}", story(&told.facts)) };
    assert_eq!(last.iter().last(), Some(Refusal::AccountUnknown));
    match known {
        Preview::Yes(key) => {
            let fresh =
                outcomes.iter().all(|outcome| matches!(outcome, Outcome::Accepted { repeat: false, .. }));
            assert!(fresh, "{}{outcomes:?}", story(&told.facts));
            assert_eq!(ledger.commit_key(iin, Month::of(on)), Some(key));
            assert!(
                matches!(open, Preview::CannotTell(missing) if missing.iter().eq([MissingFact::AccountExists]))
            );
            true
        }
        Preview::No { refusals, .. } => {
            assert_eq!(outcomes.first(), Some(&Outcome::Refused(refusals)), "{}", story(&told.facts));
            assert_eq!(open, known);
            assert!(last.iter().eq(refusals.iter().chain([Refusal::AccountUnknown])));
            false
        }
        Preview::CannotTell(missing) => panic!("{}{missing:?}", story(&told.facts)),
    }
}

/// Whether the person has only to confirm this account; then the confirmation does as foretold.
fn confirmed_at_once(told: &Told, iin: Iin, account: Account, on: NaiveDate, foretold: bool) -> bool {
    let ledger = told.pair.ledger();
    let people = ledger.people(Month::of(on));
    let at_confirm = people
        .iter()
        .any(|person| person.iin == iin && person.step == Step::Confirm && person.account == Some(account));
    if at_confirm {
        let accepted = ledger.clone().record(on, &Fact::Confirmed { iin }).is_accepted();
        assert_eq!(accepted, foretold, "{}", story(&told.facts));
    }
    at_confirm && foretold
}
