/// The user's additional options of `swift build`.
package enum BuildArguments {
    /// A forbidden option, with the reason.
    package struct Refusal: Sendable, Hashable {
        /// The option, as it was written.
        package var option: String
        /// Why, as a sentence.
        package var reason: String
        /// What to use instead.
        package var hint: String
    }

    /// The options that swiftlambda sets itself, or that turn the build into something else.
    private static let refused: [(options: [String], reason: String, hint: String)] = [
        (
            ["--product", "--target"], "swiftlambda builds the products of the functions that it packages.",
            "select functions: swiftlambda package orders"
        ),
        (
            ["--package-path", "--chdir", "-C"], "swiftlambda sets the package directory itself.",
            "swiftlambda package --package-path DIRECTORY"
        ),
        (
            ["--scratch-path", "--build-path"], "swiftlambda keeps its builds separate from yours.",
            "swiftlambda package --scratch-path DIRECTORY"
        ),
        (
            ["--configuration", "-c"], "swiftlambda builds functions in the release configuration.",
            "for a condition in the code, add -Xswiftc -DNAME"
        ),
        (
            ["--swift-sdk", "--experimental-swift-sdk", "--swift-sdks-path", "--experimental-swift-sdks-path"],
            "swiftlambda chooses the Swift SDK.", "swiftlambda package --swift-sdk ID"
        ),
        (
            ["--triple", "--arch", "--sdk", "--toolchain", "--destination"],
            "swiftlambda chooses the builder for an architecture.",
            "swiftlambda package --arch arm64, with --builder or --swift-sdk"
        ),
        (["--jobs", "-j"], "swiftlambda shares the processors among builds.", "swiftlambda package --jobs NUMBER"),
        (
            ["--static-swift-stdlib", "--no-static-swift-stdlib"],
            "swiftlambda links the Swift runtime so that the function starts.", "remove it"
        ),
        (["--build-system"], "swiftlambda reads the output of SwiftPM's native build system.", "remove it"),
        (
            [
                "--build-tests", "--enable-code-coverage", "--show-bin-path", "--print-manifest-job-graph",
                "--print-pif-manifest-graph", "--help", "-h", "--help-hidden", "--version",
            ],
            "With it, swift build does not build the functions.", "run swift build yourself"
        ),
    ]

    /// Options whose argument is an option of another program.
    private static let forwarding: Set<String> = ["-Xswiftc", "-Xcc", "-Xcxx", "-Xlinker", "-Xbuild-tools-swiftc"]

    /// The first argument that is forbidden.
    package static func refusal(of arguments: [String]) -> Refusal? {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if forwarding.contains(argument) {
                guard rest.popFirst() != nil else {
                    return Refusal(
                        option: argument, reason: "It needs an option to pass on.",
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
