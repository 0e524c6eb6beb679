// swift-tools-version: 6.0

import PackageDescription

let package = Package(
    name: "VoucherCore",
    platforms: [.iOS(.v13)],
    products: [.library(name: "VoucherCore", targets: ["VoucherCore"])],
    targets: [
        .binaryTarget(name: "VoucherCoreFFI", path: "VoucherCoreFFI.xcframework"),
        .target(
            name: "VoucherCore",
            dependencies: ["VoucherCoreFFI"],
            resources: [.copy("PrivacyInfo.xcprivacy")]
        ),
    ],
    swiftLanguageModes: [.v6]
)
