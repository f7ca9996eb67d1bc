import Host
package import Testing

/// A part of the machine that a test needs is missing.
package struct MissingPart: Error, CustomStringConvertible {
    /// What is missing.
    package var description: String
}

extension Trait where Self == ConditionTrait {
    /// Skips a test where a program is not in `PATH`, and says so.
    ///
    /// Where `SWIFTLAMBDA_TESTS_REQUIRE` holds the program's name (several are separated by commas; `all` is every
    /// one), the test fails instead.
    package static func requires(program: String) -> Self {
        requires(program, "'\(program)' is not in PATH") { try liveProcesses().locate(program) != nil }
    }

    /// Skips a test where a part is missing, or fails it where `SWIFTLAMBDA_TESTS_REQUIRE` holds the part's word.
    ///
    /// A word with `-` before it is left out of `all`, where another run has the part.
    package static func requires(
        _ word: String,
        _ reason: String,
        isPresent: @escaping @Sendable () async throws -> Bool
    ) -> Self {
        .enabled(Comment(rawValue: reason)) {
            if try await isPresent() { return true }
            let required = (testEnvironment["SWIFTLAMBDA_TESTS_REQUIRE"] ?? "").split(separator: ",")
            let isRequired = required.contains { $0 == word || ($0 == "all" && !required.contains("-\(word)")) }
            guard !isRequired else {
                throw MissingPart(description: "required here: \(reason)")
            }
            return false
        }
    }
}
