//! Which norm speaks of each field, and from which source each published value comes (`docs/norms`, section 3).

use super::{Regulation, RegulationSet};

/// A field or an object of fields: its path, the norms, and the source of its value in `gas-2024-12` and in `gas-2025-08`.
type Row = (&'static str, &'static str, &'static str, &'static str);

const CHOICE: &str = "choice";

/// What stands deeper comes after what it stands in.
const FIELDS: [Row; 24] = [
    ("activations_per_account", "N25", CHOICE, "S1"),
    ("assistance", "N11", "S2", "S0"),
    ("consent", "N13, N14", CHOICE, "S0, S1"),
    ("consent.agree_codes", "N14", CHOICE, "S0"),
    ("consent.last_day", "N13, N14", CHOICE, "S0"),
    ("consent.last_day.if_missing", "N4", CHOICE, CHOICE),
    ("consent.refuse_codes", "N14", CHOICE, "S0"),
    ("consent.repeat_after_days", "N13", CHOICE, "S0"),
    ("consent.scope", "N16", CHOICE, CHOICE),
    ("discount", "N29", "P", "not published"),
    ("discount.rounding", "N29", CHOICE, CHOICE),
    ("helpline", "N36", "not published", "S0"),
    ("id", "N6", CHOICE, CHOICE),
    ("list_closes", "N11, N12", CHOICE, "S1"),
    ("list_closes.if_missing", "N4", CHOICE, CHOICE),
    ("period", "N3, N8", "S2, P, choice", "S1"),
    ("programme", "N6", "S2", "S0"),
    ("regions", "N11", "S2", "S1"),
    ("register_due", "N17, N27", CHOICE, "S0"),
    ("register_due.if_missing", "N4", CHOICE, CHOICE),
    ("sign_up_link", "N36", "not published", "S0"),
    ("window", "N3, N25", CHOICE, "S0"),
    ("window.first.if_missing", "N4", CHOICE, CHOICE),
    ("window.last.if_missing", "N4", CHOICE, CHOICE),
];

fn row(field: &str) -> Option<Row> {
    let holds =
        |path: &str| field.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    FIELDS.into_iter().rfind(|(path, ..)| holds(path))
}

impl Regulation {
    /// The norms that speak of a field, which is named by its path in the canonical JSON; none where there is no such field.
    ///
    /// ```
    /// use voucher_core::gas::Regulation;
    ///
    /// assert_eq!(Regulation::norms_of("window.first.day"), Some("N3, N25"));
    /// assert_eq!(Regulation::norms_of("window.first.if_missing"), Some("N4"));
    /// assert_eq!(Regulation::norms_of("windows"), None);
    /// ```
    #[must_use]
    pub fn norms_of(field: &str) -> Option<&'static str> {
        row(field).map(|(_, norms, ..)| norms)
    }

    /// The source of a field's value, where it is that of the regulation that is published for the first day of this one's
    /// period, or else of the newest: `choice` where no source settles it. None where the value was changed since.
    ///
    /// ```
    /// use voucher_core::gas::Regulation;
    ///
    /// let published = Regulation::gas_2025_08();
    /// let changed = published.patched(r#"{"window":{"first":{"day":8}}}"#)?;
    /// assert_eq!(published.source_of("window.first.day"), Some("S0"));
    /// assert_eq!(changed.source_of("window.first.day"), None);
    /// assert_eq!(changed.source_of("window.last.day"), Some("S0"));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn source_of(&self, field: &str) -> Option<&'static str> {
        let (_, _, first, newest) = row(field)?;
        let published = RegulationSet::published();
        let (source, origin) = match published.in_force(self.period().first) {
            Some(origin) if *origin == Self::gas_2024_12() => (first, Self::gas_2024_12()),
            Some(_) | None => (newest, Self::gas_2025_08()),
        };
        let meets = |changed: &str| {
            let (short, long) = if changed.len() < field.len() { (changed, field) } else { (field, changed) };
            long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let changed = origin.diff(self).iter().any(|each| meets(&each.field));
        (!changed).then_some(source)
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;

    /// Every field of the canonical JSON is spoken of, and no row speaks of a field that is not there.
    #[test]
    #[cfg_attr(miri, ignore = "makes several regulations")]
    fn each_field_has_its_norms_and_each_row_its_field() {
        let all = Regulation::gas_2025_08()
            .patched(r#"{"discount":{"rate":"0.1","norms_m3":{"79":"1"},"rounding":"half_away_from_zero"}}"#)
            .unwrap();
        let other = Regulation::from_json(
            r#"{"id":"x","programme":"gas","period":{"first":"2030-01-01","last":"2030-12-31"},"regions":["10"],
            "assistance":["housing"],"list_closes":{"day":1,"if_missing":"first_day_of_next_month"},
            "consent":{"scope":"until_withdrawn","repeat_after_days":1,"agree_codes":["1"],"refuse_codes":["2"],
            "last_day":{"day":2,"if_missing":"first_day_of_next_month"}},
            "window":{"first":{"day":2,"if_missing":"first_day_of_next_month"},
            "last":{"day":3,"if_missing":"first_day_of_next_month"}},
            "activations_per_account":3,"register_due":{"day":28,"if_missing":"last_day_of_month"},
            "discount":{"rate":"0.2","norms_m3":{"79":"2"},"rounding":"half_away_from_zero"}}"#,
        )
        .unwrap();
        let fields: Vec<_> = all.diff(&other).into_iter().map(|each| each.field).collect();
        for field in &fields {
            assert!(Regulation::norms_of(field).is_some(), "{field}");
        }
        // The two of which there is one value only.
        for (path, ..) in FIELDS.iter().filter(|row| !["programme", "discount.rounding"].contains(&row.0)) {
            assert!(fields.iter().any(|field| field.starts_with(path)), "{path}");
        }
    }

    /// The sources of a copy of the first pilot are those of the first pilot.
    #[test]
    #[cfg_attr(miri, ignore = "makes several regulations")]
    fn the_source_is_that_of_the_edition() {
        let first = Regulation::gas_2024_12().patched(r#"{"list_closes":{"day":13}}"#).unwrap();
        assert_eq!(first.source_of("regions"), Some("S2"));
        assert_eq!(first.source_of("list_closes"), None);
        assert_eq!(first.source_of("list_closes.if_missing"), Some(CHOICE));
        assert_eq!(Regulation::gas_2025_08().source_of("list_closes"), Some("S1"));
    }
}
