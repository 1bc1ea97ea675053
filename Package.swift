// swift-tools-version: 6.2
import PackageDescription

/// Settings shared by every target: strict Swift 6 and the upcoming features that keep imports honest.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),  // SE-0335
  .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
  .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
  .treatAllWarnings(as: .error),
]

/// Loops over pixels and bytes are a hundred times slower without the optimizer; debug builds optimize them too.
let kernels: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
  name: "hallux",
  products: [.executable(name: "hallux", targets: ["hallux"])],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    // The pure rooms: no clock, no file, no network, no Foundation.
    .target(name: "Imaging", swiftSettings: kernels),
    .target(name: "Attribution", dependencies: ["Imaging"], swiftSettings: strict),
    .target(name: "Probing", swiftSettings: strict),
    .target(name: "ModelAPI", dependencies: ["Imaging"], swiftSettings: strict),

    // The rooms with windows: files, sockets, the database.
    .systemLibrary(
      name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(
      name: "CTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),
    .target(
      name: "Codecs",
      dependencies: [
        "Imaging", "CPNG", "CTurboJPEG", .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: kernels),
    .target(
      name: "ProbeFiles",
      dependencies: ["Probing", "Codecs"],
      swiftSettings: kernels),
    .target(
      name: "ChatCompletions",
      dependencies: [
        "ModelAPI", "Codecs", "Imaging", "CCurl", .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .target(
      name: "AuditStore",
      dependencies: [
        "Probing", "Attribution", "ModelAPI", "Imaging", "Codecs",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),

    // The hall, the front window, the door.
    .target(
      name: "Auditing",
      dependencies: ["Imaging", "Attribution", "Probing", "ModelAPI", "Codecs", "AuditStore"],
      swiftSettings: strict),
    .target(
      name: "Reporting",
      dependencies: [
        "AuditStore", "Codecs", "ModelAPI", "Imaging", "Attribution", "Probing",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [
        "page.html", "index.html", "findings.html", "finding.html", "picture.html", "curve.html",
        "estimate.html", "compare.html", "row.html", "selection.html", "caption.html", "order.html",
        "tokens.html", "captions.html", "described.html", "objects.html", "object.html",
        "glossary.html", "pulls.html", "bars.html", "gallery.html", "triggers.html", "record.html",
        "facts.html", "factlist.html", "pages.html", "style/ground.css", "style/frame.css",
        "style/words.css", "style/pictures.css", "style/tables.css", "style/list.css",
        "style/finding.css", "style/order.css", "style/caption.css", "style/object.css",
        "style/glossary.css", "style/print.css", "style/single.css", "script/list.js",
        "script/regions.js", "script/reveal.js", "script/copy.js", "script/single.js",
      ].map { .embedInCode("../../templates/" + $0) },
      swiftSettings: strict),
    .target(
      name: "Exchange",
      dependencies: ["AuditStore", "Attribution", "Codecs", "ModelAPI", "Probing"],
      swiftSettings: strict),
    .executableTarget(
      name: "hallux",
      dependencies: [
        "Imaging", "Attribution", "Probing", "ProbeFiles", "ModelAPI", "Codecs", "ChatCompletions",
        "AuditStore", "Auditing", "Reporting", "Exchange",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),

    // Not a product: Benchmarks/slico runs it beside OpenCV.
    .executableTarget(
      name: "slico-bench", dependencies: ["Imaging"], path: "Benchmarks/slico-bench",
      swiftSettings: strict),

    // Not a product: Benchmarks/requests runs it beside bare load generators.
    .executableTarget(
      name: "requests-bench", dependencies: ["ChatCompletions", "ModelAPI", "Imaging"],
      path: "Benchmarks/requests-bench", swiftSettings: strict),

    // Not a product: what the log's chain costs, see Benchmarks/README.md.
    .executableTarget(
      name: "chain-bench",
      dependencies: [
        "AuditStore", "Attribution", "Codecs", "Imaging", "ModelAPI", "Probing",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      path: "Benchmarks/chain-bench", swiftSettings: strict),

    // Not a product: large logs, and what they cost; see Benchmarks/README.md.
    .executableTarget(
      name: "log-bench",
      dependencies: [
        "AuditStore", "Auditing", "Attribution", "Codecs", "Imaging", "ModelAPI", "Probing",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      path: "Benchmarks/log-bench", swiftSettings: strict),

    // What several test targets share; they hold no tests.
    .testTarget(
      name: "ReportSamples",
      dependencies: ["Reporting", "AuditStore", "ModelAPI", "Attribution", "Probing", "Imaging"],
      path: "Tests/Support/ReportSamples", swiftSettings: kernels),
    .testTarget(name: "TestHost", path: "Tests/Support/TestHost", swiftSettings: strict),
    .testTarget(name: "TestKit", path: "Tests/Support/TestKit", swiftSettings: strict),

    .testTarget(
      name: "ImagingTests", dependencies: ["TestKit", "Imaging"], exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "AttributionTests", dependencies: ["Attribution", "Imaging"], exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(name: "ProbingTests", dependencies: ["Probing"], swiftSettings: strict),
    .testTarget(
      name: "ProbeFilesTests", dependencies: ["TestKit", "ProbeFiles", "Probing"],
      swiftSettings: strict),
    .testTarget(
      name: "ModelAPITests", dependencies: ["TestKit", "ModelAPI"], swiftSettings: strict),
    .testTarget(
      name: "CodecsTests", dependencies: ["TestKit", "Codecs", "Imaging"], exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "ChatCompletionsTests",
      dependencies: [
        "TestHost", "TestKit", "ChatCompletions", "ModelAPI", "Codecs", "Imaging",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "AuditStoreTests",
      dependencies: [
        "TestKit", "AuditStore", "Probing", "Attribution", "Imaging", "ModelAPI", "Codecs",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Golden"], swiftSettings: strict),
    .testTarget(
      name: "AuditingTests",
      dependencies: [
        "Auditing", "AuditStore", "Attribution", "Probing", "ModelAPI", "Imaging", "Codecs",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ReportingTests",
      dependencies: [
        "ReportSamples", "TestKit", "Reporting", "AuditStore", "ModelAPI", "Attribution", "Probing",
        "Codecs", "Imaging",
      ],
      exclude: ["Golden"], swiftSettings: strict),
    .testTarget(
      name: "ReportBrowserTests",
      dependencies: [
        "ReportSamples", "TestHost", "TestKit", "Reporting", "AuditStore", "Codecs", "Imaging",
        "Probing",
      ],
      exclude: ["Golden"], swiftSettings: kernels),
    .testTarget(
      name: "ExchangeTests",
      dependencies: [
        "TestKit", "Exchange", "AuditStore", "Attribution", "ModelAPI", "Probing", "ProbeFiles",
      ],
      exclude: ["Golden", "Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "HalluxTests",
      dependencies: [
        "hallux", "TestHost", "TestKit", "AuditStore", "Attribution", "Auditing", "ChatCompletions",
        "Codecs", "Imaging", "ModelAPI", "Probing",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["Golden", "Faults/tls_server.py"], swiftSettings: strict),
    .testTarget(
      name: "FuzzTests",
      dependencies: [
        "hallux", "AuditStore", "ChatCompletions", "Codecs", "Imaging", "ModelAPI", "ProbeFiles",
        "Probing",
      ],
      exclude: ["Corpus"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
