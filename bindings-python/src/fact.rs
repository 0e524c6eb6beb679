//! Facts: what happened, one frozen class each (N10 to N22).

use pyo3::prelude::*;
use voucher_core as core;

use crate::{
    argument::{Text, kind},
    coded::Code,
    date::ExactDate,
    error::{Bind, BindError, catch},
    hint::hint,
    record::{Field, record},
    regulation::RegulationArg,
    value::IinArg,
};

/// Stamps a class for each fact, with the core's names, and the argument that takes any of them.
macro_rules! facts {
    ($(
        $(#[doc = $doc:literal])+
        $class:ident { $($(#[doc = $field_doc:literal])+ $field:ident $name:literal: $type:ty,)+ }
        $(also { $($own:tt)* })?
    )+) => {
        $(
            record! {
                $(#[doc = $doc])+
                $class { $($(#[doc = $field_doc])+ $field $name: $type,)+ }
                also {
                    /// The fact on this date as a line of a `Journal`, without line end: personal data (N34).
                    fn expose_line(&self, on: ExactDate<'_>) -> Bind<String> {
                        let on = on.read("on")?;
                        catch(|| Ok(core::gas::Fact::from(*self).expose_line(on)))
                    }

                    $($($own)*)?
                }
            }

            impl From<$class> for core::gas::Fact {
                fn from(fact: $class) -> Self {
                    of_core!($class fact $($field)+)
                }
            }
        )+

        /// Any fact as an argument.
        pub(crate) struct FactArg(pub(crate) core::gas::Fact);

        impl<'py> FromPyObject<'_, 'py> for FactArg {
            type Error = BindError;

            hint!(INPUT_TYPE = type_hint_union!($(<$class as PyTypeInfo>::TYPE_HINT),+));

            fn extract(value: Borrowed<'_, 'py, PyAny>) -> Bind<Self> {
                $(
                    if let Ok(fact) = value.cast_exact::<$class>() {
                        return Ok(Self((*fact.get()).into()));
                    }
                )+
                let text = format!("must be a fact, such as Listed or Confirmed; {} came", kind(&value));
                Err(BindError::wrong_type("unsupported_type", "fact", text))
            }
        }
    };
}

/// The core's fact, with the same names but for one.
macro_rules! of_core {
    (Replied $fact:ident $($field:ident)+) => {
        core::gas::Fact::Replied { iin: $fact.iin, reply: $fact.answer }
    };
    ($class:ident $fact:ident $($field:ident)+) => {
        core::gas::Fact::$class { $($field: $fact.$field),+ }
    };
}

facts! {
    /// An entry of the list of potential recipients (N11).
    Listed {
        /// The potential recipient.
        iin "iin": core::Iin,
        /// The region of residence.
        region "region": core::Region,
        /// The kinds of assistance on the snapshot date; may be empty.
        assistance "assistance": core::gas::AssistanceSet,
    }

    /// Taken off the list (N12).
    Delisted {
        /// The person.
        iin "iin": core::Iin,
    }

    /// An SMS was sent (N13).
    SmsSent {
        /// The person.
        iin "iin": core::Iin,
        /// The start or the repeat SMS.
        kind "kind": core::gas::SmsKind,
    }

    /// The person replied (N14). `from_text` reads a text.
    Replied {
        /// The person.
        iin "iin": core::Iin,
        /// What the reply means; none where it was not recognised.
        answer "answer": core::gas::Reply,
    }
    also {
        /// A reply by its text, read with the codes of a regulation; any other text is not recognised.
        ///
        /// White space of ASCII at the ends does not count; all else counts, byte for byte.
        #[staticmethod]
        fn from_text(regulation: RegulationArg<'_>, iin: IinArg, text: Text<'_>) -> Bind<Self> {
            let text = text.read("text")?;
            catch(|| Ok(Self { iin: iin.0, answer: regulation.get().read_reply(text) }))
        }
    }

    /// The person entered an account (N19).
    AccountEntered {
        /// The person.
        iin "iin": core::Iin,
        /// The personal account.
        account "account": core::Account,
        /// Where.
        channel "channel": core::gas::Channel,
    }

    /// The person accepted the offer (N20).
    OfferAccepted {
        /// The person.
        iin "iin": core::Iin,
    }

    /// The provider checked the account (N21).
    AccountChecked {
        /// The person.
        iin "iin": core::Iin,
        /// The account that was checked.
        account "account": core::Account,
        /// Whether the provider has it.
        exists "exists": bool,
    }

    /// The person confirmed (N22).
    Confirmed {
        /// The person.
        iin "iin": core::Iin,
    }

    /// The register of a month was sent to the provider (N17).
    RegisterSent {
        /// The month of the register.
        month "month": core::Month,
    }
}

impl Field for core::gas::Reply {
    type In<'py> = Option<Code<core::gas::Answer>>;
    type Out = Option<Code<core::gas::Answer>>;

    fn read(answer: Option<Code<core::gas::Answer>>, _name: &'static str) -> Bind<Self> {
        Ok(match answer {
            Some(Code(core::gas::Answer::Agree)) => Self::Agree,
            Some(Code(core::gas::Answer::Refuse)) => Self::Refuse,
            None => Self::Unrecognised,
        })
    }

    fn give(&self) -> Option<Code<core::gas::Answer>> {
        match self {
            Self::Agree => Some(Code(core::gas::Answer::Agree)),
            Self::Refuse => Some(Code(core::gas::Answer::Refuse)),
            Self::Unrecognised => None,
        }
    }

    fn show(&self) -> String {
        self.give().map(|answer| answer.0).show()
    }
}
