//! Rows 69-86: vouchers, race, money.

use voucher_core::{
    Account, Iin, Month, Price, Rate, Region, Tiyn, Volume,
    gas::{
        Channel, DiscountTerms, Match, Receipt, Register, RegisterField, RegisterRow, Regulation, receipt,
        reconcile,
    },
    parse_date,
};

use crate::{
    code,
    story::{GAS, NO_CONSENT, iin, story},
};

fn terms(rate: &str, norm: &str) -> Option<DiscountTerms> {
    Some(DiscountTerms { rate: Rate::parse(rate).unwrap(), norm: Volume::parse(norm).unwrap() })
}

fn receipt_of(volume: &str, price: &str, terms: Option<DiscountTerms>) -> Receipt {
    receipt(Volume::parse(volume).unwrap(), Price::parse(price).unwrap(), terms)
}

/// Gross and discount, in tiyn.
fn amounts(receipt: Receipt) -> (u64, u64) {
    (receipt.gross().tiyn(), receipt.discount().tiyn())
}

fn row(account: &str, person: &str, on: &str) -> RegisterRow {
    RegisterRow {
        account: Account::parse(account).unwrap(),
        iin: Iin::parse(iin(person)).unwrap(),
        activated_on: parse_date(on).unwrap(),
        channel: Channel::EgovMobile,
    }
}

fn register(rows: Vec<RegisterRow>) -> Register {
    Register::new(&Regulation::gas_2025_08(), Month::parse("2025-09").unwrap(), rows)
}

/// The first activation wins; the other hears that the account was used, never by whom.
#[test]
fn b069_two_recipients_and_one_account() {
    for (first, second) in [("a", "b"), ("b", "a")] {
        let mut story = story(NO_CONSENT, &[]);
        for person in ["a", "b"] {
            story.goes_on(&[(&format!("2025-09-03 listed {person}"), "ok issued")]);
        }
        story.goes_on(&[
            (&format!("2025-09-07 activate {first} 1"), "ok activated done"),
            (&format!("2025-09-07 activate {second} 1"), "no account_already_used"),
            ("2025-09-30 register 2025-09", &format!("1 {first} 2025-09-07")),
        ]);
    }
}

/// A: one voucher a person and month.
#[test]
fn b070_one_recipient_and_two_accounts() {
    story! { NO_CONSENT,
        "2025-09-03 listed a" => "ok issued",
        "2025-09-07 activate a 1" => "ok activated done",
        "2025-09-08 activate a 2" => "no voucher_already_activated",
        "2025-10-03 listed a" => "ok issued",
        "2025-10-07 activate a 2" => "ok activated done",
    }
}

/// N19: before the end another account replaces the one entered; after it nothing does.
#[test]
fn b071_a_recipient_changes_accounts() {
    story! { NO_CONSENT,
        "2025-09-03 listed a" => "ok issued",
        "2025-09-07 enter a 1" => "ok issued accept_offer",
        "2025-09-07 offer a" => "ok issued check_account",
        "2025-09-08 enter a 2" => "ok issued accept_offer",
        "2025-09-08 checked a 1 yes" => "no offer_not_accepted account_mismatch",
        "2025-09-09 activate a 2" => "ok activated done",
        "2025-09-10 enter a 3" => "no voucher_already_activated",
        "2025-09-30 register 2025-09" => "2 a 2025-09-09",
    }
}

/// N12, N14: off the list and back the voucher is there again; refused it is gone for the month.
#[test]
fn b072_issue_cancel_and_issue_again() {
    story! { GAS,
        "2025-09-03 asked a" => "ok asked",
        "2025-09-04 agree a" => "ok issued",
        "2025-09-05 delisted a" => "ok delisted",
        "2025-09-05 delisted a" => "again delisted",
        "2025-09-06 listed a" => "ok issued",
        "2025-09-06 refuse a" => "ok refused",
        "2025-09-07 agree a" => "no refused_this_month",
        "2025-09-07 enter a 1" => "no consent_refused",
        "2025-09-30 register 2025-09" => "",
    }
}

/// A voucher is a recipient's right in a month, so an unknown one is a person not on the list, and
/// another's is an account in use.
#[test]
fn b073_expired_unknown_foreign_and_used_vouchers() {
    story! { NO_CONSENT,
        "2025-09-03 listed a" => "ok issued",
        "2025-09-03 listed b" => "ok issued",
        "2025-09-07 activate a 1" => "ok activated done",
        "2025-09-07 enter c 2" => "no not_listed",
        "2025-09-07 enter b 1" => "no account_already_used",
        "2025-09-07 enter a 2" => "no voucher_already_activated",
        "2025-09-30 enter b 2" => "no window_closed",
    }
}

