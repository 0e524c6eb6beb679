//! A day of month in the data of a regulation (N4).

#[cfg(feature = "json")]
use crate::wire::fields::{Fault, Fields, need};
use crate::{
    value::{
        calendar::{DayOfMonth, MissingDay},
        error::Error,
    },
    wire::writer::Object,
};

/// A day of month with the rule for months that lack it, unchecked (N4).
///
/// ```
/// use voucher_core::{MissingDay, gas::Regulation};
///
/// let rule = Regulation::gas_2025_08().parts().register_due;
/// assert_eq!((rule.day, rule.if_missing), (30, MissingDay::FirstDayOfNextMonth));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct DayRule {
    /// The number of the day.
    pub day: i32,
    /// What stands for it in months that lack it.
    pub if_missing: MissingDay,
}

impl DayRule {
    /// The day, or `day_out_of_range`.
    pub(crate) fn checked(self) -> Result<DayOfMonth, Error> {
        DayOfMonth::new(self.day, self.if_missing)
    }

    #[cfg(feature = "json")]
    pub(crate) fn read(fields: Fields<'_>) -> Result<Self, Fault> {
        fields.check(&[need("day"), need("if_missing")])?;
        let if_missing = fields.coded("if_missing", MissingDay::from_code)?;
        Ok(Self { day: fields.number("day")?, if_missing })
    }

    pub(crate) fn write(self, to: &mut Object<'_>) {
        to.whole("day", self.day).plain("if_missing", self.if_missing.code());
    }
}
