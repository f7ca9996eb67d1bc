package import LambdaProtocol
package import NIOHTTP1

extension HTTPFields {
    /// Creates fields from those that NIO read.
    package init(_ headers: HTTPHeaders) {
        self.init(headers.map { Field($0.name, $0.value) })
    }
}
