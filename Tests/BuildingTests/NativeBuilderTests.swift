import Host
import Model
import SystemPackage
import Testing

@testable import Building

@Suite struct NativeBuilderCommandTests {
    private func commands(
        products: [String], isWholePackage: Bool = false, arguments: [String] = []
    ) -> [Command] {
        let plan = BuildPlan(
            package: "/a package", scratch: "/a package/.build/swiftlambda/.scratch", products: products,
            isWholePackage: isWholePackage, arguments: arguments)
        return NativeBuilder.commands(swift: "/usr/bin/swift", plan: plan)
    }

    @Test func oneProductIsBuiltAlone() {
        #expect(
            commands(products: ["Orders"]).map(\.arguments) == [
                [
                    "build", "--build-system", "native", "--configuration", "release", "--package-path", "/a package",
                    "--scratch-path", "/a package/.build/swiftlambda/.scratch/native", "-Xswiftc", "-file-prefix-map",
                    "-Xswiftc", "/a package=.", "-Xcc", "-ffile-prefix-map=/a package=.", "-Xswiftc", "-vfsoverlay",
                    "-Xswiftc", "/a package/.build/swiftlambda/.scratch/native/overlay/files.json",
                    "--static-swift-stdlib", "--product", "Orders",
                ]
            ])
    }

    @Test func optimizationAndJobsAreHandedOn() {
        func arguments(_ optimization: Optimization, _ architecture: Architecture, jobs: Int? = nil) -> ArraySlice<
            String
        > {
            let plan = BuildPlan(
                package: "/p", scratch: "/p/.build/s", products: ["Orders"],
                optimization: OptimizationOptions(optimization, for: architecture), jobs: jobs)
            let arguments = NativeBuilder.commands(swift: "/usr/bin/swift", plan: plan).flatMap(\.arguments)
            return arguments.drop { !$0.hasSuffix("files.json") }.dropFirst().dropLast(2)
        }
        #expect(arguments(.none, .arm64) == ["--static-swift-stdlib"])
        #expect(
            arguments(.size, .arm64, jobs: 3) == [
                "-Xswiftc", "-Osize", "-Xswiftc", "-use-ld=lld", "--static-swift-stdlib", "--jobs", "3",
            ])
        #expect(
            arguments(.speed, .arm64) == [
                "-Xcc", "-mcpu=neoverse-n1", "-Xswiftc", "-use-ld=lld", "--static-swift-stdlib",
            ])
        #expect(arguments(.speed, .x86_64).contains("-march=haswell"))
        #expect(OptimizationOptions(.size, for: .arm64).linkerOptions.contains("--icf=all"))
        #expect(OptimizationOptions(.none, for: .arm64).linkerOptions.isEmpty)
    }

    /// Several products are built by a call each, or by one call if they are the whole package.
    @Test func severalProducts() {
        let apart = commands(products: ["Orders", "Returns"])
        #expect(apart.map { $0.arguments.suffix(2) } == [["--product", "Orders"], ["--product", "Returns"]])
        #expect(apart.allSatisfy { $0.executable == "/usr/bin/swift" })
        let together = commands(products: ["Orders", "Returns"], isWholePackage: true)
        #expect(together.count == 1)
        #expect(together.first?.arguments.contains("--product") == false)
        #expect(commands(products: ["Orders"], isWholePackage: true).first?.arguments.last == "Orders")
    }

    @Test func theUsersOptionsAreHandedOn() {
        let command = commands(products: ["Orders"], arguments: ["-Xswiftc", "-DX"]).first
        #expect(command?.arguments.suffix(4) == ["-Xswiftc", "-DX", "--product", "Orders"])
    }
}

@Suite struct NativeBuilderArchitectureTests {
    @Test func theHostsOwnArchitectureIsBuiltOnLinux() throws {
        #if os(Linux)
        try NativeBuilder.check(.arm64, against: .arm64)
        #endif
    }

    @Test func anotherArchitectureIsRefusedWithWhatIsNeeded() throws {
        let error = #expect(throws: BuildError.self) { try NativeBuilder.check(.arm64, against: .x86_64) }
        #expect(error?.exitStatus == .unavailable)
        let diagnostic = try #require(error?.diagnostics.first)
        #expect(diagnostic.identifier == "build.wrong-host")
        #expect(diagnostic.hints.contains { $0.contains("arm64 Linux machine") })
    }
}

@Suite struct ResourceIndexTests {
    /// Two packages with targets whose names end alike, and a bundle that nobody's target is known to own.
    private var index: ResourceIndex {
        func copy(_ source: String) -> ResourceIndex.Description.Copy {
            ResourceIndex.Description.Copy(inputs: [ResourceIndex.Description.Node(name: source)])
        }
        return ResourceIndex(
            ResourceIndex.Description(
                copyCommands: [
                    "/b/app_Orders.resources/Assets": copy("/src/Orders/Assets"),
                    "/b/dep_Data.resources/table.csv": copy("/src/Data/table.csv"),
                    "/b/dep_Big_Data.resources/big.csv": copy("/src/Big_Data/big.csv"),
                    "/b/app_my-fn.resources/own.txt": copy("/src/my-fn/own.txt"),
                    "/b/unrelated.txt": copy("/src/unrelated.txt"),
                ],
                targetDependencyMap: [
                    "Orders": ["Data"], "Returns": [], "Reports": ["Big_Data"], "Data": [], "Big_Data": [],
                    "my_fn": ["Data"],
                ]))
    }

    @Test(arguments: [
        (["Orders"], ["app_Orders.resources/Assets", "dep_Data.resources/table.csv"]),
        (["Returns"], []),
        (["Reports"], ["dep_Big_Data.resources/big.csv"]),
        // SwiftPM's description has the names of modules.
        (["my-fn"], ["app_my-fn.resources/own.txt", "dep_Data.resources/table.csv"]),
    ])
    func aProductGetsWhatItsTargetsReachAndNothingElse(targets: [String], destinations: [String]) {
        #expect(index.resources(ofTargets: targets).map(\.destination).sorted() == destinations)
    }

    @Test func resourcesComeFromWhereTheirSourcesAre() {
        let resource = index.resources(ofTargets: ["Data"]).first
        #expect(resource?.source == "/src/Data/table.csv")
        #expect(resource?.bundle == "dep_Data.resources")
    }
}
