//! How the rules of most programmes cross: published ones as their id, others as their JSON.

use voucher_core::Error;

use crate::error::VoucherError;

/// The regulation that a text stands for: the published one with this id, or one written out.
pub(crate) fn read<R: Clone>(
    text: &str,
    published: Option<&R>,
    from_json: impl FnOnce(&str) -> Result<R, Error>,
) -> Result<R, VoucherError> {
    if text.trim_start().starts_with('{') {
        return Ok(from_json(text)?);
    }
    published.cloned().ok_or_else(|| {
        VoucherError::new("unknown_regulation", Some("regulation"), "no published regulation has this id")
    })
}
