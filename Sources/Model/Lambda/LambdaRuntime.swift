/// An OS-only runtime for Swift functions, and what its file system provides for binaries.
package enum LambdaRuntime: String, Sendable, Hashable, Codable, CaseIterable {
    case providedAL2023 = "provided.al2023"
    case providedAL2 = "provided.al2"

    /// The newest symbol version of each versioned system library, by its prefix in ELF files.
    ///
    /// glibc: aws/aws-lambda-base-images issue 92. GLIBCXX and CXXABI: GCC's ABI policy table for GCC 11 (Amazon Linux
    /// 2023) and GCC 7 (Amazon Linux 2).
    package var newestSymbolVersions: [String: DottedVersion] {
        let texts =
            switch self {
            case .providedAL2023: ["GLIBC": "2.34", "GLIBCXX": "3.4.29", "CXXABI": "1.3.13"]
            case .providedAL2: ["GLIBC": "2.26", "GLIBCXX": "3.4.24", "CXXABI": "1.3.11"]
            }
        return texts.compactMapValues { DottedVersion($0) }
    }

    /// The operating system of the runtime.
    package var operatingSystem: String {
        switch self {
        case .providedAL2023: "Amazon Linux 2023"
        case .providedAL2: "Amazon Linux 2"
        }
    }

    /// When AWS stopped supporting the runtime, as an ISO 8601 date, or `nil` while it is supported.
    ///
    /// AWS Health notice quoted in awslabs/ssosync issue 297.
    package var supportEnded: String? {
        switch self {
        case .providedAL2023: nil
        case .providedAL2: "2026-07-31"
        }
    }

    /// The dynamic loader of the runtime for an architecture, as binaries specify it.
    package func interpreter(for architecture: Architecture) -> String {
        switch architecture {
        case .arm64: "/lib/\(architecture.loaderName)"
        case .x86_64: "/lib64/\(architecture.loaderName)"
        }
    }

    /// The shared libraries that are reliably available: the parts of glibc, and the compilers' runtime libraries.
    ///
    /// The other content of the managed runtime is undocumented, and the container base image differs: libcurl was
    /// found in the image but missing on Lambda (aws/aws-lambda-base-images issue 120).
    package func sharedLibraries(for architecture: Architecture) -> Set<String> {
        [
            architecture.loaderName, "linux-vdso.so.1", "libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0",
            "librt.so.1",
            "libresolv.so.2", "libutil.so.1", "libgcc_s.so.1", "libstdc++.so.6",
        ]
    }

    /// Directories of the archive in which the runtime's loader looks for libraries, relative to the archive's root.
    ///
    /// Lambda's `LD_LIBRARY_PATH` ends with `/var/task:/var/task/lib:/opt/lib` (aws/aws-lambda-base-images).
    package static let archiveLibraryDirectories = ["", "lib"]

    /// The script interpreters of the runtime.
    package var scriptInterpreters: Set<String> {
        ["/bin/sh", "/usr/bin/sh", "/bin/bash", "/usr/bin/bash"]
    }
}

extension LambdaRuntime: CustomStringConvertible {
    /// Lambda's identifier for the runtime.
    package var description: String { rawValue }
}
