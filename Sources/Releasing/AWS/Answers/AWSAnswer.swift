import JSON

/// A part of what the AWS command line wrote.
struct AWSAnswer: Sendable {
    /// The part.
    private let value: JSONValue
    /// Where it is in the answer, for errors.
    private let path: String

    /// Reads the output of a call; some calls write nothing instead of an empty object.
    init(output: [UInt8]) throws(AWSAnswerFault) {
        path = ""
        guard output.contains(where: { !Unicode.Scalar($0).properties.isWhitespace }) else {
            value = .object([])
            return
        }
        do throws(JSONFault) {
            value = try JSONValue(parsing: output)
        } catch {
            throw AWSAnswerFault(summary: "\(error.expected) was expected at \(error.place(in: output))")
        }
    }

    private init(_ value: JSONValue, path: String) {
        self.value = value
        self.path = path
    }

    /// A text that has to be there.
    func text(_ name: String) throws(AWSAnswerFault) -> String {
        guard let text = value[name]?.string else { throw missing(name, "a text") }
        return text
    }

    /// A text that may be missing.
    func optionalText(_ name: String) -> String? { value[name]?.string }

    /// A whole number that has to be there.
    func integer(_ name: String) throws(AWSAnswerFault) -> Int {
        guard let number = value[name]?.integer else { throw missing(name, "a whole number") }
        return number
    }

    /// A whole number that may be missing.
    func optionalInteger(_ name: String) -> Int? { value[name]?.integer }

    /// A number that has to be there.
    func number(_ name: String) throws(AWSAnswerFault) -> Double {
        guard case .number(let digits)? = value[name], let number = Double(digits) else {
            throw missing(name, "a number")
        }
        return number
    }

    /// An object that may be missing.
    func optionalObject(_ name: String) -> AWSAnswer? {
        guard let object = value[name], object.members != nil else { return nil }
        return AWSAnswer(object, path: path + name + ".")
    }

    /// An object that has to be there.
    func object(_ name: String) throws(AWSAnswerFault) -> AWSAnswer {
        guard let object = optionalObject(name) else { throw missing(name, "an object") }
        return object
    }

    /// The elements of a list, which is empty if it is missing.
    func list(_ name: String) -> [AWSAnswer] {
        (value[name]?.array ?? []).enumerated().map { AWSAnswer($1, path: "\(path)\(name)[\($0)].") }
    }

    /// The elements of an answer that is a list.
    var elements: [AWSAnswer] {
        (value.array ?? []).enumerated().map { AWSAnswer($1, path: "[\($0)].") }
    }

    /// The texts of a list, which is empty if it is missing.
    func textList(_ name: String) -> [String] { (value[name]?.array ?? []).compactMap(\.string) }

    /// The texts by name of an object, which is empty if it is missing.
    func texts(_ name: String) -> [String: String] {
        let pairs = (value[name]?.members ?? []).compactMap { member in member.value.string.map { (member.name, $0) } }
        return Dictionary(pairs) { $1 }
    }

    /// The numbers by name of an object, which is empty if it is missing.
    func numbers(_ name: String) -> [String: Double] {
        let pairs = (value[name]?.members ?? []).compactMap { member -> (String, Double)? in
            guard case .number(let digits) = member.value, let number = Double(digits) else { return nil }
            return (member.name, number)
        }
        return Dictionary(pairs) { $1 }
    }

    private func missing(_ name: String, _ kind: String) -> AWSAnswerFault {
        AWSAnswerFault(summary: "'\(path)\(name)' is missing or is not \(kind)")
    }
}

/// An answer does not have the form that AWS documents.
struct AWSAnswerFault: Error, Hashable {
    /// What is wrong, without any value of the answer.
    var summary: String
}
