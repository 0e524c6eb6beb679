//! The public interface, written down: what changes it must be accepted in review.
#![expect(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of a test fail as the test does"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::Path,
    process::Command,
};

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

/// The interface with all features, an item a line: without the implementations that come by themselves, and with those of
/// auto traits.
fn interface() -> [String; 2] {
    let (mut out, mut errors) = (Vec::new(), Vec::new());
    let json = rustdoc_json::Builder::default()
        .manifest_path(package().join("../voucher-core/Cargo.toml"))
        .target_dir(Path::new(env!("CARGO_TARGET_TMPDIR")).join("public-api"))
        .all_features(true)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_NET_OFFLINE", "true")
        .build_with_captured_output(&mut out, &mut errors)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&errors)));
    [true, false].map(|omit| {
        let builder = public_api::Builder::from_rustdoc_json(&json).omit_blanket_impls(true);
        builder.omit_auto_trait_impls(omit).build().unwrap().to_string()
    })
}

/// The listing for a reader: the traits of a type in one line. The line `impl Clone for X` says all; that it has `clone` is
/// the business of `Clone`.
fn listing(interface: &str) -> String {
    let mut listing = String::new();
    for block in blocks(interface) {
        let mut kept: Vec<String> = Vec::new();
        let mut traits: BTreeMap<(&str, &str), (usize, BTreeSet<&str>)> = BTreeMap::new();
        let mut implemented_for = None;
        for line in block.into_iter().filter(|line| !line.contains("core::marker::StructuralPartialEq")) {
            let (_, item) =
                line.split_once(' ').and_then(|(_, item)| item.split_once(' ')).unwrap_or_default();
            if let Some((generics, of, name)) = implementation(line) {
                implemented_for = Some(name);
                let (_, traits) = traits.entry((generics, name)).or_insert((kept.len(), BTreeSet::new()));
                if traits.is_empty() {
                    kept.push(String::new());
                }
                assert!(traits.insert(of), "twice: {line}");
            } else if line.starts_with("impl") {
                implemented_for = None;
                kept.push(line.to_owned());
            } else if !implemented_for.is_some_and(|name| item.starts_with(&format!("{name}::"))) {
                kept.push(line.to_owned());
            }
        }
        for ((generics, name), (place, traits)) in traits {
            let traits: BTreeSet<_> = traits.into_iter().map(short).collect();
            let traits = traits.into_iter().collect::<Vec<_>>().join(" + ");
            kept[place] = format!("impl{generics} {traits} for {name}");
        }
        listing.extend(kept.iter().flat_map(|line| [line, "\n"]));
    }
    listing
}

/// The lines from the name of each type, trait or module to the next.
fn blocks(interface: &str) -> Vec<Vec<&str>> {
    let mut blocks: Vec<Vec<_>> = Vec::new();
    for line in interface.lines() {
        if ["struct", "enum", "union", "trait", "mod"]
            .iter()
            .any(|kind| line.contains(&format!("pub {kind} ")))
        {
            blocks.push(Vec::new());
        }
        blocks.last_mut().unwrap().push(line); // the first is that of the crate
    }
    blocks
}

/// The generics, the trait and the type of a line such as `impl<'a> Clone for X<'a>`.
fn implementation(line: &str) -> Option<(&str, &str, &str)> {
    let rest = line.strip_prefix("impl")?;
    let mut depth = 0;
    let end = rest.find(|letter| {
        depth += match letter {
            '<' => 1,
            '>' => -1,
            _ => 0,
        };
        letter == ' ' && depth == 0
    })?;
    let (generics, rest) = rest.split_at(end);
    let (of, name) = rest.trim_start().split_once(" for ")?;
    Some((generics, of, name))
}

/// A trait of the language's own libraries or of serde by its name alone: everybody knows where it is.
fn short(of: &str) -> &str {
    let path = of.split('<').next().unwrap_or_default();
    let known = ["core::", "alloc::", "serde_core::"].iter().any(|library| path.starts_with(library));
    path.rfind("::").filter(|_| known).map_or(of, |place| &of[place + 2..])
}

#[test]
fn the_public_interface_is_the_accepted_one() {
    if !is_pinned_compiler() {
        eprintln!("SKIPPED: the interface is compared on the pinned compiler only");
        return;
    }
    let [interface, with_auto_traits] = interface();
    are_send_and_sync(&with_auto_traits);
    let (now, path) = (listing(&interface), package().join(ACCEPTED));
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

/// Every public type can be sent to another thread and shared between threads.
fn are_send_and_sync(interface: &str) {
    let mut types = 0;
    for block in blocks(interface).iter().filter(|block| !block[0].contains("voucher_core::testing")) {
        if ["pub struct ", "pub enum "].iter().any(|kind| block[0].contains(kind)) {
            let traits: BTreeSet<_> = block.iter().filter_map(|line| Some(implementation(line)?.1)).collect();
            assert!(
                ["core::marker::Send", "core::marker::Sync"].iter().all(|each| traits.contains(each)),
                "{}",
                block[0]
            );
            types += 1;
        }
    }
    assert!(types > 200, "{types} types");
}
