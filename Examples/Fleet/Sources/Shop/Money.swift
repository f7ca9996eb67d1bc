import RuntimeAPI

/// An amount of money.
public struct Money: CustomStringConvertible {
    private let cents: Int

    /// Creates an amount.
    public init(cents: Int) {
        self.cents = cents
    }

    /// The amount with two decimals.
    public var description: String {
        let rest = String(cents.magnitude % 100)
        return (cents < 0 ? "-" : "") + "\(cents.magnitude / 100)." + (rest.count < 2 ? "0" : "") + rest
    }
}

/// Reads a price list: a header line, then a line with the article and its cents for each article.
public func readPrices(_ path: String) throws -> [String: Money] {
    var prices: [String: Money] = [:]
    for line in try readText(path).split(separator: "\n").dropFirst() {
        let fields = line.split(separator: ",")
        guard fields.count == 2, let cents = Int(fields[1]) else { continue }
        prices[String(fields[0])] = Money(cents: cents)
    }
    return prices
}
