package import Model

/// Assembly for an object that forwards functions to their older versions.
package struct ForwarderAssembly {
    private let forwarders: [SymbolForwarder]
    private let architecture: Architecture

    /// Creates the assembly of some forwarders.
    package init(_ forwarders: [SymbolForwarder], for architecture: Architecture) {
        self.forwarders = forwarders
        self.architecture = architecture
    }

    /// The text, for the integrated assembler of clang.
    ///
    /// Each function has a section of its own, so that linkers drop those that nothing calls. They are weak, so that a
    /// function of the package with the same name is used instead, and hidden, so that other libraries keep theirs.
    package var text: String {
        var lines: [String] = []
        for (number, forwarder) in forwarders.enumerated() {
            let older = "swiftlambda.older.\(number)"
            lines += [
                "\t.section\t\".text.swiftlambda.\(forwarder.name)\",\"ax\",@progbits",
                "\t.p2align\t\(alignment)",
                "\t.symver\t\(older), \(forwarder.name)@\(forwarder.to), remove",
                "\t.weak\t\(forwarder.name)",
                "\t.hidden\t\(forwarder.name)",
                "\t.type\t\(forwarder.name), @function",
                "\t.type\t\"\(forwarder.marker)\", @function",
                "\(forwarder.name):",
                "\"\(forwarder.marker)\":",
                "\t\(jump(to: older))",
                "\t.size\t\(forwarder.name), .-\(forwarder.name)",
            ]
        }
        lines.append("\t.section\t\".note.GNU-stack\",\"\",@progbits")
        return lines.joined(separator: "\n") + "\n"
    }

    private var alignment: Int {
        switch architecture {
        case .arm64: 2
        case .x86_64: 4
        }
    }

    private func jump(to symbol: String) -> String {
        switch architecture {
        case .arm64: "b\t\(symbol)"
        case .x86_64: "jmp\t\(symbol)@PLT"
        }
    }
}
