//! Where PostgreSQL's programs are, and who may run them.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::wallet::Fault;

/// The newest folder that has them: Debian's, which no PATH names, then Fedora's, Homebrew's and the PATH's.
pub(crate) fn folder() -> Option<PathBuf> {
    let mut folders = versions("/usr/lib/postgresql", "", "bin");
    folders.extend(versions("/usr", "pgsql-", "bin"));
    folders.extend(versions("/opt/homebrew/opt", "postgresql@", "bin"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&path));
    let has_all =
        |folder: &PathBuf| ["initdb", "pg_ctl", "postgres"].iter().all(|name| folder.join(name).is_file());
    folders.into_iter().find(has_all)
}

/// Folders such as `above/prefix15/below`, the highest version first.
fn versions(above: &str, prefix: &str, below: &str) -> Vec<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir(above)
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version = entry.file_name().to_str()?.strip_prefix(prefix)?.parse().ok()?;
            Some((version, entry.path().join(below)))
        })
        .collect();
    found.sort();
    found.into_iter().rev().map(|(_, folder)| folder).collect()
}

/// A user by number, with the group.
#[derive(Clone, Copy)]
pub(crate) struct User {
    pub(crate) user: u32,
    pub(crate) group: u32,
}

/// Whom to run the server as, given a folder that was just made: nobody else, unless that is root, whom
/// PostgreSQL does not serve.
pub(crate) fn server_user(made: &Path) -> Result<Option<User>, Fault> {
    let owner = fs::metadata(made).map_err(Fault::io("look at the folder"))?.uid();
    if owner != 0 {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd").map_err(Fault::io("read the list of users"))?;
    let user = ["postgres", "nobody"].iter().find_map(|name| user(&users, name));
    user.map(Some)
        .ok_or_else(|| Fault::broken("root may not run PostgreSQL, and there is neither postgres nor nobody"))
}

fn user(users: &str, name: &str) -> Option<User> {
    users.lines().find_map(|line| {
        let mut fields = line.split(':');
        let found = fields.next()? == name;
        let (user, group) = (fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?);
        found.then_some(User { user, group })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_found_by_name() {
        let users = "root:x:0:0:root:/root:/bin/sh\npostgres:x:101:104:x,,,:/var:/bin/bash\n";
        let found = user(users, "postgres").unwrap();
        assert_eq!((found.user, found.group), (101, 104));
        assert!(user(users, "nobody").is_none() && user("nobody", "nobody").is_none());
    }
}
