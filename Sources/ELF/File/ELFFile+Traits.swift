extension ELFFile {
    /// Whether it is a program that runs at any address: a shared object that is marked as one or requests a loader.
    package var isPositionIndependentExecutable: Bool {
        guard type == .sharedObject, let dynamic else { return false }
        // libc.so.6 requests a loader too, but has a name for others.
        return dynamic.isMarkedExecutable || (interpreter != nil && dynamic.soname == nil)
    }

    /// Whether the kernel can start it as a program.
    package var isProgram: Bool { type == .executable || isPositionIndependentExecutable }

    /// Whether it is a program that needs neither a loader nor libraries.
    package var isStaticallyLinked: Bool {
        isProgram && interpreter == nil && (dynamic?.neededLibraries.isEmpty ?? true)
    }

    /// Whether its stack, or that of the program that loads it, is executable.
    ///
    /// A `PT_GNU_STACK` segment decides, the last one if there are several. If it is missing, the kernel leaves
    /// the stack of a 64-bit program alone, but glibc treats it as executable on x86_64 and not on aarch64
    /// (`DEFAULT_STACK_PERMS` in `sysdeps/*/stackinfo.h`).
    package var hasExecutableStack: Bool {
        if let stack = segments.last(where: { $0.kind == .stack }) { return stack.access.contains(.execute) }
        return machine == .x86_64 && (type == .executable || type == .sharedObject)
    }

    /// Whether it is the debug half of a stripped file, which has symbols but no code.
    package var isSeparateDebugFile: Bool {
        let executable: UInt64 = 4
        return sections.contains { $0.flags & executable != 0 && $0.kind == .zeroFilled }
    }

    /// All of its bytes.
    package var bytes: [UInt8] { file.array }

    /// Reads the symbols it defines, from the table for debuggers or otherwise the dynamic one.
    ///
    /// - Returns: the symbols in table order, without those of sections and source files; none without a table.
    package func symbols() throws(ELFError) -> [Symbol] {
        guard let table = try SymbolTable(file, sections: sections, dynamic: dynamicTable) else { return [] }
        var names = NameBudget(fileSize: file.count)
        var symbols: [Symbol] = []
        try table.forEachDefined { entry throws(ELFError) in
            symbols.append(
                Symbol(
                    name: try names.name(in: table.names, at: UInt64(entry.nameOffset)),
                    address: entry.address,
                    size: entry.size,
                    sectionIndex: entry.sectionIndex,
                    kind: entry.kind))
        }
        return symbols
    }
}
