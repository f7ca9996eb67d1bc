import Model
import Testing

@testable import Terraform

@Suite("Names of resources and files")
struct ResourceNamesTests {
    @Test(
        "a name is kept where it can be",
        arguments: [
            ("orders", "orders", "orders"),
            ("Order-API", "order_api", "Order-API"),
            ("1st", "function_1st", "1st"),
            ("-x", "function__x", "-x"),
            ("overrides", "overrides", "overrides"),
        ])
    func plain(function: String, identifier: String, fileStem: String) {
        let names = ResourceNames.assign(to: [function])[function]
        #expect(names == ResourceNames(identifier: identifier, fileStem: fileStem, roleStem: function))
    }

    @Test(
        "a file is not named as one of the configuration's own, nor as an override",
        arguments: ["terraform", "Providers", "variables", "insights", "outputs", "override", "my_override"])
    func reserved(function: String) throws {
        let names = try #require(ResourceNames.assign(to: [function])[function])
        #expect(names.fileStem.hasPrefix(function + "-"))
        #expect(names.fileStem.count == function.count + 9)
    }

    @Test("names that would clash are told apart, whatever their order")
    func clashes() {
        let functions = ["a-b", "a_b", "A-B", "other"]
        let names = ResourceNames.assign(to: functions)
        #expect(names == ResourceNames.assign(to: functions.reversed()))
        #expect(Set(names.values.map(\.identifier)).count == 4)
        #expect(Set(names.values.map { $0.fileStem.lowercased() }).count == 4)
        #expect(Set(names.values.map { $0.roleStem.lowercased() }).count == 4)
        #expect(names["other"]?.identifier == "other")
    }

    @Test("a name that is already another's with a digest is told apart too")
    func digestClash() throws {
        let digest = try #require(ResourceNames.assign(to: ["a-b", "a_b"])["a-b"]).identifier
        let names = ResourceNames.assign(to: ["a-b", "a_b", digest])
        #expect(names[digest]?.identifier == digest)
        #expect(Set(names.values.map(\.identifier)).count == 3)
    }

    @Test("role names fit into 64 characters in every region, and long ones differ")
    func roles() throws {
        let long = String(repeating: "a", count: 63)
        let names = ResourceNames.assign(to: [long + "b", long + "c"])
        let stems = names.values.map(\.roleStem)
        #expect(Set(stems).count == 2)
        let region = try #require(Region.all.map(\.name.count).max())
        #expect(stems.allSatisfy { $0.count + 1 + region <= 64 })
    }
}
