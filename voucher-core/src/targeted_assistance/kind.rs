//! The kind of assistance: conditional or not (T10).

use crate::value::coded::coded;

coded! {
    /// The kind of assistance (T10).
    ///
    /// Deliberately exhaustive: a new kind must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::AssistanceKind;
    ///
    /// assert_eq!(AssistanceKind::Conditional.code(), "conditional");
    /// ```
    AssistanceKind {
        /// Needs a social contract.
        Conditional "conditional",
        /// Needs none.
        Unconditional "unconditional",
    }
}

/// What the members say of the kind, doubtful ones counted as kept (T10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Finding {
    Is(AssistanceKind),
    /// Of each member of whom it is not known whether they are able-bodied.
    NeedsAbleBodied,
    /// Of the only able-bodied member.
    NeedsCaresFor,
    /// Of each child.
    NeedsBirths,
}
