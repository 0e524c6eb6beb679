//! The wallet on PostgreSQL: a race on a real server, which is started and stopped by the test itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::workspace::{Done, Outcome, Workspace, say, succeeds};

/// Read by Debian's packages of PostgreSQL when they are installed, and only then.
const CLUSTER_SETTINGS: &str = "/etc/postgresql-common/createcluster.d";

/// The controls and one race of each kind.
pub(crate) fn race(workspace: &Workspace) -> Outcome {
    let wallet = workspace.programs()?.join("wallet-postgres");
    let there = || succeeds(workspace.command(&wallet).arg("where"));
    if !there() {
        install(workspace)?;
    }
    if !there() {
        let why = "there is no PostgreSQL (initdb, pg_ctl) here, and apt-get could not install it";
        return Ok(Done::Skipped(why.to_owned()));
    }
    workspace.run(workspace.command(&wallet).arg("check"))
}

/// Debian's `postgresql`, without the server that it would make and start for this machine. Whoever is not root is
/// told by apt-get.
fn install(workspace: &Workspace) -> Result<(), Failure> {
    if !succeeds(workspace.command("apt-get").arg("--version")) {
        return Ok(());
    }
    say("   installing Debian's postgresql")?;
    let no_server = NoServer::ask();
    let apt = |arguments: &[&str]| {
        let mut command: Command = workspace.command("apt-get");
        succeeds(command.env("DEBIAN_FRONTEND", "noninteractive").args(arguments))
    };
    let package = ["install", "--yes", "--no-install-recommends", "postgresql"];
    if !apt(&package) && apt(&["update"]) {
        apt(&package);
    }
    drop(no_server);
    Ok(())
}

/// Asks Debian's packages to make no server of this machine's own. What was asked is taken back with it.
struct NoServer {
    file: PathBuf,
    folders: Vec<PathBuf>,
}

impl NoServer {
    /// Where it cannot ask, nothing can be installed either.
    fn ask() -> NoServer {
        let folder = Path::new(CLUSTER_SETTINGS);
        let missing = folder.ancestors().take_while(|folder| !folder.exists());
        let asked = NoServer {
            file: folder.join("voucher-core.conf"),
            folders: missing.map(PathBuf::from).collect(),
        };
        let _ = fs::create_dir_all(folder);
        let _ = fs::write(&asked.file, "create_main_cluster = false\n");
        asked
    }
}

impl Drop for NoServer {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.file);
        for folder in &self.folders {
            // Only where nothing was put into it.
            let _ = fs::remove_dir(folder);
        }
    }
}
