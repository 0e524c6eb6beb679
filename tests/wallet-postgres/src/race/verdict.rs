//! The verdict: is what the database keeps what the clients were told, and what the core's ledger says? Nothing here
//! trusts the service.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use voucher_core::{
    Account, Iin, Journal, Month,
    gas::{Fact, Ledger, Outcome, Preview, Refusal, Refusals, Register, RegisterRow, Regulation, Reply},
};

use crate::race::evidence::{Activation, Kept};
use crate::wallet::{Answer, Request, Wish};

/// What a client was told at last.
#[derive(Clone, Copy)]
pub(crate) struct Told {
    pub(crate) wish: Wish,
    pub(crate) answer: Answer,
}

/// What must never be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Finding {
    /// An account has more activations than the limit (N22).
    AccountOverLimit,
    /// A person has two vouchers in the month (N22).
    PersonTwice,
    /// A client was told *accepted*, and the database does not have it on that account.
    AcceptedAndLost,
    /// The database has an activation that no client was told of.
    NeverTold,
    /// Two clients were told that they were the first for one voucher (N23).
    FirstTwice,
    /// A client was refused for a reason that does not hold at the end; no reason goes away in this race.
    RefusedWithoutReason,
    /// A client was told that consent is taken back, and it is not, or two were told so first (N14).
    WithdrawalLost,
    /// Who has refused by the people's rows is not who has refused by the ledger (N14).
    ConsentsDiffer,
    /// The ledger does not take a fact as new, in the order of the commits.
    FactNotNew,
    /// The register from the table is not the ledger's (N27).
    RegistersDiffer,
    /// A try has no answer, or two.
    AnswersMissing,
    /// The server's log repeats an IIN or an account (N34).
    PersonalDataLogged,
    /// What should disturb the race did not happen.
    NotDisturbed,
}

/// What was found, how often, and the register's size and digest.
pub(crate) struct Verdict {
    pub(crate) findings: BTreeMap<Finding, usize>,
    pub(crate) activated: usize,
    pub(crate) digest: String,
}

pub(crate) struct Case<'c> {
    pub(crate) regulation: &'c Regulation,
    pub(crate) month: Month,
    pub(crate) told: &'c [Told],
    pub(crate) kept: &'c Kept,
}

