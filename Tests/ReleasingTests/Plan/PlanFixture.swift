import Host
import Releasing
import SystemPackage

/// Plans as `terraform show -json` prints them.
enum PlanFixture {
    /// The bytes of a file beside this one.
    static func bytes(_ name: String) throws -> [UInt8] {
        let directory = FilePath(#filePath).removingLastComponent().appending("Fixtures")
        return try LiveFileSystem().read(directory.appending(name), limit: 1 << 22)
    }

    /// The summary of such a plan.
    static func summary(_ name: String, functions: [String] = ["audit", "orders", "prices"]) throws -> PlanSummary {
        try PlanReader(functions: functions).read(bytes(name))
    }

    /// A plan with some changes.
    static func plan(_ changes: String, version: String = "1.2") -> [UInt8] {
        Array("{\"format_version\": \"\(version)\", \"resource_changes\": [\(changes)]}".utf8)
    }

    /// A change of a resource.
    static func change(
        _ type: String, _ name: String, _ actions: String, before: String = "null", after: String = "null",
        unknown: String = "{}", more: String = ""
    ) -> String {
        """
        {"address": "\(type).\(name)", "mode": "managed", "type": "\(type)", "name": "\(name)", \(more)
         "change": {"actions": [\(actions)], "before": \(before), "after": \(after), "after_unknown": \(unknown),
                    "before_sensitive": false, "after_sensitive": {}}}
        """
    }

    /// The plan for the function `orders` that a change makes.
    static func orders(_ changes: String...) throws -> FunctionPlan? {
        let bytes = plan(changes.joined(separator: ","))
        return try PlanReader(functions: ["orders"]).read(bytes).functions.first
    }
}
