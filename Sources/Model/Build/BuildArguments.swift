/// What users add to the options of `swift build`.
package enum BuildArguments {
    /// An option that may not be added, and why.
    package struct Refusal: Sendable, Hashable {
        /// The option, as it was written.
        package var option: String
        /// Why, as a sentence.
        package var reason: String
        /// What to write in its place.
        package var hint: String
    }

    /// The options that swiftlambda sets itself, or that make of a build something else.
    private static let refused: [(options: [String], reason: String, hint: String)] = [
        (
            ["--product", "--target"], "swiftlambda builds the products of the functions that it packages.",
            "name functions: swiftlambda package orders"
        ),
        (
            ["--package-path", "--chdir", "-C"], "swiftlambda names the package's directory itself.",
            "swiftlambda package --package-path DIRECTORY"
        ),
        (
            ["--scratch-path", "--build-path"], "swiftlambda keeps its builds apart from yours.",
            "swiftlambda package --scratch-path DIRECTORY"
        ),
        (
            ["--configuration", "-c"], "Functions are built for release.",
            "for a condition in the code, add -Xswiftc -DNAME"
        ),
        (
            ["--swift-sdk", "--experimental-swift-sdk", "--swift-sdks-path", "--experimental-swift-sdks-path"],
            "swiftlambda chooses the Swift SDK.", "swiftlambda package --swift-sdk ID"
        ),
        (
            ["--triple", "--arch", "--sdk", "--toolchain", "--destination"],
            "swiftlambda chooses what builds for an architecture.",
            "swiftlambda package --arch arm64, with --builder or --swift-sdk"
        ),
        (["--jobs", "-j"], "swiftlambda shares the processors among builds.", "swiftlambda package --jobs NUMBER"),
        (
            ["--static-swift-stdlib", "--no-static-swift-stdlib"],
            "swiftlambda links the Swift runtime so that the function starts.", "leave it out"
        ),
        (["--build-system"], "swiftlambda reads what SwiftPM's native build system leaves.", "leave it out"),
        (
            [
                "--build-tests", "--enable-code-coverage", "--show-bin-path", "--print-manifest-job-graph",
                "--print-pif-manifest-graph", "--help", "-h", "--help-hidden", "--version",
            ],
            "It makes swift build do something else than build the functions.", "run swift build itself for it"
        ),
    ]

    /// Options whose next word is an option of another program.
    private static let forwarding: Set<String> = ["-Xswiftc", "-Xcc", "-Xcxx", "-Xlinker", "-Xbuild-tools-swiftc"]

    /// The first argument that may not be added.
    package static func refusal(of arguments: [String]) -> Refusal? {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if forwarding.contains(argument) {
                guard rest.popFirst() != nil else {
                    return Refusal(
                        option: argument, reason: "It needs the option that it hands on.",
                        hint: "write \(argument) OPTION")
                }
                continue
            }
            let option = argument.split(separator: "=", maxSplits: 1).first.map(String.init) ?? argument
            if let match = refused.first(where: { $0.options.contains(option) }) {
                return Refusal(option: option, reason: match.reason, hint: match.hint)
            }
        }
        return nil
    }
}
