//! The package for iOS: an XCFramework of static libraries, and beside it the Swift sources that call it.
//!
//! An XCFramework is a folder with a list of its slices, so it is laid out here without Xcode. What only Xcode can
//! do, it does where it is found: compile the sources for iOS and link an app.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::mobile::compile;
use crate::mobile::swift::{shown, toolchain::Swift};
use crate::workspace::{Done, Outcome, Workspace, say, succeeds};

/// The C module, and so the XCFramework.
const MODULE: &str = "VoucherCoreFFI";

/// The static library in every slice.
const LIBRARY: &str = "libvoucher_core_mobile.a";

/// The oldest iOS that the package promises.
const OLDEST_IOS: &str = "13.0";

/// What runs on the same devices is one slice.
struct Slice {
    platform: &'static str,
    variant: Option<&'static str>,
    /// Names of processors, as Apple calls them, and the targets of Rust that make code for them.
    targets: &'static [(Processor, &'static str)],
}

/// A processor of Apple's devices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Processor {
    Arm64,
    X86,
}

const SLICES: [Slice; 2] = [
    Slice { platform: "ios", variant: None, targets: &[(Processor::Arm64, "aarch64-apple-ios")] },
    Slice {
        platform: "ios",
        variant: Some("simulator"),
        targets: &[(Processor::Arm64, "aarch64-apple-ios-sim"), (Processor::X86, "x86_64-apple-ios")],
    },
];

/// A slice with its library for each processor that there is one for.
struct Built<'a> {
    slice: &'a Slice,
    libraries: Vec<(Processor, Vec<u8>)>,
}

/// Builds what can be built, lays out the package, and says what is missing.
pub(crate) fn dist_apple(workspace: &Workspace) -> Outcome {
    let mut missing = Vec::new();
    let mut built = Vec::new();
    for slice in &SLICES {
        let mut libraries = Vec::new();
        for (processor, target) in slice.targets {
            match library(workspace, target)? {
                Ok(path) => {
                    let bytes = fs::read(&path).map_err(Failure::file("read", &path))?;
                    let linked =
                        linked_size(workspace, &path).map(|size| format!(", {} KiB linked", size / 1024));
                    let linked = linked.unwrap_or_default();
                    say(&format!("   {target}: {} KiB before linking{linked}", bytes.len() / 1024))?;
                    libraries.push((*processor, bytes));
                }
                Err(reason) => missing.push(reason),
            }
        }
        if !libraries.is_empty() {
            built.push(Built { slice, libraries });
        }
    }
    if built.is_empty() {
        return Ok(Done::Skipped(missing.join("; ")));
    }
    let package = workspace.target.join("dist/apple/VoucherCore");
    lay_out(&workspace.root.join("bindings-mobile/swift"), &package, &built)?;
    let problems = problems(&package);
    if !problems.is_empty() {
        return Err(Failure::Step(problems.join("; ")));
    }
    check_sources(workspace, &package)?;
    if succeeds(workspace.command("xcodebuild").arg("-version")) {
        let build = ["-scheme", "VoucherCore", "-destination", "generic/platform=iOS", "build", "-quiet"];
        workspace.run(workspace.command("xcodebuild").args(build).current_dir(&package))?;
    } else {
        missing.push("no Xcode: the package was laid out and not compiled for iOS".to_owned());
    }
    let shown = package.strip_prefix(&workspace.root).unwrap_or(&package).display();
    let but = if missing.is_empty() { String::new() } else { format!("; {}", missing.join("; ")) };
    Ok(Done::PassedWith(format!("{shown}{but}")))
}

/// Whether the sources fit the headers that are packed beside them. That needs no Apple: any Swift does that is there.
fn check_sources(workspace: &Workspace, package: &Path) -> Result<(), Failure> {
    let Some(swift) = Swift::present(workspace) else { return Ok(()) };
    let sources = package.join("Sources/VoucherCore");
    let mut files = vec![sources.join("Generated/VoucherCore.swift")];
    for entry in fs::read_dir(&sources).map_err(Failure::file("look into", &sources))? {
        let path = entry.map_err(Failure::file("look into", &sources))?.path();
        files.extend(path.extension().is_some_and(|extension| extension == "swift").then_some(path));
    }
    let mut command = swift.command(workspace, "swiftc");
    command.args(["-typecheck", "-swift-version", "6", "-module-name", "VoucherCore", "-I"]);
    let headers = package.join(format!("{MODULE}.xcframework")).join("ios-arm64/Headers");
    shown(command.arg(headers).args(files), "the package's sources do not fit its headers")
}

