//! The fields in which two regulations differ.

use alloc::{string::String, vec::Vec};

use crate::wire::json::Value;

/// A field in which two regulations differ, by its path in the canonical JSON.
///
/// ```
/// use voucher_core::gas::Regulation;
///
/// let published = Regulation::gas_2025_08();
/// let changed = published.patched(r#"{"window":{"first":{"day":8}},"helpline":null}"#)?;
/// let [helpline, id, window] = published.diff(&changed).try_into().unwrap();
/// assert_eq!((helpline.field.as_str(), helpline.here.as_str()), ("helpline", "\"5169\""));
/// assert_eq!((id.field.as_str(), id.there.as_str()), ("id", "\"gas-2025-08+changed\""));
/// assert_eq!((window.field.as_str(), window.there.as_str()), ("window.first.day", "8"));
/// assert_eq!(helpline.there, "null");
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldDifference {
    /// The names of the field and of the objects around it, with a `.` between them.
    pub field: String,
    /// The value in the first regulation, as canonical JSON; `null` where there is none.
    pub here: String,
    /// The value in the other.
    pub there: String,
}

/// The fields that differ, in the order of their paths. Objects on both sides are looked into; a list is one value.
pub(crate) fn between(here: &Value<'_>, there: &Value<'_>) -> Vec<FieldDifference> {
    let mut found = Vec::new();
    compare(&mut String::new(), here, there, &mut found);
    found
}

fn compare(path: &mut String, here: &Value<'_>, there: &Value<'_>, found: &mut Vec<FieldDifference>) {
    if let (Value::Object(fields), Value::Object(others)) = (here, there) {
        let mut names: Vec<&str> = fields.iter().chain(*others).map(|(name, _)| *name).collect();
        names.sort_unstable();
        names.dedup();
        let length = path.len();
        for name in names {
            if length > 0 {
                path.push('.');
            }
            path.push_str(name);
            compare(
                path,
                here.get(name).unwrap_or(&Value::Null),
                there.get(name).unwrap_or(&Value::Null),
                found,
            );
            path.truncate(length);
        }
        return;
    }
    let (here, there) = (here.to_json(), there.to_json());
    if here != there {
        found.push(FieldDifference { field: path.clone(), here, there });
    }
}
