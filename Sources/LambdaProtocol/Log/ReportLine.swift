/// The line that tells what an invocation took.
package enum ReportLine {
    /// Whether a line of Lambda's own is one that this belongs in.
    package static func isReport(_ line: String) -> Bool {
        line.hasPrefix("REPORT ") || (line.first == "{" && line.contains(#""type":"platform.report""#))
    }

    /// A REPORT line with the field in its place, behind the memory that the function has.
    package static func adding(_ megabytes: Int, toReport line: String) -> String {
        if line.first == "{" { return PlatformJSON.adding(megabytes, toReport: line) }
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
        guard let place = fields.firstIndex(where: { $0.hasPrefix("Memory Size: ") }) else { return line }
        return (fields[...place] + ["Max Memory Used: \(megabytes) MB"] + fields[(place + 1)...])
            .joined(separator: "\t")
    }
}
