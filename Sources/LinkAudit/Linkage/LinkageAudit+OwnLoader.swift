import ELF
import Model

/// Checks on a loader and a C library in the archive.
extension LinkageAudit {
    /// Loader and C library use a private interface (GLIBC_PRIVATE) that can change with every build.
    mutating func reportMixedLibc() {
        let isOwn = ownLoader != nil
        let foreign = libraries.filter { library in
            LambdaRuntime.isPartOfLibc(library.name) && library.origin == (isOwn ? .runtime : .archive)
        }
        guard !foreign.isEmpty else { return }
        let names = foreign.map { "'\($0.name)'" }.joined(separator: ", ")
        findings.append(
            .error(
                "elf.libc-mixed",
                isOwn
                    ? "the loader is the archive's own, but \(names) would come from \(runtime)"
                    : "the loader is \(runtime)'s, but \(names) would come from the archive",
                explanation: "They must come from one build."
                    + (isOwn
                        ? " Lambda's LD_LIBRARY_PATH begins with /lib64, which takes precedence over a DT_RUNPATH but not over "
                            + "a DT_RPATH."
                        : ""),
                hints: isOwn
                    ? ["link with -Xlinker -rpath -Xlinker '$ORIGIN/lib' -Xlinker --disable-new-dtags"]
                    : ["leave them out of the archive"]))
    }

    mutating func reportRelocations(of files: [(path: String, file: ELFFile)]) {
        let libc = places["libc.so.6"].flatMap { libraryFiles[$0] }
        guard libc?.versionDefinitions.contains("GLIBC_ABI_DT_RELR") != true else { return }
        // A static program applies its own relocations.
        for (path, file) in files where file.dynamic?.hasRELR == true && !file.isStaticallyLinked {
            let version = runtime.newestSymbolVersions["GLIBC"]?.description ?? "?"
            findings.append(
                .error(
                    "elf.relr", "'\(path)' has relative relocations (DT_RELR), which need glibc 2.36",
                    explanation: (libc == nil ? "\(runtime) has glibc \(version)" : "The archive's own glibc is older")
                        + "; its loader does not apply them.",
                    hints: ["link without -z pack-relative-relocs and without --pack-dyn-relocs=relr"]))
        }
    }
}
