//! What every checked regulation can do, stamped for each.

/// Stamps what a checked regulation says of itself, its changed copies and how it is read. The type has the fields `parts` and
/// `digest`, and `new`, which checks parts. `canonical::json` writes parts, and `read` of the parts reads their fields. The texts
/// are its path and the function that gives a published one.
macro_rules! regulation {
    ($regulation:ident of $parts:ident, $path:literal, $published:literal) => {
        impl $regulation {
            /// A copy with some parts changed, called by its old id with `+changed` behind it unless the change gives it
            /// another id.
            ///
            /// # Errors
            ///
            /// As [`new`](Self::new).
            ///
            /// ```
            #[doc = concat!("let published = voucher_core::", $path, "::", $published, "();")]
            /// let (same, other) = (published.changed(|_| ())?, published.changed(|parts| parts.id = "ours".into())?);
            /// assert_eq!((same.id(), other.id()), (format!("{}+changed", published.id()).as_str(), "ours"));
            /// assert_ne!(same.digest(), published.digest()); // the id is content too
            /// # Ok::<(), voucher_core::Error>(())
            /// ```
            pub fn changed(&self, change: impl FnOnce(&mut $parts)) -> Result<Self, $crate::Error> {
                let mut parts = self.parts.clone();
                change(&mut parts);
                if parts.id == self.parts.id {
                    parts.id.push_str($crate::wire::CHANGED);
                }
                Self::new(parts)
            }

            /// The data it was built from.
            #[must_use]
            pub const fn parts(&self) -> &$parts {
                &self.parts
            }

            /// The short id.
            #[must_use]
            pub fn id(&self) -> &str {
                &self.parts.id
            }

            /// The programme.
            #[must_use]
            pub const fn programme(&self) -> $crate::Programme {
                self.parts.programme
            }

            /// SHA-256 over the canonical JSON (RFC 8785) of its content, so that any language can recompute it.
            #[must_use]
            pub const fn digest(&self) -> [u8; 32] {
                self.digest
            }

            /// The canonical JSON (RFC 8785) of its content: names sorted, no white space, amounts as they were read.
            ///
            /// ```
            #[doc = concat!("let published = voucher_core::", $path, "::", $published, "();")]
            /// let json = published.canonical_json();
            /// assert!(json.contains(&format!(r#","id":"{}","#, published.id())) && !json.contains("\": "));
            /// ```
            #[must_use]
            pub fn canonical_json(&self) -> alloc::string::String {
                canonical::json(&self.parts)
            }
        }

        #[cfg(feature = "json")]
        impl $regulation {
            /// Reads one from JSON.
            ///
            /// # Errors
            ///
            /// `malformed_json` and `duplicate_field` for the text, then as [`new`](Self::new); `malformed_regulation` also
            /// for fields that are missing, unknown or of the wrong kind, which [`form_fault`](Self::form_fault) names, and
            /// `form_too_new` for a form that only a newer version reads (N41).
            ///
            /// ```
            #[doc = concat!("use voucher_core::", $path, " as Checked;")]
            ///
            #[doc = concat!("let published = Checked::", $published, "();")]
            /// assert_eq!(Checked::from_json(&published.canonical_json())?, published);
            /// assert_eq!(Checked::from_json("{}").unwrap_err().code(), "malformed_regulation");
            /// # Ok::<(), voucher_core::Error>(())
            /// ```
            pub fn from_json(text: &str) -> Result<Self, $crate::Error> {
                Self::from_value(&$crate::wire::json::value(text, &$crate::wire::json::Room::new())?)
            }

            /// A copy changed by a JSON merge patch (RFC 7396), called by its old id with `+changed` behind it unless the
            /// patch gives it another id.
            ///
            /// # Errors
            ///
            /// As [`from_json`](Self::from_json); [`patch_fault`](Self::patch_fault) names the field.
            ///
            /// ```
            #[doc = concat!("let published = voucher_core::", $path, "::", $published, "();")]
            /// assert_eq!(published.patched(r#"{"id":"ours"}"#)?.id(), "ours");
            /// assert_eq!(published.patched("{}")?.id(), format!("{}+changed", published.id()));
            /// assert_eq!(published.patched(r#"{"id":null}"#).unwrap_err().code(), "malformed_regulation");
            /// # Ok::<(), voucher_core::Error>(())
            /// ```
            pub fn patched(&self, patch: &str) -> Result<Self, $crate::Error> {
                Self::from_json(&$crate::wire::json::patched(&self.canonical_json(), patch)?)
            }

            /// Why a copy changed by a merge patch does not have the form of a regulation: [`form_fault`](Self::form_fault) of what
            /// [`patched`](Self::patched) reads.
            ///
            /// ```
            #[doc = concat!("let published = voucher_core::", $path, "::", $published, "();")]
            /// let fault = published.patch_fault(r#"{"period":null}"#).unwrap();
            /// assert_eq!((fault.code(), fault.field()), ("missing_field", Some("period")));
            /// assert_eq!(published.patch_fault("{}"), None);
            /// ```
            #[must_use]
            pub fn patch_fault(&self, patch: &str) -> Option<$crate::FormFault> {
                Self::form_fault(&$crate::wire::json::patched(&self.canonical_json(), patch).ok()?)
            }

            /// The fields in which another regulation differs, in the order of their paths; none where both are equal.
            ///
            /// ```
            #[doc = concat!("let published = voucher_core::", $path, "::", $published, "();")]
            /// let changed = published.patched("{}")?;
            /// assert!(published.diff(&changed).iter().map(|each| each.field.as_str()).eq(["id"]));
            /// assert!(published.diff(&published).is_empty());
            /// # Ok::<(), voucher_core::Error>(())
            /// ```
            #[must_use]
            pub fn diff(&self, other: &Self) -> alloc::vec::Vec<$crate::programme::FieldDifference> {
                use $crate::wire::json::{Room, value};
                let (here, there, room) = (self.canonical_json(), other.canonical_json(), Room::new());
                match (value(&here, &room), value(&there, &room)) {
                    (Ok(here), Ok(there)) => $crate::programme::difference::between(&here, &there),
                    // What this crate writes it also reads.
                    (Err(_), _) | (_, Err(_)) => alloc::vec::Vec::new(),
                }
            }

            /// Why a JSON does not have the form of a regulation (*wire*), where [`from_json`](Self::from_json) says no more than
            /// `malformed_regulation`: the field that is missing, unknown or invalid; of another programme's, `programme`. None of one
            /// that has the form.
            ///
            /// ```
            #[doc = concat!("use voucher_core::", $path, " as Checked;")]
            ///
            #[doc = concat!("let json = Checked::", $published, "().canonical_json();")]
            /// assert_eq!(Checked::form_fault(&json), None);
            /// let misspelt = json.replace("\"period\":", "\"peroid\":");
            /// let fault = Checked::form_fault(&misspelt).unwrap();
            /// assert_eq!((fault.code(), fault.field()), ("missing_field", Some("period")));
            /// let others = Checked::form_fault(r#"{"programme":"water"}"#).unwrap();
            /// assert_eq!((others.field(), others.reason()), (Some("programme"), Some("unknown_value")));
            /// ```
            #[must_use]
            pub fn form_fault(text: &str) -> Option<$crate::FormFault> {
                use $crate::wire::json::{Document, Room};
                let room = Room::new();
                let document = Document::read(text, &room);
                document.and_then(|document| Self::parts_of(document.fields()?).map(|_| ())).err()
            }

            /// Reads the data; a form that this version cannot know comes before every other fault.
            fn parts_of(fields: $crate::wire::fields::Fields<'_>) -> Result<$parts, $crate::FormFault> {
                fields.check_form()?;
                $parts::read(fields)
            }

            /// Reads the data and checks it; a form that is not the wire's is one fault.
            pub(crate) fn from_value(value: &$crate::wire::json::Value<'_>) -> Result<Self, $crate::Error> {
                let parts = $crate::wire::fields::Fields::read(value).and_then(Self::parts_of);
                Self::new(parts.map_err(|fault| fault.of_regulation())?)
            }
        }

        #[cfg(feature = "serde")]
        impl TryFrom<$parts> for $regulation {
            type Error = $crate::Error;

            fn try_from(parts: $parts) -> Result<Self, $crate::Error> {
                Self::new(parts)
            }
        }

        #[cfg(feature = "serde")]
        impl From<$regulation> for $parts {
            fn from(regulation: $regulation) -> Self {
                regulation.parts
            }
        }
    };
}

/// Makes a regulation one that is in force in a period, of which a programme has one a day (N6). The text is an id of a
/// published one.
macro_rules! edition {
    ($regulation:ident, $module:literal, $id:literal) => {
        impl $crate::programme::Edition for $regulation {
            type Kind = $crate::Programme;

            fn kind(&self) -> $crate::Programme {
                self.programme()
            }

            fn id(&self) -> &str {
                self.id()
            }

            fn digest(&self) -> [u8; 32] {
                self.digest()
            }

            fn period(&self) -> $crate::Period {
                self.period()
            }
        }

        impl $regulation {
            /// The published regulation with this id.
            ///
            /// ```
            #[doc = concat!("use voucher_core::", $module, "::Regulation;")]
            ///
            #[doc = concat!("assert!(Regulation::published(\"", $id, "\").is_some());")]
            #[doc = concat!("assert_eq!(Regulation::published(\"", $id, "+changed\"), None);")]
            /// ```
            #[must_use]
            pub fn published(id: &str) -> Option<Self> {
                RegulationSet::published().with_id(id).cloned()
            }
        }
    };
}

pub(crate) use {edition, regulation};
