//! The demo: a journal of real size through [`voucher_core::Journal`], as any user would feed it.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};
use voucher_core::{Journal, gas::Ledger};

use crate::failure::Failure;
use crate::report::{self, Run};
use crate::table::number;
use crate::world::{MOST_PEOPLE, World};

/// How much of a file is read at once.
const CHUNK: u64 = 64 * 1024;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Plays this journal; - reads it from the standard input
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,
    /// Writes the answers, the registers and a made-up journal into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// People of the made-up journal
    #[arg(long, value_name = "N", default_value_t = 300_000, conflicts_with = "journal")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_PEOPLE)))]
    people: u32,
    /// Seed of the made-up journal: the same seed gives the same bytes
    #[arg(long, value_name = "S", default_value_t = 2025, conflicts_with = "journal")]
    seed: u64,
}

/// Plays the journal, writes what is asked for, prints the report.
pub(crate) fn run(options: &Options) -> Result<(), Failure> {
    let mut source = Source::open(options)?;
    let mut files = Files::create(options)?;
    let mut journal = Journal::new();
    let mut run = Run::new(title(options));
    play(&mut source, &mut journal, &mut files, &mut run)?;
    run.peak_memory = peak_memory();
    files.finish(&run, journal.gas())?;
    let mut out = io::stdout().lock();
    report::print(&mut run, journal.gas(), &mut out)?;
    files.tell(&mut out)?;
    Ok(())
}

fn title(options: &Options) -> String {
    match &options.journal {
        Some(path) => format!("The journal {}", path.display()),
        None => {
            let people = number(u64::from(options.people));
            format!("A made-up September 2025: {people} people, seed {}", options.seed)
        }
    }
}

/// Feeds all of the source to the journal. Only the time inside [`Journal::feed`] and [`Journal::finish`] is
/// counted.
fn play(source: &mut Source, journal: &mut Journal, files: &mut Files, run: &mut Run) -> Result<(), Failure> {
    let bar = source.progress_bar();
    let (mut chunk, mut answers) = (Vec::new(), String::new());
    loop {
        chunk.clear();
        let more = source.next(&mut chunk)?;
        let begun = Instant::now();
        if more {
            journal.feed(&chunk, &mut answers);
        } else {
            journal.finish(&mut answers);
        }
        run.journal_time += begun.elapsed();
        run.take(&chunk, &answers);
        files.write(&chunk, &answers)?;
        answers.clear();
        bar.set_position(source.position());
        if !more {
            break;
        }
    }
    bar.finish_and_clear();
    Ok(())
}

/// Where the lines come from.
enum Source {
    World(Box<World>),
    File { path: PathBuf, file: Box<dyn Read>, read: u64, whole: Option<u64> },
}

impl Source {
    fn open(options: &Options) -> Result<Source, Failure> {
        let Some(path) = &options.journal else {
            return Ok(Source::World(Box::new(World::new(options.people, options.seed))));
        };
        if path == Path::new("-") {
            let file = Box::new(io::stdin().lock());
            return Ok(Source::File { path: "the standard input".into(), file, read: 0, whole: None });
        }
        let file = File::open(path).map_err(Failure::file("open", path))?;
        let whole = file.metadata().ok().filter(fs::Metadata::is_file).map(|about| about.len());
        Ok(Source::File { path: path.clone(), file: Box::new(file), read: 0, whole })
    }

    /// Adds the next bytes; false at the end.
    fn next(&mut self, chunk: &mut Vec<u8>) -> Result<bool, Failure> {
        match self {
            Source::World(world) => Ok(world.write(chunk)),
            Source::File { path, file, read, .. } => {
                let count = file.take(CHUNK).read_to_end(chunk).map_err(Failure::file("read", path))?;
                *read += u64::try_from(count).unwrap_or(0);
                Ok(count > 0)
            }
        }
    }

    fn position(&self) -> u64 {
        match self {
            Source::World(world) => u64::try_from(world.progress().0).unwrap_or(0),
            Source::File { read, .. } => *read,
        }
    }

    /// On a terminal a bar, or a count where the end is not known; elsewhere nothing is drawn.
    fn progress_bar(&self) -> ProgressBar {
        let whole = match self {
            Source::World(world) => u64::try_from(world.progress().1).ok(),
            Source::File { whole, .. } => *whole,
        };
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
    fn create(options: &Options) -> Result<Files, Failure> {
        let Some(folder) = &options.out else {
            return Ok(Files::default());
        };
        fs::create_dir_all(folder).map_err(Failure::file("make", folder))?;
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

    fn output(&mut self, path: PathBuf) -> Result<Output, Failure> {
        let file = File::create(&path).map_err(Failure::file("write", &path))?;
        self.written.push(path.clone());
        Ok(Output { path, file: BufWriter::new(file) })
    }

    fn write(&mut self, chunk: &[u8], answers: &str) -> Result<(), Failure> {
        for (output, bytes) in [(&mut self.journal, chunk), (&mut self.answers, answers.as_bytes())] {
            if let Some(Output { path, file }) = output {
                file.write_all(bytes).map_err(Failure::file("write", path))?;
            }
        }
        Ok(())
    }

    /// Closes the files and adds the registers.
    fn finish(&mut self, run: &Run, ledger: Option<&Ledger>) -> Result<(), Failure> {
        for Output { path, file } in [&mut self.journal, &mut self.answers].into_iter().flatten() {
            file.flush().map_err(Failure::file("write", path))?;
        }
        let (Some(folder), Some(ledger)) = (&self.folder, ledger) else { return Ok(()) };
        for (name, text) in report::registers(run, ledger) {
            let path = folder.join(name);
            fs::write(&path, text).map_err(Failure::file("write", &path))?;
            self.written.push(path);
        }
        Ok(())
    }

    fn tell(&self, out: &mut impl Write) -> io::Result<()> {
        if !self.written.is_empty() {
            writeln!(out, "\nWritten:")?;
        }
        self.written.iter().try_for_each(|path| writeln!(out, "  {}", path.display()))
    }
}

/// Refuses to write the answers over the very journal that is to be read.
fn spare(journal: &Path, answers: &Path) -> Result<(), Failure> {
    match (journal.canonicalize(), answers.canonicalize()) {
        (Ok(one), Ok(other)) if one == other => {
            Err(Failure::File(format!("cannot write {}: it is the journal to be played", answers.display())))
        }
        (Ok(_) | Err(_), Ok(_) | Err(_)) => Ok(()),
    }
}

/// The most memory that this process ever held, in KiB, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
