//! The Android library: `jni/<abi>/`, classes, manifest, rules for R8, and the zip that Gradle takes.
//!
//! The NDK cannot be had from a package registry: it is used where there is one, and missed plainly where there
//! is none.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::{LARGEST, compile, copy, elf, kotlin, link, quietly, read, stripped};
use crate::failure::Failure;
use crate::workspace::{Done, Outcome, Workspace, fresh, say, succeeds};

const LIBRARY: &str = "libvoucher_core_mobile.so";
const NAME: &str = concat!("voucher-core-", env!("CARGO_PKG_VERSION"));

/// The oldest Android: 8.0, the first with `java.time`.
const API: u32 = 26;

/// What Android calls a processor, what Rust and the NDK's compiler call it, its number in ELF.
struct Abi {
    name: &'static str,
    target: &'static str,
    compiler: &'static str,
    machine: u16,
}

const ABIS: [Abi; 4] = [
    Abi {
        name: "arm64-v8a",
        target: "aarch64-linux-android",
        compiler: "aarch64-linux-android",
        machine: elf::ARM64,
    },
    Abi {
        name: "armeabi-v7a",
        target: "armv7-linux-androideabi",
        compiler: "armv7a-linux-androideabi",
        machine: elf::ARM,
    },
    Abi { name: "x86", target: "i686-linux-android", compiler: "i686-linux-android", machine: elf::X86 },
    Abi {
        name: "x86_64",
        target: "x86_64-linux-android",
        compiler: "x86_64-linux-android",
        machine: elf::X86_64,
    },
];

/// Does all that this machine can, and says what is missing.
pub(crate) fn dist(workspace: &Workspace) -> Outcome {
    let folder = workspace.target.join("dist/android");
    fresh(&folder)?;
    let unpacked = folder.join("aar");
    lay_out(workspace, &unpacked)?;
    let mut missing = Vec::new();
    match ndk() {
        Some(ndk) => {
            for abi in &ABIS {
                match build(workspace, &ndk, abi, &unpacked)? {
                    Ok(size) => say(&format!("   {}: {size} KiB", abi.name))?,
                    Err(reason) => missing.push(reason),
                }
            }
        }
        None => {
            missing.push("there is no Android NDK (ANDROID_NDK_HOME), so nothing can be linked".to_owned());
            for abi in &ABIS {
                missing.push(compiled(workspace, abi)?);
            }
        }
    }
    let shown = folder.strip_prefix(&workspace.root).unwrap_or(&folder).display().to_string();
    if missing.is_empty() {
        let archive = pack(workspace, &unpacked, &folder.join(format!("{NAME}.aar")))?;
        check(&unpacked, &archive, workspace, true)?;
        return Ok(Done::PassedWith(format!("{shown}/{NAME}.aar")));
    }
    missing.iter().try_for_each(|reason| say(&format!("   missing: {reason}")))?;
    Ok(Done::PassedWith(format!("{shown}/aar is laid out without libraries; no .aar was packed")))
}

/// The layout, with the library of this machine standing in for each of Android's.
pub(crate) fn layout(workspace: &Workspace) -> Outcome {
    if let Some(missing) = kotlin::missing(workspace) {
        return Ok(Done::Skipped(missing));
    }
    let folder = workspace.target.join("mobile/android-stand-in");
    fresh(&folder)?;
    let unpacked = folder.join("aar");
    lay_out(workspace, &unpacked)?;
    let stand_in = stripped(workspace)?;
    for abi in &ABIS {
        copy(&stand_in, &place(&unpacked, abi))?;
    }
    let archive = pack(workspace, &unpacked, &folder.join(format!("{NAME}.aar")))?;
    check(&unpacked, &archive, workspace, false)?;
    // The same with a library missing must be seen.
    let [.., last] = &ABIS;
    let last = place(&unpacked, last);
    fs::remove_file(&last).map_err(Failure::file("remove", &last))?;
    if check(&unpacked, &archive, workspace, false).is_ok() {
        return Err(Failure::Step("a missing library was not seen".to_owned()));
    }
    let words = if ndk().is_some() { "" } else { "; no Android NDK, so no library of Android was built" };
    Ok(Done::PassedWith(format!("on a stand-in{words}")))
}

