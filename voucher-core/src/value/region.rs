//! The twenty regions of Kazakhstan (N33).

use crate::value::{
    coded::Coded,
    error::{Error, ErrorKind, causes},
    language::Language,
    set::Set,
};

mod spoken;

causes! {
    UnknownRegion "unknown_region" "no region of Kazakhstan has this code or name",
    AmbiguousRegion "ambiguous_region" "more than one region may be meant: write its KATO code or its name of today",
}

/// One row a region: variant, KATO code, ISO 3166-2, names in kk, ru, en, and other Russian spellings.
macro_rules! regions {
    ($($region:ident $kato:literal $iso:literal $kk:literal $ru:literal $en:literal [$($alias:literal)*],)+) => {
        /// A region of Kazakhstan: 17 regions and 3 cities of republican significance (N33).
        ///
        /// Deliberately exhaustive: a new region must break your build.
        ///
        /// ```
        /// use voucher_core::{Language, Region};
        ///
        /// let region = Region::from_kato("62")?;
        /// assert_eq!(region, Region::Ulytau);
        /// assert_eq!(region.iso_3166_2(), "KZ-62");
        /// assert_eq!(region.name(Language::Kk), "Ұлытау облысы");
        /// assert_eq!(Region::from_kato("12").unwrap_err().code(), "unknown_region");
        /// # Ok::<(), voucher_core::Error>(())
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Region {
            $(#[doc = concat!($en, ", KATO ", $kato, ".")] $region,)+
        }

        impl Region {
            /// Every region, by KATO code.
            pub const ALL: &[Self] = &[$(Self::$region,)+];

            /// The KATO code, two digits.
            #[must_use]
            pub const fn kato(self) -> &'static str {
                match self { $(Self::$region => $kato,)+ }
            }

            /// The ISO 3166-2 code: `KZ-` and the KATO code.
            #[must_use]
            pub const fn iso_3166_2(self) -> &'static str {
                match self { $(Self::$region => $iso,)+ }
            }

            /// The name.
            #[must_use]
            pub const fn name(self, language: Language) -> &'static str {
                match (self, language) { $(
                    (Self::$region, Language::Kk) => $kk,
                    (Self::$region, Language::Ru) => $ru,
                    (Self::$region, Language::En) => $en,
                )+ }
            }

            const fn aliases(self) -> &'static [&'static str] {
                match self { $(Self::$region => &[$($alias),*],)+ }
            }
        }
    };
}

regions! {
    Abai "10" "KZ-10" "Абай облысы" "область Абай" "Abai Region" [],
    Akmola "11" "KZ-11" "Ақмола облысы" "Акмолинская область" "Akmola Region" [],
    Aktobe "15" "KZ-15" "Ақтөбе облысы" "Актюбинская область" "Aktobe Region" [],
    AlmatyRegion "19" "KZ-19" "Алматы облысы" "Алматинская область" "Almaty Region" [],
    Atyrau "23" "KZ-23" "Атырау облысы" "Атырауская область" "Atyrau Region" [],
    WestKazakhstan "27" "KZ-27" "Батыс Қазақстан облысы" "Западно-Казахстанская область" "West Kazakhstan Region" [],
    Zhambyl "31" "KZ-31" "Жамбыл облысы" "Жамбылская область" "Zhambyl Region" [],
    Zhetisu "33" "KZ-33" "Жетісу облысы" "область Жетісу" "Zhetisu Region" ["Жетысуская область"],
    Karaganda "35" "KZ-35" "Қарағанды облысы" "Карагандинская область" "Karaganda Region" [],
    Kostanay "39" "KZ-39" "Қостанай облысы" "Костанайская область" "Kostanay Region" [],
    Kyzylorda "43" "KZ-43" "Қызылорда облысы" "Кызылординская область" "Kyzylorda Region" [],
    Mangystau "47" "KZ-47" "Маңғыстау облысы" "Мангистауская область" "Mangystau Region" [],
    Pavlodar "55" "KZ-55" "Павлодар облысы" "Павлодарская область" "Pavlodar Region" [],
    NorthKazakhstan "59" "KZ-59" "Солтүстік Қазақстан облысы" "Северо-Казахстанская область" "North Kazakhstan Region" [],
    Turkistan "61" "KZ-61" "Түркістан облысы" "Туркестанская область" "Turkistan Region" [],
    Ulytau "62" "KZ-62" "Ұлытау облысы" "область Ұлытау" "Ulytau Region" ["Улытауская область"],
    EastKazakhstan "63" "KZ-63" "Шығыс Қазақстан облысы" "Восточно-Казахстанская область" "East Kazakhstan Region" [],
    Astana "71" "KZ-71" "Астана қаласы" "город Астана" "Astana" [],
    Almaty "75" "KZ-75" "Алматы қаласы" "город Алматы" "Almaty" [],
    Shymkent "79" "KZ-79" "Шымкент қаласы" "город Шымкент" "Shymkent" [],
}

