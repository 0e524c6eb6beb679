// swift-tools-version: 6.0
//! What a call costs from Swift: `cargo xtask mobile bench` runs it where there is a Swift.

import PackageDescription

let package = Package(
    name: "VoucherBench",
    platforms: [.macOS(.v13)],
    dependencies: [.package(path: "../../bindings-mobile/swift")],
    targets: [
        .executableTarget(
            name: "VoucherBench",
            dependencies: [.product(name: "VoucherCore", package: "swift")],
            path: "swift"
        ),
    ],
    swiftLanguageModes: [.v6]
)
