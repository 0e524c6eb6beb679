/work/main/fuzz/target/debug/deps/hifijson-5ff774207c64b183.d: /root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/lib.rs /root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/read.rs /root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/write.rs /root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/escape.rs /root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/num.rs /root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/str.rs /root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/token.rs /root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/ignore.rs /root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/value.rs

/work/main/fuzz/target/debug/deps/libhifijson-5ff774207c64b183.rmeta: /root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/lib.rs /root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/read.rs /root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/write.rs /root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/escape.rs /root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/num.rs /root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/str.rs /root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/token.rs /root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/ignore.rs /root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/value.rs

/root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/lib.rs:
/root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/read.rs:
/root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/write.rs:
/root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/escape.rs:
/root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/num.rs:
/root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/str.rs:
/root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/token.rs:
/root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/ignore.rs:
/root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/hifijson-0.5.0/src/value.rs:
