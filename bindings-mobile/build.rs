//! The shared library's alignment and name. Here and not in a configuration of cargo, where `RUSTFLAGS` of the
//! environment would quietly take its place.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let system = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if matches!(system.as_str(), "android" | "linux") {
        // Phones with pages of 16 KB load nothing that is aligned to less.
        println!("cargo:rustc-cdylib-link-arg=-Wl,-z,max-page-size=16384");
        println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libvoucher_core_mobile.so");
    }
}
