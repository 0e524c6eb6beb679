/work/main/fuzz/target/debug/deps/voucher_tests-bd7dfb8665c50855.d: /work/main/tests/src/lib.rs /work/main/tests/src/compare.rs /work/main/tests/src/naive.rs /work/main/tests/src/naive/queries.rs /work/main/tests/src/naive/rules.rs /work/main/tests/src/naive_journal.rs /work/main/tests/src/table.rs /work/main/tests/src/vectors.rs

/work/main/fuzz/target/debug/deps/libvoucher_tests-bd7dfb8665c50855.rmeta: /work/main/tests/src/lib.rs /work/main/tests/src/compare.rs /work/main/tests/src/naive.rs /work/main/tests/src/naive/queries.rs /work/main/tests/src/naive/rules.rs /work/main/tests/src/naive_journal.rs /work/main/tests/src/table.rs /work/main/tests/src/vectors.rs

/work/main/tests/src/lib.rs:
/work/main/tests/src/compare.rs:
/work/main/tests/src/naive.rs:
/work/main/tests/src/naive/queries.rs:
/work/main/tests/src/naive/rules.rs:
/work/main/tests/src/naive_journal.rs:
/work/main/tests/src/table.rs:
/work/main/tests/src/vectors.rs:

# env-dep:CARGO_MANIFEST_DIR=/work/main/tests
