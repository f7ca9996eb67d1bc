import ArgumentParser
package import Model
import Project

extension BundleMode: ExpressibleByArgument {}

extension SettingVariable where Value == BundleMode {
    static let bundle = SettingVariable(
        "SWIFTLAMBDA_BUNDLE", expected: "auto, none, libraries or libc", known: Value.allCases.map(\.rawValue)
    ) { Value(rawValue: $0) }
}
