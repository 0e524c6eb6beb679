/work/main/fuzz/target/debug/deps/identifiers-fb405691121be1e3.d: fuzz_targets/identifiers.rs

/work/main/fuzz/target/debug/deps/libidentifiers-fb405691121be1e3.rmeta: fuzz_targets/identifiers.rs

fuzz_targets/identifiers.rs:
