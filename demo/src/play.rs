//! A journal of real size through [`voucher_core::Journal`], as any user would feed it.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};
use voucher_core::Journal;

use crate::report::Run;

/// How many bytes are made or read at once, or a line more.
pub(crate) const CHUNK: usize = 64 * 1024;

/// How many of the files that were written are named.
const MOST_NAMES: usize = 8;

/// What the demo of every programme can be told.
#[derive(Debug, clap::Args)]
pub(crate) struct Common {
    /// Plays this journal; - reads it from the standard input
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,
    /// Writes the answers, the registers and a made-up journal into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Seed of the made-up journal: the same seed gives the same bytes
    #[arg(long, value_name = "S", default_value_t = 2025, conflicts_with = "journal")]
    pub(crate) seed: u64,
}

impl Common {
    /// Whether nobody's own journal is played.
    pub(crate) const fn is_made_up(&self) -> bool {
        self.journal.is_none()
    }
}

/// A made-up journal, written as it is asked for.
pub(crate) trait World {
    /// Adds the next lines; false at the end, where nothing was added.
    fn write(&mut self, out: &mut Vec<u8>) -> bool;

    /// How much of it is written, and how much there is.
    fn progress(&self) -> (u64, u64);
}

/// A journal that was played to its end.
pub(crate) struct Played {
    pub(crate) journal: Journal,
    pub(crate) run: Run,
    files: Files,
}

impl Played {
    /// Plays the journal that is asked for, or a made-up one of this title.
    pub(crate) fn new<W: World + 'static>(
        options: &Common,
        title: String,
        world: impl FnOnce() -> W,
    ) -> io::Result<Played> {
        let (mut source, title) = match &options.journal {
            Some(path) => (Source::open(path)?, format!("The journal {}", path.display())),
            None => (Source::World(Box::new(world())), title),
        };
        let mut played =
            Played { journal: Journal::new(), run: Run::new(title), files: Files::create(options)? };
        played.play(&mut source)?;
        played.run.peak_memory = peak_memory();
        Ok(played)
    }

    /// Feeds all of the source to the journal. Only the time inside [`Journal::feed`] and [`Journal::finish`] is
    /// counted.
    fn play(&mut self, source: &mut Source) -> io::Result<()> {
        let bar = source.progress_bar();
        let (mut chunk, mut answers) = (Vec::new(), String::new());
        loop {
            chunk.clear();
            let more = source.next(&mut chunk)?;
            let begun = Instant::now();
            if more {
                self.journal.feed(&chunk, &mut answers);
            } else {
                self.journal.finish(&mut answers);
            }
            self.run.journal_time += begun.elapsed();
            self.run.take(&chunk, &answers);
            self.files.write(&chunk, &answers)?;
            answers.clear();
            bar.set_position(source.progress().0);
            if !more {
                break;
            }
        }
        bar.finish_and_clear();
        Ok(())
    }

    /// Closes what is open and, where a folder was asked for, adds these files, by name.
    pub(crate) fn keep(
        &mut self,
        files: impl FnOnce(&Run, &Journal) -> Vec<(String, String)>,
    ) -> io::Result<()> {
        self.files.finish(|| files(&self.run, &self.journal))
    }

    /// Tells of the files that were written.
    pub(crate) fn tell(&self, out: &mut impl Write) -> io::Result<()> {
        self.files.tell(out)
    }
}

/// Where the lines come from.
enum Source {
    World(Box<dyn World>),
    File { path: PathBuf, file: Box<dyn Read>, read: u64, whole: Option<u64> },
}

impl Source {
    fn open(path: &Path) -> io::Result<Source> {
        if path == Path::new("-") {
            let file = Box::new(io::stdin().lock());
            return Ok(Source::File { path: "the standard input".into(), file, read: 0, whole: None });
        }
        let file = File::open(path).map_err(named("open", path))?;
        let whole = file.metadata().ok().filter(fs::Metadata::is_file).map(|about| about.len());
        Ok(Source::File { path: path.to_owned(), file: Box::new(file), read: 0, whole })
    }

    /// Adds the next bytes; false at the end.
    fn next(&mut self, chunk: &mut Vec<u8>) -> io::Result<bool> {
        match self {
            Source::World(world) => Ok(world.write(chunk)),
            Source::File { path, file, read, .. } => {
                let most = u64::try_from(CHUNK).unwrap_or(u64::MAX);
                let count = file.take(most).read_to_end(chunk).map_err(named("read", path))?;
                *read += u64::try_from(count).unwrap_or(0);
                Ok(count > 0)
            }
        }
    }

