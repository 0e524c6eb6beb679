//! What voucher-core may be made of: its crates, their licences, its sources, its types.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of a test fail as the test does"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::PathBuf,
    process::Command,
};

use cargo_metadata::{CargoOpt, DependencyKind, Metadata, MetadataCommand, Package};
use voucher_tests::{files, workspace};

fn cargo() -> PathBuf {
    env::var_os("CARGO").unwrap_or("cargo".into()).into()
}

/// The crates that the library may stand on, each with what it is for. Nothing here reads a clock, a
/// file, the network, the environment or randomness.
const CRATES: [(&str, &str); 16] = [
    ("autocfg", "build-time"),
    ("block-buffer", "digests"),
    ("bumpalo", "JSON"),
    ("cfg-if", "digests"),
    ("chrono", "dates"),
    ("cpufeatures", "digests"),
    ("crypto-common", "digests"),
    ("digest", "digests"),
    ("foldhash", "maps"),
    ("hashbrown", "maps"),
    ("hifijson", "JSON"),
    ("hybrid-array", "digests"),
    ("memchr", "lines"),
    ("num-traits", "dates"),
    ("sha2", "digests"),
    ("typenum", "digests"),
];

/// Those that the features `serde` and `pseudonym` add.
const CRATES_OF_FEATURES: [(&str, &str); 10] = [
    ("cmov", "pseudonyms"),
    ("ctutils", "pseudonyms"),
    ("hmac", "pseudonyms"),
    ("proc-macro2", "build-time"),
    ("quote", "build-time"),
    ("serde", "serde"),
    ("serde_core", "serde"),
    ("serde_derive", "build-time"),
    ("syn", "build-time"),
    ("unicode-ident", "build-time"),
];

/// What none of the trees may hold, even if the lists above grow: crates and features.
const IMPURE: [&str; 22] = [
    "clock",
    "errno",
    "getrandom",
    "iana-time-zone",
    "js",
    "js-sys",
    "libc",
    "log",
    "mio",
    "now",
    "os_rng",
    "rand",
    "rustix",
    "socket2",
    "sys_rng",
    "thread_rng",
    "time",
    "tokio",
    "unstable-locales",
    "wasm-bindgen",
    "wasmbind",
    "windows-sys",
];

/// Two targets, named so that every machine sees the same trees: a server's, and one without any
/// system below. (On ARM the digests ask `libc` what the processor can do.)
const TARGETS: [&str; 2] = ["x86_64-unknown-linux-gnu", "wasm32v1-none"];

/// The crates of voucher-core's own tree, build-time ones too, with their features.
fn tree(target: &str, features: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(cargo())
        .current_dir(workspace())
        .args(["tree", "--frozen", "--package", "voucher-core", "--edges", "normal,build", "--no-dedupe"])
        .args(["--prefix", "none", "--format", "{p}|{f}", "--target", target])
        .args(features)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut tree = BTreeMap::<_, BTreeSet<_>>::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let (package, features) = line.split_once('|').unwrap();
        let name = package.split(' ').next().unwrap();
        let features = features.split(',').filter(|feature| !feature.is_empty()).map(str::to_owned);
        tree.entry(name.to_owned()).or_default().extend(features);
    }
    tree
}

