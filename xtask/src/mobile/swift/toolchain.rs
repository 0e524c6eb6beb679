//! Where Swift comes from: the machine's own, or a Debian of its own kept among the user's caches.
//!
//! Debian 13 carries Swift 6. It is put into a folder by debootstrap, once for all checkouts, as rustup keeps its compilers, and
//! entered by `chroot`, so that the machine's own packages stay as they are. What has to be mounted there (the project, `/proc`) is mounted in a
//! mount namespace of the one command that needs it and is gone with that command: nothing that removes the folder
//! can reach through it. Device nodes are the folder's own.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::Failure;
use crate::workspace::{Workspace, cannot_run, say, succeeds};

/// The Debian release that carries Swift 6.
const SUITE: &str = "trixie";

/// What is put into it: the compiler, and the headers it links against.
const PACKAGES: &str = "swiftlang,libc6-dev,libstdc++-14-dev";

/// Run in a mount namespace of its own: `SCRIPT ROOT PROJECT TARGET PROGRAM ARGUMENT…`. The project can be read
/// there and its target folder be written, both by the paths that they have here.
const ENTER: &str = r#"
set -e
root=$1 project=$2 target=$3
shift 3
mkdir -p "$root$project" "$root$target"
mount -t proc proc "$root/proc" 2>/dev/null || mount --rbind /proc "$root/proc"
mount --bind "$project" "$root$project"
mount -o remount,bind,ro "$root$project"
mount --bind "$target" "$root$target"
exec chroot "$root" /usr/bin/env HOME=/root PATH=/usr/bin:/bin LC_ALL=C.UTF-8 "$@"
"#;

/// A Swift that can be run.
pub(super) enum Swift {
    /// In the path of this machine.
    Here,
    /// In this folder, which holds a Debian.
    Debian(PathBuf),
}

/// A Swift, or a plain word on why there is none.
pub(super) type Found = Result<Swift, String>;

impl Swift {
    /// The machine's own Swift 6, or that of a Debian, which is made where it is missing.
    pub(super) fn find(workspace: &Workspace) -> Result<Found, Failure> {
        if let Some(swift) = Swift::present(workspace) {
            return Ok(Ok(swift));
        }
        if let Err(reason) = may_enter(workspace).and_then(|()| has_debootstrap(workspace)) {
            return Ok(Err(reason));
        }
        let folder = debian(workspace);
        if let Some(above) = folder.parent() {
            fs::create_dir_all(above).map_err(Failure::file("make", above))?;
        }
        if let Err(reason) = make(workspace, &folder)? {
            return Ok(Err(reason));
        }
        Ok(Ok(Swift::Debian(folder)))
    }

    /// A Swift that needs nothing to be fetched, if there is one.
    pub(super) fn present(workspace: &Workspace) -> Option<Swift> {
        if swift_of_this_machine(workspace) {
            return Some(Swift::Here);
        }
        let folder = debian(workspace);
        (folder.exists() && may_enter(workspace).is_ok()).then_some(Swift::Debian(folder))
    }

    /// The command that runs a program there; paths of the project and its target folder are the same inside.
    pub(super) fn command(&self, workspace: &Workspace, program: impl AsRef<Path>) -> Command {
        let program = program.as_ref();
        match self {
            Swift::Here => workspace.command(program),
            Swift::Debian(folder) => {
                let mut command = private(workspace);
                command.args(["sh", "-c", ENTER, "swift"]).arg(folder);
                command.arg(&workspace.root).arg(&workspace.target).arg(program);
                command
            }
        }
    }

    /// What it calls itself, such as `Swift 6.0.3`.
    pub(super) fn version(&self, workspace: &Workspace) -> String {
        let output = self.command(workspace, "swift").arg("--version").stderr(Stdio::null()).output();
        let text =
            output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
        number(&text).map_or_else(|| "Swift".to_owned(), |number| format!("Swift {number}"))
    }
}

