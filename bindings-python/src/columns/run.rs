//! Running a review over a stream of batches: pieces of rows on one thread or several, then the accounts.

use std::{
    mem,
    ops::Range,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    },
    thread,
};

use voucher_core::programme::{Claims, Conflict, PartitionedClaims, Resolver};

use super::{
    prelude::*,
    row_cells::{Cells, Known},
    rows::{Piece, Review},
};

/// How many rows a piece has at most. Batches are cut the same way for any number of threads.
const PIECE: usize = 1 << 20;

/// More threads than this would only wait for memory.
const MOST_THREADS: usize = 64;

/// Reviews a whole stream under each regulation: the pieces of each, in the order of rows.
pub(crate) fn run(
    source: Source,
    layout: &Layout,
    reviews: &[Review],
    beside: &Beside,
    threads: usize,
) -> Bind<Vec<Vec<Piece>>> {
    let may_meet = layout.has(Column::AS_OF) && layout.has(Column::ACCOUNT);
    if !may_meet || !reviews.iter().any(Review::knows_by_row) {
        return run_once(source, layout, reviews, beside, threads);
    }
    // Each row knows of the others on its account what was known on its own day: so on each day that any row asks about, all
    // rows are asked about it. After its month a row knows all of it.
    let batches = source.gather()?;
    let pass = |reviews: Vec<Review>, beside: &Beside| {
        run_once(Source::ready(batches.clone()), layout, &reviews, beside, threads)
    };
    let mut answers = pass(reviews.iter().map(Review::of_all_facts).collect(), beside)?;
    let days = answers.iter().flatten().fold(0, |days, piece| days | piece.days_within());
    for day in (0..31).filter(|day| days >> day & 1 != 0) {
        let of_day = pass(reviews.iter().map(|review| review.of_day(day)).collect(), &Beside::default())?;
        for (pieces, others) in answers.iter_mut().zip(of_day) {
            for (piece, other) in pieces.iter_mut().zip(&others) {
                piece.take_asked_on(day, other);
            }
        }
    }
    Ok(answers)
}

/// Reviews a whole stream once.
fn run_once(
    source: Source,
    layout: &Layout,
    reviews: &[Review],
    beside: &Beside,
    threads: usize,
) -> Bind<Vec<Vec<Piece>>> {
    let (source, known) = Known::of(layout, source)?;
    let feed = Feed::new(source)?;
    let partitions = feed.partitions();
    let crew = Crew { threads: threads.clamp(1, MOST_THREADS), stop: AtomicBool::new(false) };
    // As many pieces wait as there are other threads.
    let (others, waiting) = sync_channel(crew.threads - 1);
    let (feed, waiting) = (Mutex::new(Some((feed, others))), Mutex::new(waiting));
    let worker = Worker { layout, reviews, beside, partitions, known: &known, crew: &crew, feed, waiting };
    let mut done = crew.work(|own| worker.work(own))?;
    (0..reviews.len()).map(|place| resolve(reviews, place, &mut done, partitions, &crew)).collect()
}

/// So many threads, of which this is one. It alone asks the source of rows, which may belong to a thread, and looks for
/// Ctrl-C.
struct Crew {
    threads: usize,
    stop: AtomicBool,
}

impl Crew {
    /// Does the same on every thread, and gives what came of each; the first error stops all and is what comes out.
    fn work<T: Send>(&self, work: impl Fn(bool) -> Bind<T> + Sync) -> Bind<Vec<T>> {
        let work = |own| {
            let done = catch(|| work(own));
            if done.is_err() {
                self.stop.store(true, Ordering::Relaxed);
            }
            done
        };
        thread::scope(|scope| {
            // Where the system gives no more threads, fewer do the same.
            let helper = |_| thread::Builder::new().spawn_scoped(scope, || work(false)).ok();
            let helpers: Vec<_> = (1..self.threads).filter_map(helper).collect();
            let mut results = vec![work(true)];
            for helper in helpers {
                let lost = || Err(BindError::Panic("columns/run.rs".to_owned()));
                results.push(helper.join().unwrap_or_else(|_| lost()));
            }
            results.into_iter().collect()
        })
    }

