package import ELF
package import Model

extension LinkCompatibility {
    /// The libraries to which every Swift program is linked, and whose functions have versions, in the loader's order.
    package static let libraryNames = ["libc.so.6", "libm.so.6", "libstdc++.so.6"]

    /// The newest versions whose functions were compared with the older ones.
    ///
    /// Newer ones are not forwarded, since a function could have another interface.
    /// Source: the symbol tables and release notes of glibc 2.43 and GCC 16.2.
    private static let newestCompared = ["GLIBC": "2.43", "GLIBCXX": "3.4.36"].compactMapValues { DottedVersion($0) }

    /// Identifies what is decided here, for records of decisions; another number for each change.
    static var rules: String { "1 \(CompatibilitySource.definable.joined(separator: " "))" }

    /// Functions whose older versions have another interface, so that code for the newer ones can't call them.
    ///
    /// glibc 2.42: a `speed_t` is the speed itself and no longer the number of one. glibc 2.43, as in C23: the
    /// functions return a floating-point number instead of an integer.
    private static func hasOtherInterface(_ name: String) -> Bool {
        ["cfgetispeed", "cfgetospeed", "cfsetispeed", "cfsetospeed", "cfsetspeed"].contains(name)
            || name.hasPrefix("fromfp") || name.hasPrefix("ufromfp")
    }

    /// Decides what programs need in order to start with older libraries than those that they are linked to.
    ///
    /// - Parameters:
    ///   - libraries: the libraries that are linked to, by the names of ``libraryNames``.
    ///   - limits: the newest version that a program may require, by prefix.
    ///   - available: the functions that can be defined.
    package init(
        linkingTo libraries: [String: ELFFile], limits: [String: DottedVersion],
        definable available: [String] = CompatibilitySource.definable
    ) throws(ELFError) {
        self.init()
        func isTooNew(_ version: SymbolVersion) -> Bool { limits[version.prefix].map { version.number > $0 } ?? false }
        guard
            libraries.values.contains(where: { file in
                file.versionDefinitions.contains { SymbolVersion($0).map(isTooNew) ?? false }
            })
        else { return }
        var defaults: [String: SymbolVersion] = [:]
        var found: [String: SymbolForwarder] = [:]
        for library in Self.libraryNames {
            guard let file = libraries[library] else { continue }
            let functions = try file.versionedFunctions()
            var versions: [String: [SymbolVersion]] = [:]
            for function in functions {
                guard let version = SymbolVersion(function.version) else { continue }
                if function.isDefault {
                    if defaults[function.name] == nil { defaults[function.name] = version }
                } else {
                    versions[function.name, default: []].append(version)
                }
            }
            for function in functions where function.isDefault && found[function.name] == nil {
                guard let version = SymbolVersion(function.version), isTooNew(version),
                    let compared = Self.newestCompared[version.prefix], version.number <= compared,
                    !Self.hasOtherInterface(function.name),
                    let older = versions[function.name]?
                        .filter({ $0.prefix == version.prefix && !isTooNew($0) })
                        .max(by: { $0.number < $1.number })
                else { continue }
                found[function.name] = SymbolForwarder(
                    name: function.name, library: library, from: function.version,
                    to: "\(older.prefix)_\(older.number)")
            }
        }
        // Since glibc 2.34 programs leave their constructors to it, which an older one would never call.
        if let start = defaults["__libc_start_main"], isTooNew(start) { return }
        forwarders = found.values.sorted { $0.name < $1.name }
        definitions = available.filter { name in found[name] == nil && defaults[name].map(isTooNew) ?? true }
    }
}
