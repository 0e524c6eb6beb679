//! What programmes are made of, in serde's data model.

use serde::{Serialize, Serializer};

use crate::{
    programme::{DayRule, Programme, Refusals},
    value::{
        coded::Coded,
        serialise::{coded_values, quiet_records},
    },
};

coded_values! { Programme, }

quiet_records! { DayRule: MalformedRegulation, }

impl<R: Coded + Serialize> Serialize for Refusals<R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}