impl Region {
    /// The region with this KATO code of two digits.
    ///
    /// # Errors
    ///
    /// `unknown_region` for any other text.
    pub fn from_kato(code: &str) -> Result<Self, Error> {
        Self::find(|region| region.kato() == code)
    }

    /// The region with this name: in any of the three languages, or another known spelling.
    ///
    /// # Errors
    ///
    /// `unknown_region` for any other text.
    ///
    /// ```
    /// use voucher_core::Region;
    ///
    /// assert_eq!(Region::from_name("Улытауская область")?, Region::Ulytau);
    /// assert_eq!(Region::from_name("область Ұлытау")?, Region::Ulytau);
    /// assert_eq!(Region::from_name("Almaty")?, Region::Almaty);
    /// assert_eq!(Region::from_name("Almaty Region")?, Region::AlmatyRegion);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn from_name(name: &str) -> Result<Self, Error> {
        Self::find(|region| {
            Language::ALL.iter().any(|language| region.name(*language) == name)
                || region.aliases().contains(&name)
        })
    }

    /// The region that a person means by this text: its KATO code of two digits, a KATO code of nine digits of a place in it,
    /// its ISO 3166-2 code, or a name as people write it.
    ///
    /// Case, spaces, dashes and quotes do not count. `г.`, `город`, `обл.`, `область` and their like in Kazakh and English may
    /// stand on either side of a name or be left out; names of old days and abbreviations are known. A city of republican
    /// significance is meant where a name is also that of a region and nothing says which, as by its English name in N33. What
    /// a journal takes are KATO codes alone; [`from_name`](Self::from_name) takes the names of N33 to the letter.
    ///
    /// # Errors
    ///
    /// `ambiguous_region` for a name of old days whose land is that of several regions today; `unknown_region` for any other
    /// text.
    ///
    /// ```
    /// use voucher_core::Region;
    ///
    /// assert_eq!(Region::parse("г. Шымкент")?, Region::Shymkent);
    /// assert_eq!(Region::parse("ШЫМКЕНТ")?, Region::parse("790000000")?);
    /// assert_eq!(Region::parse("Алматы")?, Region::Almaty);
    /// assert_eq!(Region::parse("Алматы обл.")?, Region::AlmatyRegion);
    /// assert_eq!(Region::parse("ЮКО").unwrap_err().code(), "ambiguous_region");
    /// assert_eq!(Region::parse("620").unwrap_err().code(), "unknown_region");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::from_kato(text).or_else(|_| Self::from_name(text)).or_else(|_| spoken::region(text))
    }

    fn find(mut fits: impl FnMut(Self) -> bool) -> Result<Self, Error> {
        let found = Self::ALL.iter().copied().find(|region| fits(*region));
        found.ok_or(Error::of_field(ErrorKind::UnknownRegion, "region"))
    }
}

/// A set of regions.
///
/// ```
/// use voucher_core::{Region, RegionSet};
///
/// let pilot = RegionSet::from_iter([Region::WestKazakhstan, Region::Shymkent]);
/// assert!(pilot.contains(Region::Shymkent));
/// assert!(!pilot.contains(Region::Astana));
/// ```
pub type RegionSet = Set<Region>;

impl Coded for Region {
    const ALL: &'static [Self] = Self::ALL;

    fn code(self) -> &'static str {
        self.kato()
    }

    #[inline]
    #[expect(clippy::as_conversions, reason = "the discriminant of a `repr(u8)` enum")]
    fn place(self) -> usize {
        self as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// N33: the table of this file is the table of `regions.csv`, row by row.
    #[test]
    fn the_table_is_the_csv() {
        let rows = include_str!("regions.csv").lines().skip(1);
        let mut regions = Region::ALL.iter();
        for row in rows {
            let region = regions.next().expect("as many regions as rows");
            let alias = region.aliases().first().unwrap_or(&"");
            let [kk, ru, en] =
                [Language::Kk, Language::Ru, Language::En].map(|language| region.name(language));
            let iso = region.iso_3166_2();
            assert_eq!(row, alloc::format!("{},{iso},{kk},{ru},{en},{alias}", region.kato()));
        }
        assert_eq!(regions.next(), None);
    }

    /// N33: every name of every language leads back to its region, and no two share one.
    #[test]
    fn names_are_unambiguous() {
        for &region in Region::ALL {
            for &language in Language::ALL {
                assert_eq!(Region::from_name(region.name(language)), Ok(region));
            }
            assert_eq!(Region::from_kato(region.kato()), Ok(region));
            assert_eq!(region.iso_3166_2(), alloc::format!("KZ-{}", region.kato()));
        }
    }
}
