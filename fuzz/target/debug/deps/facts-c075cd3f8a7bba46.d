/work/main/fuzz/target/debug/deps/facts-c075cd3f8a7bba46.d: fuzz_targets/facts.rs

/work/main/fuzz/target/debug/deps/libfacts-c075cd3f8a7bba46.rmeta: fuzz_targets/facts.rs

fuzz_targets/facts.rs:
