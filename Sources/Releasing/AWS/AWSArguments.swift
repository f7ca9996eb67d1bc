import JSON
import SystemPackage

/// The options of a call, in the form that the AWS command line takes as they are meant.
struct AWSArguments: Sendable, Hashable {
    /// The words.
    private(set) var words: [String] = []
    /// The values that the AWS command line would replace with the content of a file or of an address.
    private(set) var references: [String] = []
    /// The directory that paths of files are relative to; `nil` means all of them are absolute.
    private(set) var workingDirectory: FilePath?

    /// Adds an option with a text.
    mutating func add(_ option: String, _ value: String) {
        // The prefixes of awscli/paramfile.py; there is no way to escape them.
        let prefixes = ["file://", "fileb://", "http://", "https://"]
        if prefixes.contains(where: { value.hasPrefix($0) }) { references.append(value) }
        append(option, value)
    }

    /// Adds an option with a text, if there is one.
    mutating func add(_ option: String, optional value: String?) {
        if let value { add(option, value) }
    }

    /// Adds an option with a number.
    mutating func add(_ option: String, _ value: Int) { append(option, String(value)) }

    /// Adds an option with a list or an object.
    mutating func add(_ option: String, json value: JSONValue) { append(option, value.text) }

    /// Adds an option without a value.
    mutating func add(flag option: String) { words.append("--" + option) }

    /// Adds an option with the path of a file that is sent in parts.
    mutating func add(_ option: String, streaming file: FilePath) { append(option, unexpanded(file)) }

    /// Adds an option with the content of a file, as it is in both generations of the AWS command line.
    ///
    /// Version 2 decodes base64 only in texts, so it needs no `--cli-binary-format` (`Base64DecodeVisitor` in
    /// awscli/customizations/binaryformat.py of aws-cli 2).
    mutating func add(_ option: String, contentOf file: FilePath) { append(option, "fileb://" + unexpanded(file)) }

    /// Adds the file that the body of the answer goes to; it is the only word without an option.
    mutating func add(output file: FilePath) { words.append(file.string) }

    /// A path in which nothing looks like a variable.
    ///
    /// The AWS command line replaces `$NAME` in paths with the variable's value, and there is no way to escape it
    /// (`get_file` in awscli/paramfile.py, `unpack_scalar_cli_arg` in awscli/argprocess.py). The last component is
    /// always a name that swiftlambda gives.
    private mutating func unexpanded(_ file: FilePath) -> String {
        let directory = file.removingLastComponent()
        guard directory.string.contains("$"), let name = file.lastComponent else { return file.string }
        workingDirectory = directory
        return name.string
    }

    private mutating func append(_ option: String, _ value: String) {
        // Otherwise the parser would read such a value as an option.
        words += value.hasPrefix("-") ? ["--\(option)=\(value)"] : ["--" + option, value]
    }
}
