//! Running a review over a stream of batches: pieces of rows on one thread or several, then the accounts.

use std::{
    mem,
    ops::Range,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use pyo3::Python;
use voucher_core::programme::{Claims, Conflict, PartitionedClaims, Resolver};

use super::{
    account::LongAccounts,
    arrow::{Arrays, broken, rows_of},
    input::{Layout, whole_rows},
    row_cells::{Batch, Cells},
    rows::{Piece, Review},
};
use crate::error::{Bind, BindError, catch};

/// How many rows a piece has at most. Batches are cut the same way for any number of threads.
const PIECE: usize = 1 << 20;

/// Reviews a whole stream under each regulation: the pieces of each, in the order of rows.
pub(crate) fn run(
    arrays: Arrays,
    layout: &Layout,
    reviews: &[Review],
    threads: usize,
) -> Bind<Vec<Vec<Piece>>> {
    let feed = Feed::new(arrays)?;
    let parts = feed.parts();
    let feed = Mutex::new(feed);
    let (long, stop) = (LongAccounts::default(), AtomicBool::new(false));
    let worker = Worker { layout, reviews, parts, feed: &feed, long: &long, stop: &stop };
    let mut done = on_threads(threads, |own| catch(|| worker.work(own)))?;
    (0..reviews.len()).map(|place| settle(reviews, place, &mut done, parts, threads)).collect()
}

/// Does the same on so many threads, of which this is one, and gives what came of each. The first error stops nothing but
/// is what comes out.
fn on_threads<T: Send>(threads: usize, work: impl Fn(bool) -> Bind<T> + Sync) -> Bind<Vec<T>> {
    if threads <= 1 {
        return Ok(vec![work(true)?]);
    }
    thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads).map(|_| scope.spawn(|| work(false))).collect();
        let mut results = vec![work(true)];
        for helper in helpers {
            let lost = || Err(BindError::Panic("columns/run.rs".to_owned()));
            results.push(helper.join().unwrap_or_else(|_| lost()));
        }
        results.into_iter().collect()
    })
}

/// The batches still to come, cut into pieces.
struct Feed {
    arrays: Arrays,
    /// The batch that is being cut, and how much of it is.
    batch: Option<Arc<Batch>>,
    cut: usize,
    /// The number of the batch's first row.
    first_row: u64,
    /// Batches that were looked at in advance.
    ahead: Vec<Batch>,
}

/// A piece of a batch.
struct Job {
    batch: Arc<Batch>,
    rows: Range<usize>,
    first_row: u64,
}

impl Feed {
    fn new(arrays: Arrays) -> Bind<Self> {
        let mut feed = Self { arrays, batch: None, cut: 0, first_row: 0, ahead: Vec::new() };
        let first = feed.pull()?;
        let second = feed.pull()?;
        feed.ahead = second.into_iter().chain(first).collect();
        Ok(feed)
    }

    /// How many parts suit the claims: those of a single batch, or as many as there can be.
    fn parts(&self) -> usize {
        match self.ahead.as_slice() {
            [] => 1,
            [only] => Claims::partitions_for(only.rows()),
            _ => Claims::partitions_for(usize::MAX),
        }
    }

    fn pull(&mut self) -> Bind<Option<Batch>> {
        if let Some(batch) = self.ahead.pop() {
            return Ok(Some(batch));
        }
        // A producer that breaks the format can make the reading of its structs panic.
        let next = catch(|| Ok(self.arrays.arrays.next()));
        let Some(array) = next.map_err(|_| broken(self.first_row))? else { return Ok(None) };
        let array = array.map_err(|_| broken(self.first_row))?;
        let rows = rows_of(&array).ok_or_else(|| broken(self.first_row))?;
        whole_rows(rows)?;
        Ok(Some(Batch::new(rows.clone())))
    }

    fn next(&mut self) -> Bind<Option<Job>> {
        loop {
            if let Some(batch) = &self.batch {
                let rows = self.cut..batch.rows().min(self.cut + PIECE);
                if !rows.is_empty() {
                    self.cut = rows.end;
                    let first_row = self.first_row + u64::try_from(rows.start).unwrap_or(0);
                    return Ok(Some(Job { batch: Arc::clone(batch), rows, first_row }));
                }
                self.first_row += u64::try_from(batch.rows()).unwrap_or(0);
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
    parts: usize,
    feed: &'a Mutex<Feed>,
    long: &'a LongAccounts,
    stop: &'a AtomicBool,
}

/// What one thread did under each regulation.
type Done = Vec<(Vec<Piece>, Claims)>;

impl Worker<'_> {
    /// Takes pieces until there are none. The thread that Python called looks for Ctrl-C between them.
    fn work(&self, own: bool) -> Bind<Done> {
        let mut done: Done = self.reviews.iter().map(|_| (Vec::new(), Claims::new(self.parts))).collect();
        let result = self.take_pieces(own, &mut done);
        if result.is_err() {
            self.stop.store(true, Ordering::Relaxed);
        }
        result.map(|()| done)
    }

    #[expect(clippy::redundant_closure_for_method_calls, reason = "the method itself has one lifetime")]
    fn take_pieces(&self, own: bool, done: &mut Done) -> Bind<()> {
        while !self.stop.load(Ordering::Relaxed) {
            let Some(job) = lock(self.feed).next()? else { break };
            let cells = Cells::new(self.layout, &job.batch, self.long)?;
            for (review, (pieces, claims)) in self.reviews.iter().zip(&mut *done) {
                pieces.push(review.piece(&cells, job.rows.clone(), job.first_row, self.long, claims));
            }
            if own {
                Python::attach(|py| py.check_signals())?;
            }
        }
        Ok(())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Settles the use of accounts under one regulation, and gives its pieces in order.
fn settle(
    reviews: &[Review],
    place: usize,
    done: &mut [Done],
    parts: usize,
    threads: usize,
) -> Bind<Vec<Piece>> {
    let Some(review) = reviews.get(place) else { return Ok(Vec::new()) };
    let (mut pieces, mut runs) = (Vec::new(), Vec::new());
    for done in done {
        if let Some((own, claims)) = done.get_mut(place) {
            pieces.append(own);
            // None of more rows than any memory holds.
            let in_parts = mem::replace(claims, Claims::new(1)).partitioned();
            runs.push(in_parts.ok_or_else(|| BindError::Panic("columns/run.rs".to_owned()))?);
        }
    }
    pieces.sort_unstable_by_key(|piece| piece.first_row);
    let runs: Vec<&PartitionedClaims> = runs.iter().collect();
    let limit = review.timetable.activations_per_account();
    let next = Mutex::new(0..parts);
    let settled = on_threads(threads, |_| {
        catch(|| {
            let (mut settler, mut settled) = (Resolver::default(), ByPiece::new(&pieces));
            while let Some(part) = { lock(&next).next() } {
                settler.resolve(limit, &runs, part).iter().for_each(|row| settled.add(*row));
            }
            Ok(settled)
        })
    })?;
    drop(runs);
    let amending = Mutex::new(pieces.iter_mut().enumerate());
    on_threads(threads, |_| {
        catch(|| {
            while let Some((place, piece)) = { lock(&amending).next() } {
                let of_piece = settled.iter().filter_map(|settled| settled.rows.get(place)).flatten();
                let mut of_piece: Vec<Conflict> = of_piece.copied().collect();
                // In the order of rows memory comes by itself, and what it costs to sort is less than waiting for it.
                of_piece.sort_unstable_by_key(Conflict::row);
                of_piece.iter().for_each(|row| review.amend(piece, row));
            }
            Ok(())
        })
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
