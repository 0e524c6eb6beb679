//! Regions as people write them: what is beside the names of N33.

use super::{ErrorKind, Region};
use crate::value::{error::Error, language::Language};

/// Longer texts are no names.
const LONGEST: usize = 128;

/// Words that say which kind of region a name is.
const CITY: [&str; 7] = ["г", "гор", "город", "қ", "қала", "қаласы", "city"];
const OBLAST: [&str; 7] = ["обл", "область", "облыс", "облысы", "oblast", "oblysy", "region"];

/// Names whose land is that of several regions today.
const AMBIGUOUS: [&str; 6] = [
    // Of 2018: Turkistan Region and the city of Shymkent.
    "ЮКО",
    "ОҚО",
    "Южно-Казахстанская",
    "Оңтүстік Қазақстан",
    "South Kazakhstan",
    "Чимкентская",
];

/// What kind of region a name says it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    City,
    Oblast,
}

/// The region that a person means by this text.
pub(super) fn region(text: &str) -> Result<Region, Error> {
    let error = |kind| Err(Error::of_field(kind, "region"));
    if text.len() > LONGEST {
        return error(ErrorKind::UnknownRegion);
    }
    if let Some(region) = by_code(text).or_else(|| by_name(text)) {
        return Ok(region);
    }
    let ambiguous = kind(text).is_ok() && AMBIGUOUS.iter().any(|name| is_called(text, name));
    error(if ambiguous { ErrorKind::AmbiguousRegion } else { ErrorKind::UnknownRegion })
}

/// By a KATO code with white space about it, of two digits or of nine, whose first two are those of the region; or by the
/// ISO 3166-2 code.
fn by_code(text: &str) -> Option<Region> {
    let mut words = words(text);
    let whole = |text: &str| {
        text.starts_with(|first: char| first.is_ascii_alphanumeric())
            && text.ends_with(|last: char| last.is_ascii_digit())
    };
    if !whole(text.trim()) {
        return None;
    }
    let code = match (words.next()?, words.next(), words.next()) {
        (country, Some(code), None) if same(country, "kz") => code,
        (code, None, None) => code,
        _ => return None,
    };
    let digits = code.bytes().all(|byte| byte.is_ascii_digit()) && matches!(code.len(), 2 | 9);
    Region::from_kato(code.get(..2).filter(|_| digits)?).ok()
}

/// By a name. Cities come first: without a word that says which, `Алматы` is the city.
fn by_name(text: &str) -> Option<Region> {
    let kind = kind(text).ok()?;
    let fits = |region: &Region| kind.is_none_or(|kind| kind == region.kind()) && region.is_called(text);
    let of_kind = |kind| Region::ALL.iter().copied().filter(move |region| region.kind() == kind);
    of_kind(Kind::City).chain(of_kind(Kind::Oblast)).find(fits)
}

impl Region {
    /// Other names, without the word that says what it is.
    const fn other_names(self) -> &'static [&'static str] {
        match self {
            Self::Abai => &["Абайская"],
            Self::Akmola => &["Акмола"],
            Self::Aktobe => &["Актобе"],
            Self::AlmatyRegion => &["Алма-Атинская"],
            Self::WestKazakhstan => &["ЗКО", "БҚО"],
            Self::Zhambyl => &["Джамбулская"],
            Self::Zhetisu => &["Жетысу"],
            Self::Karaganda => &["Караганда"],
            Self::Kostanay => &["Костанай", "Кустанайская"],
            Self::Kyzylorda => &["Кызылорда", "Кзыл-Ординская"],
            Self::Mangystau => &["Мангистау", "Мангыстауская"],
            Self::NorthKazakhstan => &["СКО", "СҚО"],
            Self::Turkistan => &["Туркестан"],
            Self::Ulytau => &["Улытау"],
            Self::EastKazakhstan => &["ВКО", "ШҚО"],
            Self::Astana => &["Нур-Султан", "Нурсултан", "Нұр-Сұлтан", "Nur-Sultan"],
            Self::Almaty => &["Алма-Ата", "Alma-Ata"],
            Self::Shymkent => &["Чимкент", "Chimkent"],
            Self::Atyrau | Self::Pavlodar => &[],
        }
    }

    fn kind(self) -> Kind {
        kind(self.name(Language::Ru)).ok().flatten().unwrap_or(Kind::Oblast)
    }

    fn is_called(self, text: &str) -> bool {
        let names = Language::ALL.iter().map(|language| self.name(*language));
        let mut names = names.chain(self.aliases().iter().copied()).chain(self.other_names().iter().copied());
        names.any(|name| is_called(text, name))
    }
}

/// The kind of region that a text says, if it says any. Errors where it says both.
fn kind(text: &str) -> Result<Option<Kind>, ()> {
    words(text).filter_map(kind_of_word).try_fold(None, |said, kind| match said {
        Some(other) if other != kind => Err(()),
        _ => Ok(Some(kind)),
    })
}