    /// How far it has come, and where it ends, if that is known.
    fn progress(&self) -> (u64, Option<u64>) {
        match self {
            Source::World(world) => {
                let (written, all) = world.progress();
                (written, Some(all))
            }
            Source::File { read, whole, .. } => (*read, *whole),
        }
    }

    /// On a terminal a bar, or a count where the end is not known; elsewhere nothing is drawn.
    fn progress_bar(&self) -> ProgressBar {
        let (_, whole) = self.progress();
        let bar = ProgressBar::new(whole.unwrap_or(0));
        let known = whole.is_some();
        let template = if known { "{bar:50} {percent:>3} %  {elapsed}" } else { "{elapsed}  {pos} bytes" };
        match ProgressStyle::with_template(template) {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        }
    }
}

/// What `--out` asks for; without it nothing is written.
#[derive(Default)]
struct Files {
    folder: Option<PathBuf>,
    answers: Option<Output>,
    journal: Option<Output>,
    written: Vec<PathBuf>,
}

struct Output {
    path: PathBuf,
    file: BufWriter<File>,
}

impl Files {
    fn create(options: &Common) -> io::Result<Files> {
        let Some(folder) = &options.out else {
            return Ok(Files::default());
        };
        fs::create_dir_all(folder).map_err(named("make", folder))?;
        let answers = folder.join("answers.jsonl");
        if let Some(journal) = &options.journal {
            spare(journal, &answers)?;
        }
        let mut files = Files { folder: Some(folder.clone()), ..Files::default() };
        files.answers = Some(files.output(answers)?);
        if options.journal.is_none() {
            files.journal = Some(files.output(folder.join("journal.jsonl"))?);
        }
        Ok(files)
    }

    fn output(&mut self, path: PathBuf) -> io::Result<Output> {
        let file = File::create(&path).map_err(named("write", &path))?;
        self.written.push(path.clone());
        Ok(Output { path, file: BufWriter::new(file) })
    }

    fn write(&mut self, chunk: &[u8], answers: &str) -> io::Result<()> {
        for (output, bytes) in [(&mut self.journal, chunk), (&mut self.answers, answers.as_bytes())] {
            if let Some(Output { path, file }) = output {
                file.write_all(bytes).map_err(named("write", path))?;
            }
        }
        Ok(())
    }

    fn finish(&mut self, files: impl FnOnce() -> Vec<(String, String)>) -> io::Result<()> {
        for Output { path, file } in [&mut self.journal, &mut self.answers].into_iter().flatten() {
            file.flush().map_err(named("write", path))?;
        }
        let Some(folder) = &self.folder else { return Ok(()) };
        for (name, text) in files() {
            let path = folder.join(name);
            fs::write(&path, text).map_err(named("write", &path))?;
            self.written.push(path);
        }
        Ok(())
    }

    fn tell(&self, out: &mut impl Write) -> io::Result<()> {
        if !self.written.is_empty() {
            writeln!(out, "\nWritten:")?;
        }
        let shown = self.written.iter().take(MOST_NAMES);
        shown.into_iter().try_for_each(|path| writeln!(out, "  {}", path.display()))?;
        let more = self.written.len().saturating_sub(MOST_NAMES);
        if more > 0 { writeln!(out, "  and {more} more") } else { Ok(()) }
    }
}

/// Refuses to write the answers over the very journal that is to be read.
fn spare(journal: &Path, answers: &Path) -> io::Result<()> {
    match (journal.canonicalize(), answers.canonicalize()) {
        (Ok(one), Ok(other)) if one == other => {
            let words = format!("cannot write {}: it is the journal to be played", answers.display());
            Err(io::Error::new(io::ErrorKind::InvalidInput, words))
        }
        (Ok(_) | Err(_), Ok(_) | Err(_)) => Ok(()),
    }
}

/// For `map_err`: what was tried, and on which file.
fn named(tried: &str, path: &Path) -> impl FnOnce(io::Error) -> io::Error {
    move |error| io::Error::new(error.kind(), format!("cannot {tried} {}: {error}", path.display()))
}

/// The most memory that this process ever held, in KiB, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
pub(crate) mod testing {
    use super::World;

    /// The whole journal.
    pub(crate) fn whole(mut world: impl World) -> Vec<u8> {
        let mut out = Vec::new();
        while world.write(&mut out) {}
        out
    }

    /// FNV-1a, 64 bits: enough to notice a change.
    pub(crate) fn fingerprint(bytes: &[u8]) -> u64 {
        bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        })
    }
}
