import Model

/// The version of the AWS command line.
struct AWSCLIVersion: Sendable, Hashable {
    /// The number, such as `2.31.0`.
    let number: DottedVersion

    /// Creates a version.
    init(number: DottedVersion) {
        self.number = number
    }

    /// Reads what `aws --version` writes, such as `aws-cli/2.31.0 Python/3.13.7 Linux/6.8 exe/x86_64.ubuntu.24`.
    init?(output: String) {
        guard let word = output.split(whereSeparator: \.isWhitespace).first(where: { $0.hasPrefix("aws-cli/") }) else {
            return nil
        }
        // Versions of developers have suffixes, such as `2.31.0dev0`.
        let digits = word.dropFirst("aws-cli/".count).prefix { $0.isASCII && $0.isNumber || $0 == "." }
        guard let number = DottedVersion(digits) else { return nil }
        self.number = number
    }

    /// Whether it is the first generation, which is a Python package.
    var isFirstGeneration: Bool { (number.numbers.first ?? 0) < 2 }

    /// The oldest releases whose `s3api put-object` has `--if-match`, which came after `--if-none-match`.
    ///
    /// Source: the files 1.36.10.json and 2.22.5.json in `.changes` of github.com/aws/aws-cli, of 2024-11-25.
    static let oldest = (first: "1.36.10", second: "2.22.5")

    /// Whether it has the options that the calls need.
    var isSupported: Bool {
        DottedVersion(isFirstGeneration ? Self.oldest.first : Self.oldest.second).map { number >= $0 } ?? false
    }
}
