import Foundation

/// The environment that the tests were started with.
package let testEnvironment = ProcessInfo.processInfo.environment
