/work/main/fuzz/target/debug/deps/columns-4b21a9ea3f63153e.d: fuzz_targets/columns.rs

/work/main/fuzz/target/debug/deps/libcolumns-4b21a9ea3f63153e.rmeta: fuzz_targets/columns.rs

fuzz_targets/columns.rs:
