//! What is packed for a registry stands alone: the crate without this repository, the wheel made of the source distribution.

use std::env;
use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::python;
use crate::workspace::{Done, Outcome, Workspace, fresh};

const CRATE: &str = concat!("voucher-core-", env!("CARGO_PKG_VERSION"));
const SOURCES: &str = concat!("voucher_core-", env!("CARGO_PKG_VERSION"), ".tar.gz");

/// What an environment with nothing but the wheel is asked.
const VECTORS: &str = "
import io, voucher_core as vc
from voucher_core.testing.vectors import run_vectors
print(run_vectors(lambda journal: vc.Journal.run(io.BytesIO(journal)), exact=True), 'vectors')
";

/// The examples of the packed crate run, and a wheel of the packed sources answers every vector in an empty environment.
pub(crate) fn packages(workspace: &Workspace) -> Outcome {
    // Outside the workspace, of which cargo would take it for a part. What is compiled stays in the target folder.
    let elsewhere = env::temp_dir().join("voucher-core-packages");
    fresh(&elsewhere)?;
    let built = workspace.target.join("packages");
    packed_crate(workspace, &elsewhere, &built)?;
    packed_wheel(workspace, &elsewhere, &built)?;
    fs::remove_dir_all(&elsewhere).map_err(Failure::file("remove", &elsewhere))?;
    Ok(Done::Passed)
}

fn packed_crate(workspace: &Workspace, elsewhere: &Path, built: &Path) -> Outcome {
    let package = ["package", "-q", "-p", "voucher-core", "--no-verify", "--allow-dirty", "--target-dir"];
    workspace.run(workspace.cargo(package).arg(built))?;
    let packed = built.join("package").join(format!("{CRATE}.crate"));
    workspace.run(workspace.command("tar").arg("-xzf").arg(packed).arg("-C").arg(elsewhere))?;
    let examples = ["test", "-q", "--doc", "--all-features", "--locked", "--target-dir"];
    workspace.run(workspace.cargo(examples).arg(built).current_dir(elsewhere.join(CRATE)))
}

fn packed_wheel(workspace: &Workspace, elsewhere: &Path, built: &Path) -> Outcome {
    let (python, maturin) = (python::interpreter(workspace)?, python::maturin(workspace)?);
    let sdist = ["sdist", "--manifest-path", "bindings-python/Cargo.toml", "--out"];
    workspace.run(workspace.command(&maturin).args(sdist).arg(elsewhere))?;
    // pip asks for maturin by its name.
    let found = env::var_os("PATH").unwrap_or_default();
    let tools = maturin.parent().map(Path::to_path_buf).into_iter().chain(env::split_paths(&found));
    let tools =
        env::join_paths(tools).map_err(|_| Failure::Step("a path that PATH cannot hold".to_owned()))?;
    let alone = ["--quiet", "--no-deps", "--no-index"];
    let mut wheel = workspace.command(&python);
    wheel.args(["-m", "pip", "wheel", "--no-build-isolation"]).args(alone).arg("--wheel-dir").arg(elsewhere);
    wheel.arg(elsewhere.join(SOURCES)).env("PATH", tools).env("CARGO_TARGET_DIR", built);
    workspace.run(&mut wheel)?;
    let made = fs::read_dir(elsewhere).map_err(Failure::file("look into", elsewhere))?.flatten();
    let wheel =
        made.map(|entry| entry.path()).find(|path| path.extension().is_some_and(|kind| kind == "whl"));
    let wheel = wheel.ok_or_else(|| Failure::Step("no wheel was built".to_owned()))?;
    let empty = elsewhere.join("empty");
    workspace.run(workspace.command(&python).args(["-m", "venv"]).arg(&empty))?;
    let python = empty.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    workspace.run(workspace.command(&python).args(["-m", "pip", "install"]).args(alone).arg(wheel))?;
    workspace.run(workspace.command(&python).args(["-I", "-c", VECTORS]))
}
