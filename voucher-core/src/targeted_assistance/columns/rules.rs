//! What a regulation says of a registration date and figures, as days to compare births with.

use alloc::boxed::Box;

use chrono::NaiveDate;

use super::rows::Terms;
use crate::{
    targeted_assistance::{
        amount::Term,
        kind::AssistanceKind,
        regulation::{Regulation, TopUp},
    },
    value::{
        calendar::{Month, Period},
        coded::Coded,
        money::Tiyn,
    },
};

/// The rules of one registration date and its figures.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    pub(super) on: NaiveDate,
    pub(super) line: Option<Tiyn>,
    /// The top-up of a child; none without an MCI.
    pub(super) top_up: Option<Tiyn>,
    /// The first birth of a young child (T10).
    pub(super) young_from: i32,
    /// The first births of a child and of a student with a whole line, where there is one (T28).
    pub(super) whole_from: Option<(i32, i32)>,
    /// The months to the quarter's end.
    pub(super) quarter: Span,
    /// The terms by kind: not known, and then in the order of the kinds; none where it hangs on the kind.
    spans: [Option<Span>; 1 + AssistanceKind::ALL.len()],
}

/// The months of a term, and who is of the ages of the top-up in each.
#[derive(Clone, Debug)]
pub(super) struct Span {
    pub(super) receives: Period,
    pub(super) months: Box<[(Month, Ages)]>,
}

/// Births of the ages of the top-up: the first of them, and the first after them. None where there is no top-up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ages {
    from: i32,
    before: i32,
}

impl Ages {
    #[inline]
    pub(super) const fn have(self, born: i32) -> bool {
        // Births lie on either side: no branch.
        (self.from <= born) & (born < self.before)
    }
}

impl Rules {
    /// The rules, or none where the date lies outside the regulation's period (T2).
    pub(super) fn new(regulation: &Regulation, terms: &Terms) -> Option<Self> {
        let Terms { on, figures } = *terms;
        if !regulation.period().contains(on) {
            return None;
        }
        let parts = regulation.parts();
        let of_kind = |kind| Term::of(regulation, on, kind).map(|term| Span::new(regulation, on, term));
        let (known, unknown) = (|kind| of_kind(Some(kind)), of_kind(None));
        let [conditional, unconditional] =
            [AssistanceKind::Conditional, AssistanceKind::Unconditional].map(known);
        Some(Self {
            on,
            line: figures.line(regulation),
            top_up: regulation.top_up.zip(figures.mci).map(|(top_up, mci)| top_up.amount(mci)),
            young_from: first_under(regulation, parts.carer_child_under, on),
            whole_from: parts.whole_line.map(|rule| {
                let from = |years| first_under(regulation, years, on);
                (from(rule.child_under), from(rule.student_under))
            }),
            quarter: Span::new(regulation, on, Term::to_quarters_end(on)),
            spans: [unknown, conditional, unconditional],
        })
    }

    /// The term of a kind (T30).
    #[inline]
    pub(super) fn span(&self, kind: Option<AssistanceKind>) -> Option<&Span> {
        self.spans.get(kind.map_or(0, |kind| 1 + kind.place()))?.as_ref()
    }
}

impl Span {
    fn new(regulation: &Regulation, on: NaiveDate, term: Term) -> Self {
        let ages = |month| match &regulation.top_up {
            Some(top_up) => Ages::of(regulation, top_up, month, on),
            None => Ages { from: 0, before: 0 },
        };
        Self { receives: term.days(), months: term.months().map(|month| (month, ages(month))).collect() }
    }
}

impl Ages {
    fn of(regulation: &Regulation, top_up: &TopUp, month: Month, on: NaiveDate) -> Self {
        let day = top_up.day_of(month, on);
        Self {
            from: first_under(regulation, top_up.last_age + 1, day),
            before: first_under(regulation, top_up.first_age, day),
        }
    }
}

/// The first birth that is below so many full years on a date: a later birth is never older (T3, T7).
fn first_under(regulation: &Regulation, years: i32, on: NaiveDate) -> i32 {
    /// A day that a month lacks moves a birthday by one day.
    const NEAR: i32 = 3;
    let about = regulation.months_after(on, -12 * years).to_epoch_days();
    let is_under =
        |day: &i32| NaiveDate::from_epoch_days(*day).is_some_and(|born| regulation.is_under(born, years, on));
    (about - NEAR..=about + NEAR).find(is_under).unwrap_or(about)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::calendar::MissingDay;

    /// Every birth around every boundary, of four years with the one of the 29th of February, in both readings of a missing day.
    #[test]
    #[cfg_attr(miri, ignore = "walks four years of days")]
    fn the_first_birth_below_an_age_parts_all_births() {
        let mut parts = Regulation::asp_2025_01().parts().clone();
        for if_missing in MissingDay::ALL {
            parts.if_missing = *if_missing;
            let regulation = Regulation::new(parts.clone()).unwrap();
            let first = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap().to_epoch_days();
            for on in (first..first + 1461).filter_map(NaiveDate::from_epoch_days) {
                for years in [0, 1, 3, 4, 7, 18, 100, 151] {
                    let from = first_under(&regulation, years, on);
                    for day in from - 5..from + 5 {
                        let born = NaiveDate::from_epoch_days(day).unwrap();
                        assert_eq!(regulation.is_under(born, years, on), day >= from, "{born} {years} {on}");
                    }
                }
            }
        }
    }
}
