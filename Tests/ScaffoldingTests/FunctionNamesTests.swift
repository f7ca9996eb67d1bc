import Model
import Testing

@testable import Scaffolding

@Suite struct FunctionNamesTests {
    @Test(arguments: [
        ("orders", "Orders"), ("orders-api", "OrdersApi"), ("ordersAPI", "OrdersAPI"), ("orders_api-2", "OrdersApi2"),
        ("2fa", "Function2fa"), ("-x-", "X"), ("__MODULE__", "MODULE"), ("a", "A"),
        ("swift", "SwiftFunction"), ("self", "SelfFunction"), ("Any", "AnyFunction"), ("true", "TrueFunction"),
        ("handler", "HandlerFunction"), ("lambda-runtime", "LambdaRuntimeFunction"), ("c-lib-pq", "CLibPqFunction"),
        ("nio-core", "NioCoreFunction"), ("logging", "LoggingFunction"), ("logging2", "Logging2"),
    ])
    func theModuleIsNamedAfterTheFunction(function: String, module: String) throws {
        let names = try FunctionNames(function: function)
        #expect(names.function == function)
        #expect(names.module == module)
    }

    @Test(arguments: [
        ("", "my-function"), ("my orders", "my-orders"), ("Bestell-Übersicht", "Bestell-bersicht"), ("a/b", "a-b"),
        ("---", "my-function"), ("_", "my-function"), ("né", "n"), ("🐦", "my-function"), ("x.y", "x-y"),
        (String(repeating: "a", count: 65), String(repeating: "a", count: 64)),
    ])
    func whatLambdaRefusesIsRefusedWithANameThatWouldDo(name: String, suggestion: String) throws {
        let error = #expect(throws: NameError.self) { try FunctionNames(function: name) }
        #expect(error?.diagnostics.first?.hints == ["swiftlambda init \(suggestion)"])
        #expect(error?.exitStatus == .usage)
        #expect(throws: Never.self) { try FunctionNames(function: suggestion) }
    }

    @Test func sixtyFourCharactersDo() throws {
        let name = String(repeating: "a", count: 64)
        #expect(try FunctionNames(function: name).module.count == 64)
    }
}
