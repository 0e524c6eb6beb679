//! A person of the made-up month, as the list sees them.

use voucher_core::Iin;

/// KATO codes of the pilot with their share of a thousand; the last takes what is left.
pub(crate) const REGIONS: [(u32, &str); 17] = [
    (240, "61"),
    (228, "79"),
    (116, "19"),
    (70, "31"),
    (60, "43"),
    (45, "47"),
    (40, "33"),
    (35, "75"),
    (30, "15"),
    (30, "71"),
    (25, "23"),
    (25, "27"),
    (15, "11"),
    (15, "35"),
    (10, "39"),
    (10, "63"),
    (6, "62"),
];

/// Three of the regions outside the pilot.
const OUTSIDE: [&str; 3] = ["10", "55", "59"];

/// One person, as the list sees them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Person {
    pub(crate) iin: Iin,
    /// Place in the table of regions.
    pub(crate) region: u8,
    /// Bit 0: targeted social assistance, bit 1: housing assistance.
    pub(crate) kinds: u8,
    /// Goes to a service centre, having no suitable device.
    pub(crate) centre: bool,
    /// Number of the household, which has one gas account.
    pub(crate) household: u32,
}

impl Person {
    /// KATO of the region where this person lives, or of the next one in the table.
    pub(crate) fn region(&self, moved: bool) -> &'static str {
        let place = (usize::from(self.region) + usize::from(moved)) % REGIONS.len();
        REGIONS.get(place).map_or("61", |row| row.1)
    }

    /// KATO of a region outside the pilot.
    pub(crate) fn outside(&self) -> &'static str {
        OUTSIDE.get(usize::from(self.region) % OUTSIDE.len()).copied().unwrap_or("10")
    }
}