impl Case<'_> {
    pub(crate) fn verdict(&self) -> Verdict {
        let mut found = Found::default();
        let rows = &self.kept.activations;
        found.add(Finding::AccountOverLimit, self.accounts_over_limit());
        found.add(
            Finding::PersonTwice,
            rows.len() - rows.iter().map(|row| row.iin).collect::<BTreeSet<_>>().len(),
        );
        self.compare_answers(&mut found);

        let register = Register::new(self.regulation, self.month, rows.iter().map(register_row).collect());
        let (ledger, not_new) = self.fed_ledger();
        found.add(Finding::FactNotNew, not_new);
        let ledgers = ledger.register(self.month, self.regulation.register_due(self.month));
        let equal = ledgers.is_ok_and(|ledgers| ledgers == register && ledgers.digest() == register.digest());
        found.add(Finding::RegistersDiffer, usize::from(!equal));
        let groundless = self.told.iter().filter(|told| self.is_groundless(&ledger, told)).count();
        found.add(Finding::RefusedWithoutReason, groundless);
        self.compare_consents(&ledger, &mut found);
        Verdict { findings: found.0, activated: register.count(), digest: register.digest_text() }
    }

    fn accounts_over_limit(&self) -> usize {
        let mut uses: BTreeMap<Account, u32> = BTreeMap::new();
        for row in &self.kept.activations {
            *uses.entry(row.account).or_default() += 1;
        }
        uses.values().filter(|used| **used > self.regulation.activations_per_account()).count()
    }

    /// What the clients were told of vouchers is what the database has: no less, no more.
    fn compare_answers(&self, found: &mut Found) {
        let key = |row: &Activation| (row.iin, row.account);
        let kept: BTreeSet<(Iin, Account)> = self.kept.activations.iter().map(key).collect();
        let mut accepted: BTreeMap<(Iin, Account), usize> = BTreeMap::new();
        for Told { wish, answer, .. } in self.told {
            if let (Wish::Activate(request), Answer::Accepted { repeat }) = (wish, answer) {
                *accepted.entry((request.iin, request.account)).or_default() += usize::from(!repeat);
            }
        }
        found.add(Finding::AcceptedAndLost, accepted.keys().filter(|key| !kept.contains(key)).count());
        found.add(Finding::NeverTold, kept.iter().filter(|key| !accepted.contains_key(key)).count());
        found.add(Finding::FirstTwice, accepted.values().filter(|firsts| **firsts > 1).count());
    }

    /// Who was told that consent is taken back has refused, by both tables, and nobody else.
    fn compare_consents(&self, ledger: &Ledger, found: &mut Found) {
        let people = ledger.people(self.month).into_iter();
        let refused = people
            .filter(|person| person.answer == Some(voucher_core::gas::Answer::Refuse))
            .map(|person| person.iin);
        let refused: BTreeSet<Iin> = refused.collect();
        found.add(Finding::ConsentsDiffer, refused.symmetric_difference(&self.kept.refused).count());
        let mut withdrawn: BTreeMap<Iin, usize> = BTreeMap::new();
        for Told { wish, answer, .. } in self.told {
            if let (Wish::Withdraw { iin, .. }, Answer::Accepted { repeat }) = (wish, answer) {
                *withdrawn.entry(*iin).or_default() += usize::from(!repeat);
            }
        }
        let lost = withdrawn.iter().filter(|(iin, firsts)| **firsts > 1 || !refused.contains(iin)).count();
        found.add(Finding::WithdrawalLost, lost);
    }

    /// The core's own ledger after all lines, and how many of them were not new to it.
    fn fed_ledger(&self) -> (Ledger, usize) {
        let mut journal = Journal::new();
        let first = format!(r#"{{"regulation":{}}}"#, self.regulation.canonical_json());
        let mut not_new = 0;
        for line in [&first].into_iter().chain(&self.kept.lines) {
            let answer = journal.answer(line.as_bytes()).unwrap_or_default();
            let new = answer.contains(r#""accepted":true"#) && !answer.contains(r#""repeat":true"#);
            not_new += usize::from(!new && !answer.contains(r#""regulation""#));
        }
        let ledger = journal.gas().cloned();
        (ledger.unwrap_or_else(|| Ledger::new(self.regulation.clone())), not_new)
    }

    /// Whether a refusal names a reason that is not so when all is over. Counted from the table where it is about
    /// activations, and asked of the ledger for all of them.
    fn is_groundless(&self, ledger: &Ledger, told: &Told) -> bool {
        let Answer::Refused(reasons) = told.answer else { return false };
        let at_the_end = match told.wish {
            Wish::Activate(Request { iin, account, exists, on, .. }) => {
                match ledger.preview(iin, account, Some(exists), on) {
                    Preview::No { refusals, .. } => refusals,
                    Preview::Yes(_) | Preview::CannotTell(_) => Refusals::NONE,
                }
            }
            Wish::Withdraw { iin, on } => {
                match ledger.clone().record(on, &Fact::Replied { iin, reply: Reply::Refuse }) {
                    Outcome::Refused(refusals) => refusals,
                    Outcome::Accepted { .. } => Refusals::NONE,
                }
            }
        };
        let by_table = reasons.iter().all(|reason| self.table_agrees(&told.wish, reason));
        reasons.is_empty() || !by_table || !reasons.iter().all(|reason| at_the_end.contains(reason))
    }

    fn table_agrees(&self, wish: &Wish, reason: Refusal) -> bool {
        let rows = &self.kept.activations;
        let own = rows.iter().find(|row| row.iin == wish.iin());
        let account = wish.activates().map(|request| request.account);
        if reason == Refusal::VoucherAlreadyActivated {
            own.is_some_and(|own| account != Some(own.account))
        } else if reason == Refusal::AccountAlreadyUsed {
            let others = rows.iter().filter(|row| Some(row.account) == account && row.iin != wish.iin());
            u32::try_from(others.count())
                .is_ok_and(|count| count >= self.regulation.activations_per_account())
        } else {
            true
        }
    }
}

fn register_row(row: &Activation) -> RegisterRow {
    RegisterRow { account: row.account, iin: row.iin, activated_on: row.on, channel: row.channel }
}

#[derive(Default)]
struct Found(BTreeMap<Finding, usize>);

impl Found {
    fn add(&mut self, finding: Finding, count: usize) {
        if count > 0 {
            *self.0.entry(finding).or_default() += count;
        }
    }
}

impl Verdict {
    /// Adds what the tables cannot tell.
    pub(crate) fn add_if(&mut self, found: bool, finding: Finding) {
        if found {
            *self.findings.entry(finding).or_default() += 1;
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (finding, count) in &self.findings {
            writeln!(f, "  FOUND {finding:?}: {count}")?;
        }
        let words =
            if self.findings.is_empty() { "nothing lost, nothing twice" } else { "NOT what it should be" };
        write!(f, "  register: {} vouchers, {}; {words}", self.activated, self.digest)
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use voucher_core::gas::ConsentState;

    use super::*;
    use crate::race::world::World;
    use crate::wallet::Answer::{Accepted, Refused};

    struct Played {
        regulation: Regulation,
        month: Month,
        told: Vec<Told>,
        kept: Kept,
    }

    /// A race without a database: the ledger itself answers, one try after the other.
    fn played() -> Played {
        let world = World::new(7, 2_000).unwrap();
        let regulation = World::regulation(1).unwrap();
        let mut ledger = Ledger::new(regulation.clone());
        let mut kept = Kept::default();
        let refused = world.people.iter().filter(|person| person.consent == ConsentState::Refused);
        kept.refused.extend(refused.map(|person| person.iin));
        for row in &world.before {
            assert!(ledger.record(row.on, &row.fact).is_accepted());
            kept.lines.push(row.fact.expose_line(row.on));
        }
        let answer = |wish| match wish {
            Wish::Activate(request) => activate(&mut ledger, &mut kept, request),
            Wish::Withdraw { iin, on } => withdraw(&mut ledger, &mut kept, iin, on),
        };
        let wishes = world.tries.iter().map(|row| row.wish);
        let told = wishes.clone().zip(wishes.map(answer));
        let told = told.map(|(wish, answer)| Told { wish, answer }).collect();
        Played { regulation, month: world.month, told, kept }
    }

    fn activate(ledger: &mut Ledger, kept: &mut Kept, request: Request) -> Answer {
        let Request { iin, account, channel, exists, on } = request;
        let own = kept.activations.iter().any(|row| row.iin == iin && row.account == account);
        match ledger.preview(iin, account, Some(exists), on) {
            _ if own => return Accepted { repeat: true },
            Preview::No { refusals, .. } => return Refused(refusals),
            Preview::CannotTell(_) => panic!("all is known"),
            Preview::Yes(_) => {}
        }
        for fact in [
            Fact::AccountEntered { iin, account, channel },
            Fact::OfferAccepted { iin },
            Fact::AccountChecked { iin, account, exists },
            Fact::Confirmed { iin },
        ] {
            assert!(matches!(ledger.record(on, &fact), Outcome::Accepted { repeat: false, .. }));
            kept.lines.push(fact.expose_line(on));
        }
        kept.activations.push(Activation { account, place: 1, iin, on, channel });
        Accepted { repeat: false }
    }

    fn withdraw(ledger: &mut Ledger, kept: &mut Kept, iin: Iin, on: NaiveDate) -> Answer {
        let fact = Fact::Replied { iin, reply: Reply::Refuse };
        match ledger.record(on, &fact) {
            Outcome::Refused(refusals) => Refused(refusals),
            Outcome::Accepted { repeat, .. } => {
                if !repeat {
                    kept.lines.push(fact.expose_line(on));
                    kept.refused.insert(iin);
                }
                Accepted { repeat }
            }
        }
    }

    /// What is found after something was changed.
    fn found(change: impl FnOnce(&mut Played)) -> Vec<Finding> {
        let mut played = played();
        change(&mut played);
        let Played { regulation, month, told, kept } = &played;
        Case { regulation, month: *month, told, kept }.verdict().findings.into_keys().collect()
    }

    /// The first try to activate that was told so.
    fn first(played: &mut Played, answer: Answer) -> &mut Told {
        let is = |told: &&mut Told| told.wish.activates().is_some() && told.answer == answer;
        played.told.iter_mut().find(is).unwrap()
    }

    fn used() -> Answer {
        Refused(Refusals::from_iter([Refusal::AccountAlreadyUsed]))
    }

    #[test]
    fn an_honest_race_passes() {
        assert_eq!(found(|_| {}), []);
    }

    /// N22: each way to lose or double a voucher is found.
    #[test]
    fn what_is_lost_or_twice_is_found() {
        let lost = found(|played| played.kept.activations.truncate(played.kept.activations.len() - 1));
        assert_eq!(lost, [Finding::AcceptedAndLost, Finding::RefusedWithoutReason, Finding::RegistersDiffer]);
        let doubled = found(|played| {
            let Request { iin, account, channel, on, .. } = first(played, used()).wish.activates().unwrap();
            played.kept.activations.push(Activation { account, place: 2, iin, on, channel });
        });
        assert!(doubled.starts_with(&[Finding::AccountOverLimit]) && doubled.contains(&Finding::NeverTold));
        let person = found(|played| {
            let row = played.kept.activations[0];
            let account = Account::parse("ANOTHER-1").unwrap();
            played.kept.activations.push(Activation { account, ..row });
        });
        assert_eq!(person, [Finding::PersonTwice, Finding::NeverTold, Finding::RegistersDiffer]);
        let moved = found(|played| played.kept.activations[0].account = Account::parse("ANOTHER-1").unwrap());
        assert!(moved.starts_with(&[Finding::AcceptedAndLost, Finding::NeverTold]));
    }

    /// N23, N26: answers that were not so.
    #[test]
    fn wrong_answers_are_found() {
        let accepted = found(|played| first(played, used()).answer = Accepted { repeat: false });
        assert_eq!(accepted, [Finding::AcceptedAndLost]);
        let repeat = Accepted { repeat: true };
        let twice = found(|played| first(played, repeat).answer = Accepted { repeat: false });
        assert_eq!(twice, [Finding::FirstTwice]);
        for reason in [Refusal::AccountAlreadyUsed, Refusal::VoucherAlreadyActivated, Refusal::ConsentRefused]
        {
            let refused = Refused(Refusals::from_iter([reason]));
            let found = found(|played| first(played, repeat).answer = refused);
            assert_eq!(found, [Finding::RefusedWithoutReason]);
        }
    }

    /// N14: consent that was taken back stays so.
    #[test]
    fn a_lost_withdrawal_is_found() {
        let told = |played: &mut Played, answer| {
            let is = |told: &&mut Told| told.wish.activates().is_none() && told.answer == answer;
            let told = played.told.iter_mut().find(is).unwrap();
            told.answer = Accepted { repeat: false };
            told.wish.iin()
        };
        let repeat = Accepted { repeat: true };
        let activated = Refused(Refusals::from_iter([Refusal::VoucherAlreadyActivated]));
        let lost = found(|played| {
            told(played, activated);
        });
        assert_eq!(lost, [Finding::WithdrawalLost]);
        let forgotten = found(|played| {
            let iin = told(played, repeat);
            played.kept.refused.remove(&iin);
        });
        assert!(forgotten.contains(&Finding::ConsentsDiffer));
    }

    /// N9, N27: the journal's lines must be the same month.
    #[test]
    fn facts_that_do_not_follow_are_found() {
        let twice = found(|played| played.kept.lines.push(played.kept.lines[0].clone()));
        assert_eq!(twice, [Finding::FactNotNew]);
        let torn = found(|played| played.kept.lines.push("{".to_owned()));
        assert_eq!(torn, [Finding::FactNotNew]);
        let missing = found(|played| played.kept.lines.retain(|line| !line.contains("account_checked")));
        assert!(missing.contains(&Finding::FactNotNew) && missing.contains(&Finding::RegistersDiffer));
    }
}