/// Everything that Swift makes here.
pub(super) fn home(workspace: &Workspace) -> PathBuf {
    workspace.target.join("swift")
}

/// The folder of the Debian, called by what it is made of.
fn debian(workspace: &Workspace) -> PathBuf {
    workspace.caches().join(format!("{SUITE}-{}", PACKAGES.replace(',', "-")))
}

fn swift_of_this_machine(workspace: &Workspace) -> bool {
    let output = workspace.command("swift").arg("--version").stderr(Stdio::null()).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    let major = number(&text).and_then(|number| number.split('.').next()?.parse::<u32>().ok());
    major.is_some_and(|major| major >= 6)
}

/// The number in `Swift version 6.0.3 (swift-6.0.3-RELEASE)`.
fn number(text: &str) -> Option<&str> {
    text.split_once("Swift version ")?.1.split_whitespace().next()
}

/// Whether this process may mount and change its root, as a Debian in a folder needs.
fn may_enter(workspace: &Workspace) -> Result<(), String> {
    if !cfg!(target_os = "linux") {
        return Err("there is no Swift 6 here, and only Linux can make a Debian that has it".to_owned());
    }
    let user = workspace.command("id").arg("-u").output();
    if !user.is_ok_and(|output| output.stdout.trim_ascii() == b"0") {
        return Err("there is no Swift 6 here, and only root can enter a Debian that has it".to_owned());
    }
    if !succeeds(private(workspace).arg("true")) {
        return Err("there is no Swift 6 here, and this system forbids mounts of one's own".to_owned());
    }
    Ok(())
}

fn has_debootstrap(workspace: &Workspace) -> Result<(), String> {
    let there = || succeeds(workspace.command("debootstrap").arg("--version"));
    let apt = |arguments: &[&str]| {
        let mut command = workspace.command("apt-get");
        succeeds(command.env("DEBIAN_FRONTEND", "noninteractive").args(arguments));
    };
    let install = ["install", "--yes", "--no-install-recommends", "debootstrap"];
    if !there() {
        apt(&install);
    }
    if !there() {
        apt(&["update"]);
        apt(&install);
    }
    there()
        .then_some(())
        .ok_or_else(|| "there is no Swift 6 here, and apt could not install debootstrap".to_owned())
}

/// Makes the Debian beside its place and moves it there when it is whole; waits where another checkout does so.
fn make(workspace: &Workspace, folder: &Path) -> Result<Result<(), String>, Failure> {
    let (part, log, turn) =
        (folder.with_extension("part"), folder.with_extension("log"), folder.with_extension("turn"));
    let turns = File::create(&turn).map_err(Failure::file("write", &turn))?;
    turns.lock().map_err(Failure::file("wait for", &turn))?;
    if folder.exists() {
        return Ok(Ok(()));
    }
    say("   making a Debian that has Swift, once: about 550 MB to fetch, 3 GB on disk, two minutes")?;
    for mirror in mirrors(workspace) {
        remove(&part)?;
        let output = File::create(&log).map_err(Failure::file("write", &log))?;
        let errors = output.try_clone().map_err(Failure::file("write", &log))?;
        let mut command = private(workspace);
        command.args(["debootstrap", "--variant=minbase"]).arg(format!("--include={PACKAGES}"));
        command.arg(SUITE).arg(&part).arg(&mirror).stdin(Stdio::null()).stdout(output).stderr(errors);
        for (name, value) in proxies(workspace) {
            command.env(name, value);
        }
        if command.status().map_err(cannot_run(&command))?.success() {
            remove(&part.join("var/cache/apt/archives"))?;
            return fs::rename(&part, folder).map(Ok).map_err(Failure::file("move", &part));
        }
    }
    remove(&part)?;
    Ok(Err(format!("no mirror of this machine's apt gave Debian {SUITE}, see {}", log.display())))
}

