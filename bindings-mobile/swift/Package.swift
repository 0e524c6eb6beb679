// swift-tools-version: 6.0
//! The package as it is worked on: the shared library is built by cargo, and its folder is handed in by
//! `-Xlinker -L`. The package for apps, with its XCFramework, is made from these sources by `cargo xtask dist apple`.

import PackageDescription

let package = Package(
    name: "VoucherCore",
    platforms: [.iOS(.v13), .macOS(.v10_15)],
    products: [
        .library(name: "VoucherCore", targets: ["VoucherCore"]),
        .library(name: "OtherLibrary", type: .dynamic, targets: ["OtherLibrary"]),
    ],
    targets: [
        .systemLibrary(name: "VoucherCoreFFI"),
        .target(name: "VoucherCore", dependencies: ["VoucherCoreFFI"]),
        .executableTarget(name: "VoucherWallet", dependencies: ["VoucherCore"]),
        .target(name: "OtherLibrary", path: "Tests/OtherLibrary"),
        .testTarget(name: "VoucherCoreTests", dependencies: ["VoucherCore"]),
    ],
    swiftLanguageModes: [.v6]
)
