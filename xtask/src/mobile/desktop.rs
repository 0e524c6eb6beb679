//! The libraries of desks and servers, each in the folder that JNA looks for: what this machine can build, and whether each is
//! what its folder says.

use std::path::{Path, PathBuf};

use super::{FLAGS, LIBRARY, compile, copy, elf, jna_platform, link, natives, pe, quietly, read, stripped};
use crate::failure::Failure;
use crate::workspace::{Done, Outcome, Workspace, fresh, succeeds};

/// How a system keeps and finds a library.
#[derive(Clone, Copy)]
enum System {
    Linux(&'static elf::Platform),
    Windows,
    /// Only a Mac can link for it; the processor, as Mach-O numbers it.
    Mac(u32),
}

/// A kind of desk.
struct Desk {
    /// The folder that JNA looks into.
    folder: &'static str,
    target: &'static str,
    /// Debian's compiler, which links; none where Debian has none.
    compiler: &'static str,
    system: System,
}

const DESKS: [Desk; 5] = [
    Desk {
        folder: "linux-x86-64",
        target: "x86_64-unknown-linux-gnu",
        compiler: "x86_64-linux-gnu-gcc",
        system: System::Linux(&elf::LINUX_X86_64),
    },
    Desk {
        folder: "linux-aarch64",
        target: "aarch64-unknown-linux-gnu",
        compiler: "aarch64-linux-gnu-gcc",
        system: System::Linux(&elf::LINUX_ARM64),
    },
    Desk {
        folder: "win32-x86-64",
        target: "x86_64-pc-windows-gnu",
        compiler: "x86_64-w64-mingw32-gcc",
        system: System::Windows,
    },
    Desk {
        folder: "darwin-aarch64",
        target: "aarch64-apple-darwin",
        compiler: "",
        system: System::Mac(goblin::mach::constants::cputype::CPU_TYPE_ARM64),
    },
    Desk {
        folder: "darwin-x86-64",
        target: "x86_64-apple-darwin",
        compiler: "",
        system: System::Mac(goblin::mach::constants::cputype::CPU_TYPE_X86_64),
    },
];

/// What a jar has, by the names of its folders, and what it lacks, in words.
pub(super) struct Stock {
    pub(super) has: Vec<&'static str>,
    pub(super) lacks: Vec<String>,
}

impl Stock {
    pub(super) fn words(&self) -> String {
        let has = format!("libraries of {}", self.has.join(", "));
        if self.lacks.is_empty() { has } else { format!("{has}; none of {}", self.lacks.join(", of ")) }
    }
}

/// Builds all libraries that this machine can, and none besides lies where the jar is packed from.
pub(super) fn stock(workspace: &Workspace) -> Result<Stock, Failure> {
    fresh(&natives(workspace))?;
    let mut stock = Stock { has: vec![], lacks: vec![] };
    for desk in &DESKS {
        match desk.build(workspace)? {
            Ok(library) => {
                desk.check(&read(&library)?).map_err(|fault| desk.fault(&fault))?;
                stock.has.push(desk.folder);
            }
            Err(reason) => stock.lacks.push(format!("{} ({reason})", desk.folder)),
        }
    }
    Ok(stock)
}

/// Every library of the stock lies in a jar, and is what its folder says.
pub(super) fn check_jar(workspace: &Workspace, jar: &Path, stock: &Stock) -> Result<(), Failure> {
    let folder = workspace.target.join("mobile/jar");
    fresh(&folder)?;
    quietly(workspace.command("jar").arg("--extract").arg("--file").arg(jar).current_dir(&folder))?;
    for desk in &DESKS {
        let library = folder.join(desk.folder).join(desk.file());
        match (stock.has.contains(&desk.folder), library.is_file()) {
            (true, true) => desk.check(&read(&library)?).map_err(|fault| desk.fault(&fault))?,
            (false, false) => {}
            (true, false) => return Err(desk.fault("is not in the jar")),
            (false, true) => return Err(desk.fault("is in the jar and was not built")),
        }
    }
    Ok(())
}

/// Builds every library that this machine can; that of the other processor is loaded and called where there is an emulator.
pub(crate) fn desks(workspace: &Workspace) -> Outcome {
    let stock = stock(workspace)?;
    let emulated = if stock.has.contains(&"linux-aarch64") { emulated(workspace)? } else { "" };
    Ok(Done::PassedWith(format!("{}{emulated}", stock.words())))
}

/// The library for ARM tells its version to a program for ARM.
fn emulated(workspace: &Workspace) -> Result<&'static str, Failure> {
    if !succeeds(workspace.command("qemu-aarch64").arg("--version")) {
        return Ok("; that for ARM was not run for want of qemu-user");
    }
    let program = workspace.target.join("mobile/version-aarch64");
    let source = workspace.root.join("xtask/src/mobile/desktop/version.c");
    let mut command = workspace.command("aarch64-linux-gnu-gcc");
    quietly(command.args(["-Wall", "-Werror", "-o"]).arg(&program).arg(&source).arg("-ldl"))?;
    let library = natives(workspace).join("linux-aarch64").join(format!("lib{LIBRARY}.so"));
    let mut command = workspace.command("qemu-aarch64");
    let output = command.args(["-L", "/usr/aarch64-linux-gnu"]).arg(&program).arg(&library).output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    if said.trim_end() == env!("CARGO_PKG_VERSION") {
        return Ok("; that for ARM told its version under qemu");
    }
    Err(Failure::Step(format!("linux-aarch64: {}", String::from_utf8_lossy(&output.stderr))))
}