    /// Whether to go on. Errors where Ctrl-C was pressed.
    fn goes_on(&self, own: bool) -> Bind<bool> {
        if own {
            interrupted()?;
        }
        Ok(!self.stop.load(Ordering::Relaxed))
    }
}

/// The batches still to come, cut into pieces.
struct Feed {
    source: Source,
    /// The batch that is being cut, and how much of it is.
    batch: Option<Arc<StructArray>>,
    cut: usize,
    /// The number of the batch's first row.
    first_row: u64,
    /// Batches that were looked at in advance.
    ahead: Vec<StructArray>,
}

/// A piece of a batch.
struct Job {
    batch: Arc<StructArray>,
    rows: Range<usize>,
    first_row: u64,
}

impl Feed {
    fn new(source: Source) -> Bind<Self> {
        let mut feed = Self { source, batch: None, cut: 0, first_row: 0, ahead: Vec::new() };
        let first = feed.pull()?;
        let second = feed.pull()?;
        feed.ahead = second.into_iter().chain(first).collect();
        Ok(feed)
    }

    /// How many partitions suit the claims: those of a single batch, or as many as there can be.
    fn partitions(&self) -> usize {
        match self.ahead.as_slice() {
            [] => 1,
            [only] => Claims::partitions_for(only.len()),
            _ => Claims::partitions_for(usize::MAX),
        }
    }

    fn pull(&mut self) -> Bind<Option<StructArray>> {
        self.ahead.pop().map_or_else(|| self.source.next(), |batch| Ok(Some(batch)))
    }

    fn next(&mut self) -> Bind<Option<Job>> {
        loop {
            if let Some(batch) = &self.batch {
                let rows = self.cut..batch.len().min(self.cut + PIECE);
                if !rows.is_empty() {
                    self.cut = rows.end;
                    let first_row = self.first_row + u64::try_from(rows.start).unwrap_or(0);
                    return Ok(Some(Job { batch: Arc::clone(batch), rows, first_row }));
                }
                self.first_row += u64::try_from(batch.len()).unwrap_or(0);
            }
            self.cut = 0;
            self.batch = self.pull()?.map(Arc::new);
            if self.batch.is_none() {
                return Ok(None);
            }
        }
    }
}

struct Worker<'a> {
    layout: &'a Layout,
    reviews: &'a [Review],
    beside: &'a Beside,
    partitions: usize,
    known: &'a Known,
    crew: &'a Crew,
    /// The pieces still to come, and how the others get theirs: for the one thread that asks the source.
    feed: Mutex<Option<(Feed, SyncSender<Job>)>>,
    /// The pieces that wait for any thread.
    waiting: Mutex<Receiver<Job>>,
}

/// What one thread did under each regulation.
type Done = Vec<(Vec<Piece>, Claims)>;

