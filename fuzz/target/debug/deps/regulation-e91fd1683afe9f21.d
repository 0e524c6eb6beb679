/work/main/fuzz/target/debug/deps/regulation-e91fd1683afe9f21.d: fuzz_targets/regulation.rs

/work/main/fuzz/target/debug/deps/libregulation-e91fd1683afe9f21.rmeta: fuzz_targets/regulation.rs

fuzz_targets/regulation.rs:
