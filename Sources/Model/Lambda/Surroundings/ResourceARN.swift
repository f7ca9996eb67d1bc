/// The Amazon Resource Name of something that exists outside the configuration, split into its parts.
package struct ResourceARN: Sendable, Hashable {
    /// The whole text.
    package let text: String
    /// The partition, such as `aws`.
    package let partition: String
    /// The service, such as `sqs`.
    package let service: String
    /// The region; empty for global resources.
    package let region: String
    /// The account; empty for buckets.
    package let account: String
    /// The resource within the service.
    package let resource: String

    /// Reads an ARN.
    ///
    /// - Returns: `nil` if the text does not have the form of an ARN.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "arn", parts[1].hasPrefix("aws"), !parts[5].isEmpty,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), parts[1...3].allSatisfy(Self.isLabel)
        else { return nil }
        self.text = text
        partition = parts[1]
        service = parts[2]
        region = parts[3]
        account = parts[4]
        resource = parts[5]
    }

    private static func isLabel(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
            default: false
            }
        }
    }

    /// Whether the account is a number of twelve digits.
    var hasAccount: Bool {
        account.utf8.count == 12 && account.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}

extension ResourceARN: CustomStringConvertible {
    /// The whole text.
    package var description: String { text }
}
