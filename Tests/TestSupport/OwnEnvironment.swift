import Foundation
import Host
import LibC
package import SystemPackage

/// The environment in which tests run programs: that of the tests, without what makes programs behave differently from
/// machine to machine.
package let ownEnvironment = OwnEnvironment.make(from: testEnvironment)

/// What the environment of a program that inherits that of the tests has to differ by.
///
/// - Parameter changes: what a test wants besides.
package func ownChanges(_ changes: [String: String?] = [:]) -> [String: String?] {
    let cleared = testEnvironment.filter { ownEnvironment[$0.key] == nil }.mapValues { _ in String?.none }
    let own = ownEnvironment.filter { testEnvironment[$0.key] != $0.value }.mapValues { String?.some($0) }
    return cleared.merging(own) { $1 }.merging(changes) { $1 }
}

/// The tests' own home, Swift SDKs, settings of git, locale, time zone and directory for temporary files.
///
/// Downloads stay in the user's cache, from where a later run takes them.
package enum OwnEnvironment {
    private static let changingPrefixes = [
        "SWIFTLAMBDA_", "AWS_", "GIT_", "LC_", "LAMBDA_", "CLICOLOR", "FORCE_COLOR", "XDG_CONFIG", "XDG_DATA",
    ]
    private static let changing: Set<String> = [
        "CI", "NO_COLOR", "COLUMNS", "TERM", "LANG", "LANGUAGE", "POSIXLY_CORRECT", "CFFIXED_USER_HOME", "_HANDLER",
        "CONTAINER_HOST", "DOCKER_CONTEXT", "SOURCE_DATE_EPOCH", "UNZIP", "ZIPOPT",
    ]
    /// What a machine needs to reach others.
    private static let kept: Set<String> = ["GIT_SSL_CAINFO", "GIT_CONFIG_SYSTEM"]

    /// Where tests keep what takes long to make.
    package static let cache: FilePath = {
        let home = testEnvironment["XDG_CACHE_HOME"] ?? testEnvironment["HOME"].map { $0 + "/.cache" } ?? "/var/tmp"
        return FilePath(home)
    }()

    /// A directory for temporary files that no other user has.
    package static let temporaryDirectory: FilePath = {
        let base = testEnvironment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        return FilePath(base).appending("swiftlambda-tests-\(geteuid())")
    }()

    static func make(from environment: [String: String]) -> [String: String] {
        let files = LiveFileSystem()
        let home = cache.appending("swiftlambda-tests").appending("home")
        let settings = home.appending("gitconfig")
        var own = environment.filter { name, _ in
            kept.contains(name) || !(changing.contains(name) || changingPrefixes.contains { name.hasPrefix($0) })
        }
        own["HOME"] = home.string
        own["XDG_CACHE_HOME"] = cache.string
        own["SWIFTLAMBDA_SWIFT_SDKS_PATH"] = home.appending("swift-sdks").string
        own["GIT_CONFIG_GLOBAL"] = settings.string
        own["LC_ALL"] = "C.UTF-8"
        own["TZ"] = "UTC"
        own["TMPDIR"] = temporaryDirectory.string
        do {
            for directory in [home, temporaryDirectory] { try files.makeDirectory(directory) }
            _ = try files.write(
                Array(gitSettings(of: environment).utf8), to: settings, permissions: [.ownerReadWrite, .groupRead])
        } catch {
            // Every test that starts a program then fails at it, with the directory's name.
            return own
        }
        return own
    }

    /// Where git gets repositories from, and whose it trusts: both are the machine's, and all else is the tests' own.
    private static func gitSettings(of environment: [String: String]) -> String {
        var text = "[user]\n\tname = Tests\n\temail = tests@example.com\n[init]\n\tdefaultBranch = main\n"
        for line in machineSettings(of: environment).split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1)
            guard words.count == 2, let first = words[0].firstIndex(of: "."), let last = words[0].lastIndex(of: ".")
            else {
                continue
            }
            let subsection = first < last ? " \"\(words[0][words[0].index(after: first)..<last])\"" : ""
            let name = words[0][words[0].index(after: last)...]
            text += "[\(words[0][..<first])\(subsection)]\n\t\(name) = \(words[1])\n"
        }
        return text
    }

    private static func machineSettings(of environment: [String: String]) -> String {
        let git = Process()
        git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        git.arguments = ["git", "config", "--get-regexp", "^(safe|url|http)[.]"]
        git.environment = environment
        git.currentDirectoryURL = URL(fileURLWithPath: "/")
        let output = Pipe()
        git.standardOutput = output
        git.standardError = FileHandle.nullDevice
        do {
            try git.run()
        } catch {
            // Tests that need git say that it is missing.
            return ""
        }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        git.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
