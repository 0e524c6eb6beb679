//! Whether the kind of assistance is conditional (T10).

use crate::targeted_assistance::{
    case::{Case, People, Presence},
    household::{CaresFor, Role},
    kind::{AssistanceKind, Finding},
};

impl<P: People> Case<'_, P> {
    /// T10, from top to bottom.
    pub(crate) fn finding(&self) -> Finding {
        use AssistanceKind::{Conditional, Unconditional};

        let flags = || self.members().map(|person| person.profile.able_bodied);
        match flags().filter(|flag| *flag == Some(true)).count() {
            2.. => Finding::Is(Conditional),
            _ if flags().any(|flag| flag.is_none()) => Finding::NeedsAbleBodied,
            0 => Finding::Is(Unconditional),
            1 => match self.only_able_bodied() {
                None => Finding::NeedsCaresFor,
                Some(CaresFor::Nobody) => Finding::Is(Conditional),
                Some(CaresFor::YoungChild) => self.by_young_child(),
                Some(CaresFor::DisabledChild | CaresFor::DisabledAdult | CaresFor::NeedsCare) => {
                    Finding::Is(Unconditional)
                }
            },
        }
    }

    /// The kind, where it is known: nobody is doubtful.
    pub(crate) fn kind(&self, finding: Finding) -> Option<AssistanceKind> {
        match finding {
            Finding::Is(kind) => {
                self.people.people().all(|person| person.presence != Presence::Doubtful).then_some(kind)
            }
            Finding::NeedsAbleBodied | Finding::NeedsCaresFor | Finding::NeedsBirths => None,
        }
    }

    /// Whom the only able-bodied member cares for.
    fn only_able_bodied(&self) -> Option<CaresFor> {
        self.members().find(|person| person.profile.able_bodied == Some(true))?.profile.cares_for
    }

    /// Whether some child is young.
    fn by_young_child(&self) -> Finding {
        let years = self.regulation.parts().carer_child_under;
        let births = || {
            self.members()
                .filter(|person| person.profile.role == Role::Child)
                .map(|person| person.profile.born)
        };
        if births().flatten().any(|born| self.regulation.is_under(born, years, self.on)) {
            Finding::Is(AssistanceKind::Unconditional)
        } else if births().any(|born| born.is_none()) {
            Finding::NeedsBirths
        } else {
            Finding::Is(AssistanceKind::Conditional)
        }
    }
}
