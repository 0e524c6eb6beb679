//! What the database holds, read by statements that the service does not use.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tokio_postgres::Client;
use voucher_core::{Account, Iin, gas::Channel};

use crate::race::world::{World, account};
use crate::wallet::Fault;
use crate::wallet::Service;

/// A row of the table of activations.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Activation {
    pub(crate) account: Account,
    pub(crate) place: i32,
    pub(crate) iin: Iin,
    pub(crate) on: NaiveDate,
    pub(crate) channel: Channel,
}

/// Both tables: activations in the order of their commits, and the journal's lines in that order.
#[derive(Clone, Default)]
pub(crate) struct Kept {
    pub(crate) activations: Vec<Activation>,
    pub(crate) lines: Vec<String>,
    /// Who has refused, by the people's own rows.
    pub(crate) refused: BTreeSet<Iin>,
}

const ACTIVATIONS: &str = "SELECT account, place, iin, activated_on, channel FROM activation
    WHERE programme = $1 AND month = $2 ORDER BY pg_xact_commit_timestamp(xmin), account, place, iin";

/// What one transaction needed from another was committed before it, so its stamp is earlier.
const LINES: &str = "SELECT line FROM fact ORDER BY pg_xact_commit_timestamp(xmin), number";

const REFUSED: &str =
    "SELECT iin FROM person_month WHERE programme = $1 AND month = $2 AND consent = 'refused'";

pub(crate) async fn read(client: &Client, programme: &str, world: &World) -> Result<Kept, Fault> {
    let rows = client.query(ACTIVATIONS, &[&programme, &world.month.first_day()]).await?;
    let malformed = || Fault::broken("a row of the database is malformed");
    let activation = |row: &tokio_postgres::Row| {
        Ok(Activation {
            account: account(row.try_get("account")?)?,
            place: row.try_get("place")?,
            iin: Iin::parse(row.try_get("iin")?).map_err(|_| malformed())?,
            on: row.try_get("activated_on")?,
            channel: Channel::from_code(row.try_get("channel")?).ok_or_else(malformed)?,
        })
    };
    let activations = rows.iter().map(activation).collect::<Result<_, Fault>>()?;
    let rows = client.query(LINES, &[]).await?;
    let lines = rows.iter().map(|row| row.try_get("line")).collect::<Result<_, _>>()?;
    let rows = client.query(REFUSED, &[&programme, &world.month.first_day()]).await?;
    let refused = rows.iter().map(|row| Iin::parse(row.try_get("iin")?).map_err(|_| malformed()));
    Ok(Kept { activations, lines, refused: refused.collect::<Result<_, Fault>>()? })
}

/// Puts into the database what was so before the race.
pub(crate) async fn fill(client: &mut Client, service: &Service, world: &World) -> Result<(), Fault> {
    let filling = client.transaction().await?;
    let iins: Vec<String> = world.people.iter().map(|person| person.iin.expose_text()).collect();
    let on_list: Vec<bool> = world.people.iter().map(|person| person.on_list).collect();
    let consents: Vec<&str> = world.people.iter().map(|person| person.consent.code()).collect();
    let people =
        "INSERT INTO person_month SELECT $1, $2, * FROM unnest($3::text[], $4::boolean[], $5::text[])";
    let (programme, month) = (service.regulation.programme().code(), world.month.first_day());
    filling.execute(people, &[&programme, &month, &iins, &on_list, &consents]).await?;
    let whose: Vec<String> = world.before.iter().map(|row| row.iin.expose_text()).collect();
    let lines: Vec<String> = world.before.iter().map(|row| row.fact.expose_line(row.on)).collect();
    let facts = "INSERT INTO fact (programme, month, iin, line) SELECT $1, $2, iin, line
        FROM unnest($3::text[], $4::text[]) WITH ORDINALITY AS said (iin, line, place) ORDER BY place";
    filling.execute(facts, &[&programme, &month, &whose, &lines]).await?;
    filling.commit().await?;
    Ok(())
}
