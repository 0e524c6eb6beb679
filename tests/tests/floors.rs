//! Arrows point down only: a room of the core knows no room above it in DESIGN's tables, a programme knows no other,
//! and no two files know each other.
#![expect(clippy::unwrap_used, reason = "a test fails where its files are not as they were")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use voucher_tests::{files, workspace};

/// Every source file of the core as `gas/columns/rows`, with its text; tests at the end of a file may look anywhere.
fn core() -> BTreeMap<String, String> {
    let mut core = BTreeMap::new();
    for (path, text) in files("voucher-core/src", ".rs").unwrap() {
        let name = path.trim_end_matches(".rs");
        if name.rsplit('/').next() != Some("tests") {
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            let code = code.lines().map(|line| line.split("//").next().unwrap_or_default());
            core.insert(name.to_owned(), code.collect());
        }
    }
    core
}

/// What stands behind each `crate::` and `super::` of a text, as paths from the crate on.
fn paths(file: &str, text: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for (start, _) in text.match_indices("crate::").chain(text.match_indices("super::")) {
        if text.get(..start).unwrap().ends_with("super::") || text.get(..start).unwrap().ends_with('$') {
            continue;
        }
        let (mut from, mut rest) = (file, text.get(start..).unwrap());
        while let Some(after) = rest.strip_prefix("super::") {
            (from, rest) = (from.rsplit_once('/').map_or("", |(parent, _)| parent), after);
        }
        let from = rest.strip_prefix("crate::").map_or_else(|| (from, rest), |after| ("", after));
        expand(from.0, from.1, &mut paths);
    }
    paths
}

/// The paths of a tree such as `gas::{fact::Fact, stage}`; gives what follows it.
fn expand<'t>(prefix: &str, tree: &'t str, paths: &mut Vec<String>) -> &'t str {
    let tree = tree.trim_start();
    if let Some(mut items) = tree.strip_prefix('{') {
        while !items.trim_start().starts_with('}') {
            let after = expand(prefix, items, paths).trim_start();
            items = after.strip_prefix(',').unwrap_or(after);
        }
        return items.trim_start().strip_prefix('}').unwrap();
    }
    let end = tree.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '*').unwrap_or(tree.len());
    let (name, after) = tree.split_at(end);
    let path = format!("{prefix}/{name}");
    match after.strip_prefix("::") {
        Some(inner) => expand(&path, inner, paths),
        None => {
            paths.push(path.trim_start_matches('/').to_owned());
            let word = |c: char| c.is_alphanumeric() || c == '_';
            after.trim_start().strip_prefix("as ").map_or(after, |renamed| renamed.trim_start_matches(word))
        }
    }
}

/// The rooms of DESIGN's tables, from the top down.
fn rooms() -> Vec<String> {
    let design = fs::read_to_string(workspace().join("DESIGN.md")).unwrap();
    let tables =
        design.split("## The rooms of `voucher-core/src`").nth(1).unwrap().split("\n## ").next().unwrap();
    let cells = tables.lines().filter_map(|line| line.strip_prefix("| `")?.split_once(" |"));
    cells
        .flat_map(|(cell, _)| cell.split('`').step_by(2).map(|room| room.trim_end_matches(".rs").to_owned()))
        .collect()
}

/// Which files each file of the core knows.
fn arrows() -> BTreeMap<String, BTreeSet<String>> {
    let core = core();
    let target = |path: &String| {
        let mut path = path.as_str();
        while !core.contains_key(path) {
            path = path.rsplit_once('/')?.0;
        }
        Some(path.to_owned())
    };
    let known = |(file, text): (&String, &String)| {
        let known = paths(file, text).iter().filter_map(target).filter(|known| known != file).collect();
        (file.clone(), known)
    };
    core.iter().map(known).collect()
}

#[test]
fn arrows_point_down() {
    let rooms = rooms();
    let place = |name: &str| rooms.iter().position(|room| room == name);
    // First the floor of the core, then the room inside it: the longest that the tables have.
    let floor = |file: &str| {
        let ends = file.match_indices('/').map(|(end, _)| end).chain([file.len()]);
        let mut places = ends.filter_map(|end| place(file.get(..end)?));
        let whole = places.next().unwrap_or_else(|| panic!("{file} stands in no room"));
        (whole, places.next_back())
    };
    let programmes = ["gas", "meals", "medicines", "family_card", "targeted_assistance"];
    let programme = |file: &str| programmes.into_iter().find(|each| file.split('/').next() == Some(each));
    for (file, known) in arrows() {
        for known in known {
            let ((whole, room), (known_whole, known_room)) = (floor(&file), floor(&known));
            let below = whole < known_whole || whole == known_whole && room <= known_room.or(room);
            assert!(below, "{file} knows {known}, which stands above it");
            let (own, others) = (programme(&file), programme(&known));
            assert!(own.is_none() || others.is_none() || own == others, "{file} knows {known}");
        }
    }
}

#[test]
fn no_two_files_know_each_other() {
    let mut arrows = arrows();
    while let Some(file) = arrows.iter().find(|(_, known)| known.is_empty()).map(|(file, _)| file.clone()) {
        arrows.remove(&file);
        for known in arrows.values_mut() {
            known.remove(&file);
        }
    }
    assert!(arrows.is_empty(), "in a circle, or above one: {arrows:?}");
}
