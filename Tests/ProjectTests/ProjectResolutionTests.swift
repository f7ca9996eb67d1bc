import Model
import SystemPackage
import Testing

@testable import Project

/// Resolving a project.
@Suite
struct ProjectResolutionTests {
    private func resolve(
        _ yaml: String?,
        overrides: ProjectOverrides = ProjectOverrides(),
        products: ProjectSettings.ProductCheck = .required,
        package: PackageDescription = shop
    ) async throws -> ResolvedProject {
        try await settings(yaml, overrides: overrides).resolve(products: products) { package }
    }

    /// Every executable is a function if the file lists none.
    @Test func executables() async throws {
        let bare = try await resolve(nil)
        #expect(bare.configurationFile == nil)
        #expect(
            bare.functions == [
                LambdaFunction(name: "Orders", product: "Orders", architecture: .arm64),
                LambdaFunction(name: "Payments", product: "Payments", architecture: .arm64),
            ])
        let withDefaults = try await resolve("version: 1\ndefaults: { memory: 300 }\nregions: [eu-west-1]")
        #expect(withDefaults.functions.map(\.memory) == [300, 300])
        #expect(withDefaults.regions.map(\.name) == ["eu-west-1"])
        #expect(withDefaults.configurationFile == "/package/swiftlambda.yaml")
    }

    /// Resolving a project asks for the package's description only where it is needed.
    @Test func lazy() async throws {
        let resolver = try settings("version: 1\nfunctions: { orders: { product: Ordres } }")
        let project = try await resolver.resolve(products: .waived) {
            Issue.record("the description must not be asked for")
            return shop
        }
        #expect(project.functions.map(\.product) == ["Ordres"])
        await #expect(throws: ConfigurationError.self) { try await resolver.resolve(products: .required) { shop } }
    }

    /// Warnings about secrets in variables have their lines, and do not show the secrets.
    @Test func secrets() async throws {
        let project = try await resolve(
            """
            version: 1
            defaults: { environment: { SHARED_TOKEN: c0ffee-c0ffee } }
            functions:
              Orders:
                environment:
                  TABLE: orders
                  DB_URL: postgres://shop:hunter2@db/shop
              Payments:
            """)
        let orders = project.warnings(of: project.functions.filter { $0.name == "Orders" })
        let secret = try #require(orders.first { $0.summary.contains("DB_URL") })
        #expect(secret.identifier == "function.secret")
        #expect(secret.location?.line == 7)
        #expect(!secret.hints.isEmpty)
        #expect(!orders.contains { "\($0)".contains("hunter2") })
        #expect(project.warnings(of: project.functions).count { $0.summary.contains("SHARED_TOKEN") } == 1)
    }

    /// Flags take precedence over the file, and the file over the defaults.
    @Test func precedence() async throws {
        let yaml = """
            version: 1
            regions: [eu-west-1]
            account: 111111111111
            defaults: { architecture: arm64, include: [Shared] }
            functions: { Orders: { architecture: x86_64, runtime: provided.al2023 } , Payments: }
            """
        let file = try await resolve(yaml)
        #expect(file.functions.map(\.architecture) == [.x86_64, .arm64])
        #expect(file.account == "111111111111")

        let overridden = try await resolve(
            yaml,
            overrides: ProjectOverrides(
                architectures: [.x86_64], runtime: .providedAL2, regions: [#require(Region("us-east-1"))],
                include: [IncludeRule(source: "More")], account: "222222222222"))
        #expect(overridden.functions.map(\.architecture) == [.x86_64, .x86_64])
        #expect(overridden.functions.map(\.runtime) == [.providedAL2, .providedAL2])
        #expect(overridden.functions.map { $0.include.map(\.source) } == [["Shared", "More"], ["Shared", "More"]])
        #expect(overridden.regions.map(\.name) == ["us-east-1"])
        #expect(overridden.account == "222222222222")
    }

    /// Each function is there once for each requested architecture, and each error is reported once.
    @Test func architectures() async throws {
        let both = ProjectOverrides(architectures: [.x86_64, .arm64])
        let project = try await resolve("version: 1\nfunctions: { Orders: }", overrides: both)
        #expect(project.functions.map(\.architecture) == [.arm64, .x86_64])
        #expect(try project.select(["Orders"]).count == 2)
        let selection = #expect(throws: SelectionError.self) { try project.select(["Order"]) }
        #expect(selection?.known == ["Orders"])
        let error = try await #require(throws: ConfigurationError.self) {
            try await resolve("version: 1\nfunctions: { Orders: { memory: 64 } }", overrides: both)
        }
        #expect(error.diagnostics.count == 1)
    }

    /// Every build setting of a function is resolved.
    @Test func build() async throws {
        let project = try await resolve(
            "version: 1\nfunctions: { Orders: { build: { builder: native, bundle: none, forward: false, arguments: [-v] } }, Payments: }",
            overrides: ProjectOverrides(
                build: BuildSettings(optimize: .size, arguments: ["-x"]),
                buildVariables: BuildSettings(builder: .container, optimize: .speed)))
        #expect(
            project.functions.map(\.build) == [
                FunctionBuild(
                    builder: BuilderPreference(choice: .container), bundle: .none, forwards: false, optimization: .size,
                    arguments: ["-v", "-x"]),
                FunctionBuild(builder: BuilderPreference(choice: .container), optimization: .size, arguments: ["-x"]),
            ])
    }

    /// A product that is not an executable is refused, with its place.
    @Test(
        arguments: [
            ("orders: { product: Ordrs }", "package.unknown-product", 2, 24, "did you mean 'Orders'"),
            ("Paymnets:", "package.unknown-product", 2, 14, "did you mean 'Payments'"),
            ("Store: {}", "package.not-executable", 2, 14, "a library"),
        ])
    func products(function: String, identifier: String, line: Int, column: Int, says: String) async throws {
        let error = try await #require(throws: ConfigurationError.self) {
            try await resolve("version: 1\nfunctions: { \(function) }")
        }
        let diagnostic = try #require(error.diagnostics.first)
        #expect(error.diagnostics.map(\.identifier) == [identifier])
        #expect(diagnostic.location?.line == line)
        #expect(diagnostic.location?.column == column)
        #expect(([diagnostic.summary] + diagnostic.hints).joined(separator: "\n").contains(says))
    }

    /// Resolving a project refuses a package without executables, whether or not functions are listed.
    @Test func noExecutable() async throws {
        let library = PackageDescription(
            name: "lib", products: [.init(name: "Store", kind: .library, targets: [])], targets: [])
        for yaml in [nil, "version: 1", "version: 1\nfunctions: { Store: }"] {
            let error = try await #require(throws: PackageError.self) { try await resolve(yaml, package: library) }
            #expect(error.diagnostics.map(\.identifier) == ["package.no-executable"])
            #expect(error.exitStatus == .badInput)
        }
    }

    /// Settings that Lambda would refuse are refused, with their place.
    @Test(
        arguments: [
            ("functions:\n  a1: { memory: 64 }", "function.out-of-range", 3, 9),
            ("functions:\n  a1: { timeout: 99999999999999999999 }", "function.out-of-range", 3, 9),
            ("functions:\n  a1: { timeout: -1 }", "function.out-of-range", 3, 9),
            ("functions:\n  a1:\n    environment:\n      AWS_REGION: x", "function.reserved-environment", 5, 7),
            ("functions:\n  a1: { logs: { retention: 2 } }", "function.log-retention", 3, 17),
            ("defaults: { memory: 64 }\nfunctions: { a1: , b1: }", "function.out-of-range", 2, 13),
            (
                "defaults: { environment: { AWS_REGION: x } }\nfunctions: { a1: { environment: { B1: x } } }",
                "function.reserved-environment", 2, 28
            ),
            ("functions:\n  \"a b\":", "function.invalid-name", 3, 3),
            ("functions:\n  🐦: { product: Orders }", "function.invalid-name", 3, 3),
            ("functions:\n  a1: { logs: { level: info } }", "function.log-level-needs-json", 3, 9),
            ("functions:\n  a1: { layers: [a, b, c, d, e] }", "function.too-many-layers", 3, 9),
        ])
    func violations(yaml: String, identifier: String, line: Int, column: Int) async throws {
        let error = try await #require(throws: ConfigurationError.self) {
            try await resolve("version: 1\n" + yaml, products: .waived)
        }
        #expect(error.diagnostics.map(\.identifier) == [identifier])
        #expect(error.diagnostics.first?.location?.line == line)
        #expect(error.diagnostics.first?.location?.column == column)
    }

    /// Functions are selected by name; an unknown name is refused with the nearest one.
    @Test func selection() async throws {
        let project = try await resolve(nil)
        #expect(try project.select([]).map(\.name) == ["Orders", "Payments"])
        #expect(try project.select(["Payments", "Orders", "Payments"]).map(\.name) == ["Orders", "Payments"])
        let error = try #require(throws: SelectionError.self) { try project.select(["Payments", "orders", "zzz"]) }
        #expect(error.exitStatus == .usage)
        #expect(error.diagnostics.map(\.identifier) == ["project.unknown-function", "project.unknown-function"])
        #expect(error.diagnostics.map(\.hints) == [["did you mean 'Orders'?"], []])
    }
}
