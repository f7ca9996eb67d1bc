import PriceList
import Shop

/// Looks up an article's price in the list from the archive: `{"article": "apple"}`.
@main
enum Prices {
    static func main() throws {
        // Whatever is read here, outside the loop, is read once for all invocations of this environment.
        let prices = try readPrices(String(cString: priceListPath))
        try serve { event in
            let article = event.text("article") ?? ""
            guard let price = prices[article] else {
                return #"{"error": "unknown article", "article": \#(quoted(article))}"#
            }
            return #"{"article": \#(quoted(article)), "price": "\#(price)"}"#
        }
    }
}
