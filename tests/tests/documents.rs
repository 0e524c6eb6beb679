//! What the project's pages say and lead to is there.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of a test fail as the test does")]

use std::{fs, path::Path};

use voucher_core::{
    Language, family_card, gas::Refusal, meals, medicines, programme::Texts, targeted_assistance,
};
use voucher_tests::{files, workspace};

#[test]
fn every_link_leads_to_a_file() {
    let (mut links, mut broken) = (0, Vec::new());
    let root = workspace();
    let manifest: toml::Table = fs::read_to_string(root.join("Cargo.toml")).unwrap().parse().unwrap();
    let repository = manifest["workspace"]["package"]["repository"].as_str().unwrap();
    // What is packed leads to the repository.
    let packed = ["blob", "tree"].map(|kind| format!("{repository}/{kind}/HEAD/"));
    for (page, text) in files("", ".md").unwrap() {
        for (link, _) in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')) {
            let file = link.split('#').next().unwrap_or_default();
            let leads_to = match packed.iter().find_map(|start| file.strip_prefix(start)) {
                Some(of_root) => root.join(of_root),
                None if file.is_empty() || file.contains("://") => continue,
                None => root.join(&page).with_file_name(file),
            };
            links += 1;
            if !leads_to.exists() {
                broken.push(format!("{page}: {link}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    assert!(links > 50, "only {links} links");
}

#[test]
fn n36_the_page_on_refusals_quotes_the_texts() {
    let page = include_str!("../../docs/refusals.md");
    for refusal in Refusal::ALL {
        assert!(page.contains(&format!("### `{}`", refusal.code())), "{refusal:?}");
        for &language in Language::ALL {
            let text = refusal.texts().in_language(language);
            assert!(page.contains(text), "{text}");
        }
    }
}

/// The texts of a refusal by its code.
type ByCode = fn(&str) -> Option<Texts>;

/// A section of the page on refusals for each programme after gas, written from its list of refusals.
fn refusals_of_programmes() -> String {
    macro_rules! of {
        ($title:literal, $programme:ident) => {{
            let rows =
                include_str!(concat!("../../voucher-core/src/", stringify!($programme), "/refusal.rs"));
            let texts: ByCode = |code| $programme::Refusal::from_code(code).map($programme::Refusal::texts);
            ($title, rows, texts)
        }};
    }
    let programmes = [
        of!("School meals", meals),
        of!("Medicines", medicines),
        of!("The Digital Family Card", family_card),
        of!("Targeted social assistance", targeted_assistance),
    ];
    let mut page = String::new();
    for (title, rows, texts) in programmes {
        page += &format!("\n## {title}\n\n| code | norms | meaning | texts |\n| --- | --- | --- | --- |\n");
        for row in rows.lines().filter(|row| row.starts_with("    ") && row.ends_with("\",")) {
            let [_, code, _, norms, _, meaning, _] = row.split('"').collect::<Vec<_>>()[..] else {
                panic!("{row}")
            };
            let [kk, ru, en] = [Language::Kk, Language::Ru, Language::En]
                .map(|language| texts(code).unwrap().in_language(language));
            page += &format!("| `{code}` | {norms} | {meaning} | {kk}<br>{ru}<br>{en} |\n");
        }
    }
    page
}

/// N36: `UPDATE_PAGES=1` writes the sections anew.
#[test]
fn n36_the_page_on_refusals_has_the_lists_of_all_programmes() {
    const BEGIN: &str = "<!-- What follows is written from the lists. -->\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/refusals.md");
    let page = fs::read_to_string(&path).unwrap();
    let (by_hand, written) = page.split_once(BEGIN).unwrap();
    let want = refusals_of_programmes();
    if std::env::var_os("UPDATE_PAGES").is_some() {
        fs::write(&path, format!("{by_hand}{BEGIN}{want}")).unwrap();
    } else {
        assert_eq!(written, want);
    }
}

/// N36, T11: the Russian names of the evidence are those of the page, in its order.
#[test]
fn n36_names_of_the_evidence_are_those_of_the_card() {
    let mut page = include_str!("../../docs/norms/targeted_assistance.md");
    for kind in targeted_assistance::Evidence::ALL {
        let row = format!("| `{}` | {} |", kind.code(), kind.texts().ru());
        (_, page) = page.split_once(&row).unwrap();
    }
}

/// Where the source is, the version and the licences are said once for cargo; other registries have manifests of their own.
#[test]
fn every_manifest_says_the_same() {
    let root = workspace();
    let read = |file| fs::read_to_string(root.join(file)).unwrap();
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let said = |field: &str| manifest["workspace"]["package"][field].as_str().unwrap().to_owned();
    let (repository, version) = (said("repository"), said("version"));
    let wheel: toml::Table = read("bindings-python/pyproject.toml").parse().unwrap();
    assert_eq!(wheel["project"]["urls"]["Repository"].as_str(), Some(repository.as_str()));
    assert_eq!(wheel["project"]["license"].as_str(), Some(said("license").as_str()));
    for file in ["bindings-mobile/kotlin/pom.xml", "bindings-mobile/kotlin/android/pom.xml"] {
        let pom = read(file);
        assert_eq!(pom.matches(&format!("<url>{repository}</url>")).count(), 2, "{file}");
        assert!(pom.contains(&format!("scm:git:{repository}.git")), "{file}");
        let named = pom.split_once("<artifactId>voucher-core").unwrap().1;
        assert!(named.lines().nth(1).unwrap().contains(&format!("<version>{version}</version>")), "{file}");
        assert!(
            said("license").split(" OR ").all(|name| pom.contains(&format!("<name>{name}</name>"))),
            "{file}"
        );
    }
}
