//! The codes that only this face gives, and what each says in words (N36): a line a code in `own.tsv`.

/// Codes that only this face gives, each in Kazakh, Russian and English; all others are the core's.
pub(crate) fn own() -> impl Iterator<Item = (&'static str, [&'static str; 3])> {
    include_str!("own.tsv").lines().filter_map(|line| {
        let mut parts = line.split('\t');
        let mut next = || parts.next();
        Some((next()?, [next()?, next()?, next()?]))
    })
}
