//! Words for people, by code (N36).

use voucher_core::{
    Language,
    medicines::{Refusal, Stage},
};

use crate::words::words;

words!(PrescriptionReason, PrescriptionStageText);