fn kind_of_word(word: &str) -> Option<Kind> {
    let among = |words: &[&str]| words.iter().any(|each| same(word, each));
    if among(&CITY) { Some(Kind::City) } else { among(&OBLAST).then_some(Kind::Oblast) }
}

/// Whether two names have the same words beside those that say what kind of region it is.
fn is_called(text: &str, name: &str) -> bool {
    let proper = |text| words(text).filter(|word| kind_of_word(word).is_none());
    let (mut said, mut names) = (proper(text), proper(name));
    loop {
        match (said.next(), names.next()) {
            (None, None) => return true,
            (Some(said), Some(name)) if same(said, name) => {}
            _ => return false,
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let between = |letter: char| letter.is_whitespace() || ".,-‐‑‒–—_\"'«»„“”".contains(letter);
    text.split(between).filter(|word| !word.is_empty())
}

/// Whether two words differ in case alone.
fn same(one: &str, other: &str) -> bool {
    one.chars().flat_map(char::to_lowercase).eq(other.chars().flat_map(char::to_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> &'static str {
        Region::parse(text).map_or_else(|error| error.code(), Region::kato)
    }

    /// N33: whatever people wrote in the column of regions of a real table.
    #[test]
    #[cfg_attr(miri, ignore = "compares thousands of names")]
    fn names_as_people_write_them() {
        let meant = [
            (
                "79",
                "Шымкент|г. Шымкент|г.Шымкент|ШЫМКЕНТ|Город Шымкент|79 | KZ-79|kz-79|shymkent|790000000|Чимкент",
            ),
            (
                "71",
                "Астана|город  Астана|город\u{a0}Астана|Нур-Султан|Нур‑Султан|г. Нур - Султан|Нұр-Сұлтан|астана қ.|Astana city",
            ),
            ("75", "Алматы|г. Алматы|алматы қ.|Алматы город|Алма-Ата|ALMATY"),
            ("19", "Алматы обл.|алматинская|Алматинская обл|Almaty region|АЛМАТИНСКАЯ ОБЛАСТЬ"),
            ("61", "Туркестанская обл.|«Туркестанская» область|Туркестан|Түркістан|TURKISTAN REGION"),
            ("33", "область Жетысу|Жетысу|Жетысуская обл.|жетісу"),
            ("10", "Абайская область|Абай|обл. Абай|101010000"),
            ("62", "Улытау|обл Улытау|620000000"),
            ("63", "ВКО|ШҚО|Восточно - Казахстанская область|восточно казахстанская"),
            ("27", "ЗКО|Западно–Казахстанская обл."),
            ("59", "СКО|North Kazakhstan"),
        ];
        for (kato, texts) in meant {
            for text in texts.split('|') {
                assert_eq!(code(text), kato, "{text}");
            }
        }
    }

    /// What may be more than one region, or none, is not guessed.
    #[test]
    #[cfg_attr(miri, ignore = "compares thousands of names")]
    fn nothing_is_guessed() {
        for text in
            ["ЮКО", "Южно-Казахстанская область", "оңтүстік қазақстан облысы", "South Kazakhstan Region"]
        {
            assert_eq!(code(text), "ambiguous_region", "{text}");
        }
        let unknown = "|-|.|г.|область|г. Туркестан|Шымкент область|г. Алматы обл.|Казахстан|7|710|7100000000|12|120000000|-71|71.|-710000000|KZ|KZ-KZ-79\
                       |US-79|Алматы Астана|Абай ауданы|７９|город";
        for text in unknown.split('|') {
            assert_eq!(code(text), "unknown_region", "{text}");
        }
        assert_eq!(code(&"г. Шымкент ".repeat(1000)), "unknown_region");
    }

    /// Each name of N33 is read as to the letter, in either case and without the word that says what it is; no other name is
    /// that of two regions, but for the city and the region of Almaty.
    #[test]
    #[cfg_attr(miri, ignore = "compares thousands of names")]
    fn every_name_is_that_of_one_region() {
        for &region in Region::ALL {
            let names = Language::ALL.iter().map(|language| region.name(*language));
            for name in
                names.chain(region.aliases().iter().copied()).chain(region.other_names().iter().copied())
            {
                assert_eq!(Region::parse(&name.to_lowercase()), Ok(region), "{name}");
                assert_eq!(Region::parse(&name.to_uppercase()), Ok(region), "{name}");
                let called = Region::ALL.iter().filter(|other| other.is_called(name));
                let called: alloc::vec::Vec<_> =
                    called.filter(|other| other.kind() == region.kind()).collect();
                assert_eq!(called, [&region], "{name}");
                assert!(!AMBIGUOUS.iter().any(|ambiguous| is_called(name, ambiguous)), "{name}");
            }
        }
    }
}
