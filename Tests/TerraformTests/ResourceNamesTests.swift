import Checksums
import Model
import TestSupport
import Testing

@testable import Terraform

/// Names of resources and files.
@Suite
struct ResourceNamesTests {
    /// A name that cannot collide is kept.
    @Test(
        arguments: [
            ("orders", "orders", "orders"),
            ("shop-mailer", "shop_mailer", "shop-mailer"),
            ("overrides", "overrides", "overrides"),
            ("a--b-", "a__b_", "a--b-"),
        ])
    func plain(function: String, identifier: String, fileStem: String) {
        let names = ResourceNames(function: function)
        #expect(
            names
                == ResourceNames(
                    identifier: identifier, fileStem: fileStem, roleStem: function, roleStemWithStage: function))
    }

    /// Every other name ends in a digest of the function's name.
    @Test(
        arguments: [
            ("Order-API", "order_api_21089d5c", "Order-API-21089d5c", "Order-API-21089d5c"),
            ("shop_mailer", "shop_mailer_e3017b4c", "shop_mailer", "shop_mailer"),
            ("1st", "function_1st_e01ddf65", "1st", "1st"),
            ("-x", "function__x_a4209624", "-x", "-x"),
            ("main", "main", "main-0d6e4079", "main"),
            ("a-00c0ffee", "a_00c0ffee_2736e72c", "a-00c0ffee-2736e72c", "a-00c0ffee-2736e72c"),
        ])
    func digests(function: String, identifier: String, fileStem: String, roleStem: String) {
        let names = ResourceNames(function: function)
        let expected = ResourceNames(
            identifier: identifier, fileStem: fileStem, roleStem: roleStem, roleStemWithStage: roleStem)
        #expect(names == expected)
    }

    /// A file never has the name of a reserved, common or override file.
    @Test(
        arguments: [
            "terraform", "providers", "variables", "insights", "outputs", "override", "my_override", "main", "locals",
            "backend", "versions", "data", "moved", "aux",
        ])
    func reserved(function: String) throws {
        let names = ResourceNames(function: function)
        #expect(names.fileStem.hasPrefix(function + "-"))
        #expect(names.fileStem.count == function.count + 9)
    }

    /// Role names fit into 64 characters in every region, and long ones differ.
    @Test func roles() throws {
        let long = String(repeating: "a", count: 63)
        let stems = [long + "b", long + "c"].map { ResourceNames(function: $0).roleStem }
        #expect(Set(stems).count == 2)
        let region = try #require(Region.all.map(\.name.count).max())
        #expect(stems.allSatisfy { $0.count + 1 + region <= 64 })
        let staged = [long + "b", long + "c"].map { ResourceNames(function: $0).roleStemWithStage }
        #expect(Set(staged).count == 2)
        #expect(staged.allSatisfy { $0.count + 1 + StageName.longest + 1 + region <= 64 })
    }

    /// Two names never share an address, a file or a role, whatever their case.
    @Test(arguments: 0..<50)
    func distinct(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let functions = NameMaker.names(count: 60, using: &generator)
        var taken: [String: String] = [:]
        for function in functions {
            let names = ResourceNames(function: function)
            let keys = [
                "address " + names.identifier.lowercased(), "file " + names.fileStem.lowercased(),
                "role " + names.roleStem.lowercased(),
            ]
            for key in keys {
                let other = taken.updateValue(function, forKey: key)
                #expect(other == nil, "\(function) and \(other ?? "") share the \(key)")
            }
        }
    }

    /// Names with the same digest are refused.
    @Test func sharedDigest() {
        var taken: [String: String] = [:]
        let names = ResourceNames(function: "Orders")
        #expect(names.take(from: &taken, for: "Orders") == nil)
        #expect(names.take(from: &taken, for: "oRders") == "Orders")
    }

    /// Adding a function does not change the others.
    @Test(arguments: 0..<20)
    func addition(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var functions = NameMaker.names(count: 8, using: &generator)
        let new = functions.removeLast()
        let before = try files(of: functions)
        let after = try files(of: functions + [new])
        let stem = ResourceNames(function: new).fileStem
        for (path, content) in before where path != "outputs.tf" && path != "terraform.tf" {
            #expect(withoutLifecycle(after[path]) == withoutLifecycle(content), "\(new) changes \(path)")
        }
        let added = Set(after.keys).subtracting(before.keys)
        #expect(added == ["\(stem).tf"])
    }

    private func files(of functions: [String]) throws -> [String: String] {
        let files = try Sample(functions: functions.map { .named($0) }).configuration().files
        return Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.content) })
    }

    /// The rule that a role keeps its name may come and go: it changes nothing that is deployed.
    private func withoutLifecycle(_ text: String?) -> String? {
        text?.replacing(#/\n  # A role cannot be renamed.*\n  lifecycle {\n.*\n  }\n/#, with: "")
            .replacing(#/# swiftlambda:digest .*/#, with: "")
    }
}

/// Makes names that are apt to fall together.
enum NameMaker {
    static func names(count: Int, using generator: inout SeededGenerator) -> [String] {
        var names: Set<String> = []
        let stems = ["a-b", "shop-mailer", "orders", "main", "1st", "x", String(repeating: "long-", count: 10)]
        while names.count < count {
            var name = stems.randomElement(using: &generator) ?? "a"
            if Int.random(in: 0..<4, using: &generator) == 0 {
                name += "-" + SHA256.hexadecimal(of: name.utf8).prefix(8)
            }
            name = String(name.prefix(64).map { change($0, using: &generator) })
            if Int.random(in: 0..<6, using: &generator) == 0, let other = names.randomElement(using: &generator) {
                // What another is called in one place is the name of a function itself.
                let resources = ResourceNames(function: other)
                name =
                    [resources.identifier, resources.fileStem, resources.roleStem]
                    .randomElement(using: &generator) ?? name
            }
            if name.utf8.count <= 64 { names.insert(name) }
        }
        return names.sorted()
    }

    private static func change(_ character: Character, using generator: inout SeededGenerator) -> Character {
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: character.uppercased().first ?? character
        case 1 where character == "-": "_"
        default: character
        }
    }
}
