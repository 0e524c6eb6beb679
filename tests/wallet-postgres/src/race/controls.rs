//! What shows that the verdict can fail: servers that lack one thing each, on which it must find just what follows.

use std::collections::BTreeSet;
use std::sync::Arc;

use tokio::sync::Barrier;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::race::evidence;
use crate::race::report::repeats_personal_data;
use crate::race::run::LONGEST;
use crate::race::server::{Server, Stop};
use crate::race::verdict::{Case, Finding, Told};
use crate::race::world::World;
use crate::wallet::Fault;
use crate::wallet::{Answer, Begun, Request, Service, Wish, Written};

/// A server that lacks something, and what must be found then.
pub(crate) struct Control {
    pub(crate) name: &'static str,
    settings: &'static str,
    /// Run after the schema.
    spoil: &'static str,
    /// How many people try, each once.
    people: usize,
    what: Tries,
    pub(crate) finds: &'static [Finding],
}

enum Tries {
    /// All for one account, each held between the core's *yes* and the insert until all have their *yes*.
    AtOnce,
    /// Each for an account of its own, and then the server crashes.
    ThenCrash,
}

pub(crate) static CONTROLS: [Control; 3] = [
    Control {
        name: "without the constraint on the commit key",
        settings: "",
        spoil: "ALTER TABLE activation DROP CONSTRAINT commit_key",
        people: 8,
        what: Tries::AtOnce,
        finds: &[Finding::AccountOverLimit, Finding::FactNotNew, Finding::RegistersDiffer],
    },
    // With the constraint, and so nothing but the log is found.
    Control {
        name: "with the log's usual verbosity",
        settings: "log_error_verbosity = default",
        spoil: "",
        people: 8,
        what: Tries::AtOnce,
        finds: &[Finding::PersonalDataLogged],
    },
    Control {
        name: "without waiting for the disk",
        settings: "synchronous_commit = off\nwal_writer_delay = 10s",
        spoil: "",
        people: 8,
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
        let world = World::new(1, 1_000)?;
        let service = Arc::new(Service { regulation: World::regulation(1)? });
        let server = Arc::new(Server::start(self.settings).await?);
        let mut maker = server.client("maker").await?;
        evidence::fill(&mut maker, &service, &world).await?;
        maker.batch_execute(self.spoil).await?;
        let requests = self.requests(&world);
        let told = match self.what {
            Tries::AtOnce => at_once(&server, &service, requests).await?,
            Tries::ThenCrash => one_by_one(&server, &service, requests).await?,
        };
        drop(maker);
        if matches!(self.what, Tries::ThenCrash) {
            server.restart(Stop::Immediate)?;
        }
        let programme = service.regulation.programme().code();
        let kept = evidence::read(&server.client("judge").await?, programme, &world).await?;
        let case = Case { regulation: &service.regulation, month: world.month, told: &told, kept: &kept };
        let mut verdict = case.verdict();
        verdict.add_if(repeats_personal_data(&server.log()?, &world), Finding::PersonalDataLogged);
        Ok(verdict.findings.into_keys().collect())
    }

    /// One try for each of so many people who may activate.
    fn requests(&self, world: &World) -> Vec<Request> {
        let mut seen = BTreeSet::new();
        let may = |request: &Request| {
            request.exists
                && world.people.iter().any(|person| person.iin == request.iin && person.may_activate())
        };
        let tries = world.tries.iter().filter_map(|row| row.wish.activates());
        let mut own = tries.filter(|request| may(request) && seen.insert(request.iin));
        match self.what {
            Tries::ThenCrash => {
                let mut accounts = BTreeSet::new();
                own.filter(|request| accounts.insert(request.account)).take(self.people).collect()
            }
            Tries::AtOnce => {
                let Some(first) = own.next() else { return Vec::new() };
                let others = own.map(|request| Request { account: first.account, ..request });
                [first].into_iter().chain(others).take(self.people).collect()
            }
        }
    }
}

async fn at_once(
    server: &Arc<Server>,
    service: &Arc<Service>,
    requests: Vec<Request>,
) -> Result<Vec<Told>, Fault> {
    let barrier = Arc::new(Barrier::new(requests.len()));
    let mut racers = JoinSet::new();
    for request in requests {
        let (server, service, barrier) = (Arc::clone(server), Arc::clone(service), Arc::clone(&barrier));
        racers.spawn(async move {
            let mut link = server.link().await?;
            let written = match service.begin(&mut link, &request).await? {
                Begun::Ready(ready) => {
                    barrier.wait().await;
                    ready.commit().await?
                }
                Begun::Answered(_) => return Err(Fault::broken("a racer was answered before the race")),
            };
            let answer = match written {
                Written::Committed => Answer::Accepted { repeat: false },
                Written::Taken => service.activate(&mut link, &request, || {}).await?,
            };
            Ok(Told { wish: Wish::Activate(request), answer })
        });
    }
    let mut told = Vec::new();
    while let Some(ended) = racers.join_next().await {
        told.push(ended.map_err(|_| Fault::broken("a racer has panicked"))??);
    }
    Ok(told)
}

async fn one_by_one(server: &Server, service: &Service, requests: Vec<Request>) -> Result<Vec<Told>, Fault> {
    let mut link = server.link().await?;
    let mut told = Vec::new();
    for request in requests {
        let answer = service.activate(&mut link, &request, || {}).await?;
        told.push(Told { wish: Wish::Activate(request), answer });
    }
    Ok(told)
}