/// Everything but the libraries.
fn lay_out(workspace: &Workspace, unpacked: &Path) -> Result<(), Failure> {
    let sources = workspace.root.join("bindings-mobile/kotlin/android");
    for name in ["AndroidManifest.xml", "proguard.txt", "R.txt"] {
        copy(&sources.join(name), &unpacked.join(name))?;
    }
    copy(&sources.join("pom.xml"), &beside(unpacked, "pom"))?;
    let classes = kotlin::classes(workspace)?;
    let jar = unpacked.join("classes.jar");
    let mut command = workspace.command("jar");
    command.arg("--create").arg("--file").arg(&jar).arg("-C").arg(&classes).arg("kz");
    command.arg("-C").arg(&classes).arg("META-INF");
    quietly(&mut command)?;
    let kotlin = workspace.root.join("bindings-mobile/kotlin");
    let mut command = workspace.command("jar");
    command.arg("--create").arg("--no-manifest").arg("--file").arg(beside(unpacked, "sources.jar"));
    command.arg("-C").arg(kotlin.join("generated")).arg("kz");
    command.arg("-C").arg(kotlin.join("src/main/kotlin")).arg("kz");
    quietly(&mut command)
}

fn beside(unpacked: &Path, end: &str) -> PathBuf {
    let name = if end == "pom" { format!("{NAME}.pom") } else { format!("{NAME}-{end}") };
    unpacked.with_file_name(name)
}

fn place(unpacked: &Path, abi: &Abi) -> PathBuf {
    unpacked.join("jni").join(abi.name).join(LIBRARY)
}

/// Builds one library and puts it, stripped, in its place; its size in KiB, or what is missing.
fn build(
    workspace: &Workspace,
    ndk: &Path,
    abi: &Abi,
    unpacked: &Path,
) -> Result<Result<u64, String>, Failure> {
    if !has_target(workspace, abi) {
        return Ok(Err(format!("rustup could not add the target {}", abi.target)));
    }
    let tools = ndk.join("toolchains/llvm/prebuilt").join(prebuilt()).join("bin");
    let compiler = tools.join(format!("{}{API}-clang", abi.compiler));
    workspace.run(compile(workspace, "staticlib").args(["--target", abi.target]))?;
    let built = workspace.target.join(abi.target).join("mobile").join(LIBRARY).with_extension("a");
    let to = place(unpacked, abi);
    fs::create_dir_all(to.parent().unwrap_or(unpacked)).map_err(Failure::file("make", &to))?;
    link::link(workspace, &compiler, &link::ANDROID, &built, &to)?;
    Ok(Ok(kibibytes(&read(&to)?)))
}

/// Whether the crate compiles for a phone, which needs no linker; in words.
fn compiled(workspace: &Workspace, abi: &Abi) -> Result<String, Failure> {
    if !has_target(workspace, abi) {
        return Ok(format!("{}: rustup could not add the target {}", abi.name, abi.target));
    }
    let check = ["check", "-q", "--profile", "mobile", "-p", "voucher-core-mobile", "--lib", "--target"];
    workspace.run(workspace.cargo(check).arg(abi.target))?;
    Ok(format!("{}: {LIBRARY}; the crate compiles for {} (cargo check)", abi.name, abi.target))
}

fn has_target(workspace: &Workspace, abi: &Abi) -> bool {
    succeeds(workspace.command("rustup").args(["target", "add", abi.target]))
}

/// The NDK, where variables or the SDK say that there is one; of several the newest.
fn ndk() -> Option<PathBuf> {
    let named = ["ANDROID_NDK_HOME", "ANDROID_NDK_ROOT", "NDK_HOME"].into_iter().filter_map(env::var_os);
    let sdks = ["ANDROID_HOME", "ANDROID_SDK_ROOT"].into_iter().filter_map(env::var_os);
    let beside = sdks.filter_map(|sdk| {
        let versions = fs::read_dir(Path::new(&sdk).join("ndk")).ok()?;
        versions.filter_map(|entry| Some(entry.ok()?.path())).max()
    });
    let mut places = named.map(PathBuf::from).chain(beside);
    places.find(|place| place.join("toolchains/llvm/prebuilt").join(prebuilt()).is_dir())
}

