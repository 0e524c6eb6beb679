/work/main/fuzz/target/debug/deps/snapshot-9a6ee1d5d3b96c6b.d: fuzz_targets/snapshot.rs

/work/main/fuzz/target/debug/deps/libsnapshot-9a6ee1d5d3b96c6b.rmeta: fuzz_targets/snapshot.rs

fuzz_targets/snapshot.rs:
