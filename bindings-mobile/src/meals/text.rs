//! Words for people, by code (N36).

use voucher_core::{
    Language,
    meals::{Refusal, Stage},
};

use crate::words::words;

words!(MealReason, MealStageText);
