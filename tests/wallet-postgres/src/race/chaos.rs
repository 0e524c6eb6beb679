//! What goes wrong on the server's side: connections killed all along, the server restarted twice.
//!
//! It goes by the tries that are answered, not by a clock, so a slow machine is disturbed as much as a fast one.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::time::sleep;
use tokio_postgres::Client;

use crate::race::run::{Race, restart};
use crate::race::server::Stop;
use crate::wallet::Fault;

/// After so many answers connections are killed again.
const EVERY: usize = 50;

/// Two of the wallet's connections, one in the middle of something if there is one.
const KILL: &str = "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM (
    SELECT pid FROM pg_stat_activity WHERE application_name = 'wallet'
    ORDER BY state = 'idle in transaction' DESC, md5(pid::text || $1::text) LIMIT 2) AS victims";

#[derive(Default)]
pub(crate) struct Disturbed {
    pub(crate) killed: usize,
    pub(crate) restarts: usize,
}

pub(crate) async fn disturb(race: Arc<Race>) -> Result<Disturbed, Fault> {
    let all = race.world.tries.len();
    let mut restarts = vec![(all * 2 / 3, Stop::Fast), (all / 3, Stop::Immediate)];
    let mut disturbed = Disturbed::default();
    let mut client = None;
    let mut due = EVERY;
    loop {
        let done = race.done.load(Ordering::SeqCst);
        if done >= all {
            return Ok(disturbed);
        }
        if let Some((_, how)) = restarts.pop_if(|(after, _)| done >= *after) {
            restart(&race, how).await?;
            disturbed.restarts += 1;
        } else if done >= due {
            match kill(&race, &mut client, due).await {
                Ok(killed) => {
                    disturbed.killed += killed;
                    due += EVERY;
                }
                Err(Fault::Lost) => client = None,
                Err(broken @ Fault::Broken(_)) => return Err(broken),
            }
        } else {
            sleep(Duration::from_millis(2)).await;
        }
    }
}

async fn kill(race: &Race, client: &mut Option<Client>, draw: usize) -> Result<usize, Fault> {
    let client = match client {
        Some(client) => client,
        None => client.insert(race.server.client("chaos").await?),
    };
    let killed = client.query_one_scalar::<i64, _>(KILL, &[&draw.to_string()]).await?;
    Ok(usize::try_from(killed).unwrap_or(0))
}
