//! The laws of receipts and reconciliation (N28, N29).

use std::collections::BTreeSet;

use proptest::{
    option,
    prelude::{Strategy, any},
    prop_assert, prop_assert_eq,
    sample::Index,
};
use voucher_core::testing::{
    arb_month, arb_price, arb_tiyn, arb_volume,
    gas::{arb_discount_terms, arb_register, arb_register_copies},
};
use voucher_core::{
    Iin, Volume,
    gas::{Match, Register, RegisterRow, Regulation, receipt, reconcile},
};

use crate::law;

/// The text of an amount as a whole number of its last decimal.
fn units(amount: &impl ToString) -> u128 {
    amount.to_string().replace('.', "").parse().unwrap()
}

/// N29: each amount is what long multiplication gives, rounded once, half up: so a discount is at most the gross, more volume
/// lowers nothing, and beyond the norm the discount stays. Without a voucher there is none. 4000 receipts.
#[test]
fn a_receipt_is_the_product_rounded_once() {
    law(4000, (arb_volume(), arb_price(), option::of(arb_discount_terms())), |(volume, price, terms)| {
        let receipt = receipt(volume, price, terms);
        // m³ · 10³ by tenge · 10⁴ by rate · 10⁴ is tiyn · 10⁹.
        let tiyn = |volume: Volume, rate: u128| {
            let product = units(&volume) * units(&price) * rate;
            let (whole, rest) = (product / 1_000_000_000, product % 1_000_000_000);
            whole + u128::from(rest >= 500_000_000)
        };
        prop_assert_eq!(u128::from(receipt.gross().tiyn()), tiyn(volume, 10_000));
        let discounted = terms.map_or(0, |terms| tiyn(volume.min(terms.norm), units(&terms.rate)));
        prop_assert_eq!(u128::from(receipt.discount().tiyn()), discounted);
        prop_assert_eq!(receipt.gross().checked_sub(receipt.discount()), Some(receipt.payable()));
        Ok(())
    });
}

/// N29: a difference of amounts is exact or none; their text has two decimals. 1000 pairs.
#[test]
fn tiyn_are_exact() {
    law(1000, (arb_tiyn(), arb_tiyn()), |(one, other)| {
        prop_assert_eq!(one.checked_sub(other).is_some(), one >= other);
        prop_assert_eq!(units(&one), u128::from(one.tiyn()));
        prop_assert_eq!(one.to_string().split_once('.').map(|(_, decimals)| decimals.len()), Some(2));
        Ok(())
    });
}

fn times(rows: &[RegisterRow], iin: Iin) -> usize {
    rows.iter().filter(|row| row.iin == iin).count()
}

/// N28: reconciliation is total: every iin of either side in exactly one class, and the class is
/// what counting says. 1500 pairs of registers.
#[test]
fn every_key_falls_in_one_class() {
    law(1500, arb_month().prop_flat_map(arb_register_copies), |(wallet, provider)| {
        let classes = reconcile(&wallet, &provider);
        let union: BTreeSet<Iin> = wallet.iter().chain(&provider).map(|row| row.iin).collect();
        prop_assert!(classes.keys().eq(union.iter()));
        for (iin, class) in classes {
            let counts = (times(&wallet, iin), times(&provider, iin));
            let (ours, theirs) =
                (wallet.iter().find(|row| row.iin == iin), provider.iter().find(|row| row.iin == iin));
            match class {
                Match::Equal => prop_assert!(counts == (1, 1) && ours == theirs),
                Match::OnlyInWallet => prop_assert_eq!(counts, (1, 0)),
                Match::OnlyAtProvider => prop_assert_eq!(counts, (0, 1)),
                Match::Differs(fields) => {
                    prop_assert!(counts == (1, 1) && ours != theirs && !fields.is_empty());
                }
                Match::Duplicated { in_wallet, at_provider } => {
                    prop_assert_eq!(counts, (in_wallet, at_provider));
                    prop_assert!(in_wallet > 1 || at_provider > 1);
                }
            }
        }
        Ok(())
    });
}

/// N28: swapping the sides swaps the two one-sided classes and the two counts, and nothing else;
/// the order of the rows does not show. 1500 pairs of registers.
#[test]
fn swapping_the_sides_swaps_two_classes() {
    law(1500, arb_month().prop_flat_map(arb_register_copies), |(wallet, provider)| {
        let swapped = reconcile(&provider, &wallet).into_iter().map(|(iin, class)| {
            let swapped = match class {
                Match::OnlyInWallet => Match::OnlyAtProvider,
                Match::OnlyAtProvider => Match::OnlyInWallet,
                Match::Duplicated { in_wallet, at_provider } => {
                    Match::Duplicated { in_wallet: at_provider, at_provider: in_wallet }
                }
                Match::Equal | Match::Differs(_) => class,
            };
            (iin, swapped)
        });
        let classes = reconcile(&wallet, &provider);
        prop_assert_eq!(swapped.collect::<std::collections::BTreeMap<_, _>>(), classes.clone());
        let mut sorted = provider;
        sorted.sort_unstable();
        prop_assert_eq!(reconcile(&wallet, &sorted), classes);
        Ok(())
    });
}

/// N27: a register is the same for its rows in any order, and another for another row; its CSV has a
/// line a row. 700 registers.
#[test]
fn a_register_does_not_depend_on_the_order_of_its_rows() {
    let regulation = Regulation::gas_2025_08();
    law(700, (arb_register(&regulation), any::<Index>()), move |(register, turn)| {
        let mut rows = register.rows().to_vec();
        let middle = turn.index(rows.len() + 1);
        rows.rotate_left(middle);
        let again = Register::new(&regulation, register.month(), rows.clone());
        prop_assert_eq!(&again, &register);
        prop_assert_eq!(register.to_csv().lines().count(), register.count() + 1);
        prop_assert!(register.digest_text().ends_with(&hex(&register.digest())));
        if rows.pop().is_some() {
            prop_assert!(Register::new(&regulation, register.month(), rows).digest() != register.digest());
        }
        Ok(())
    });
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