/// N23.
#[test]
fn b074_a_retry_after_a_lost_answer() {
    story! { NO_CONSENT,
        "2025-09-03 listed a" => "ok issued",
        "2025-09-07 activate a 1" => "ok activated done",
        "2025-09-07 confirm a" => "again activated done",
        "2025-09-30 confirm a" => "again activated done",
        "2025-09-30 register 2025-09" => "1 a 2025-09-07",
    }
}

/// N11, N12: the list of the month decides, and it may change until the 14th.
#[test]
fn b075_eligibility_that_ends_and_starts_again() {
    story! { NO_CONSENT,
        "2025-09-01 delisted a" => "no not_listed",
        "2025-09-02 listed a" => "ok issued",
        "2025-09-10 delisted a" => "ok delisted",
        "2025-09-14 listed a" => "ok issued",
        "2025-09-15 delisted a" => "no list_closed",
        "2025-09-15 listed b" => "no list_closed",
    }
}

/// N11, N33.
#[test]
fn b076_regions() {
    story! { GAS,
        "2025-09-03 listed a 55" => "no region_not_in_pilot",
        "2025-09-03 listed a 99" => "invalid_field region unknown_region",
        "2025-09-03 listed a Улытауская область" => "invalid_field region unknown_region",
        "2025-09-03 listed a 62" => "ok to_ask",
    }
    assert_eq!(Region::from_name("Улытауская область"), Ok(Region::Ulytau));
    assert_eq!(Region::from_name("Жетысуская область"), Ok(Region::Zhetisu));
}

#[test]
fn b077_consumption_around_the_norm() {
    let of = |volume| amounts(receipt_of(volume, "20", terms("0.24", "631")));
    assert_eq!(of("0"), (0, 0));
    assert_eq!(of("630"), (1_260_000, 302_400));
    assert_eq!(of("631"), (1_262_000, 302_880));
    assert_eq!(of("632"), (1_264_000, 302_880));
    assert_eq!(code(Volume::parse("9223372036854775808")), "too_large");
}

/// N29: a correction of the meter is not a volume.
#[test]
fn b078_negative_consumption() {
    assert_eq!(code(Volume::parse("-5")), "negative");
    assert_eq!(code(Price::parse("-0.0001")), "negative");
}

/// There are no floats; `-0` in any spelling is zero (wire).
#[test]
fn b079_floats() {
    for text in ["NaN", "nan", "inf", "-inf", "Infinity", "1e30", "1E3", "0x10", "1_000", "1,5", ".5", "5."] {
        assert_eq!(code(Volume::parse(text)), "not_a_decimal", "{text}");
    }
    assert_eq!(Volume::parse("-0.0"), Volume::parse("0"));
    let line = r#"{"query":"receipt","month":"2025-09","account":"1","volume_m3":1e30,"price":"1"}"#;
    story(GAS, &[(line, "invalid_field volume_m3 not_text")]);
}

/// N29: a rate is a share of one with up to four decimals, so percents are too large.
#[test]
fn b080_rates() {
    for (text, said) in [
        ("0", "ok"),
        ("0.125", "ok"),
        ("1", "ok"),
        ("1.0000", "ok"),
        ("1.0001", "too_large"),
        ("12.5", "too_large"),
        ("100", "too_large"),
        ("101", "too_large"),
        ("0.24000", "too_many_decimals"),
        ("-0.01", "negative"),
    ] {
        assert_eq!(code(Rate::parse(text)), said, "{text}");
    }
}

/// N29: half away from zero, in gross and in discount, once each.
#[test]
fn b081_half_a_tiyn() {
    for (volume, tiyn) in [("0.499", 0), ("0.5", 1), ("1.5", 2), ("2.5", 3), ("2.499", 2)] {
        assert_eq!(amounts(receipt_of(volume, "0.01", None)), (tiyn, 0), "{volume}");
    }
    for (volume, tiyn, half) in [("1", 1, 1), ("3", 3, 2), ("5", 5, 3)] {
        assert_eq!(amounts(receipt_of(volume, "0.01", terms("0.5", volume))), (tiyn, half), "{volume}");
    }
}

/// One amount fits 64 bits with room to spare; the library makes no sums of receipts, so whoever adds
/// four million of the largest needs more bits, and then any chunking gives the same.
#[test]
fn b082_the_sum_of_four_million_rows() {
    let largest = receipt_of("99999999.999", "99999999.9999", None).gross();
    assert_eq!(largest, Tiyn::new(999_999_999_989_000_000));
    let sum = |rows: usize| -> u128 { (0..rows).map(|_| u128::from(largest.tiyn())).sum() };
    let whole = sum(4_000_000);
    assert_eq!(whole, 3_999_999_999_956_000_000_000_000);
    assert!(u64::try_from(whole).is_err());
    assert_eq!(sum(1) + sum(999_999) + sum(3_000_000), whole);
}