impl Desk {
    fn fault(&self, words: &str) -> Failure {
        Failure::Step(format!("{}: {words}", self.folder))
    }

    fn file(&self) -> String {
        match self.system {
            System::Linux(_) => format!("lib{LIBRARY}.so"),
            System::Windows => format!("{LIBRARY}.dll"),
            System::Mac(_) => format!("lib{LIBRARY}.dylib"),
        }
    }

    /// The library in its place, or what is missing.
    fn build(&self, workspace: &Workspace) -> Result<Result<PathBuf, String>, Failure> {
        if self.folder == jna_platform() {
            return stripped(workspace).map(Ok);
        }
        if self.compiler.is_empty() {
            return Ok(Err("only a Mac can link it".to_owned()));
        }
        if !succeeds(workspace.command(self.compiler).arg("--version")) {
            return Ok(Err(format!("there is no {}", self.compiler)));
        }
        if !succeeds(workspace.command("rustup").args(["target", "add", self.target])) {
            return Ok(Err(format!("rustup could not add the target {}", self.target)));
        }
        let folder = natives(workspace).join(self.folder);
        fresh(&folder)?;
        let to = folder.join(self.file());
        let built = workspace.target.join(self.target).join("mobile");
        if matches!(self.system, System::Linux(_)) {
            workspace.run(compile(workspace, "staticlib").args(["--target", self.target]))?;
            let archive = built.join(format!("lib{LIBRARY}.a"));
            link::link(workspace, Path::new(self.compiler), &link::LINUX, &archive, &to)?;
        } else {
            let stripped = format!("{FLAGS} -Cstrip=symbols");
            let mut command = compile(workspace, "cdylib");
            workspace.run(command.args(["--target", self.target]).env("RUSTFLAGS", stripped))?;
            copy(&built.join(self.file()), &to)?;
        }
        Ok(Ok(to))
    }

    /// The first fault of a library: of another system, for another processor, in need of what not every such desk has.
    fn check(&self, bytes: &[u8]) -> Result<(), String> {
        match self.system {
            System::Linux(platform) => elf::check(bytes, platform),
            System::Windows => pe::check(bytes),
            System::Mac(processor) => match goblin::mach::MachO::parse(bytes, 0) {
                Ok(library) if library.header.cputype() == processor => Ok(()),
                Ok(_) => Err("is for another processor".to_owned()),
                Err(error) => Err(format!("no Mach-O file: {error}")),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No file is taken for the library of another desk.
    #[test]
    fn each_desk_knows_its_own() {
        let program = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        for desk in &DESKS {
            assert!(desk.check(b"no library").is_err() && desk.check(&program).is_err(), "{}", desk.folder);
        }
        assert!(DESKS.iter().any(|desk| desk.folder == jna_platform()));
    }
}
