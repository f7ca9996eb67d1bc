import Shop

/// Returns the total of an order: `{"article": "apple", "count": 3, "cents": 35}`.
@main
enum Orders {
    static func main() throws {
        try serve { event in
            guard let count = event.number("count"), let cents = event.number("cents") else {
                return #"{"error": "an order needs a count and cents"}"#
            }
            return #"{"article": \#(quoted(event.text("article") ?? "")), "total": "\#(Money(cents: count * cents))"}"#
        }
    }
}
