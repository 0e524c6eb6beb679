//! A prescription: what a ledger keeps of it, its stage (R1-R3), and the facts about it alone (R6, R7).

use chrono::NaiveDate;

use crate::{
    medicines::{
        refusal::{Refusal, Refusals, Transition},
        regulation::{Dispensing, Regulation},
        stage::Stage,
    },
    programme::index::Number,
    value::count::Count,
};

/// What a doctor prescribed. It never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Content {
    pub(crate) patient: Number,
    pub(crate) item: Number,
    pub(crate) quantity: Count,
    pub(crate) days: Count,
}

/// A prescription and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Prescription {
    pub(crate) content: Content,
    pub(crate) issued_on: NaiveDate,
    /// The sum of its dispensings not withdrawn, never more than the quantity (R2).
    pub(crate) handed_out: Count,
    /// All dispensings ever accepted for it, withdrawn ones included.
    pub(crate) dispensings: u32,
    pub(crate) cancelled: bool,
}

impl Prescription {
    pub(crate) const fn new(content: Content, issued_on: NaiveDate) -> Self {
        Self { content, issued_on, handed_out: Count::ZERO, dispensings: 0, cancelled: false }
    }

    /// The quantity less what is handed out (R2).
    pub(crate) const fn rest(&self) -> Count {
        self.content.quantity.less(self.handed_out)
    }

    /// Whether it is handed out: under `single` once anything is, under `until_quantity` once there is no rest (R3).
    pub(crate) fn is_dispensed(&self, dispensing: Dispensing) -> bool {
        match dispensing {
            Dispensing::Single => self.handed_out > Count::ZERO,
            Dispensing::UntilQuantity => self.rest() == Count::ZERO,
        }
    }

    /// R3, from top to bottom.
    pub(crate) fn stage(&self, regulation: &Regulation, on: NaiveDate) -> Stage {
        if self.cancelled {
            Stage::Cancelled
        } else if self.is_dispensed(regulation.parts().dispensing) {
            Stage::Dispensed
        } else if on > regulation.last_valid_day(self.issued_on) {
            Stage::Expired
        } else if self.handed_out > Count::ZERO {
            Stage::PartlyDispensed
        } else {
            Stage::Open
        }
    }

    /// R6: the prescription is known. `content` is what the fact says; none where it names a patient or an item that
    /// nobody has. Nothing changes: it is refused or a repeat.
    pub(crate) fn prescribed_again(&self, content: Option<Content>) -> Refusals {
        let mut refusals = Refusals::NONE;
        if self.cancelled {
            refusals.push(Refusal::PrescriptionCancelled);
        } else {
            refusals.push_if(content != Some(self.content), Refusal::RecordDiffers);
        }
        refusals
    }

    /// R7.
    pub(crate) fn cancel(&self, dispensing: Dispensing) -> Transition<Self> {
        let mut refusals = Refusals::NONE;
        refusals.push_if(!self.cancelled && self.is_dispensed(dispensing), Refusal::AlreadyDispensed);
        Transition::unless(refusals, self.cancelled, Self { cancelled: true, ..*self })
    }

    /// The prescription with a quantity handed out.
    pub(crate) const fn hand_out(&self, quantity: Count) -> Self {
        let handed_out = self.handed_out.plus(quantity);
        Self { handed_out, dispensings: self.dispensings.saturating_add(1), ..*self }
    }

    /// The prescription with a quantity free again (R9).
    pub(crate) const fn take_back(&self, quantity: Count) -> Self {
        Self { handed_out: self.handed_out.less(quantity), ..*self }
    }
}

/// R6: why something new cannot be prescribed.
pub(crate) fn prescribing(
    regulation: &Regulation,
    on: NaiveDate,
    is_enrolled: bool,
    quantity: Count,
    days: Count,
) -> Refusals {
    let supply = regulation.parts().days_of_supply;
    let allowed = |days| supply.least <= days && days <= supply.most;
    let mut refusals = Refusals::NONE;
    refusals.push_if(!regulation.period().contains(on), Refusal::OutsidePilot);
    refusals.push_if(!is_enrolled, Refusal::NotEnrolled);
    refusals.push_if(quantity == Count::ZERO, Refusal::QuantityNotPositive);
    refusals.push_if(!i32::try_from(days.number()).is_ok_and(allowed), Refusal::DaysOutOfRange);
    refusals
}
