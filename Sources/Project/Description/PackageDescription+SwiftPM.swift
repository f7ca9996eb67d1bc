#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension PackageDescription {
    /// Reads the output of `swift package describe --type json`.
    init(swiftPM json: [UInt8]) throws {
        let output = try JSONDecoder().decode(Output.self, from: Data(json))
        self.init(
            name: output.name,
            products: output.products.map { Product(name: $0.name, kind: $0.type.kind, targets: $0.targets) },
            targets: output.targets.map {
                Target(
                    name: $0.name, kind: $0.type, path: $0.path, products: $0.productMemberships ?? [],
                    dependencies: $0.targetDependencies ?? [])
            },
            localDependencies: (output.dependencies ?? []).compactMap { $0.type == "fileSystem" ? $0.path : nil },
            toolsVersion: output.toolsVersion)
    }

    private struct Output: Decodable {
        struct Product: Decodable {
            /// An object whose only key is the type, such as `{"library": ["automatic"]}`.
            struct Kind: Decodable {
                var kind: ProductKind

                init(from decoder: any Decoder) throws {
                    let names = try decoder.container(keyedBy: Name.self).allKeys
                    kind = names.first.flatMap { ProductKind(rawValue: $0.stringValue) } ?? .other
                }
            }

            var name: String
            var targets: [String]
            var type: Kind
        }

        struct Target: Decodable {
            enum CodingKeys: String, CodingKey {
                case name, path, type
                case productMemberships = "product_memberships"
                case targetDependencies = "target_dependencies"
            }

            var name: String
            var path: String
            var type: String
            var productMemberships: [String]?
            var targetDependencies: [String]?
        }

        struct Dependency: Decodable {
            var type: String
            var path: String?
        }

        struct Name: CodingKey {
            var stringValue: String
            var intValue: Int? { nil }

            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        enum CodingKeys: String, CodingKey {
            case name, products, targets, dependencies
            case toolsVersion = "tools_version"
        }

        var name: String
        var products: [Product]
        var targets: [Target]
        var dependencies: [Dependency]?
        var toolsVersion: String?
    }
}
