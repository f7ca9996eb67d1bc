import Model
import SystemPackage
import Testing

@testable import Project

@Suite struct PackageDescriptionTests {
    /// A function and the tool of a plugin that generates code for it.
    private let generated = PackageDescription(
        name: "shop",
        products: [
            .init(name: "Orders", kind: .executable, targets: ["Orders"]),
            .init(name: "generate", kind: .executable, targets: ["generate"]),
        ],
        targets: [
            .init(name: "Orders", kind: "executable", path: "Sources/Orders", products: ["Orders"]),
            .init(name: "generate", kind: "executable", path: "Sources/generate", products: ["generate"]),
            .init(
                name: "Generation", kind: "plugin", path: "Plugins/Generation", products: [], dependencies: ["generate"]
            ),
        ])

    private func functions(_ package: PackageDescription, _ yaml: String? = nil) async throws -> [String] {
        try await settings(yaml).resolve(products: .required) { package }.functions.map(\.name)
    }

    /// A plugin's tool becomes a function only if the configuration lists it.
    @Test func pluginTools() async throws {
        #expect(try await functions(generated) == ["Orders"])
        #expect(try await functions(generated, "version: 1\nfunctions: { generate: }") == ["generate"])
        var onlyTool = generated
        onlyTool.products.removeFirst()
        await #expect(throws: PackageError.noExecutable(package: "shop")) { try await functions(onlyTool) }
    }

    /// Build plugins and macros are not part of a product, unless the product also uses them.
    @Test func targetsOfProduct() {
        let product = ["Orders"]
        let description = PackageDescription(
            name: "shop",
            products: [.init(name: "Orders", kind: .executable, targets: ["Orders"])],
            targets: [
                .init(
                    name: "Orders", kind: "executable", path: "Sources/Orders", products: product,
                    dependencies: ["Generation", "Macros", "Store"]),
                .init(
                    name: "Generation", kind: "plugin", path: "Plugins/Generation", products: product,
                    dependencies: ["generate"]),
                .init(
                    name: "generate", kind: "executable", path: "Sources/generate", products: product,
                    dependencies: ["Store", "Syntax"]),
                .init(
                    name: "Macros", kind: "macro", path: "Sources/Macros", products: product,
                    dependencies: ["Syntax"]),
                .init(name: "Store", kind: "library", path: "Sources/Store", products: product),
                .init(name: "Syntax", kind: "library", path: "Sources/Syntax", products: product),
            ])
        #expect(description.targets(ofProduct: "Orders").map(\.name) == ["Orders", "Store"])
    }

    /// The whole package is built if it has nothing else.
    @Test func wholePackage() {
        #expect(shop.consists(ofProducts: ["Orders", "Payments"]))
        #expect(!shop.consists(ofProducts: ["Orders"]))
        #expect(!generated.consists(ofProducts: ["Orders", "generate"]))
        var tested = shop
        tested.targets.append(.init(name: "StoreTests", kind: "test", path: "Tests/StoreTests", products: []))
        #expect(tested.consists(ofProducts: ["Orders", "Payments"]))
        tested.targets.append(.init(name: "Extra", kind: "library", path: "Sources/Extra", products: []))
        #expect(!tested.consists(ofProducts: ["Orders", "Payments"]))
    }
}

@Suite struct BuildArgumentTests {
    @Test(arguments: [
        ["--product", "X"], ["--scratch-path=/x"], ["-c", "debug"], ["--swift-sdk", "x"], ["--triple", "x"],
        ["-Xswiftc", "-DX", "--package-path", "/x"], ["-Xswiftc"], ["--build-tests"], ["-j", "1"],
    ])
    func whatSwiftlambdaSetsItselfIsRefused(arguments: [String]) throws {
        let refusal = try #require(BuildArguments.refusal(of: arguments))
        #expect(!refusal.reason.isEmpty && !refusal.hint.isEmpty)
    }

    @Test(arguments: [
        [], ["-Xswiftc", "-DRELEASE"], ["-Xswiftc", "--product"], ["--traits", "Fast"], ["--verbose"],
        ["-Xlinker", "-j", "-Xcc", "-c"],
    ])
    func otherOptionsAreTaken(arguments: [String]) {
        #expect(BuildArguments.refusal(of: arguments) == nil)
    }

    /// The configuration gives arguments and patterns for all functions and for one.
    @Test func configured() async throws {
        let project = try await settings(
            """
            version: 1
            defaults: { build: { arguments: [-Xswiftc, -DALL] }, exclude: ["*.psd"] }
            functions:
              orders: { product: Orders }
              payments: { product: Payments, build: { arguments: [] }, exclude: [raw/] }
            """, overrides: ProjectOverrides(exclude: ["more"])
        ).resolve(products: .required) { shop }
        #expect(project.functions.map(\.build.arguments) == [["-Xswiftc", "-DALL"], []])
        #expect(project.functions.map(\.exclude) == [["*.psd", "more"], ["raw/", "more"]])
    }

    @Test func aRefusedArgumentIsReportedWhereItStands() throws {
        let error = #expect(throws: ConfigurationError.self) {
            try configuration("version: 1\ndefaults:\n  build:\n    arguments: [--product, X]\n")
        }
        let diagnostic = try #require(error?.diagnostics.first)
        #expect(diagnostic.identifier == "config.build-argument")
        #expect(diagnostic.location?.line == 4)
    }

    @Test func aByteOrderMarkIsSkipped() throws {
        let file = try Configuration(
            yaml: [0xEF, 0xBB, 0xBF] + Array("version: 1\nregions: [eu-west-1]\n".utf8),
            file: "/package/swiftlambda.yaml", displayName: "swiftlambda.yaml")
        #expect(file.regions.map(\.name) == ["eu-west-1"])
    }
}
