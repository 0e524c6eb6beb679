//! The verdict: is what the database keeps what the clients were told, and what the core's ledger says? Nothing here
//! trusts the service.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use voucher_core::{Account, Iin, Journal, Ledger, Month, Preview, Register, RegisterRow, Regulation};

use crate::evidence::{Activation, Kept};
use crate::service::{Answer, Request};

/// What a client was told at last.
#[derive(Clone, Copy)]
pub(crate) struct Told {
    pub(crate) request: Request,
    pub(crate) answer: Answer,
    /// How often it had to ask: more than once where an answer was lost.
    pub(crate) asked: u32,
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
    /// A client was refused for a reason that does not hold at the end; no reason of A goes away here.
    RefusedWithoutReason,
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
        for Told { request, answer, .. } in self.told {
            if let Answer::Accepted { repeat } = answer {
                *accepted.entry((request.iin, request.account)).or_default() += usize::from(!repeat);
            }
        }
        found.add(Finding::AcceptedAndLost, accepted.keys().filter(|key| !kept.contains(key)).count());
        found.add(Finding::NeverTold, kept.iter().filter(|key| !accepted.contains_key(key)).count());
        found.add(Finding::FirstTwice, accepted.values().filter(|firsts| **firsts > 1).count());
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
        let ledger = journal.ledger().cloned();
        (ledger.unwrap_or_else(|| Ledger::new(self.regulation.clone())), not_new)
    }

    /// Whether a refusal names a reason that is not so when all is over. Counted from the table where it is about
    /// activations, and asked of the ledger for all of them.
    fn is_groundless(&self, ledger: &Ledger, told: &Told) -> bool {
        let Answer::Refused(reasons) = told.answer else { return false };
        let Request { iin, account, exists, on, .. } = told.request;
        let rows = &self.kept.activations;
        let others = rows.iter().filter(|row| row.account == account && row.iin != iin).count();
        let others = u32::try_from(others).unwrap_or(u32::MAX);
        let taken = others >= self.regulation.activations_per_account();
        let own_elsewhere = rows.iter().any(|row| row.iin == iin && row.account != account);
        let by_table = reasons.iter().all(|reason| match reason.code() {
            "account_already_used" => taken,
            "voucher_already_activated" => own_elsewhere,
            _ => true,
        });
        let by_ledger = match ledger.preview(iin, account, Some(exists), on) {
            Preview::No { refusals, .. } => reasons.iter().all(|reason| refusals.contains(reason)),
            Preview::Yes(_) | Preview::CannotTell(_) => false,
        };
        reasons.is_empty() || !by_table || !by_ledger
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
