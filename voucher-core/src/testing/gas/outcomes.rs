//! What a ledger knows and answers: previews, duties, outcomes, registers.

use alloc::vec::Vec;

use proptest::{
    collection::vec,
    option, prop_oneof,
    sample::Index,
    strategy::{Just, Strategy},
};

use super::{
    calendar::months_of,
    codes::{arb_channel, arb_consent_state, arb_refusals, arb_register_field, arb_stage, arb_step},
};
use crate::testing::{
    calendar::arb_month,
    people::{arb_account, arb_iin},
};
use crate::{
    Month,
    gas::{Due, Match, Outcome, PreviewFacts, Register, RegisterRow, Regulation},
};

/// What may be known when a preview is asked; each fact may be missing.
///
/// ```
/// use voucher_core::testing::{draws, gas::arb_preview_facts};
///
/// assert!(draws(arb_preview_facts()).take(99).any(|facts| facts.consent.is_none()));
/// ```
pub fn arb_preview_facts() -> impl Strategy<Value = PreviewFacts> {
    let likely = |yes: bool| option::weighted(0.8, prop_oneof![3 => Just(yes), 1 => Just(!yes)]);
    let others = option::weighted(0.8, prop_oneof![3 => Just(0), 2 => 0..4_u32, 1 => Just(u32::MAX)]);
    (likely(true), option::weighted(0.8, arb_consent_state()), likely(false), others, likely(true)).prop_map(
        |(on_list, consent, own_activation, others_on_account, account_exists)| PreviewFacts {
            on_list,
            consent,
            own_activation,
            others_on_account,
            account_exists,
        },
    )
}

/// A duty.
///
/// ```
/// use voucher_core::testing::{draws, gas::arb_due};
///
/// assert!(draws(arb_due()).take(99).any(|due| due.action() == "send_register"));
/// ```
pub fn arb_due() -> impl Strategy<Value = Due> {
    prop_oneof![
        arb_iin().prop_map(|iin| Due::SendStartSms { iin }),
        arb_iin().prop_map(|iin| Due::SendRepeatSms { iin }),
        arb_month().prop_map(|month| Due::SendRegister { month }),
    ]
}

/// An outcome, accepted or refused, of any fact.
///
/// ```
/// use voucher_core::testing::{draws, gas::arb_outcome};
///
/// assert!(draws(arb_outcome()).take(99).any(|outcome| !outcome.is_accepted()));
/// ```
pub fn arb_outcome() -> impl Strategy<Value = Outcome> {
    let accepted = (proptest::bool::ANY, option::of(arb_stage()), option::of(arb_step()))
        .prop_map(|(repeat, stage, next)| Outcome::Accepted { repeat, stage, next });
    prop_oneof![accepted, arb_refusals().prop_map(Outcome::Refused)]
}

/// A class of reconciliation.
///
/// ```
/// use voucher_core::{gas::Match, testing::{draws, gas::arb_match}};
///
/// assert!(draws(arb_match()).take(99).any(|class| class == Match::OnlyInWallet));
/// ```
pub fn arb_match() -> impl Strategy<Value = Match> {
    prop_oneof![
        Just(Match::Equal),
        Just(Match::OnlyInWallet),
        Just(Match::OnlyAtProvider),
        vec(arb_register_field(), 1..=3).prop_map(|mut fields| {
            fields.sort_unstable();
            fields.dedup();
            Match::Differs(fields)
        }),
        (2..5_usize, 0..5_usize)
            .prop_map(|(in_wallet, at_provider)| Match::Duplicated { in_wallet, at_provider }),
    ]
}

/// A row of the register of a month.
///
/// ```
/// use voucher_core::{Month, testing::{draws, gas::arb_register_row}};
///
/// let february = Month::parse("2026-02")?;
/// assert!(draws(arb_register_row(february)).take(99).all(|row| Month::of(row.activated_on) == february));
/// # Ok::<(), voucher_core::Error>(())
/// ```
pub fn arb_register_row(month: Month) -> impl Strategy<Value = RegisterRow> {
    let day = proptest::arbitrary::any::<Index>();
    let days = usize::try_from(month.number_of_days()).unwrap_or(28);
    (arb_account(), arb_iin(), day, arb_channel()).prop_map(move |(account, iin, day, channel)| {
        let later = i64::try_from(day.index(days)).unwrap_or(0);
        RegisterRow {
            account,
            iin,
            activated_on: crate::testing::calendar::shifted(month.first_day(), later),
            channel,
        }
    })
}

/// The register of a month of the regulation.
///
/// ```
/// use voucher_core::{gas::Regulation, testing::{draws, gas::arb_register}};
///
/// let regulation = Regulation::gas_2025_08();
/// assert!(draws(arb_register(&regulation)).take(99).all(|register| register.rows().is_sorted()));
/// ```
pub fn arb_register(regulation: &Regulation) -> impl Strategy<Value = Register> + use<> {
    let regulation = regulation.clone();
    let rows = proptest::sample::select(months_of(&regulation))
        .prop_flat_map(|month| (Just(month), vec(arb_register_row(month), 0..6)));
    rows.prop_map(move |(month, rows)| Register::new(&regulation, month, rows))
}

/// What happened to a row on its way to the other side.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Copied,
    Lost,
    Changed(u8),
    Doubled,
}

/// The rows of a wallet and of a provider's copy with rows lost, changed, doubled, added, shuffled.
///
/// ```
/// use voucher_core::{Month, gas::{Match, reconcile}, testing::{draws, gas::arb_register_copies}};
///
/// let copies = draws(arb_register_copies(Month::parse("2025-09")?)).take(99);
/// let classes = copies.flat_map(|(wallet, provider)| reconcile(&wallet, &provider).into_values());
/// assert!(classes.into_iter().any(|class| class == Match::OnlyAtProvider));
/// # Ok::<(), voucher_core::Error>(())
/// ```
pub fn arb_register_copies(month: Month) -> impl Strategy<Value = (Vec<RegisterRow>, Vec<RegisterRow>)> {
    let fate = prop_oneof![
        4 => Just(Fate::Copied),
        1 => Just(Fate::Lost),
        2 => (1..8_u8).prop_map(Fate::Changed),
        1 => Just(Fate::Doubled),
    ];
    let rows = vec((arb_register_row(month), arb_register_row(month), fate), 0..8);
    let copies = (rows, vec(arb_register_row(month), 0..3)).prop_map(|(rows, added)| {
        let wallet: Vec<_> = rows.iter().map(|(row, _, _)| *row).collect();
        let copied = rows.into_iter().flat_map(|(row, other, fate)| match fate {
            Fate::Copied => Vec::from([row]),
            Fate::Lost => Vec::new(),
            Fate::Changed(fields) => Vec::from([changed(row, other, fields)]),
            Fate::Doubled => Vec::from([row, row]),
        });
        (wallet, copied.chain(added).collect::<Vec<_>>())
    });
    copies.prop_flat_map(|(wallet, provider)| (Just(wallet), Just(provider).prop_shuffle()))
}

/// The row with the fields of these bits from another one, the iin aside.
fn changed(row: RegisterRow, other: RegisterRow, fields: u8) -> RegisterRow {
    RegisterRow {
        iin: row.iin,
        account: if fields & 1 != 0 { other.account } else { row.account },
        activated_on: if fields & 2 != 0 { other.activated_on } else { row.activated_on },
        channel: if fields & 4 != 0 { other.channel } else { row.channel },
    }
}
