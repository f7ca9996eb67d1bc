package import Model
package import SystemPackage

/// Brings flags, variables, the configuration and the package together.
package struct ProjectResolver: Sendable {
    /// Whether the products that functions name are looked up in the package.
    package enum ProductCheck: Sendable, Hashable {
        /// Every function's product must be an executable of the package.
        case required
        /// Functions that the configuration lists are taken at its word, so that the package need not be described.
        case waived
    }

    /// The package's directory; absolute.
    package var packagePath: FilePath
    /// What the file says, where there is one.
    package var configuration: Configuration?
    /// What goes before the file.
    package var overrides: ProjectOverrides
    /// The architecture where nothing else names one: this machine's.
    package var hostArchitecture: Architecture

    /// Creates a resolver.
    package init(
        packagePath: FilePath,
        configuration: Configuration?,
        overrides: ProjectOverrides,
        hostArchitecture: Architecture
    ) {
        self.packagePath = packagePath
        self.configuration = configuration
        self.overrides = overrides
        self.hostArchitecture = hostArchitecture
    }

    /// Resolves every setting.
    ///
    /// - Parameters:
    ///   - products: whether functions' products are looked up.
    ///   - description: describes the package; called at most once, and not at all where the configuration lists the
    ///     functions and `products` is waived.
    /// - Throws: `ConfigurationError` where Lambda would refuse a setting or a product is not there; `PackageError`
    ///   where the package has no executable; what `description` throws.
    package func resolve(
        products: ProductCheck,
        description: () async throws -> PackageDescription
    ) async throws -> ResolvedProject {
        var settings = configuration?.functions
        var problems: [Diagnostic] = []
        if settings == nil || products == .required {
            let package = try await description()
            let executables = package.functionExecutables
            guard !package.executables.isEmpty, settings != nil || !executables.isEmpty else {
                throw PackageError.noExecutable(package: package.name)
            }
            if let settings { problems = missingProducts(of: settings, in: package) }
            settings =
                settings
                ?? Dictionary(
                    uniqueKeysWithValues: Set(executables.map(\.name)).map { ($0, FunctionSettings()) })
        }

        var functions: [LambdaFunction] = []
        var warnings: [String: [Diagnostic]] = [:]
        for (name, own) in (settings ?? [:]).sorted(by: { $0.key < $1.key }) {
            let settings = own.filled(from: configuration?.defaults ?? FunctionSettings())
            let function = settings.function(named: name, overrides: overrides, hostArchitecture: hostArchitecture)
            problems += function.violations.map { violation in
                .error(
                    violation.identifier, violation.summary, explanation: violation.explanation,
                    location: settings.location(of: violation.keyPath), hints: violation.hints)
            }
            warnings[name] = settings.secrets(in: function.environment)
            functions.append(function)
        }
        // What several functions have from the defaults is told once.
        guard problems.isEmpty else { throw ConfigurationError(Array(Set(problems))) }
        return ResolvedProject(
            packagePath: packagePath, configurationFile: configuration?.file, functions: functions,
            regions: overrides.regions.isEmpty ? configuration?.regions ?? [] : overrides.regions,
            account: overrides.account ?? configuration?.account, warnings: warnings)
    }

    private func missingProducts(
        of settings: [String: FunctionSettings],
        in package: PackageDescription
    ) -> [Diagnostic] {
        settings.compactMap { name, settings in
            do throws(PackageError) {
                _ = try package.executable(named: settings.product ?? name)
                return nil
            } catch {
                return error.diagnostic(at: settings.location(of: ["product"]))
            }
        }
    }
}
