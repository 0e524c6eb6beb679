//! Long calls that hear Ctrl-C.

use std::{
    any::Any,
    marker::PhantomData,
    sync::{
        Arc, Mutex, MutexGuard, TryLockError,
        atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering},
        mpsc::{self, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant},
};

use pyo3::{prelude::*, types::PyList};

use crate::{
    error::{Bind, BindError, catch},
    hint::hint,
};

/// Work on less than so many people, facts or lines is done at once: it takes some milliseconds.
const SMALL: usize = 10_000;

/// How long nobody listens.
const PAUSE: Duration = Duration::from_millis(20);

/// How many values are read or handed over between two looks for Ctrl-C.
const MANY: usize = 1 << 11;

/// What becomes of work when Ctrl-C is heard.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// Its last parts are waited for: it looks often whether it goes on.
    Wait,
    /// It is left alone, and nobody takes what comes of it, unless it has ended already.
    Leave,
}

const WORKS: u8 = 0;
const TOLD: u8 = 1;
const ENDED: u8 = 2;

/// The most parts that wait to be taken, so that few are left when work is told to end.
const WAITING: usize = 16;

/// How long work waits for a part to be taken before it takes whoever listens to be away.
const PATIENCE: Duration = Duration::from_millis(100);

/// A part of what comes of work. All work has one type, since what is compiled for each would make the wheel too large.
type Part = Box<dyn Any + Send>;

/// What long work has to do with whoever listens.
pub(crate) struct Talk {
    parts: mpsc::Sender<Bind<Part>>,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    state: AtomicU8,
    /// How many parts wait to be taken.
    waiting: AtomicUsize,
    /// Whoever listens is in the caller's own handler of a signal, which may itself wait for the work.
    away: AtomicBool,
}

impl Talk {
    /// Gives a part of the answer.
    pub(crate) fn give<T: Send + 'static>(&self, part: T) {
        let Shared { waiting, away, .. } = &*self.shared;
        let since = Instant::now();
        while waiting.load(Ordering::Relaxed) >= WAITING && self.goes_on() && !away.load(Ordering::Relaxed) {
            thread::sleep(Duration::from_millis(1));
            if since.elapsed() > PATIENCE {
                // A handler may also be called as a part is taken: collecting garbage calls Python.
                away.store(true, Ordering::Relaxed);
            }
        }
        waiting.fetch_add(1, Ordering::Relaxed);
        // Where nobody takes it any more, nobody wants it.
        let _ = self.parts.send(Ok(Box::new(part)));
    }

    /// Whether to go on.
    pub(crate) fn goes_on(&self) -> bool {
        self.shared.state.load(Ordering::Relaxed) != TOLD
    }

    /// Says that the work is done. False if it was told to end before: nobody takes a part any more.
    pub(crate) fn ends(&self) -> bool {
        self.shared.change(ENDED)
    }
}

impl Shared {
    /// Changes the state, unless it is another than *works*.
    fn change(&self, to: u8) -> bool {
        self.state.compare_exchange(WORKS, to, Ordering::SeqCst, Ordering::SeqCst).is_ok()
    }

    fn check_signals(&self, py: Python<'_>) -> PyResult<()> {
        self.away.store(true, Ordering::Relaxed);
        let raised = py.check_signals();
        self.away.store(false, Ordering::Relaxed);
        raised
    }
}

/// Does work of this size on a thread of its own, and takes its parts here, while this thread, which alone may hear Ctrl-C,
/// listens. Small work is done at once.
///
/// Errors: what a signal raises, as soon as it comes; those of the work.
pub(crate) fn listening<T: Send + 'static>(
    py: Python<'_>,
    size: usize,
    then: Then,
    work: impl FnOnce(&Talk) -> Bind<()> + Send + 'static,
    mut take: impl FnMut(T) -> Bind<()>,
) -> Bind<()> {
    let mut take = |part: Part| part.downcast().map_or(Ok(()), |part| take(*part));
    listen(py, size, then, Box::new(work), &mut take)
}

type Work = Box<dyn FnOnce(&Talk) -> Bind<()> + Send>;

