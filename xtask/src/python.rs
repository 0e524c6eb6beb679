//! The Python face: its wheel built and installed as a user would, its types, its tests, Spark, its bench.
//!
//! Everything is kept under `target/python`: a virtual environment a purpose, filled by uv from the lists in
//! `bindings-python/requirements`, and made anew when a list changes.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::workspace::{Done, Outcome, SOON, Workspace, succeeds};

/// Makes and fills environments in a tenth of pip's time.
const UV: &str = "uv==0.13.9";

/// pip's settings, and the names by which uv knows them: packages come from where this machine gets its others.
const SETTINGS: [(&str, &str); 4] = [
    ("index-url", "UV_DEFAULT_INDEX"),
    ("extra-index-url", "UV_INDEX"),
    ("find-links", "UV_FIND_LINKS"),
    ("cert", "SSL_CERT_FILE"),
];

/// As a wheel that is published: what is packed once may take its time.
const PACKED: [&str; 2] = ["MATURIN_PEP517_ARGS", "--compression-level 9"];

/// Classes that are always true or never, which type checkers can only tell from one another if it is said; PyO3's generator takes no
/// word of a `__bool__`.
const ALWAYS: [(&str, &str); 3] = [("Accepted", "True"), ("Refused", "False"), ("Register", "True")];

/// Stubs in which the truth of a class is a literal.
fn always(stubs: &str, class: &str, truth: &str) -> String {
    let said = "def __bool__(self, /) -> ";
    let place = stubs.find(&format!("\nclass {class}:")).unwrap_or(stubs.len());
    let (before, after) = stubs.split_at(place);
    format!("{before}{}", after.replacen(&format!("{said}bool"), &format!("{said}Literal[{truth}]"), 1))
}

/// Builds the wheel by the hooks that every installer calls, packed as for others, and installs it beside the tools of the
/// tests.
pub(crate) fn wheel(workspace: &Workspace) -> Outcome {
    let python = environment(workspace, "test")?;
    let wheels = folder(workspace).join("wheels");
    remove(&wheels)?;
    let [name, value] = PACKED;
    let mut build = uv(workspace, &["build", "--wheel", "--python"])?;
    build.env(name, value).arg(&python).arg("--out-dir").arg(&wheels).arg("bindings-python");
    workspace.run(&mut build)?;
    install(workspace, &python)?;
    let wheel = built(workspace)?;
    let size = fs::metadata(&wheel).map_err(Failure::file("look at", &wheel))?.len() / 1024;
    Ok(Done::PassedWith(format!("{size} KiB")))
}

/// The stubs are those of the code, which is linted where it is compiled for them, and three checkers agree with them.
pub(crate) fn types(workspace: &Workspace) -> Outcome {
    let python = environment(workspace, "test")?;
    let made = folder(workspace).join("stubs");
    remove(&made)?;
    let generate = ["generate-stubs", "--quiet", "--profile", "dev", "--features", "inspect"];
    let manifest = ["--manifest-path", "bindings-python/Cargo.toml", "--out"];
    let mut command = workspace.command(maturin(workspace)?);
    command.env("CARGO_INCREMENTAL", "0").args(generate).args(SOON).args(manifest).arg(&made);
    workspace.lint(&mut command);
    workspace.run(&mut command)?;
    let stubs = made.join("voucher_core/_core.pyi");
    let made = ALWAYS.iter().fold(read(&stubs)?, |made, (class, truth)| always(&made, class, truth));
    fs::write(&stubs, &made).map_err(Failure::file("write", &stubs))?;
    let kept = workspace.root.join("bindings-python/python/voucher_core/_core.pyi");
    if made != read(&kept)? {
        return Err(Failure::Step("bindings-python/python/voucher_core/_core.pyi is stale".to_owned()));
    }
    let own = python.to_string_lossy();
    let checks: [&[&str]; 3] = [
        &["-m", "mypy", "--strict", "python/voucher_core", "tests/trial"],
        &["-m", "pyright", "--warnings", "--pythonpath", &own, "python/voucher_core", "tests/trial"],
        &["-m", "mypy.stubtest", "voucher_core._core"],
    ];
    checks.iter().try_for_each(|check| here(workspace, &python).args(check).run(workspace))?;
    Ok(Done::Passed)
}

