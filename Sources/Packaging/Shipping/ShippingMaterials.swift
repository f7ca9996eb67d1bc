import Model

/// What went into an archive besides the package's own sources.
struct ShippingMaterials: Sendable, Hashable {
    /// The Swift packages in the product, by identity.
    var packages: [ResolvedPackage]
    /// All packages that SwiftPM resolved for the build; their manifests, macros and plug-ins were part of it.
    var resolved: [ResolvedPackage]
    /// What is known about the packages that bundled libraries come from.
    var system: SystemFacts
    /// The C library of the Swift SDK, if one was used.
    var libc: CLibrary?
}
