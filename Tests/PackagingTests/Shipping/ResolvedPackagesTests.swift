import SystemPackage
import Testing

@testable import Packaging

/// What SwiftPM's own files say of a product's packages.
@Suite struct ResolvedPackagesTests {
    private static let state = #"""
        {"object": {"artifacts": [], "dependencies": [
          {"basedOn": null, "packageRef": {"identity": "swift-nio", "kind": "remoteSourceControl",
            "location": "https://user:token@github.com/apple/swift-nio.git", "name": "swift-nio"},
           "state": {"checkoutState": {"revision": "abc", "version": "2.1.0"}, "name": "sourceControlCheckout"},
           "subpath": "swift-nio"},
          {"basedOn": null, "packageRef": {"identity": "branchy", "kind": "remoteSourceControl",
            "location": "https://host/o/branchy", "name": "branchy"},
           "state": {"checkoutState": {"branch": "main", "revision": "def"}, "name": "sourceControlCheckout"},
           "subpath": "branchy"},
          {"basedOn": null, "packageRef": {"identity": "mirror", "kind": "localSourceControl",
            "location": "/src/mirror", "name": "mirror"},
           "state": {"checkoutState": {"revision": "012", "version": "1.0.0"}, "name": "sourceControlCheckout"},
           "subpath": "mirror"},
          {"basedOn": null, "packageRef": {"identity": "local", "kind": "fileSystem", "location": "/src/local",
            "name": "local"}, "state": {"name": "fileSystem", "path": "/src/local"}, "subpath": "local"},
          {"basedOn": null, "packageRef": {"identity": "far", "kind": "fileSystem", "location": "/elsewhere/far",
            "name": "far"}, "state": {"name": "fileSystem", "path": "/elsewhere/far"}, "subpath": "far"},
          {"basedOn": null, "packageRef": {"identity": "mona.list", "kind": "registry", "location": "mona.list",
            "name": "mona.list"}, "state": {"name": "registryDownload", "version": "1.1.0"},
           "subpath": "mona/list/1.1.0"},
          {"basedOn": {"packageRef": {"identity": "patched", "kind": "remoteSourceControl", "location": "https://h/o/p",
            "name": "patched"}, "state": {"checkoutState": {"revision": "345"}, "name": "sourceControlCheckout"},
            "subpath": "patched"},
           "packageRef": {"identity": "patched", "kind": "remoteSourceControl", "location": "https://h/o/p",
            "name": "patched"}, "state": {"name": "edited", "path": null}, "subpath": "patched"}
        ]}, "version": 7}
        """#

    @Test func workspace() throws {
        let places = try WorkspaceState(json: Array(Self.state.utf8), scratch: "/s", package: "/src/shop").places
        let found = Dictionary(uniqueKeysWithValues: places.map { ($0.package.identity, $0) })
        #expect(places.map(\.package.identity) == found.keys.sorted())
        #expect(found["swift-nio"]?.directory == "/s/checkouts/swift-nio")
        #expect(
            found["swift-nio"]?.package
                == ResolvedPackage(
                    identity: "swift-nio",
                    source: .repository(RemoteLocation("https://github.com/apple/swift-nio.git")), version: "2.1.0",
                    revision: "abc"))
        #expect(found["branchy"]?.package.version == nil && found["branchy"]?.package.revision == "def")
        #expect(found["mirror"]?.package.source == .repository(nil))
        #expect(found["local"]?.package.source == .directory("../local"))
        #expect(found["local"]?.directory == "/src/local")
        #expect(found["far"]?.package.source == .directory("far"))
        #expect(found["mona.list"]?.directory == "/s/registry/downloads/mona/list/1.1.0")
        #expect(found["mona.list"]?.package.version == "1.1.0")
        #expect(found["patched"]?.package.source == .edited)
        #expect(found["patched"]?.directory == "/src/shop/Packages/patched")
        #expect(found["patched"]?.package.revision == nil)
    }

    /// Modules of other products, and those of macros, do not belong to a product; C modules do.
    @Test func modules() {
        func command(
            _ module: String, _ source: String, _ arguments: [String] = [], build: String? = nil
        ) -> ProductModules.Description.Command {
            .init(
                moduleName: module, sources: [source], otherArguments: arguments,
                tempsPath: "/s/release/\(build ?? "\(module).build")")
        }
        let modules = ProductModules(
            ProductModules.Description(
                swiftCommands: [
                    "a": command(
                        "my_fn", "/src/main.swift",
                        ["-I", "/s/checkouts/c/include", "-fmodule-map-file=/s/checkouts/m/module.modulemap", "-O"]),
                    "b": command("Used", "/s/checkouts/used/a.swift"),
                    "c": command("Other", "/s/checkouts/other/a.swift"),
                    "d": command("Macros", "/s/checkouts/syntax/a.swift", build: "Macros-tool.build"),
                ],
                targetDependencyMap: ["my_fn": ["Used", "Macros", "C"], "Used": [], "Other": []]))
        #expect(
            Set(modules.inputs(ofTargets: ["my-fn"]).map(\.string)) == [
                "/src/main.swift", "/s/checkouts/c/include", "/s/checkouts/m/module.modulemap",
                "/s/checkouts/used/a.swift",
            ])
    }
}
