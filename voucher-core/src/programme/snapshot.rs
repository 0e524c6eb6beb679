//! A ledger as text: saved whole, and restored whole or not at all.
//!
//! The first line has the version and the regulation. A line for each record follows. The last line has the SHA-256 of all
//! lines before. One ledger has one text, so a text that is read is written again and compared: whatever this library
//! would not have written is refused.

use alloc::string::String;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::{
    value::error::{Error, ErrorKind, causes},
    wire::{
        fields::Fields,
        json::{Document, Room},
        writer::{Object, object, written},
    },
};

causes! {
    SnapshotForeign "snapshot_foreign" "not what a ledger has saved",
    SnapshotVersion "snapshot_version" "saved in a form that this version does not know",
    SnapshotDamaged "snapshot_damaged" "not as it was saved: the digest does not fit",
    SnapshotInconsistent "snapshot_inconsistent" "no ledger can hold this",
}

/// How every saved ledger begins, and the version behind it.
const BEGINNING: &str = r#"{"ledger":"#;
const VERSION: &str = "1";

/// A ledger that has a saved form.
pub(crate) trait Saved: Sized {
    /// Writes the rest of the first line, then every record.
    fn write(&self, to: &mut Writer<'_>);

    /// Reads what [`write`](Self::write) has written. A field that stands twice, another order and the like need no check.
    fn read(from: &mut Reader<'_>) -> Result<Self, Error>;
}

/// Stamps how a ledger is saved and restored; [`Saved`] says what is written. The texts are the module of the ledger, the name of its
/// regulation, and the function that gives a published one.
macro_rules! saved {
    ($ledger:ident, $module:literal, $regulation:literal, $published:literal) => {
        impl $ledger {
            /// The ledger as text, from which [`restore`](Self::restore) makes the same ledger: personal data (N34).
            ///
            /// Equal ledgers have equal texts. A text grows with what is kept: a fact that is told again adds nothing.
            ///
            /// ```
            #[doc = concat!("use voucher_core::", $module, "::{Ledger, ", $regulation, "};")]
            ///
            #[doc = concat!("let ledger = Ledger::new(", $regulation, "::", $published, "());")]
            /// let text = ledger.save();
            /// assert!(text.starts_with(r#"{"ledger":1,"regulation":{"#));
            /// assert_eq!(Ledger::restore(&text)?, ledger);
            /// # Ok::<(), voucher_core::Error>(())
            /// ```
            #[must_use]
            pub fn save(&self) -> alloc::string::String {
                $crate::programme::snapshot::save(self)
            }

            /// The ledger that [`save`](Self::save) has written.
            ///
            /// # Errors
            ///
            /// `snapshot_foreign` for what no ledger has written, `snapshot_version` for a form that this version does not know,
            /// `snapshot_damaged` where the text is not the one that was written, `snapshot_inconsistent`, with the position of the
            #[doc = concat!("line, for what no ledger can hold, and the codes of [`", $regulation, "::new`] for the regulation.")]
            ///
            /// ```
            #[doc = concat!("use voucher_core::", $module, "::{Ledger, ", $regulation, "};")]
            ///
            #[doc = concat!("let text = Ledger::new(", $regulation, "::", $published, "()).save();")]
            /// let code = |text: &str| Ledger::restore(text).unwrap_err().code();
            /// assert_eq!(code("{}"), "snapshot_foreign");
            /// assert_eq!(code(&text.replacen('1', "2", 1)), "snapshot_version");
            /// assert_eq!(code(text.trim_end()), "snapshot_damaged");
            /// ```
            pub fn restore(text: &str) -> Result<Self, $crate::Error> {
                $crate::programme::snapshot::restore(text)
            }
        }
    };
}

pub(crate) use saved;

/// The text of a ledger.
pub(crate) fn save(ledger: &impl Saved) -> String {
    let mut text = String::new();
    write(ledger, &mut |line| text.push_str(line));
    text
}

/// The ledger of a text.
pub(crate) fn restore<T: Saved>(text: &str) -> Result<T, Error> {
    let after = text.strip_prefix(BEGINNING).ok_or(fault(ErrorKind::SnapshotForeign))?;
    if !after.strip_prefix(VERSION).is_some_and(|after| after.starts_with(',')) {
        return Err(fault(ErrorKind::SnapshotVersion));
    }
    let lines = undamaged(text).ok_or(fault(ErrorKind::SnapshotDamaged))?;
    let mut reader = Reader { text: lines, place: 0 };
    let ledger = T::read(&mut reader)?;
    let mut rest = Some(text);
    write(&ledger, &mut |line| rest = rest.and_then(|rest| rest.strip_prefix(line)));
    if rest == Some("") { Ok(ledger) } else { Err(reader.inconsistent()) }
}

const fn fault(kind: ErrorKind) -> Error {
    Error::of_field(kind, "snapshot")
}

/// All lines but the last, if the last has their digest.
fn undamaged(text: &str) -> Option<&str> {
    let (before, last) = text.strip_suffix('\n')?.rsplit_once('\n')?;
    let lines = text.get(..=before.len())?;
    (digest_line(Sha256::new().chain_update(lines)) == last).then_some(lines)
}

fn digest_line(digest: Sha256) -> String {
    written(|to| {
        to.digest("digest", &digest.finalize());
    })
}

fn write(ledger: &impl Saved, each: &mut dyn FnMut(&str)) {
    let mut writer = Writer { line: String::new(), digest: Sha256::new(), each };
    ledger.write(&mut writer);
    let last = digest_line(writer.digest) + "\n";
    each(&last);
}

/// Writes the date of the latest fact (N9), of any year: a ledger takes facts long after its period.
pub(crate) fn write_latest(latest: Option<NaiveDate>, to: &mut Object<'_>) {
    if let Some(latest) = latest {
        to.display("latest", latest);
    }
}

/// The date of the latest fact, where there is one; the outer none is a fault.
pub(crate) fn read_latest(fields: Fields<'_>) -> Option<Option<NaiveDate>> {
    if fields.has("latest") { any_day(fields, "latest").map(Some) } else { Some(None) }
}

/// A date of any year.
pub(crate) fn any_day(fields: Fields<'_>, name: &'static str) -> Option<NaiveDate> {
    fields.string(name).ok()?.parse().ok()
}

/// Writes line by line.
pub(crate) struct Writer<'a> {
    line: String,
    digest: Sha256,
    each: &'a mut dyn FnMut(&str),
}

impl Writer<'_> {
    /// The first line, which begins with the version and the canonical JSON of the regulation.
    pub(crate) fn head(&mut self, regulation: &str, write: impl FnOnce(&mut Object<'_>)) {
        self.line(|to| {
            to.json("ledger", VERSION).json("regulation", regulation);
            write(to);
        });
    }

    pub(crate) fn line(&mut self, write: impl FnOnce(&mut Object<'_>)) {
        self.line.clear();
        object(&mut self.line, write);
        self.line.push('\n');
        self.digest.update(&self.line);
        (self.each)(&self.line);
    }
}

/// Reads line by line, and knows where the last one began, in characters.
pub(crate) struct Reader<'a> {
    text: &'a str,
    place: usize,
}

impl Reader<'_> {
    pub(crate) fn inconsistent(&self) -> Error {
        fault(ErrorKind::SnapshotInconsistent).at(self.place)
    }

    /// Whether every line has been read.
    pub(crate) const fn at_end(&self) -> bool {
        self.text.is_empty()
    }

    /// Reads the next line by `read`, which gives none for what no ledger holds.
    pub(crate) fn line<T>(&mut self, read: impl FnOnce(Fields<'_>) -> Option<T>) -> Result<T, Error> {
        let (mut read, mut value) = (Some(read), None);
        self.read_line(&mut |fields| {
            value = read.take().and_then(|read| read(fields));
            value.is_some()
        })?;
        value.ok_or(self.inconsistent())
    }

    /// The same for every type, with little code for each.
    fn read_line(&mut self, read: &mut dyn FnMut(Fields<'_>) -> bool) -> Result<(), Error> {
        let line = self.text.split('\n').next().unwrap_or_default();
        self.text = self.text.get(line.len() + 1..).unwrap_or_default();
        let room = Room::new();
        let document = Document::of(line, &room).ok_or(self.inconsistent())?;
        Fields::of(&document.value).filter(|fields| read(*fields)).ok_or(self.inconsistent())?;
        self.place += line.chars().count() + 1;
        Ok(())
    }
}