fn listen(
    py: Python<'_>,
    size: usize,
    then: Then,
    work: Work,
    take: &mut dyn FnMut(Part) -> Bind<()>,
) -> Bind<()> {
    let (sender, parts) = mpsc::channel();
    let shared = Arc::new(Shared::default());
    let talk = Talk { parts: sender, shared: Arc::clone(&shared) };
    let work = move || {
        if let Err(error) = catch(|| work(&talk)) {
            let _ = talk.parts.send(Err(error));
        }
    };
    if size < SMALL {
        // Nobody takes a part before all are given.
        shared.away.store(true, Ordering::Relaxed);
        py.detach(work);
    } else {
        thread::Builder::new().spawn(work).map_err(PyErr::from)?;
    }
    let (mut raised, mut parts) = (Ok(()), parts);
    loop {
        let part;
        (part, parts) = py.detach(move || (parts.recv_timeout(PAUSE), parts));
        match part {
            Ok(part) => {
                shared.waiting.fetch_sub(1, Ordering::Relaxed);
                shared.away.store(false, Ordering::Relaxed);
                if let Err(error) = part.and_then(&mut *take) {
                    shared.change(TOLD);
                    return Err(error);
                }
            }
            Err(RecvTimeoutError::Disconnected) => return raised,
            Err(RecvTimeoutError::Timeout) => {}
        }
        if raised.is_ok()
            && let Err(error) = shared.check_signals(py)
        {
            raised = Err(error.into());
            if shared.change(TOLD) && then == Then::Leave {
                return raised;
            }
        }
    }
}

/// The answer of such work that gives one.
pub(crate) fn answer<T: Send + 'static>(
    py: Python<'_>,
    size: usize,
    work: impl FnOnce() -> Bind<T> + Send + 'static,
) -> Bind<T> {
    let mut answer = None;
    let give_one = |talk: &Talk| work().map(|one| talk.give(one));
    listening(py, size, Then::Leave, give_one, |one| {
        answer = Some(one);
        Ok(())
    })?;
    answer.ok_or_else(|| BindError::Panic("listen.rs".to_owned()))
}

/// The lock of what long work of another thread may hold; none where it failed.
pub(crate) fn lock<'a, T>(py: Python<'_>, mutex: &'a Mutex<T>) -> Bind<Option<MutexGuard<'a, T>>> {
    loop {
        match mutex.try_lock() {
            Ok(guard) => return Ok(Some(guard)),
            Err(TryLockError::Poisoned(_)) => return Ok(None),
            Err(TryLockError::WouldBlock) => py.detach(|| thread::sleep(Duration::from_millis(1))),
        }
        py.check_signals()?;
    }
}

/// Looks for Ctrl-C now and then, as values are read or handed over.
#[derive(Default)]
pub(crate) struct Ear(usize);

impl Ear {
    /// Errors: what a signal raises.
    #[inline]
    pub(crate) fn listen(&mut self, py: Python<'_>) -> PyResult<()> {
        self.0 += 1;
        if self.0.is_multiple_of(MANY) { py.check_signals() } else { Ok(()) }
    }
}

/// A list of such values on its way out.
pub(crate) struct ListOf<'py, T>(Bound<'py, PyList>, PhantomData<T>);

impl<'py, T: IntoPyObject<'py>> ListOf<'py, T> {
    pub(crate) fn new(py: Python<'py>) -> Self {
        Self(PyList::empty(py), PhantomData)
    }

    /// The list of all these, however many.
    pub(crate) fn of(py: Python<'py>, values: impl IntoIterator<Item = T>) -> PyResult<Self> {
        let (list, mut ear) = (Self::new(py), Ear::default());
        for value in values {
            ear.listen(py)?;
            list.push(value)?;
        }
        Ok(list)
    }

    pub(crate) fn push(&self, value: T) -> PyResult<()> {
        self.0.append(value)
    }

    pub(crate) fn as_any(&self) -> &Bound<'py, PyAny> {
        &self.0
    }
}

impl<'py, T: IntoPyObject<'py>> IntoPyObject<'py> for ListOf<'py, T> {
    type Target = PyList;
    type Output = Bound<'py, PyList>;
    type Error = PyErr;

    hint!(OUTPUT_TYPE = <Vec<T> as IntoPyObject<'py>>::OUTPUT_TYPE);

    fn into_pyobject(self, _py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(self.0)
    }
}
