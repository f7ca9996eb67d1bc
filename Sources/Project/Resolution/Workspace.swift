package import Host
package import SystemPackage

/// The places in which the commands work on one package; absolute.
package struct Workspace: Sendable, Hashable {
    /// The package's directory.
    package let package: FilePath
    /// Where archives are.
    package let output: FilePath
    /// Where builds happen; no function's name begins with a dot.
    package let scratch: FilePath

    /// The places of a package that were not given: archives and builds are below its `.build`.
    package init(package: FilePath, output: FilePath? = nil, scratch: FilePath? = nil) {
        self.package = package
        let standard = package.appending(".build").appending("swiftlambda")
        self.output = output ?? standard
        self.scratch = scratch ?? standard.appending(".scratch")
    }

    /// The places that the command line names, or else the environment, or else the standard ones.
    package init(packagePath: String? = nil, output: String? = nil, scratchPath: String? = nil, on host: Host) throws {
        func path(_ setting: Setting<String>, _ flag: String?) throws(SettingError) -> FilePath? {
            try setting.resolve(flag: flag, in: host.environment).map { host.absolute(FilePath($0)) }
        }
        self.init(
            package: try path(.packagePath, packagePath) ?? host.workingDirectory,
            output: try path(.output, output), scratch: try path(.scratchPath, scratchPath))
    }

    /// Whether there is a package, or a configuration of one.
    package func isPackage(files: any FileSystem) throws(FileError) -> Bool {
        for name in ["Package.swift", Configuration.fileName]
        where try files.status(of: package.appending(name), followingLinks: true) != nil { return true }
        return false
    }

    /// The file that keeps what SwiftPM said of a package.
    ///
    /// - Parameter name: tells the package itself from others that it depends on.
    package func description(named name: String = "description") -> FilePath { scratch.appending("\(name).json") }
}
