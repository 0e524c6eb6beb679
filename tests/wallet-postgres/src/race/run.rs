//! The race: many connections try for few places, while connections are killed and the server is restarted.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use voucher_core::Programme;

use crate::race::chaos;
use crate::race::cut::{Cut, Cuttable, Shears};
use crate::race::evidence;
use crate::race::report::{Disturbance, Report};
use crate::race::server::{Server, Stop};
use crate::race::verdict::{Case, Told};
use crate::race::world::World;
use crate::wallet::Fault;
use crate::wallet::Link;
use crate::wallet::{Answer, Service, Wish};

pub(crate) const CONNECTIONS: usize = 64;

/// A client that waits so long for an answer takes it for lost.
const PATIENCE: Duration = Duration::from_secs(30);

/// A server that does not come back would be asked for ever.
pub(crate) const LONGEST: Duration = Duration::from_secs(600);

/// Before a lost connection is made anew.
const PAUSE: Duration = Duration::from_millis(5);

#[derive(Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) programme: Programme,
    /// Activations an account and month, meals a pupil and day, or parts of a prescription.
    pub(crate) limit: u32,
    pub(crate) seed: u64,
    pub(crate) tries: usize,
}

impl Plan {
    /// Whether a place that was taken stays so: an account's, and the number of a dispensing.
    pub(crate) fn keeps_places(&self) -> bool {
        self.programme == Programme::Gas || self.programme == Programme::Medicines && self.limit > 1
    }
}

/// What all connections share.
pub(crate) struct Race {
    pub(crate) server: Server,
    service: Service,
    pub(crate) world: World,
    /// The next try that nobody has taken.
    next: AtomicUsize,
    /// How many tries are answered.
    pub(crate) done: AtomicUsize,
    /// How often the constraint stood against a place.
    taken: AtomicUsize,
    /// How often an answer was lost.
    lost: AtomicUsize,
}

/// One race on a server of its own, and the verdict.
pub(crate) async fn run(plan: Plan) -> Result<Report, Fault> {
    let world = World::new(plan.programme, plan.limit, plan.seed, plan.tries)?;
    let service = Service::new(&world.regulation)?;
    let server = Server::start("").await?;
    evidence::fill(&mut server.client("maker").await?, service.programme(), &world).await?;
    let count = AtomicUsize::default;
    let race = Race { server, service, world, next: count(), done: count(), taken: count(), lost: count() };
    let race = Arc::new(race);

    let begun = Instant::now();
    let (answers, disturbed) =
        timeout(LONGEST, async { tokio::try_join!(race_all(&race), chaos::disturb(Arc::clone(&race))) })
            .await
            .map_err(|_| Fault::broken("the race does not end"))??;
    let (told, cuts) = answers;
    let took = begun.elapsed();

    // What is not in the log of changes is gone now.
    restart(&race, Stop::Immediate).await?;
    let kept = evidence::read(&race.server.client("judge").await?, race.service.programme()).await?;
    let case = Case { service: &race.service, world: &race.world, told: &told, kept: &kept };
    let of = |cut: Cut| cuts.iter().filter(|made| **made == cut).count();
    let disturbance = Disturbance {
        killed: disturbed.killed,
        restarts: disturbed.restarts + 1,
        cut_before_commit: of(Cut::BeforeCommit),
        cut_after_commit: of(Cut::AfterCommit),
        cut_unheard: of(Cut::Unheard),
        lost: race.lost.load(Ordering::SeqCst),
        taken: race.taken.load(Ordering::SeqCst),
    };
    Ok(Report::new(plan, took, &case, disturbance, &race.server.log()?))
}

/// What all clients were told, and the cuts that were made; in no order.
async fn race_all(race: &Arc<Race>) -> Result<(Vec<Told>, Vec<Cut>), Fault> {
    let mut connections = JoinSet::new();
    for _ in 0..CONNECTIONS {
        connections.spawn(work(Arc::clone(race)));
    }
    let (mut told, mut cuts) = (Vec::new(), Vec::new());
    while let Some(ended) = connections.join_next().await {
        let (answers, made) = ended.map_err(|_| Fault::broken("a connection's task has panicked"))??;
        told.extend(answers);
        cuts.extend(made);
    }
    Ok((told, cuts))
}

/// Restarting blocks, so it has a thread of its own.
pub(crate) async fn restart(race: &Arc<Race>, how: Stop) -> Result<(), Fault> {
    let race = Arc::clone(race);
    let done = tokio::task::spawn_blocking(move || race.server.restart(how)).await;
    done.map_err(|_| Fault::broken("restarting has panicked"))?
}

/// One connection: takes try after try and asks until each is answered.
async fn work(race: Arc<Race>) -> Result<(Vec<Told>, Vec<Cut>), Fault> {
    let shears = Shears::default();
    let mut link = None;
    let mut told = Vec::new();
    while let Some(next) = race.world.tries.get(race.next.fetch_add(1, Ordering::SeqCst)) {
        shears.arm(next.cut);
        let answer = loop {
            match timeout(PATIENCE, ask(&race, &mut link, &shears, &*next.wish)).await {
                Ok(Ok(answer)) => break answer,
                Ok(Err(Fault::Lost)) | Err(_) => {
                    // Without a connection there was no question, and so no answer to lose.
                    race.lost.fetch_add(usize::from(link.take().is_some()), Ordering::SeqCst);
                    sleep(PAUSE).await;
                }
                Ok(Err(broken @ Fault::Broken(_))) => return Err(broken),
            }
        };
        shears.arm(None);
        told.push(Told { wish: Arc::clone(&next.wish), answer });
        race.done.fetch_add(1, Ordering::SeqCst);
    }
    Ok((told, shears.done()))
}

/// Asks once, over the connection that there is or a new one.
async fn ask(
    race: &Race,
    link: &mut Option<Link>,
    shears: &Shears,
    wish: &dyn Wish,
) -> Result<Answer, Fault> {
    let link = match link {
        Some(link) => link,
        None => {
            let stream = Cuttable::new(race.server.stream().await?, shears.clone());
            link.insert(race.server.link_over(stream).await?)
        }
    };
    let taken = || {
        race.taken.fetch_add(1, Ordering::SeqCst);
    };
    race.service.answer(link, wish, taken).await
}