/// The interpreter of the tests.
pub(crate) fn interpreter(workspace: &Workspace) -> Result<PathBuf, Failure> {
    environment(workspace, "test")
}

/// The build tool of the wheel.
pub(crate) fn maturin(workspace: &Workspace) -> Result<PathBuf, Failure> {
    Ok(environment(workspace, "test")?.with_file_name("maturin"))
}

/// Everything but Spark, against the installed wheel.
pub(crate) fn tests(workspace: &Workspace) -> Outcome {
    let python = environment(workspace, "test")?;
    let wheel = built(workspace)?;
    here(workspace, &python)
        .env("VOUCHER_CORE_WHEEL", &wheel)
        .args(&["-m", "pytest", "tests"])
        .run(workspace)?;
    Ok(Done::Passed)
}

/// A real local Spark, which wants libraries of its own versions.
pub(crate) fn spark(workspace: &Workspace) -> Outcome {
    if !succeeds(workspace.command("java").arg("-version")) {
        return Ok(Done::Skipped("there is no Java for Spark".to_owned()));
    }
    let python = environment(workspace, "spark")?;
    install(workspace, &python)?;
    here(workspace, &python)
        .args(&["-m", "pytest", "tests/test_spark.py", "tests/test_readme.py"])
        .run(workspace)?;
    Ok(Done::Passed)
}

/// The benches against their rivals, small: every answer is checked.
pub(crate) fn bench_once(workspace: &Workspace) -> Outcome {
    let python = environment(workspace, "test")?;
    // Without numba, which compiles for minutes, and zen-engine, which is slow.
    let peers = ["--peers", "voucher_core,numpy,polars,duckdb,pandas,hand"];
    let variants = ["--variants", "uint64,rows,preview"];
    workspace
        .run(workspace.command(&python).args(["benches/python.py", "--quick"]).args(peers).args(variants))?;
    for bench in ["benches/python_card.py", "benches/python_assistance.py", "benches/python_prepare.py"] {
        workspace.run(workspace.command(&python).args([bench, "--quick"]))?;
    }
    Ok(Done::Passed)
}

/// The bench beside everybody, also those whose packages no test needs.
pub(crate) fn bench_beside_all(workspace: &Workspace, more: &[OsString]) -> Outcome {
    let python = with_wheel(workspace, "compare")?;
    workspace.run(workspace.command(python).arg("benches/python.py").args(more))
}

/// An interpreter with the packages of a list and the wheel that this source gives: another's figures or findings would
/// mislead.
pub(crate) fn with_wheel(workspace: &Workspace, list: &str) -> Result<PathBuf, Failure> {
    wheel(workspace)?;
    let python = environment(workspace, list)?;
    install(workspace, &python)?;
    Ok(python)
}

/// A command in `bindings-python`.
struct Here(Command);

fn here(workspace: &Workspace, python: &Path) -> Here {
    let mut command = Command::new(python);
    command.current_dir(workspace.root.join("bindings-python"));
    Here(command)
}

impl Here {
    fn args(mut self, arguments: &[&str]) -> Self {
        self.0.args(arguments);
        self
    }

    fn env(mut self, name: &str, value: &Path) -> Self {
        self.0.env(name, value);
        self
    }

    fn run(mut self, workspace: &Workspace) -> Result<(), Failure> {
        workspace.run(&mut self.0).map(|_| ())
    }
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.target.join("python")
}

/// The one wheel that was built.
fn built(workspace: &Workspace) -> Result<PathBuf, Failure> {
    let folder = folder(workspace).join("wheels");
    let wheels = fs::read_dir(&folder).map_err(Failure::file("look into", &folder))?;
    let mut wheels = wheels.filter_map(|entry| Some(entry.ok()?.path()));
    let wheel = wheels.find(|path| path.extension().is_some_and(|extension| extension == "whl"));
    wheel.ok_or_else(|| Failure::Step("no wheel was built".to_owned()))
}