impl Worker<'_> {
    /// Takes pieces until there are none.
    fn work(&self, own: bool) -> Bind<Done> {
        let mut done: Done =
            self.reviews.iter().map(|_| (Vec::new(), Claims::new(self.partitions))).collect();
        let feed = if own { lock(&self.feed).take() } else { None };
        if let Some((mut feed, others)) = feed {
            while self.crew.goes_on(own)?
                && let Some(job) = feed.next()?
            {
                // What the others have no room for is done here.
                if let Err(TrySendError::Full(job) | TrySendError::Disconnected(job)) = others.try_send(job) {
                    self.review(&job, own, &mut done)?;
                }
            }
        }
        while self.crew.goes_on(own)?
            && let Ok(job) = { lock(&self.waiting).recv() }
        {
            self.review(&job, own, &mut done)?;
        }
        Ok(done)
    }

    /// Reviews a piece under each regulation.
    fn review(&self, job: &Job, own: bool, done: &mut Done) -> Bind<()> {
        let go_on = || self.crew.goes_on(own);
        let cells = Cells::new(self.layout, &job.batch, job.rows.len(), self.known)?;
        for (review, (pieces, claims)) in self.reviews.iter().zip(done) {
            let piece = review.piece(&cells, job.rows.clone(), job.first_row, self.known, claims, &go_on)?;
            pieces.extend(piece.map(|piece| Piece { kept: self.kept(job), ..piece }));
        }
        Ok(())
    }

    /// The caller's own columns of a piece.
    fn kept(&self, job: &Job) -> Vec<ArrayRef> {
        let of_rows = |column: &ArrayRef| column.slice(job.rows.start, job.rows.len());
        self.beside.kept(&job.batch).iter().map(of_rows).collect()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Settles the use of accounts under one regulation, and gives its pieces in order.
fn resolve(
    reviews: &[Review],
    place: usize,
    done: &mut [Done],
    partitions: usize,
    crew: &Crew,
) -> Bind<Vec<Piece>> {
    let Some(review) = reviews.get(place) else { return Ok(Vec::new()) };
    let (mut pieces, mut runs) = (Vec::new(), Vec::new());
    for done in done {
        if let Some((own, claims)) = done.get_mut(place) {
            pieces.append(own);
            // None of more rows than any memory holds.
            let partitioned = mem::replace(claims, Claims::new(1)).partitioned();
            runs.push(partitioned.ok_or_else(|| BindError::Panic("columns/run.rs".to_owned()))?);
        }
    }
    pieces.sort_unstable_by_key(|piece| piece.first_row);
    let runs: Vec<&PartitionedClaims> = runs.iter().collect();
    let limit = review.timetable().activations_per_account();
    let next = Mutex::new(0..partitions);
    let conflicts = crew.work(|own| {
        let (mut resolver, mut conflicts) = (Resolver::default(), ByPiece::new(&pieces));
        while crew.goes_on(own)?
            && let Some(partition) = { lock(&next).next() }
        {
            resolver.resolve(limit, &runs, partition).iter().for_each(|row| conflicts.add(*row));
        }
        Ok(conflicts)
    })?;
    drop(runs);
    let amending = Mutex::new(pieces.iter_mut().enumerate());
    crew.work(|own| {
        while crew.goes_on(own)?
            && let Some((place, piece)) = { lock(&amending).next() }
        {
            let of_piece = conflicts.iter().filter_map(|conflicts| conflicts.rows.get(place)).flatten();
            let mut of_piece: Vec<Conflict> = of_piece.copied().collect();
            // In the order of rows memory comes by itself, and what it costs to sort is less than waiting for it.
            of_piece.sort_unstable_by_key(Conflict::row);
            of_piece.iter().for_each(|row| review.amend(piece, row));
        }
        Ok(())
    })?;
    Ok(pieces)
}

/// Rows whose account other people use, those of each piece together: to amend a piece after another takes a fraction of
/// the time of going to and fro between them.
struct ByPiece {
    /// The first row of each piece, and of none after the last.
    first_rows: Vec<u64>,
    rows: Vec<Vec<Conflict>>,
    /// The piece of the last row: the next one is mostly of the same.
    last: usize,
}

impl ByPiece {
    fn new(pieces: &[Piece]) -> Self {
        let first_rows = pieces.iter().map(|piece| piece.first_row).chain([u64::MAX]).collect();
        Self { first_rows, rows: pieces.iter().map(|_| Vec::new()).collect(), last: 0 }
    }

    fn add(&mut self, row: Conflict) {
        let of_last = self.first_rows.get(self.last..).unwrap_or_default();
        if !matches!(of_last, [first, after, ..] if (*first..*after).contains(&row.row())) {
            self.last = self.first_rows.partition_point(|first| *first <= row.row()).saturating_sub(1);
        }
        if let Some(rows) = self.rows.get_mut(self.last) {
            rows.push(row);
        }
    }
}
