//! What the database holds, read by statements that the service does not use.

use std::collections::{BTreeMap, BTreeSet};

use tokio_postgres::Client;

use crate::race::world::World;
use crate::wallet::Fault;

/// A row of the table of claims: a place of a key, or a name.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(crate) key: String,
    pub(crate) place: i32,
    pub(crate) iin: String,
    pub(crate) held_by: String,
}

impl Claim {
    /// A name has a space in it, which no key has.
    pub(crate) fn is_name(&self) -> bool {
        self.key.contains(' ')
    }
}

/// Both tables: claims, and the journal's lines in the order of their commits.
#[derive(Clone, Default)]
pub(crate) struct Kept {
    pub(crate) claims: Vec<Claim>,
    pub(crate) lines: Vec<String>,
    /// Where the lines of each person stand.
    pub(crate) of_person: BTreeMap<String, Vec<usize>>,
}

impl Kept {
    pub(crate) fn note(&mut self, iin: String, line: String) {
        self.of_person.entry(iin).or_default().push(self.lines.len());
        self.lines.push(line);
    }
}

const CLAIMS: &str =
    "SELECT key, place, iin, held_by FROM claim WHERE programme = $1 ORDER BY key, place, held_by";

/// What one transaction needed from another was committed before it, so its stamp is earlier.
const LINES: &str =
    "SELECT iin, line FROM fact WHERE programme = $1 ORDER BY pg_xact_commit_timestamp(xmin), number";

pub(crate) async fn read(client: &Client, programme: &str) -> Result<Kept, Fault> {
    let mut kept = Kept::default();
    for row in client.query(CLAIMS, &[&programme]).await? {
        kept.claims.push(Claim {
            key: row.try_get("key")?,
            place: row.try_get("place")?,
            iin: row.try_get("iin")?,
            held_by: row.try_get("held_by")?,
        });
    }
    for row in client.query(LINES, &[&programme]).await? {
        kept.note(row.try_get("iin")?, row.try_get("line")?);
    }
    Ok(kept)
}

/// Puts into the database what was so before the race.
pub(crate) async fn fill(client: &mut Client, programme: &str, world: &World) -> Result<(), Fault> {
    let filling = client.transaction().await?;
    let whose: Vec<String> = world.before.iter().map(|row| row.iin.expose_text()).collect();
    let people: Vec<&String> = whose.iter().collect::<BTreeSet<_>>().into_iter().collect();
    filling
        .execute("INSERT INTO person SELECT $1, * FROM unnest($2::text[])", &[&programme, &people])
        .await?;
    let days: Vec<_> = world.before.iter().map(|row| row.on).collect();
    let lines: Vec<&str> = world.before.iter().map(|row| row.line.as_str()).collect();
    let facts = "INSERT INTO fact (programme, iin, said_on, line) SELECT $1, iin, said_on, line
        FROM unnest($2::text[], $3::date[], $4::text[]) WITH ORDINALITY AS said (iin, said_on, line, place)
        ORDER BY place";
    filling.execute(facts, &[&programme, &whose, &days, &lines]).await?;
    filling.commit().await?;
    Ok(())
}
