package import Host
package import SystemPackage

/// The directories in which the commands work on one package; absolute.
package struct Workspace: Sendable, Hashable {
    /// The package's directory.
    package let package: FilePath
    /// The directory of archives.
    package let output: FilePath
    /// The directory of builds; its name begins with a dot, which no function's name does.
    package let scratch: FilePath

    /// Creates a workspace; by default archives and builds are in the package's `.build`.
    package init(package: FilePath, output: FilePath? = nil, scratch: FilePath? = nil) {
        self.package = package
        let standard = package.appending(".build").appending("swiftlambda")
        self.output = output ?? standard
        self.scratch = scratch ?? standard.appending(".scratch")
    }

    /// Creates a workspace from the command line, else the environment, else the defaults.
    package init(packagePath: String? = nil, output: String? = nil, scratchPath: String? = nil, on host: Host) throws {
        func path(_ setting: Setting<String>, _ flag: String?) throws(SettingError) -> FilePath? {
            try setting.resolve(flag: flag, in: host.environment).map { host.absolute(FilePath($0)) }
        }
        self.init(
            package: try path(.packagePath, packagePath) ?? host.workingDirectory,
            output: try path(.output, output), scratch: try path(.scratchPath, scratchPath))
    }

    /// Whether the directory has a package or a configuration.
    package func isPackage(files: any FileSystem) throws(FileError) -> Bool {
        for name in ["Package.swift", Configuration.fileName]
        where try files.status(of: package.appending(name), followingLinks: true) != nil { return true }
        return false
    }

    /// The file that keeps SwiftPM's description of a package.
    ///
    /// - Parameter name: distinguishes the package itself from its dependencies.
    package func description(named name: String = "description") -> FilePath { scratch.appending("\(name).json") }
}
