//! What the package costs an app, before and after it is shrunk by the rules that the AAR hands on, and whether it still runs.

use std::path::{Path, PathBuf};

use super::{kotlin, natives, quietly};
use crate::failure::Failure;
use crate::workspace::{Done, Outcome, Workspace, cannot_run, say};

/// Has the shrinker copied beside it.
const TOOL: &str = "bindings-mobile/kotlin/shrunk/pom.xml";
const RULES: &str = "bindings-mobile/kotlin/android/proguard.txt";
/// The app: a wallet on the command line.
const APP: &str = "kz.voucher.demo.WalletKt";

/// Shrinks the wallet with all that it needs, and walks it to its end in each language.
pub(crate) fn shrunk(workspace: &Workspace) -> Outcome {
    if let Some(missing) = kotlin::missing(workspace) {
        return Ok(Done::Skipped(missing));
    }
    let classes = kotlin::classes(workspace)?;
    let built = classes.parent().unwrap_or(&classes);
    let folder = workspace.target.join("kotlin-shrunk");
    quietly(kotlin::maven(workspace, TOOL).arg("compile"))?;
    // As an app packs them: classes, and the jars that they need.
    let inputs = [
        format!("{}(kz/voucher/core/**)", classes.display()),
        format!("{}(kz/voucher/demo/**)", built.join("test-classes").display()),
        format!("{}(!META-INF/**)", built.join("jars").display()),
    ];
    let (whole, less) = (folder.join("whole.jar"), folder.join("shrunk.jar"));
    let keep_all = ["-dontshrink", "-dontoptimize", "-dontobfuscate"];
    shrink(workspace, &folder, &inputs, &whole, &keep_all)?;
    shrink(workspace, &folder, &inputs, &less, &[&format!("@{}", workspace.root.join(RULES).display())])?;
    for language in ["kk", "ru", "en"] {
        let paths = std::env::join_paths([&less, &natives(workspace)]);
        let paths = paths.map_err(|_| Failure::Step("the path cannot stand in a class path".to_owned()))?;
        quietly(workspace.command("java").arg("-cp").arg(paths).args([APP, language]))?;
    }
    for (words, jar) in [("as they are", &whole), ("shrunk", &less)] {
        let [own, jna] = sizes(workspace, jar, ["kz/voucher/core/", "com/sun/jna/"])?;
        say(&format!("   classes {words}: {own} of the package, {jna} of JNA"))?;
    }
    Ok(Done::PassedWith("the shrunk wallet walks to its end".to_owned()))
}

fn shrink(
    workspace: &Workspace,
    folder: &Path,
    inputs: &[String],
    output: &Path,
    how: &[&str],
) -> Result<(), Failure> {
    let mut command = workspace.command("java");
    command.arg("-cp").arg(folder.join("jars/*")).arg("proguard.ProGuard").args(how);
    inputs.iter().for_each(|input| {
        command.args(["-injars", input]);
    });
    command.arg("-outjars").arg(output).arg("-libraryjars").arg(java_base(workspace)?);
    // What JNA's desktop half needs besides is in other modules.
    command.args(["-forceprocessing", "-ignorewarnings", "-dontwarn", "-dontnote", "-keep"]);
    quietly(command.arg(format!("public class {APP} {{ public static void main(java.lang.String[]); }}")))
}

/// The classes that every Java has, for the shrinker.
fn java_base(workspace: &Workspace) -> Result<String, Failure> {
    let mut command = workspace.command("java");
    let output = command.args(["-XshowSettings:properties", "-version"]).output();
    let output = output.map_err(cannot_run(&command))?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let home = said.lines().find_map(|line| line.trim().strip_prefix("java.home = "));
    let base = PathBuf::from(home.unwrap_or_default()).join("jmods/java.base.jmod");
    Ok(format!("{}(!**.jar;!module-info.class)", base.display()))
}

/// How many classes of each package a jar has, and their size.
fn sizes<const N: usize>(
    workspace: &Workspace,
    jar: &Path,
    packages: [&str; N],
) -> Result<[String; N], Failure> {
    let mut command = workspace.command("jar");
    let output = command.args(["--list", "--verbose", "--file"]).arg(jar).output();
    let output = output.map_err(cannot_run(&command))?;
    let listed = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(packages.map(|package| {
        // A line has the size, the time, and the path.
        let sizes: Vec<u64> = listed
            .lines()
            .filter(|line| line.contains(&format!(" {package}")) && line.ends_with(".class"))
            .filter_map(|line| line.split_whitespace().next()?.parse().ok())
            .collect();
        format!("{} of {} KiB", sizes.len(), sizes.iter().sum::<u64>().div_ceil(1024))
    }))
}