/// Every feature of voucher-core but `proptest`, which is for tests.
fn features_for_use() -> String {
    let manifest = fs::read_to_string(workspace().join("voucher-core/Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let features = manifest["features"].as_table().unwrap().keys();
    features.filter(|name| *name != "proptest").map(String::as_str).collect::<Vec<_>>().join(",")
}

fn check_tree(tree: &BTreeMap<String, BTreeSet<String>>, allowed: &[(&str, &str)]) {
    let allowed = allowed.iter().map(|(name, _)| *name).chain(["voucher-core"]);
    // The processor's features are asked for on processors that have some.
    let needed = |name: &&str| *name != "cpufeatures" || tree.contains_key("cpufeatures");
    assert_eq!(tree.keys().map(String::as_str).collect::<BTreeSet<_>>(), allowed.filter(needed).collect());
    for (name, features) in tree {
        assert!(!IMPURE.contains(&name.as_str()), "{name}");
        let impure: Vec<_> = features.iter().filter(|feature| IMPURE.contains(&feature.as_str())).collect();
        assert!(impure.is_empty(), "{name} with {impure:?}");
    }
}

/// N1: nothing below the library reads a clock or anything else of the machine.
#[test]
fn the_library_stands_on_few_pure_crates() {
    let everything = [&CRATES[..], &CRATES_OF_FEATURES].concat();
    for target in TARGETS {
        let by_default = tree(target, &[]);
        check_tree(&by_default, &CRATES);
        assert!(by_default.len() <= 20, "{} crates", by_default.len());
        check_tree(&tree(target, &["--features", &features_for_use()]), &everything);
    }
    let features = tree(TARGETS[0], &["--features", &features_for_use()]).remove("chrono").unwrap();
    assert_eq!(features, ["alloc", "serde", "std"].map(str::to_owned).into());
}

/// `std` is asked for by the feature of that name alone.
#[test]
fn without_its_feature_nobody_asks_for_std() {
    for features in ["", "json", "json,serde,pseudonym"] {
        for (name, features) in tree(TARGETS[1], &["--no-default-features", "--features", features]) {
            assert!(!features.contains("std"), "{name}");
        }
    }
}

fn metadata() -> Metadata {
    let options = ["--frozen", "--filter-platform", TARGETS[0]].map(str::to_owned);
    let mut command = MetadataCommand::new();
    command.cargo_path(cargo()).manifest_path(workspace().join("Cargo.toml"));
    command.features(CargoOpt::AllFeatures).other_options(options).exec().unwrap()
}

/// The packages below voucher-core with all features of the whole workspace: more than it ever has.
fn packages(metadata: &Metadata) -> Vec<&Package> {
    let resolve = metadata.resolve.as_ref().unwrap();
    let root = metadata.packages.iter().find(|package| package.name.as_str() == "voucher-core").unwrap();
    let (mut found, mut open) = (BTreeSet::new(), vec![&root.id]);
    while let Some(id) = open.pop() {
        if found.insert(id) {
            let node = resolve.nodes.iter().find(|node| node.id == *id).unwrap();
            let used = node.deps.iter().filter(|dependency| {
                dependency.dep_kinds.iter().any(|kind| kind.kind != DependencyKind::Development)
            });
            open.extend(used.map(|dependency| &dependency.pkg));
        }
    }
    metadata.packages.iter().filter(|package| found.contains(&package.id)).collect()
}

/// Whether a licence expression can be met with the allowed licences. `/` is the old way to write OR.
fn is_met(expression: &str, allowed: &BTreeSet<&str>) -> bool {
    fn any(tokens: &mut Vec<&str>, allowed: &BTreeSet<&str>) -> bool {
        let mut met = all(tokens, allowed);
        while tokens.pop_if(|token| *token == "OR").is_some() {
            met |= all(tokens, allowed);
        }
        met
    }
    fn all(tokens: &mut Vec<&str>, allowed: &BTreeSet<&str>) -> bool {
        let mut met = one(tokens, allowed);
        while tokens.pop_if(|token| *token == "AND").is_some() {
            met &= one(tokens, allowed);
        }
        met
    }
    fn one(tokens: &mut Vec<&str>, allowed: &BTreeSet<&str>) -> bool {
        match tokens.pop() {
            Some("(") => {
                let met = any(tokens, allowed);
                assert_eq!(tokens.pop(), Some(")"), "a licence expression that ends");
                met
            }
            token => token.is_some_and(|licence| allowed.contains(licence)),
        }
    }
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut tokens: Vec<&str> = spaced.split_whitespace().rev().collect();
    any(&mut tokens, allowed) && tokens.is_empty()
}

#[test]
fn licence_expressions_are_understood() {
    let allowed = BTreeSet::from(["MIT", "Unicode-3.0"]);
    for met in [
        "MIT",
        "MIT/Apache-2.0",
        "GPL-3.0 OR MIT",
        "(MIT OR GPL-3.0) AND Unicode-3.0",
        "GPL-3.0 AND X OR MIT",
    ] {
        assert!(is_met(met, &allowed), "{met}");
    }
    for unmet in ["", "GPL-3.0", "MIT AND GPL-3.0", "MIT AND (GPL-3.0 OR X)", "MIT WITH X", "mit"] {
        assert!(!is_met(unmet, &allowed), "{unmet}");
    }
}

/// The policy of deny.toml on the library's own tree: licences, one version of each crate, one registry.
#[test]
fn the_tree_keeps_the_policy() {
    let policy: toml::Table = fs::read_to_string(workspace().join("deny.toml")).unwrap().parse().unwrap();
    let texts = |section: &str, name: &str| -> BTreeSet<&str> {
        policy[section][name].as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
    };
    assert_eq!(policy["bans"]["multiple-versions"].as_str(), Some("deny"));
    assert_eq!(policy["sources"]["unknown-registry"].as_str(), Some("deny"));
    assert_eq!(policy["sources"]["unknown-git"].as_str(), Some("deny"));
    let (licences, registries) = (texts("licenses", "allow"), texts("sources", "allow-registry"));
    let metadata = metadata();
    let packages = packages(&metadata);
    let mut names = BTreeSet::new();
    for package in &packages {
        let name = package.name.as_str();
        assert!(names.insert(name), "{name} is there in two versions");
        let licence = package.license.as_deref().unwrap_or_default();
        assert!(is_met(licence, &licences), "{name}: {licence}");
        if name != "voucher-core" {
            let source = package.source.as_ref().map(|source| source.repr.as_str()).unwrap_or_default();
            let registry = source.strip_prefix("registry+").unwrap_or_default();
            assert!(registries.contains(registry), "{name} comes from {source}");
        }
    }
    for (name, _) in CRATES.iter().chain(&CRATES_OF_FEATURES) {
        assert!(names.contains(name), "{name} was looked at");
    }
}

/// The code of a file without comments and without the tests at its end.
fn code_for_use(source: &str) -> String {
    let code = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// N1, and no panic by memory: the library is `no_std` without unsafe code, in files that one can read.
#[test]
fn sources_keep_the_house_rules() {
    let sources = files("voucher-core/src", ".rs").unwrap();
    let root = &sources["lib.rs"];
    assert!(root.contains("\n#![no_std]\n") && root.contains("\n#![forbid(unsafe_code)]\n"));
    assert!(sources.len() > 30);
    for (name, source) in &sources {
        let lines = source.lines().count();
        assert!(lines <= 600, "{name} has {lines} lines");
        let code = code_for_use(source);
        if !name.ends_with("tests.rs") {
            for (place, _) in code.match_indices("std::") {
                let before = code[..place].chars().next_back();
                assert!(
                    before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_'),
                    "{name} names std"
                );
            }
            let [all, tests] =
                ["extern crate std", "#[cfg(test)]\nextern crate std"].map(|text| code.matches(text));
            assert_eq!(all.count(), tests.count(), "{name}");
        }
        for impure in
            ["SystemTime", "Instant::now", "Utc::now", "Local::now", "include_str!(\"/", "println!", "dbg!"]
        {
            assert!(!code.contains(impure), "{name} has {impure}");
        }
    }
}

/// N33: the table as published, once more, so that no slip of the hand in `regions.csv` goes unseen.
#[test]
fn the_regions_are_the_published_ones() {
    let csv = fs::read_to_string(workspace().join("voucher-core/src/value/regions.csv")).unwrap();
    assert_eq!(csv, REGIONS);
    assert_eq!(REGIONS.lines().count(), 1 + 20);
}

const REGIONS: &str = "\
kato,iso_3166_2,name_kk,name_ru,name_en,alias_ru
10,KZ-10,Абай облысы,область Абай,Abai Region,
11,KZ-11,Ақмола облысы,Акмолинская область,Akmola Region,
15,KZ-15,Ақтөбе облысы,Актюбинская область,Aktobe Region,
19,KZ-19,Алматы облысы,Алматинская область,Almaty Region,
23,KZ-23,Атырау облысы,Атырауская область,Atyrau Region,
27,KZ-27,Батыс Қазақстан облысы,Западно-Казахстанская область,West Kazakhstan Region,
31,KZ-31,Жамбыл облысы,Жамбылская область,Zhambyl Region,
33,KZ-33,Жетісу облысы,область Жетісу,Zhetisu Region,Жетысуская область
35,KZ-35,Қарағанды облысы,Карагандинская область,Karaganda Region,
39,KZ-39,Қостанай облысы,Костанайская область,Kostanay Region,
43,KZ-43,Қызылорда облысы,Кызылординская область,Kyzylorda Region,
47,KZ-47,Маңғыстау облысы,Мангистауская область,Mangystau Region,
55,KZ-55,Павлодар облысы,Павлодарская область,Pavlodar Region,
59,KZ-59,Солтүстік Қазақстан облысы,Северо-Казахстанская область,North Kazakhstan Region,
61,KZ-61,Түркістан облысы,Туркестанская область,Turkistan Region,
62,KZ-62,Ұлытау облысы,область Ұлытау,Ulytau Region,Улытауская область
63,KZ-63,Шығыс Қазақстан облысы,Восточно-Казахстанская область,East Kazakhstan Region,
71,KZ-71,Астана қаласы,город Астана,Astana,
75,KZ-75,Алматы қаласы,город Алматы,Almaty,
79,KZ-79,Шымкент қаласы,город Шымкент,Shymkent,
";
