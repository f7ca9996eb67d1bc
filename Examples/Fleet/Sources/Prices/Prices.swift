import PriceList
import Shop

/// Looks an article's price up in the list that travels in the archive: `{"article": "apple"}`.
@main
enum Prices {
    static func main() throws {
        // What is read here, outside the loop, is read once for all invocations of this environment.
        let prices = try readPrices(String(cString: priceListPath))
        try serve { event in
            let article = event.text("article") ?? ""
            guard let price = prices[article] else {
                return #"{"error": "no article is named so", "article": \#(quoted(article))}"#
            }
            return #"{"article": \#(quoted(article)), "price": "\#(price)"}"#
        }
    }
}
