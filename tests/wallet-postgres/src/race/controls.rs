//! What shows that the verdict can fail: servers that lack one thing each, on which it must find just what follows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tokio::sync::Barrier;
use tokio::task::JoinSet;
use tokio::time::timeout;
use voucher_core::Programme;

use crate::race::evidence;
use crate::race::report::repeats_personal_data;
use crate::race::run::LONGEST;
use crate::race::server::{Server, Stop};
use crate::race::verdict::{Case, Finding, Told};
use crate::race::world::World;
use crate::wallet::Fault;
use crate::wallet::{Answer, Begun, Decision, Service, Wish, Written};

/// A server that lacks something, and what must be found then.
pub(crate) struct Control {
    pub(crate) name: &'static str,
    programme: Programme,
    limit: u32,
    settings: &'static str,
    /// Run after the schema.
    spoil: &'static str,
    what: Tries,
    pub(crate) finds: &'static [Finding],
}

enum Tries {
    /// All for one key, each held between the core's *yes* and the insert until all have their *yes*.
    AtOnce,
    /// Each for a key of its own, and then the server crashes.
    ThenCrash,
}

/// How many try, each once.
const RACERS: usize = 5;

/// What follows where nothing turns away who comes second.
const DOUBLED: &[Finding] = &[Finding::OverLimit, Finding::FactNotNew, Finding::TablesDiffer];

const fn without_constraint(name: &'static str, programme: Programme, limit: u32) -> Control {
    let spoil = "ALTER TABLE claim DROP CONSTRAINT commit_key";
    Control { name, programme, limit, settings: "", spoil, what: Tries::AtOnce, finds: DOUBLED }
}

pub(crate) static CONTROLS: [Control; 6] = [
    without_constraint("of gas without the constraint", Programme::Gas, 1),
    without_constraint("of meals without the constraint", Programme::Meals, 1),
    without_constraint("of medicines handed out whole without the constraint", Programme::Medicines, 1),
    without_constraint("of medicines handed out in parts without the constraint", Programme::Medicines, 3),
    // With the constraint, and so nothing but the log is found.
    Control {
        name: "with the log's usual verbosity",
        programme: Programme::Gas,
        limit: 1,
        settings: "log_error_verbosity = default",
        spoil: "",
        what: Tries::AtOnce,
        finds: &[Finding::PersonalDataLogged],
    },
    Control {
        name: "without waiting for the disk",
        programme: Programme::Meals,
        limit: 1,
        settings: "synchronous_commit = off\nwal_writer_delay = 10s",
        spoil: "",
        what: Tries::ThenCrash,
        finds: &[Finding::AcceptedAndLost],
    },
];

/// What the verdict finds on each, in order. They run beside each other: most of their time is waiting for the disk.
pub(crate) async fn run() -> Result<Vec<Vec<Finding>>, Fault> {
    let running: Vec<_> = CONTROLS.iter().map(|control| tokio::spawn(control.findings())).collect();
    let mut found = Vec::new();
    for control in running {
        found.push(control.await.map_err(|_| Fault::broken("a control has panicked"))??);
    }
    Ok(found)
}

impl Control {
    /// A racer that fails would leave the others waiting.
    async fn findings(&self) -> Result<Vec<Finding>, Fault> {
        timeout(LONGEST, self.run()).await.map_err(|_| Fault::broken("a control took too long"))?
    }

    async fn run(&self) -> Result<Vec<Finding>, Fault> {
        let world = World::new(self.programme, self.limit, 1, 10_000)?;
        let service = Arc::new(Service::new(&world.regulation)?);
        let server = Arc::new(Server::start(self.settings).await?);
        let mut maker = server.client("maker").await?;
        evidence::fill(&mut maker, service.programme(), &world).await?;
        maker.batch_execute(self.spoil).await?;
        let told = match self.what {
            Tries::AtOnce => at_once(&server, &service, of_one_key(&service, &world)).await?,
            Tries::ThenCrash => one_by_one(&server, &service, of_many_keys(&service, &world)).await?,
        };
        drop(maker);
        if matches!(self.what, Tries::ThenCrash) {
            server.restart(Stop::Immediate)?;
        }
        let kept = evidence::read(&server.client("judge").await?, service.programme()).await?;
        let mut verdict = Case { service: &service, world: &world, told: &told, kept: &kept }.verdict();
        verdict.add_if(repeats_personal_data(&server.log()?, &world), Finding::PersonalDataLogged);
        Ok(verdict.findings.into_keys().collect())
    }
}

/// Wishes that would be accepted if each were the first, with their keys.
fn possible<'w>(
    service: &'w Service,
    world: &'w World,
) -> impl Iterator<Item = (String, Arc<dyn Wish>)> + 'w {
    world.tries.iter().filter_map(|row| {
        let before = world.before.iter().filter(|before| before.iin == row.wish.iin());
        let known = service.journal(before.map(|before| &before.line));
        let is_possible = matches!(row.wish.decide(&known), Ok(Decision::Write(_)));
        Some((row.wish.key().filter(|_| is_possible)?, Arc::clone(&row.wish)))
    })
}

/// The first for which there are enough of different names.
fn of_one_key(service: &Service, world: &World) -> Vec<Arc<dyn Wish>> {
    let mut of_key: BTreeMap<String, BTreeMap<String, Arc<dyn Wish>>> = BTreeMap::new();
    for (key, wish) in possible(service, world) {
        let wishes = of_key.entry(key).or_default();
        wishes.insert(wish.name(), wish);
        if wishes.len() == RACERS {
            return wishes.values().cloned().collect();
        }
    }
    Vec::new()
}

fn of_many_keys(service: &Service, world: &World) -> Vec<Arc<dyn Wish>> {
    let mut keys = BTreeSet::new();
    let own = possible(service, world).filter(|(key, _)| keys.insert(key.clone()));
    own.map(|(_, wish)| wish).take(RACERS).collect()
}

async fn at_once(
    server: &Arc<Server>,
    service: &Arc<Service>,
    wishes: Vec<Arc<dyn Wish>>,
) -> Result<Vec<Told>, Fault> {
    let barrier = Arc::new(Barrier::new(wishes.len()));
    let mut racers = JoinSet::new();
    for wish in wishes {
        let (server, service, barrier) = (Arc::clone(server), Arc::clone(service), Arc::clone(&barrier));
        racers.spawn(async move {
            let mut link = server.link().await?;
            let written = match service.begin(&mut link, &*wish).await? {
                Begun::Ready(ready) => {
                    barrier.wait().await;
                    ready.commit().await?
                }
                Begun::Answered(_) => return Err(Fault::broken("a racer was answered before the race")),
            };
            let answer = match written {
                Written::Committed => Answer::Accepted { repeat: false },
                Written::Taken => service.answer(&mut link, &*wish, || {}).await?,
            };
            Ok(Told { wish, answer })
        });
    }
    let mut told = Vec::new();
    while let Some(ended) = racers.join_next().await {
        told.push(ended.map_err(|_| Fault::broken("a racer has panicked"))??);
    }
    Ok(told)
}

async fn one_by_one(
    server: &Server,
    service: &Service,
    wishes: Vec<Arc<dyn Wish>>,
) -> Result<Vec<Told>, Fault> {
    let mut link = server.link().await?;
    let mut told = Vec::new();
    for wish in wishes {
        let answer = service.answer(&mut link, &*wish, || {}).await?;
        told.push(Told { wish, answer });
    }
    Ok(told)
}