/// The mirrors that this machine's own apt uses for its own release.
fn mirrors(workspace: &Workspace) -> Vec<String> {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let of = |name: &str| release.lines().find_map(|line| Some(line.strip_prefix(name)?.trim_matches('"')));
    let (Some("debian"), Some(codename)) = (of("ID="), of("VERSION_CODENAME=")) else { return Vec::new() };
    let format = "$(RELEASE) $(COMPONENT) $(REPO_URI)";
    let targets = ["indextargets", "--format", format, "Created-By: Packages"];
    let output = workspace.command("apt-get").args(targets).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    uses(&text, codename)
}

/// The addresses in lines of release, component and address, each once.
fn uses(targets: &str, codename: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in targets.lines() {
        let mut words = line.split_whitespace();
        let (release, component) = (words.next(), words.next());
        let address = words.next().filter(|address| address.starts_with("http"));
        if let (Some(address), true) = (address, release == Some(codename) && component == Some("main")) {
            found.push(address.to_owned());
        }
    }
    found.dedup();
    found
}

/// What apt knows of proxies, for a program that only reads the environment.
fn proxies(workspace: &Workspace) -> Vec<(&'static str, String)> {
    let names = [("http_proxy", "Acquire::http::Proxy"), ("https_proxy", "Acquire::https::Proxy")];
    let asked = names.into_iter().filter_map(|(name, key)| {
        let output = workspace.command("apt-config").args(["--format", "%v%n", "dump", key]).output().ok()?;
        let value = String::from_utf8_lossy(&output.stdout).lines().next()?.trim().to_owned();
        value.starts_with("http").then_some((name, value))
    });
    asked.collect()
}

/// A command whose mounts nobody else sees, and which end with it.
fn private(workspace: &Workspace) -> Command {
    let mut command = workspace.command("unshare");
    command.args(["--mount", "--propagation", "private", "--"]);
    command
}

/// Removes a folder, unless something is mounted below it.
fn remove(folder: &Path) -> Result<(), Failure> {
    if !folder.exists() {
        return Ok(());
    }
    let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    if mounted_below(&mounts, folder) {
        return Err(Failure::Step(format!("something is mounted below {}", folder.display())));
    }
    fs::remove_dir_all(folder).map_err(Failure::file("remove", folder))
}

/// Whether one of the mounts stands in the folder; the fifth word of a line is the place, its spaces escaped.
fn mounted_below(mounts: &str, folder: &Path) -> bool {
    let places = mounts.lines().filter_map(|line| line.split_whitespace().nth(4));
    places.map(|place| place.replace("\\040", " ")).any(|place| Path::new(&place).starts_with(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_stands_after_the_words() {
        assert_eq!(number("Swift version 6.0.3 (swift-6.0.3-RELEASE)\nTarget: x86_64"), Some("6.0.3"));
        assert_eq!(number("swift-driver version: 1.1 Apple Swift version 6.2 (swiftlang)"), Some("6.2"));
        assert_eq!(number("swift: command not found"), None);
    }

    #[test]
    fn only_the_mirror_of_the_own_release_counts() {
        let targets = "bookworm-security main http://one/security/\nbookworm main http://two/debian/\n\
                       bookworm main http://two/debian/\nbookworm contrib http://three/\nnodistro main http://four/\n\
                       bookworm main mirror+file:/etc/apt/mirrors\n";
        assert_eq!(uses(targets, "bookworm"), ["http://two/debian/"]);
        assert_eq!(uses(targets, "trixie"), [""; 0]);
    }

    #[test]
    fn a_mount_below_a_folder_is_seen() {
        let mounts =
            "22 1 254:0 / / rw - ext4 /dev/vda rw\n30 22 0:5 / /a/b\\040c/dev rw - devtmpfs none rw\n";
        assert!(mounted_below(mounts, Path::new("/a/b c")));
        assert!(mounted_below(mounts, Path::new("/a/b c/dev")));
        assert!(!mounted_below(mounts, Path::new("/a/b")));
        assert!(!mounted_below(mounts, Path::new("/a/b c/dev/shm")));
    }
}
