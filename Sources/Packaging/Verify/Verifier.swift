import Building
package import Host
import Model
import SystemPackage

/// Packages functions a second time in another directory and compares the archives.
package struct Verifier: Sendable {
    private let host: Host
    private let onEvent: @Sendable (PackagingEvent) -> Void

    /// Creates a verifier.
    ///
    /// - Parameter onEvent: called as the second packaging goes on, from any task.
    package init(host: Host, onEvent: @escaping @Sendable (PackagingEvent) -> Void) {
        self.host = host
        self.onEvent = onEvent
    }

    /// Packages a copy of the sources, from nothing, and compares what was packaged before.
    ///
    /// The copy lies at a longer path, in the scratch directory, and is removed afterwards.
    ///
    /// - Parameters:
    ///   - run: what was packaged.
    ///   - packaged: what came of it; functions that were refused are left out.
    /// - Throws: what ``Packager`` throws.
    package func verify(_ run: PackageRun, _ packaged: [PackagedFunction]) async throws -> [Verification] {
        let directory = run.scratch.appending("verify")
        try host.files.makeDirectory(directory)
        let lockPath = directory.appending(".lock")
        let lock = try await host.files.lock(lockPath) { onEvent(.waiting(lock: lockPath)) }
        defer { lock.release() }

        let place = directory.appending("in-another-directory")
        try host.files.remove(place)
        let result: [Verification]
        do {
            let copy = try await PackageCopy(host: host, excluded: [run.output, run.scratch])
                .copy(run.package, others: run.localPackages, to: place)
            result = try await verify(run, packaged, by: copy, keepingIn: directory)
        } catch {
            try host.files.remove(place)
            throw error
        }
        try host.files.remove(place)
        return result
    }

    private func verify(
        _ run: PackageRun, _ packaged: [PackagedFunction], by copy: FilePath, keepingIn kept: FilePath
    ) async throws -> [Verification] {
        let done = Set(packaged.filter { $0.manifest != nil }.map(Name.init))
        let others = try await Packager(host: host, onEvent: onEvent).package(try moved(run, to: copy, only: done))
        let named = Dictionary(others.map { (Name($0), $0) }) { first, _ in first }
        return try packaged.compactMap { function in
            guard let other = named[Name(function)] else { return nil }
            return try compare(function, other, keepingIn: kept)
        }
    }

    private func compare(
        _ packaged: PackagedFunction, _ other: PackagedFunction, keepingIn kept: FilePath
    ) throws -> Verification? {
        guard let manifest = packaged.manifest, let otherManifest = other.manifest else { return nil }
        let name = Name(packaged)
        let place = kept.appending("\(name.function)-\(name.architecture).zip")
        try host.files.remove(place)
        var verification = Verification(
            function: name.function, architecture: name.architecture, differences: [], otherArchive: nil)
        guard manifest.archive.sha256 != otherManifest.archive.sha256 else { return verification }
        let archive = other.directory.appending(otherManifest.archive.file)
        verification.differences = try ArchiveComparison(
            first: (packaged.directory.appending(manifest.archive.file), manifest), other: (archive, otherManifest)
        ).differences()
        try host.files.rename(archive, to: place)
        verification.otherArchive = place
        return verification
    }

    /// The same run for the copy of the package.
    private func moved(_ run: PackageRun, to copy: FilePath, only done: Set<Name>) throws -> PackageRun {
        var moved = run
        moved.original = run.package
        moved.package = copy
        moved.collectsMaterials = false
        moved.output = copy.appending(".build").appending("swiftlambda")
        moved.scratch = moved.output.appending(".scratch")
        moved.builds = try run.builds.map { build in
            var build = build
            build.functions = try build.functions
                .filter { done.contains(Name(function: $0.settings.name, architecture: $0.settings.architecture)) }
                .map { function in
                    var function = function
                    function.settings.include = try function.settings.include.map {
                        try self.moved($0, from: run.package, to: copy)
                    }
                    return function
                }
            return build
        }
        // The copy's neighbours are named in the same way as the package's own.
        moved.localPackages = run.localPackages.map { other in
            var relative = other
            var root = run.package.removingLastComponent()
            var place = copy.removingLastComponent()
            while !relative.removePrefix(root), root.removeLastComponent() { place.removeLastComponent() }
            return place.appending(relative.components)
        }
        return moved
    }

    /// What is included from outside the package, or ignored by git, comes from where it is.
    private func moved(_ rule: IncludeRule, from package: FilePath, to copy: FilePath) throws -> IncludeRule {
        let inCopy = copy.pushing(FilePath(rule.source)).lexicallyNormalized()
        if inCopy.starts(with: copy), try host.files.status(of: inCopy, followingLinks: true) != nil { return rule }
        let source = package.pushing(FilePath(rule.source)).lexicallyNormalized()
        return IncludeRule(source: source.string, destination: rule.destination ?? source.lastComponent?.string)
    }

    private struct Name: Hashable {
        var function: String
        var architecture: Architecture

        init(function: String, architecture: Architecture) {
            self.function = function
            self.architecture = architecture
        }

        init(_ packaged: PackagedFunction) {
            self.init(function: packaged.function.name, architecture: packaged.function.architecture)
        }
    }
}
