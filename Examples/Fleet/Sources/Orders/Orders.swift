import Shop

/// Says what an order comes to: `{"article": "apple", "count": 3, "cents": 35}`.
@main
enum Orders {
    static func main() throws {
        try serve { event in
            guard let count = event.number("count"), let cents = event.number("cents") else {
                return #"{"error": "an order has a count and cents"}"#
            }
            return #"{"article": \#(quoted(event.text("article") ?? "")), "total": "\#(Money(cents: count * cents))"}"#
        }
    }
}
