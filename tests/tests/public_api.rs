//! The public interface, written down: what changes it must be accepted in review.
#![expect(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of a test fail as the test does"
)]

use std::{collections::BTreeSet, env, fs, path::Path, process::Command};

/// Where the interface is written down.
const ACCEPTED: &str = "api/voucher-core.txt";

/// How a change is accepted.
const ACCEPT: &str = "UPDATE_API=1 cargo test -p voucher-tests --test public_api";

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Whether this is the pinned compiler; another writes its JSON in another format.
fn is_pinned_compiler() -> bool {
    let pinned = fs::read_to_string(package().join("../rust-toolchain.toml")).unwrap();
    let pinned: toml::Table = pinned.parse().unwrap();
    let pinned = pinned["toolchain"]["channel"].as_str().unwrap();
    let compiler = env::var_os("RUSTC").unwrap_or("rustc".into());
    let version = Command::new(compiler).arg("--version").output().unwrap().stdout;
    String::from_utf8_lossy(&version).starts_with(&format!("rustc {pinned} "))
}

/// Every public item with all features, one a line; implementations that come by themselves left out.
fn interface() -> String {
    let (mut out, mut errors) = (Vec::new(), Vec::new());
    let json = rustdoc_json::Builder::default()
        .manifest_path(package().join("../voucher-core/Cargo.toml"))
        .target_dir(Path::new(env!("CARGO_TARGET_TMPDIR")).join("public-api"))
        .all_features(true)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_NET_OFFLINE", "true")
        .build_with_captured_output(&mut out, &mut errors)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&errors)));
    let interface = public_api::Builder::from_rustdoc_json(json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .build()
        .unwrap();
    without_methods_of_foreign_traits(&interface.to_string())
}

/// The line `impl Clone for X` says all; that it has `clone` is the business of `Clone`.
fn without_methods_of_foreign_traits(interface: &str) -> String {
    let mut kept = String::new();
    let mut implemented_for = None;
    for line in interface.lines().filter(|line| !line.contains("core::marker::StructuralPartialEq")) {
        if line.starts_with("impl") {
            implemented_for = line.split_once(" for ").map(|(_, name)| name);
        }
        let (_, item) = line.split_once(' ').and_then(|(_, item)| item.split_once(' ')).unwrap_or_default();
        let of_trait = implemented_for.is_some_and(|name| item.starts_with(&format!("{name}::")));
        if line.starts_with("impl") || !of_trait {
            kept.extend([line, "\n"]);
        }
    }
    kept
}

#[test]
fn the_public_interface_is_the_accepted_one() {
    if !is_pinned_compiler() {
        eprintln!("SKIPPED: the interface is compared on the pinned compiler only");
        return;
    }
    let (now, path) = (interface(), package().join(ACCEPTED));
    if env::var_os("UPDATE_API").is_some() {
        fs::write(&path, &now).unwrap();
    }
    let accepted = fs::read_to_string(&path).unwrap_or_default();
    if now != accepted {
        let [before, after] = [&accepted, &now].map(|text| text.lines().collect::<BTreeSet<_>>());
        let gone = before.difference(&after).map(|line| format!("- {line}\n"));
        let new = after.difference(&before).map(|line| format!("+ {line}\n"));
        let difference: String = gone.chain(new).collect();
        panic!("the public interface changed:\n{difference}If this is meant: {ACCEPT}");
    }
}
