//! Closed lists of values, and their codes.

/// A closed list of values, each with a stable code: programmes, refusals, stages, regions and others.
///
/// [`Set`](crate::Set) and [`Refusals`](crate::programme::Refusals) keep values by their places, so every value must stand in
/// [`ALL`](Self::ALL) at its [`place`](Self::place).
///
/// ```
/// use voucher_core::{Coded, Region, gas::Stage};
///
/// assert_eq!(Stage::ToAsk.code(), "to_ask");
/// assert_eq!(<Region as Coded>::ALL.len(), 20);
/// assert_eq!((Region::ALL[0].place(), Region::ALL[19].place()), (0, 19));
/// ```
pub trait Coded: Copy + Eq + 'static {
    /// Every value, in the order of the list.
    const ALL: &'static [Self];

    /// The stable code, in `snake_case`; the code of a region is its KATO code (N33).
    fn code(self) -> &'static str;

    /// Where the value stands in [`ALL`](Self::ALL), from 0.
    fn place(self) -> usize {
        Self::ALL.iter().position(|each| *each == self).unwrap_or(0)
    }
}

/// Stamps closed enums: `ALL`, `code`, `from_code`.
macro_rules! coded {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident $code:literal,)+ })+) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// Every value, in the order of the list.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The stable code, in `snake_case`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The value with this code; none for any other text.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code {
                    $($code => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }

        $crate::value::coded::listed!($name);
    )+ };
}

/// Makes an enum of bytes with `ALL` and `code` a closed list.
macro_rules! listed {
    ($name:ident) => {
        impl $crate::value::coded::Coded for $name {
            const ALL: &'static [Self] = Self::ALL;

            #[inline]
            fn code(self) -> &'static str {
                self.code()
            }

            #[inline]
            #[expect(clippy::as_conversions, reason = "the discriminant of a `repr(u8)` enum")]
            fn place(self) -> usize {
                self as usize
            }
        }
    };
}

pub(crate) use {coded, listed};