/// The static library for a target, or why there is none.
fn library(workspace: &Workspace, target: &str) -> Result<Result<PathBuf, String>, Failure> {
    let installed = || {
        let output = workspace.command("rustup").args(["target", "list", "--installed"]).output();
        output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).lines().any(|line| line == target))
    };
    if !installed() && !succeeds(workspace.command("rustup").args(["target", "add", target])) {
        return Ok(Err(format!("no {target}: rustup has no standard library for it")));
    }
    // Only the static library: the shared one would need Apple's linker.
    let mut command = compile(workspace, "staticlib");
    workspace.run(command.args(["--target", target]).env("IPHONEOS_DEPLOYMENT_TARGET", OLDEST_IOS))?;
    Ok(Ok(workspace.target.join(target).join("mobile").join(LIBRARY)))
}

/// What everything that the library exports weighs in an app for arm64: linked as a shared library by the linker that
/// comes with Rust, since Apple's is not to be had everywhere. None where that cannot be done.
fn linked_size(workspace: &Workspace, library: &Path) -> Option<u64> {
    let asked = |arguments: [&str; 2]| {
        let output = workspace.command("rustc").args(arguments).output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let sysroot = asked(["--print", "sysroot"])?;
    let host = asked(["--version", "--verbose"])?;
    let host = host.lines().find_map(|line| line.strip_prefix("host: "))?;
    let linker = Path::new(sysroot.trim()).join("lib/rustlib").join(host).join("bin/rust-lld");
    let linked = library.with_extension("dylib");
    let mut command = workspace.command(linker);
    command.args(["-flavor", "darwin", "-arch", "arm64", "-platform_version", "ios", OLDEST_IOS, OLDEST_IOS]);
    command.args(["-dylib", "-undefined", "dynamic_lookup", "-dead_strip", "-all_load"]);
    command.args(["-exported_symbol", "_uniffi_*", "-exported_symbol", "_ffi_*", "-o"]);
    if !succeeds(command.arg(&linked).arg(library)) {
        return None;
    }
    Some(fs::metadata(&linked).ok()?.len())
}

/// Writes the package anew: manifest, sources, privacy manifest, and the XCFramework with its slices.
fn lay_out(swift: &Path, package: &Path, built: &[Built<'_>]) -> Result<(), Failure> {
    if package.exists() {
        fs::remove_dir_all(package).map_err(Failure::file("remove", package))?;
    }
    copy_tree(&swift.join("Sources/VoucherCore"), &package.join("Sources/VoucherCore"))?;
    copy(&swift.join("apple/Package.swift"), &package.join("Package.swift"))?;
    let privacy = "PrivacyInfo.xcprivacy";
    copy(&swift.join("apple").join(privacy), &package.join("Sources/VoucherCore").join(privacy))?;
    let framework = package.join(format!("{MODULE}.xcframework"));
    for Built { slice, libraries } in built {
        let folder = framework.join(identifier(slice, libraries));
        // In a folder of the module's name: two XCFrameworks with a map at the top would collide in Xcode.
        let headers = folder.join("Headers").join(MODULE);
        copy(
            &swift.join("Sources").join(MODULE).join("VoucherCoreFFI.h"),
            &headers.join("VoucherCoreFFI.h"),
        )?;
        copy(&swift.join("apple/module.modulemap"), &headers.join("module.modulemap"))?;
        write(&folder.join(LIBRARY), &joined(libraries))?;
    }
    write(&framework.join("Info.plist"), info(built).as_bytes())
}

/// What a slice's folder is called, such as `ios-arm64_x86_64-simulator`.
fn identifier(slice: &Slice, libraries: &[(Processor, Vec<u8>)]) -> String {
    let processors: Vec<_> = libraries.iter().map(|(processor, _)| processor.name()).collect();
    let variant = slice.variant.map(|variant| format!("-{variant}")).unwrap_or_default();
    format!("{}-{}{variant}", slice.platform, processors.join("_"))
}

/// The list of slices, in the form of `xcodebuild -create-xcframework`.
fn info(built: &[Built<'_>]) -> String {
    let mut slices = String::new();
    for Built { slice, libraries } in built {
        let text =
            |key: &str, value: &str| format!("\t\t\t<key>{key}</key>\n\t\t\t<string>{value}</string>\n");
        let processors =
            libraries.iter().map(|(processor, _)| format!("\t\t\t\t<string>{}</string>\n", processor.name()));
        let processors: String = processors.collect();
        slices += "\t\t<dict>\n";
        slices += &text("BinaryPath", LIBRARY);
        slices += &text("HeadersPath", "Headers");
        slices += &text("LibraryIdentifier", &identifier(slice, libraries));
        slices += &text("LibraryPath", LIBRARY);
        slices +=
            &format!("\t\t\t<key>SupportedArchitectures</key>\n\t\t\t<array>\n{processors}\t\t\t</array>\n");
        slices += &text("SupportedPlatform", slice.platform);
        if let Some(variant) = slice.variant {
            slices += &text("SupportedPlatformVariant", variant);
        }
        slices += "\t\t</dict>\n";
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <plist version=\"1.0\">\n<dict>\n\t<key>AvailableLibraries</key>\n\t<array>\n{slices}\t</array>\n\
         \t<key>CFBundlePackageType</key>\n\t<string>XFWK</string>\n\
         \t<key>XCFrameworkFormatVersion</key>\n\t<string>1.0</string>\n</dict>\n</plist>\n"
    )
}

impl Processor {
    fn name(self) -> &'static str {
        match self {
            Processor::Arm64 => "arm64",
            Processor::X86 => "x86_64",
        }
    }

    /// Type and subtype in the head of a library for several processors.
    fn numbers(self) -> (u32, u32) {
        match self {
            Processor::Arm64 => (0x0100_000C, 0),
            Processor::X86 => (0x0100_0007, 3),
        }
    }
}

/// One library as it is; several behind a head that says where each begins, as `lipo` joins them.
fn joined(libraries: &[(Processor, Vec<u8>)]) -> Vec<u8> {
    /// Apple's pages have 16 KiB.
    const ALIGNED: usize = 1 << 14;
    if let [(_, only)] = libraries {
        return only.clone();
    }
    let number = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let mut head = vec![0xCAFE_BABE, number(libraries.len())];
    let mut begins = ALIGNED;
    for (processor, library) in libraries {
        let (kind, subkind) = processor.numbers();
        head.extend([kind, subkind, number(begins), number(library.len()), ALIGNED.ilog2()]);
        begins = (begins + library.len()).next_multiple_of(ALIGNED);
    }
    let mut joined: Vec<u8> = head.into_iter().flat_map(u32::to_be_bytes).collect();
    for (_, library) in libraries {
        joined.resize(joined.len().next_multiple_of(ALIGNED), 0);
        joined.extend(library);
    }
    joined
}

/// What is wrong with a package that lies on disk, by its own list of slices.
fn problems(package: &Path) -> Vec<String> {
    let framework = package.join(format!("{MODULE}.xcframework"));
    let info = fs::read_to_string(framework.join("Info.plist")).unwrap_or_default();
    let slices = listed(&info);
    let mut wanted =
        vec![package.join("Package.swift"), package.join("Sources/VoucherCore/PrivacyInfo.xcprivacy")];
    wanted.push(package.join("Sources/VoucherCore/Generated/VoucherCore.swift"));
    for slice in &slices {
        let of = |key: &str| slice.get(key).map(String::as_str).unwrap_or("?");
        let folder = framework.join(of("LibraryIdentifier"));
        wanted.push(folder.join(of("LibraryPath")));
        wanted.push(folder.join(of("HeadersPath")).join(MODULE).join("VoucherCoreFFI.h"));
        wanted.push(folder.join(of("HeadersPath")).join(MODULE).join("module.modulemap"));
    }
    let lacks = wanted.iter().filter(|path| !fs::metadata(path).is_ok_and(|file| file.len() > 0));
    let mut problems: Vec<_> = lacks.map(|path| format!("the package lacks {}", path.display())).collect();
    if slices.is_empty() {
        problems.push("the XCFramework lists no slice".to_owned());
    }
    problems
}

/// The texts of each slice in the list, by their keys.
fn listed(info: &str) -> Vec<BTreeMap<String, String>> {
    let inside = |text: &str, tag: &str| {
        let rest = text.trim().strip_prefix(&format!("<{tag}>"))?;
        Some(rest.strip_suffix(&format!("</{tag}>"))?.to_owned())
    };
    let slices = info.split("<dict>").skip(2).filter_map(|part| Some(part.split_once("</dict>")?.0));
    let texts = |slice: &str| {
        let lines: Vec<_> = slice.lines().collect();
        let pairs = lines.windows(2).filter_map(|pair| match pair {
            [key, text] => Some((inside(key, "key")?, inside(text, "string")?)),
            _ => None,
        });
        pairs.collect()
    };
    slices.map(texts).collect()
}

fn copy_tree(from: &Path, to: &Path) -> Result<(), Failure> {
    for entry in fs::read_dir(from).map_err(Failure::file("look into", from))? {
        let path = entry.map_err(Failure::file("look into", from))?.path();
        let beside = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() { copy_tree(&path, &beside)? } else { copy(&path, &beside)? }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    write(to, &fs::read(from).map_err(Failure::file("read", from))?)
}

fn write(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(Failure::file("make", folder))?;
    }
    fs::write(file, bytes).map_err(Failure::file("write", file))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes that stand for a library: what matters here is where they end up.
    fn stand_in(byte: u8) -> Vec<u8> {
        [b"!<arch>\n".as_slice(), &vec![byte; 20_000]].concat()
    }

    fn package(name: &str, built: &[Built<'_>]) -> PathBuf {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let package = root.join("target/swift/layout").join(name);
        lay_out(&root.join("bindings-mobile/swift"), &package, built).unwrap();
        package
    }

    fn everything() -> Vec<Built<'static>> {
        let [device, simulator] = &SLICES;
        vec![
            Built { slice: device, libraries: vec![(Processor::Arm64, stand_in(1))] },
            Built {
                slice: simulator,
                libraries: vec![(Processor::Arm64, stand_in(2)), (Processor::X86, stand_in(3))],
            },
        ]
    }

    #[test]
    fn a_package_of_stand_ins_is_whole() {
        let package = package("whole", &everything());
        assert_eq!(problems(&package), [""; 0]);
        let framework = package.join("VoucherCoreFFI.xcframework");
        let mut folders: Vec<_> =
            fs::read_dir(&framework).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        folders.sort();
        assert_eq!(folders, ["Info.plist", "ios-arm64", "ios-arm64_x86_64-simulator"]);
        assert_eq!(fs::read(framework.join("ios-arm64").join(LIBRARY)).unwrap(), stand_in(1));
        let slices = listed(&fs::read_to_string(framework.join("Info.plist")).unwrap());
        let text = |slice: usize, key: &str| slices[slice].get(key).cloned();
        assert_eq!(text(0, "SupportedPlatform").as_deref(), Some("ios"));
        assert_eq!(text(0, "SupportedPlatformVariant"), None);
        assert_eq!(text(1, "SupportedPlatformVariant").as_deref(), Some("simulator"));
    }

    /// Every folder and file of Swift that the manifest names is there.
    #[test]
    fn the_manifest_names_what_there_is() {
        let package = package("manifest", &everything());
        let manifest = fs::read_to_string(package.join("Package.swift")).unwrap();
        assert!(
            manifest.contains(&format!(r#".binaryTarget(name: "{MODULE}", path: "{MODULE}.xcframework")"#))
        );
        assert!(manifest.contains("swiftLanguageModes: [.v6]"));
        assert!(manifest.contains(&format!(".iOS(.v{})", OLDEST_IOS.trim_end_matches(".0"))));
        let map = package.join(format!("{MODULE}.xcframework/ios-arm64/Headers/{MODULE}/module.modulemap"));
        let map = fs::read_to_string(map).unwrap();
        assert!(map.contains("module VoucherCoreFFI") && map.contains("\"VoucherCoreFFI.h\""));
        assert!(!map.contains("link "), "Xcode links the slice's library itself");
    }

    #[test]
    fn what_is_taken_away_is_missed() {
        let package = package("broken", &everything());
        let folder = package.join("VoucherCoreFFI.xcframework/ios-arm64_x86_64-simulator");
        fs::remove_file(folder.join(LIBRARY)).unwrap();
        fs::write(folder.join("Headers").join(MODULE).join("VoucherCoreFFI.h"), "").unwrap();
        assert_eq!(problems(&package).len(), 2);
        fs::write(package.join("VoucherCoreFFI.xcframework/Info.plist"), "").unwrap();
        assert_eq!(problems(&package), ["the XCFramework lists no slice"]);
    }

    #[test]
    fn a_simulator_of_one_processor_is_called_so() {
        let [_, simulator] = &SLICES;
        let built = [Built { slice: simulator, libraries: vec![(Processor::X86, stand_in(1))] }];
        let package = package("one", &built);
        assert_eq!(problems(&package), [""; 0]);
        assert!(package.join("VoucherCoreFFI.xcframework/ios-x86_64-simulator").is_dir());
    }

    #[test]
    fn two_processors_are_joined_as_lipo_does() {
        let joined = joined(&[(Processor::Arm64, stand_in(2)), (Processor::X86, stand_in(3))]);
        let word = |place: usize| u32::from_be_bytes(joined[place * 4..place * 4 + 4].try_into().unwrap());
        let head: Vec<u32> = (0..12).map(word).collect();
        let length = 20_008;
        assert_eq!(
            head,
            [0xCAFE_BABE, 2, 0x0100_000C, 0, 1 << 14, length, 14, 0x0100_0007, 3, 3 << 14, length, 14]
        );
        for (begins, byte) in [(1 << 14, 2), (3 << 14, 3)] {
            assert_eq!(joined[begins..begins + 20_008], stand_in(byte));
        }
    }
}
