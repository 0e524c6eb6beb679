//! How the rules of most programmes cross: published ones as their id, others as their JSON.

use crate::error::{VoucherError, without_mark};

/// The regulation that a text stands for: the published one with this id, or one written out.
pub(crate) fn read<R: Clone>(
    text: &str,
    published: Option<&R>,
    from_json: impl FnOnce(&str) -> Result<R, VoucherError>,
) -> Result<R, VoucherError> {
    if without_mark(text).trim_start().starts_with('{') {
        return from_json(text);
    }
    published.cloned().ok_or_else(|| {
        VoucherError::new("unknown_regulation", Some("regulation"), "no published regulation has this id")
    })
}

/// The rules of a programme as a text, those in force on a date, and their digest, by the names that they have on a phone.
macro_rules! rules {
    ($Regulation:ident, $in_force:ident, $digest:ident) => {
        uniffi::custom_type!(
            /// The rules of one order: the id of a published one, or the JSON of another, checked whenever it crosses (N7).
            $Regulation, String, {
            remote,
            lower: |regulation| write(&regulation),
            try_lift: |text| Ok(read(&text)?),
        });

        /// The published regulations, which are constants.
        static PUBLISHED: std::sync::LazyLock<RegulationSet> =
            std::sync::LazyLock::new(RegulationSet::published);

        fn read(text: &str) -> Result<$Regulation, $crate::error::VoucherError> {
            let published = PUBLISHED.iter().find(|published| published.id() == text);
            $crate::rules::read(text, published, |json| {
                $crate::error::regulation_from_json(json, $Regulation::from_json, $Regulation::form_fault)
            })
        }

        fn write(regulation: &$Regulation) -> String {
            let is_published = PUBLISHED.iter().any(|published| published == regulation);
            if is_published { regulation.id().to_owned() } else { regulation.canonical_json() }
        }

        /// The regulation that is in force on a date, if there is one (N6): of all that a server sends, or of the published ones.
        /// No two of them may share a day.
        #[uniffi::export(default(all = None))]
        pub fn $in_force(
            today: CivilDate,
            all: Option<Vec<$Regulation>>,
        ) -> Result<Option<$Regulation>, VoucherError> {
            match all {
                Some(all) => Ok(RegulationSet::new(all)?.in_force(today).cloned()),
                None => Ok(PUBLISHED.in_force(today).cloned()),
            }
        }

        /// `sha256:` and the digest of a regulation's canonical JSON, for a server to compare.
        #[uniffi::export]
        pub fn $digest(regulation: $Regulation) -> Result<String, VoucherError> {
            Ok($crate::value::digest_text(regulation.digest()))
        }
    };
}

/// The test of such rules: a published regulation, a change of it, and further texts that are refused with their codes.
#[cfg(test)]
macro_rules! tests {
    ($Regulation:ident::$published:ident, $change:expr $(, $text:expr => $code:literal)*) => {
        mod tests {
            use super::*;

            /// N7: a published regulation crosses as its id, any other as its JSON, also one that calls itself by the same id.
            #[test]
            fn a_regulation_is_an_id_or_json() {
                let published = $Regulation::$published();
                let changed = published.changed($change).unwrap();
                let mut parts = changed.parts().clone();
                parts.id = published.id().to_owned();
                let impostor = $Regulation::new(parts).unwrap();
                for regulation in [published, changed, impostor] {
                    assert_eq!(read(&write(&regulation)), Ok(regulation));
                }
                for (text, code) in [
                    ("gas-2025-08", "unknown_regulation"),
                    (" {", "malformed_json"),
                    ("{}", "missing_field"),
                    $(($text, $code),)*
                ] {
                    let VoucherError::Malformed { code: found, .. } = read(text).unwrap_err();
                    assert_eq!(found, code, "{text}");
                }
            }
        }
    };
}

pub(crate) use rules;
#[cfg(test)]
pub(crate) use tests;
