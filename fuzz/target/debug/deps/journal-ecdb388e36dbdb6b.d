/work/main/fuzz/target/debug/deps/journal-ecdb388e36dbdb6b.d: fuzz_targets/journal.rs

/work/main/fuzz/target/debug/deps/libjournal-ecdb388e36dbdb6b.rmeta: fuzz_targets/journal.rs

fuzz_targets/journal.rs:
