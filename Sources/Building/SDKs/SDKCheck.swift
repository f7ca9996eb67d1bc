package import Model
import SystemPackage

/// Finds problems with installed SDKs.
package struct SDKCheck: Sendable {
    private let contents: SDKStore.Contents
    private let ids: [String]
    private let toolchain: Toolchain

    /// Creates a check.
    ///
    /// - Parameter ids: the SDKs to check; if empty, all.
    package init(contents: SDKStore.Contents, ids: [String], toolchain: Toolchain) {
        self.contents = contents
        self.ids = ids
        self.toolchain = toolchain
    }

    /// The valid SDKs among those checked.
    package var sdks: [SwiftSDK] { contents.sdks.filter { ids.isEmpty || ids.contains($0.id) } }

    /// An error for each SDK that is broken or has a target that the compiler can't use.
    ///
    /// - Throws: `SelectionFailure.unknown`.
    package func diagnostics() throws(SelectionFailure) -> [Diagnostic] {
        let problems = contents.problems.filter { problem in
            ids.isEmpty || ids.contains { $0 == problem.id || $0 == problem.bundle.stem }
        }
        let known = contents.sdks.map(\.id)
        let broken = problems.flatMap { [$0.id, $0.bundle.stem].compactMap { $0 } }
        if let unknown = ids.first(where: { !known.contains($0) && !broken.contains($0) }) {
            throw .unknown(unknown, known: known)
        }
        return problems.flatMap(\.diagnostics)
            + sdks.flatMap { sdk in
                sdk.targets.map { (fitness: SDKFitness($0, for: toolchain), target: $0) }
                    .filter { !$0.fitness.isUsable }
                    .sorted { $0.fitness.rank < $1.fitness.rank }
                    .flatMap { fitness, target in
                        SelectionFailure.unfit(sdk.id, fitness, compiler: target.compilerVersion(with: toolchain))
                            .diagnostics
                    }
            }
    }
}
