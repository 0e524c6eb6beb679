//! What the database holds, read by statements that the service does not use.

use chrono::NaiveDate;
use tokio_postgres::Client;
use voucher_core::{Account, Channel, Iin};

use crate::fault::Fault;
use crate::service::Service;
use crate::world::{World, account};

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
}

const ACTIVATIONS: &str = "SELECT account, place, iin, activated_on, channel FROM activation
    WHERE programme = $1 AND month = $2 ORDER BY pg_xact_commit_timestamp(xmin), account, place, iin";

/// What one transaction needed from another was committed before it, so its stamp is earlier.
const LINES: &str = "SELECT line FROM fact ORDER BY pg_xact_commit_timestamp(xmin), number";

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
    Ok(Kept { activations, lines })
}

/// Puts into the database what was so before the race.
pub(crate) async fn fill(client: &mut Client, service: &Service, world: &World) -> Result<(), Fault> {
    let filling = client.transaction().await?;
    let iins: Vec<String> = world.people.iter().map(|person| person.iin.expose_text()).collect();
    let on_list: Vec<bool> = world.people.iter().map(|person| person.on_list).collect();
    let consents: Vec<&str> = world.people.iter().map(|person| person.consent.code()).collect();
    let people =
        "INSERT INTO person_month SELECT $1, $2, * FROM unnest($3::text[], $4::boolean[], $5::text[])";
    let (programme, month) = (service.regulation.programme(), world.month.first_day());
    filling.execute(people, &[&programme, &month, &iins, &on_list, &consents]).await?;
    let dates: Vec<NaiveDate> = world.before.iter().map(|(on, _)| *on).collect();
    let lines: Vec<String> = world.before.iter().map(|(on, fact)| fact.expose_line(*on)).collect();
    let facts = "INSERT INTO fact (happened_on, line) SELECT happened_on, line
        FROM unnest($1::date[], $2::text[]) WITH ORDINALITY AS said (happened_on, line, place) ORDER BY place";
    filling.execute(facts, &[&dates, &lines]).await?;
    filling.commit().await?;
    Ok(())
}