const fn prebuilt() -> &'static str {
    if cfg!(target_os = "macos") {
        "darwin-x86_64"
    } else if cfg!(windows) {
        "windows-x86_64"
    } else {
        "linux-x86_64"
    }
}

fn pack(workspace: &Workspace, unpacked: &Path, archive: &Path) -> Result<PathBuf, Failure> {
    let mut command = workspace.command("jar");
    command.arg("--create").arg("--no-manifest").arg("--file").arg(archive).arg("-C").arg(unpacked).arg(".");
    quietly(&mut command)?;
    Ok(archive.to_owned())
}

/// Every part in its place, in the folder and in the archive; the libraries as phones want them, `real` ones for
/// their processor too.
fn check(unpacked: &Path, archive: &Path, workspace: &Workspace, real: bool) -> Result<(), Failure> {
    let fault = |words: String| Err(Failure::Step(words));
    let output = workspace.command("jar").arg("--list").arg("--file").arg(archive).output();
    let output = output.map_err(|_| Failure::Step("jar --list".to_owned()))?;
    let listed = String::from_utf8_lossy(&output.stdout).into_owned();
    let libraries = ABIS.iter().map(|abi| format!("jni/{}/{LIBRARY}", abi.name));
    let parts = ["AndroidManifest.xml", "classes.jar", "proguard.txt", "R.txt"].map(str::to_owned);
    for part in parts.into_iter().chain(libraries) {
        if !unpacked.join(&part).is_file() || !listed.lines().any(|line| line == part) {
            return fault(format!("the Android library lacks {part}"));
        }
    }
    for abi in &ABIS {
        let bytes = read(&place(unpacked, abi))?;
        let platform = if real { elf::android(abi.machine) } else { elf::LINUX };
        if let Err(words) = elf::check(&bytes, &platform) {
            return fault(format!("{}: {words}", abi.name));
        }
        if kibibytes(&bytes) > LARGEST {
            return fault(format!("{}: {} KiB, more than {LARGEST}", abi.name, kibibytes(&bytes)));
        }
    }
    contents(workspace, unpacked)
}

/// What the smaller files must say.
fn contents(workspace: &Workspace, unpacked: &Path) -> Result<(), Failure> {
    let jar = unpacked.join("classes.jar");
    let output = workspace.command("jar").arg("--list").arg("--file").arg(&jar).output();
    let output = output.map_err(|_| Failure::Step("jar --list".to_owned()))?;
    let listed = String::from_utf8_lossy(&output.stdout).into_owned();
    let manifest = String::from_utf8_lossy(&read(&unpacked.join("AndroidManifest.xml"))?).into_owned();
    let rules = String::from_utf8_lossy(&read(&unpacked.join("proguard.txt"))?).into_owned();
    let facts = [
        (listed.contains("kz/voucher/core/VoucherCore.class"), "the calls are not in classes.jar"),
        (!listed.contains(".so\n"), "a library of this machine is in classes.jar"),
        (!listed.contains("Test"), "tests are in classes.jar"),
        (manifest.contains(&format!("minSdkVersion=\"{API}\"")), "the manifest has another oldest Android"),
        (rules.contains("-keep class * extends com.sun.jna.Structure"), "the rules for R8 keep no structure"),
        (rules.contains("class kz.voucher.core.** { native <methods>; }"), "the rules for R8 keep no call"),
        (rules.contains("-keep class com.sun.jna.**"), "the rules for R8 do not keep JNA"),
    ];
    match facts.iter().find(|(holds, _)| !holds) {
        Some((_, words)) => Err(Failure::Step((*words).to_owned())),
        None => Ok(()),
    }
}

fn kibibytes(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX).div_ceil(1024)
}
