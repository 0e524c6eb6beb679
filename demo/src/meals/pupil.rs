//! A pupil of the made-up month, as the list sees them.

use voucher_core::Iin;
use voucher_core::meals::Ground;

use crate::Dice;

/// One pupil.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pupil {
    pub(crate) iin: Iin,
    /// Place among the schools.
    pub(crate) school: u32,
    pub(crate) grade: u8,
    pub(crate) ground: Ground,
}

/// Grades by their weight; the last takes what is left. Two of three pupils are in the primary grades (choice).
const GRADES: [(u32, u8); 11] =
    [(170, 1), (170, 2), (165, 3), (165, 4), (60, 5), (60, 6), (55, 7), (55, 8), (50, 9), (25, 10), (25, 11)];

/// Grounds of the grades above the fourth (choice).
const GROUNDS: [(u32, Ground); 4] = [
    (700, Ground::TargetedSocial),
    (150, Ground::BelowSubsistence),
    (70, Ground::NoParentalCare),
    (10, Ground::Emergency),
];

impl Pupil {
    pub(crate) fn new(dice: &mut Dice, iin: Iin, school: u32) -> Pupil {
        let grade = dice.pick(&GRADES, 11);
        let above = dice.pick(&GROUNDS, Ground::SchoolDecision);
        let ground = if grade <= 4 { Ground::PrimaryGrade } else { above };
        Pupil { iin, school, grade, ground }
    }
}
