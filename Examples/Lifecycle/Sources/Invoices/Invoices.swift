#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The function's input.
struct Order: Decodable {
    struct Line: Decodable {
        var article: String
        var count: Int
        /// The price of one.
        var cents: Int
    }

    var number: String
    var placed: Date
    var lines: [Line]
}

/// The function's output.
struct Invoice: Encodable {
    var order: String
    var totalCents: Int
    var due: Date
}

/// An order cannot be invoiced.
enum InvalidOrder: Error {
    case noLines(order: String)
    case badCount(Int, article: String)
}

/// The function cannot start.
enum InvalidSetting: Error {
    case daysToPay(String)
}

/// The function's logic.
struct Invoices {
    private let ledger: Ledger
    private let secondsToPay: Double

    /// Reads the settings; an error here is an error of Lambda's Init phase.
    init(ledger: Ledger, environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        let setting = environment["DAYS_TO_PAY"] ?? "14"
        guard let days = UInt16(setting) else { throw InvalidSetting.daysToPay(setting) }
        self.ledger = ledger
        secondsToPay = Double(days) * 86_400
    }

    /// Returns the invoice of an order, and enters it in the ledger.
    func invoice(_ order: Order) async throws -> Invoice {
        guard !order.lines.isEmpty else { throw InvalidOrder.noLines(order: order.number) }
        for line in order.lines where line.count < 1 {
            throw InvalidOrder.badCount(line.count, article: line.article)
        }
        let total = order.lines.reduce(0) { $0 + $1.count * $1.cents }
        await ledger.enter(cents: total)
        return Invoice(order: order.number, totalCents: total, due: order.placed.addingTimeInterval(secondsToPay))
    }
}
