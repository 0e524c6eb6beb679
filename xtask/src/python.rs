//! The Python face: its wheel built and installed as a user would, its types, its tests, Spark, its bench.
//!
//! Everything is kept under `target/python`: a virtual environment a purpose, filled from the lists in
//! `bindings-python/requirements`, and made anew when a list changes.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::house::{Done, House, Outcome, succeeds};

/// As a wheel that is published: what is packed once may take its time.
const PACKED: [&str; 2] = ["MATURIN_PEP517_ARGS", "--compression-level 9"];

/// Builds the wheel as `pip install ./bindings-python` does, packed as for others, and installs it beside the tools of the
/// tests.
pub(crate) fn wheel(house: &House) -> Outcome {
    let python = environment(house, "test")?;
    let wheels = folder(house).join("wheels");
    remove(&wheels)?;
    let build = ["-m", "pip", "wheel", "--quiet", "--no-deps", "./bindings-python", "--wheel-dir"];
    let [name, value] = PACKED;
    house.run(house.command(&python).env(name, value).args(build).arg(&wheels))?;
    install(house, &python)?;
    let wheel = built(house)?;
    let size = fs::metadata(&wheel).map_err(Failure::file("look at", &wheel))?.len() / 1024;
    Ok(Done::PassedWith(format!("{size} KiB")))
}

/// The stubs are those of the code, and three checkers agree with them.
pub(crate) fn types(house: &House) -> Outcome {
    let python = environment(house, "test")?;
    let made = folder(house).join("stubs");
    remove(&made)?;
    let generate = ["generate-stubs", "--quiet", "--profile", "dev", "--features", "inspect"];
    let manifest = ["--manifest-path", "bindings-python/Cargo.toml", "--out"];
    house.run(house.command(maturin(house)?).args(generate).args(manifest).arg(&made))?;
    let made = read(&made.join("voucher_core/_core.pyi"))?;
    let kept = house.root.join("bindings-python/python/voucher_core/_core.pyi");
    if made != read(&kept)? {
        return Err(Failure::Step("bindings-python/python/voucher_core/_core.pyi is stale".to_owned()));
    }
    let own = python.to_string_lossy();
    let checks: [&[&str]; 3] = [
        &["-m", "mypy", "--strict", "python/voucher_core"],
        &["-m", "pyright", "--warnings", "--pythonpath", &own, "python/voucher_core"],
        &["-m", "mypy.stubtest", "voucher_core._core"],
    ];
    checks.iter().try_for_each(|check| here(house, &python).args(check).run(house))?;
    Ok(Done::Passed)
}

/// The interpreter of the tests.
pub(crate) fn interpreter(house: &House) -> Result<PathBuf, Failure> {
    environment(house, "test")
}

/// The build tool of the wheel.
pub(crate) fn maturin(house: &House) -> Result<PathBuf, Failure> {
    Ok(environment(house, "test")?.with_file_name("maturin"))
}

/// Everything but Spark, against the installed wheel.
pub(crate) fn tests(house: &House) -> Outcome {
    let python = environment(house, "test")?;
    let wheel = built(house)?;
    here(house, &python).env("VOUCHER_CORE_WHEEL", &wheel).args(&["-m", "pytest", "tests"]).run(house)?;
    Ok(Done::Passed)
}

/// A real local Spark, which wants libraries of its own versions.
pub(crate) fn spark(house: &House) -> Outcome {
    if !succeeds(house.command("java").arg("-version")) {
        return Ok(Done::Skipped("there is no Java for Spark".to_owned()));
    }
    let python = environment(house, "spark")?;
    install(house, &python)?;
    here(house, &python).args(&["-m", "pytest", "tests/test_spark.py", "tests/test_readme.py"]).run(house)?;
    Ok(Done::Passed)
}

/// The bench against its rivals, small: every answer is checked.
pub(crate) fn bench_once(house: &House) -> Outcome {
    let python = environment(house, "test")?;
    // Without numba, which compiles for minutes, and zen-engine, which is slow.
    let peers = ["--peers", "voucher_core,numpy,polars,duckdb,pandas,hand"];
    let variants = ["--variants", "uint64,rows,preview"];
    house.run(house.command(python).args(["benches/python.py", "--quick"]).args(peers).args(variants))
}

/// The bench beside everybody, also those whose packages no test needs.
pub(crate) fn bench_beside_all(house: &House, more: &[OsString]) -> Outcome {
    let python = with_wheel(house, "compare")?;
    house.run(house.command(python).arg("benches/python.py").args(more))
}

/// An interpreter with the packages of a list and the wheel that this source gives: another's figures or findings would
/// mislead.
pub(crate) fn with_wheel(house: &House, list: &str) -> Result<PathBuf, Failure> {
    wheel(house)?;
    let python = environment(house, list)?;
    install(house, &python)?;
    Ok(python)
}

/// A command in `bindings-python`.
struct Here(Command);

fn here(house: &House, python: &Path) -> Here {
    let mut command = Command::new(python);
    command.current_dir(house.root.join("bindings-python"));
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

    fn run(mut self, house: &House) -> Result<(), Failure> {
        house.run(&mut self.0).map(|_| ())
    }
}

fn folder(house: &House) -> PathBuf {
    house.target.join("python")
}

/// The one wheel that was built.
fn built(house: &House) -> Result<PathBuf, Failure> {
    let folder = folder(house).join("wheels");
    let wheels = fs::read_dir(&folder).map_err(Failure::file("look into", &folder))?;
    let mut wheels = wheels.filter_map(|entry| Some(entry.ok()?.path()));
    let wheel = wheels.find(|path| path.extension().is_some_and(|extension| extension == "whl"));
    wheel.ok_or_else(|| Failure::Step("no wheel was built".to_owned()))
}

/// Puts the wheel into an environment, in place of one that is there.
fn install(house: &House, python: &Path) -> Result<(), Failure> {
    let install = ["-m", "pip", "install", "--quiet", "--no-deps", "--force-reinstall"];
    house.run(house.command(python).args(install).arg(built(house)?)).map(|_| ())
}

/// The interpreter of a virtual environment with the packages of a list.
fn environment(house: &House, name: &str) -> Result<PathBuf, Failure> {
    let list = house.root.join("bindings-python/requirements").join(format!("{name}.txt"));
    let wanted = read(&list)?;
    let home = folder(house).join(name);
    let python = home.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let filled_with = home.join("filled-with.txt");
    if fs::read_to_string(&filled_with).is_ok_and(|filled| filled == wanted) {
        return Ok(python);
    }
    remove(&home)?;
    house.run(house.command(newest_python(house)?).args(["-m", "venv"]).arg(&home))?;
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    house.run(house.command(&python).args(install).arg(&list))?;
    fs::write(&filled_with, wanted).map_err(Failure::file("write", &filled_with))?;
    Ok(python)
}

/// A Python of 3.11 or newer.
fn newest_python(house: &House) -> Result<&'static str, Failure> {
    let enough = "import sys; sys.exit(sys.version_info < (3, 11))";
    let names = ["python3", "python", "python3.11", "python3.12", "python3.13", "python3.14"];
    let found = names.into_iter().find(|name| succeeds(house.command(name).args(["-c", enough])));
    found.ok_or_else(|| Failure::Step("there is no Python 3.11 or newer".to_owned()))
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