/// N29: a receipt has one price; a month with two is two receipts, each rounded once, and the
/// caller says how much of the norm each part has.
#[test]
fn b083_a_tariff_that_changes_inside_the_month() {
    let before = receipt_of("400", "20.005", terms("0.24", "400"));
    let after = receipt_of("300.5", "21.1111", terms("0.24", "231"));
    assert_eq!(amounts(before), (800_200, 192_048));
    assert_eq!(amounts(after), (634_389, 117_040));
    assert_eq!(before.payable().tiyn() + after.payable().tiyn(), 800_200 + 634_389 - 192_048 - 117_040);
}

/// N27, N28: a ledger forms registers by month and person, so no row comes twice or from another
/// month; in a copy a row that comes twice is a class of its own.
#[test]
fn b084_registers_with_odd_rows() {
    let empty = register(vec![]);
    assert_eq!((empty.count(), empty.to_csv().as_str()), (0, "account,iin,activated_on,channel\n"));
    assert_eq!(
        empty.digest_text(),
        "sha256:5833ab467dd50d8bd1eac8a63013b974d25764a21be5388a46ab1f26fbee5d96"
    );
    let one = register(vec![row("0012345", "a", "2025-09-10")]);
    assert_eq!(one.digest_text(), "sha256:0ddd870c0c4848b4286e5b12725a801d689a9778b83ad26fe9fa84b1cbfbe2fc");
    let twice = [row("1", "a", "2025-09-10"), row("1", "a", "2025-09-10")];
    let classes = reconcile(&twice[..1], &twice);
    assert!(classes.into_values().eq([Match::Duplicated { in_wallet: 1, at_provider: 2 }]));
    story! { NO_CONSENT,
        "2025-09-03 listed a" => "ok issued",
        "2025-09-07 activate a 1" => "ok activated done",
        "2025-10-03 listed a" => "ok issued",
        "2025-10-07 activate a 1" => "ok activated done",
        "2025-10-30 register 2025-09" => "1 a 2025-09-07",
        "2025-10-30 register 2025-10" => "1 a 2025-10-07",
    }
}

/// N17, N27: sent again is a repeat, no fact can change the register of a month where it is due, and a row
/// that was changed by hand changes the digest and is found.
#[test]
fn b085_a_closed_register() {
    story! { NO_CONSENT,
        "2025-09-03 listed a" => "ok issued",
        "2025-09-03 listed b" => "ok issued",
        "2025-09-07 activate a 1" => "ok activated done",
        "2025-09-30 sent 2025-09" => "ok",
        "2025-09-30 sent 2025-09" => "again",
        "2025-09-30 activate b 2" => "no window_closed",
        "2025-09-29 activate b 2" => "no out_of_order",
        "2025-10-01 register 2025-09" => "1 a 2025-09-07",
    }
    let (sent, changed) = (row("1", "a", "2025-09-10"), row("1", "a", "2025-09-11"));
    assert_ne!(register(vec![sent]).digest(), register(vec![changed]).digest());
    let classes = reconcile(&[sent], &[changed]);
    assert!(classes.into_values().eq([Match::Differs(vec![RegisterField::ActivatedOn])]));
}

/// N20, N21, N22 (choice): the steps of an entry begun in time are facts on any date; after the register is sent only the
/// confirmation, which would make a voucher, is refused, and the register stays as it was sent.
#[test]
fn an_entry_goes_on_after_the_register_and_is_not_confirmed() {
    story! { NO_CONSENT,
        "2025-09-03 listed a" => "ok issued",
        "2025-09-03 listed b" => "ok issued",
        "2025-09-07 activate b 2" => "ok activated done",
        "2025-09-29 enter a 1" => "ok issued accept_offer",
        "2025-09-30 sent 2025-09" => "ok",
        "2025-09-30 offer a" => "ok expired check_account",
        "2025-09-30 checked a 1 yes" => "ok expired confirm",
        "2025-09-30 confirm a" => "no window_closed",
        "2025-09-30 enter a 1" => "no window_closed",
        "2025-09-30 status a" => "expired",
        "2025-09-30 checked a 1 no" => "ok expired enter_account",
        "2025-09-30 offer a" => "no no_account_entered",
        "2025-09-30 register 2025-09" => "2 b 2025-09-07",
        "2025-10-01 offer a" => "no no_account_entered", // an entry ends with its month
    }
}

/// N28: two classes that swap with the sides.
#[test]
fn b086_rows_of_one_side_only() {
    let (ours, theirs) = ([row("1", "a", "2025-09-10")], [row("2", "b", "2025-09-10")]);
    let classes = |ours: &[_], theirs: &[_]| reconcile(ours, theirs).into_values().collect::<Vec<_>>();
    assert_eq!(classes(&ours, &theirs), [Match::OnlyInWallet, Match::OnlyAtProvider]);
    assert_eq!(classes(&theirs, &ours), [Match::OnlyAtProvider, Match::OnlyInWallet]);
}