/// Puts the wheel into an environment, in place of one that is there.
fn install(workspace: &Workspace, python: &Path) -> Result<(), Failure> {
    let mut install = uv(workspace, &["pip", "install", "--no-deps", "--reinstall", "--python"])?;
    workspace.run(install.arg(python).arg(built(workspace)?)).map(|_| ())
}

/// The interpreter of a virtual environment with the packages of a list, and pip, which a test calls.
fn environment(workspace: &Workspace, name: &str) -> Result<PathBuf, Failure> {
    let list = workspace.root.join("bindings-python/requirements").join(format!("{name}.txt"));
    let wanted = read(&list)?;
    let home = folder(workspace).join(name);
    let python = home.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let filled_with = home.join("filled-with.txt");
    if fs::read_to_string(&filled_with).is_ok_and(|filled| filled == wanted) {
        return Ok(python);
    }
    remove(&home)?;
    let made = newest_python(workspace)?;
    workspace.run(uv(workspace, &["venv", "--seed", "--python"])?.arg(made).arg(&home))?;
    let mut fill = uv(workspace, &["pip", "install", "--python"])?;
    // Spark comes as its source, 400 MB that are packed only to be unpacked.
    let stored = ["--config-settings-package", "pyspark:--build-option=--compression=stored"];
    workspace.run(fill.arg(&python).arg("--requirement").arg(&list).args(stored))?;
    fs::write(&filled_with, wanted).map_err(Failure::file("write", &filled_with))?;
    Ok(python)
}

/// uv with this machine's settings of pip, after pip has installed it where it is not there in its version.
fn uv(workspace: &Workspace, arguments: &[&str]) -> Result<Command, Failure> {
    let home = folder(workspace).join(UV);
    let program = home.join("bin").join(format!("uv{}", env::consts::EXE_SUFFIX));
    let python = newest_python(workspace)?;
    if !program.exists() {
        let install = ["-m", "pip", "install", "--quiet", "--target"];
        workspace.run(workspace.command(&python).args(install).arg(&home).arg(UV))?;
    }
    let mut command = workspace.command(program);
    // pip takes the best version of all indexes.
    command.env("UV_INDEX_STRATEGY", "unsafe-best-match").arg("--quiet").args(arguments);
    let listed = workspace.command(&python).args(["-m", "pip", "config", "list"]).output();
    let listed =
        listed.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    for (pips, uvs) in SETTINGS {
        // Such as `global.cert='/etc/ssl/cert.pem'`; what the environment sets comes first.
        let value = listed.lines().find_map(|line| {
            let (name, value) = line.split_once('=')?;
            (name.rsplit('.').next() == Some(pips)).then(|| value.trim_matches('\''))
        });
        // uv fails where a folder is missing.
        let there = |value: &&str| pips != "find-links" || Path::new(value).is_dir();
        if let Some(value) = value.filter(there).filter(|_| env::var_os(uvs).is_none()) {
            command.env(uvs, value);
        }
    }
    Ok(command)
}

/// The file of a Python of 3.11 or newer.
fn newest_python(workspace: &Workspace) -> Result<PathBuf, Failure> {
    let own_file = "import sys; sys.version_info >= (3, 11) and print(sys.executable)";
    let names = ["python3", "python", "python3.11", "python3.12", "python3.13", "python3.14"];
    let asked =
        names.into_iter().filter_map(|name| workspace.command(name).args(["-c", own_file]).output().ok());
    let mut files = asked.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    let found = files.find(|file| !file.is_empty());
    found.map(PathBuf::from).ok_or_else(|| Failure::Step("there is no Python 3.11 or newer".to_owned()))
}

fn remove(folder: &Path) -> Result<(), Failure> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(Failure::file("remove", folder))?;
    }
    Ok(())
}

fn read(file: &Path) -> Result<String, Failure> {
    fs::read_to_string(file).map_err(Failure::file("read", file))
}
