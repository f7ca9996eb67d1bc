import Foundation

/// The environment that the tests were started with.
public let testEnvironment = ProcessInfo.processInfo.environment
