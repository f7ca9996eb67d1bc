/// An ELF file for a 64-bit little-endian machine, read from its bytes.
///
/// Everything that decides whether a program starts is read at once and through the segments, as the kernel and the
/// loader do; symbols are read on demand.
package struct ELFFile: Sendable {
    /// Its instruction set.
    package let machine: Machine
    /// Its type.
    package let type: FileType
    /// Its entry point.
    package let entry: UInt64
    /// What the kernel and the loader act on.
    package let segments: [Segment]
    /// What linkers and debuggers see; empty if the section headers are stripped.
    package let sections: [Section]
    /// The loader that it requests from the kernel, such as `/lib64/ld-linux-x86-64.so.2`.
    package let interpreter: String?
    /// Its information for the loader, or `nil` without a dynamic section.
    package let dynamic: DynamicInfo?
    /// The versions it requires of its libraries, in file order.
    package let versionRequirements: [VersionRequirement]
    /// The names of the versions it provides.
    package let versionDefinitions: [String]
    /// The identifier that links it to its debug file.
    package let buildID: [UInt8]?
    /// The file name of its separate debug file (`.gnu_debuglink`).
    package let debugLink: String?

    let file: Region
    let dynamicTable: DynamicTable?

    /// Whether a file that begins with these bytes is an ELF file of any kind.
    package static func isELF(_ prefix: some Sequence<UInt8>) -> Bool {
        prefix.starts(with: FileHeader.magic)
    }

    /// Reads a whole file.
    ///
    /// - Throws: ``ELFError`` if it is not for a 64-bit little-endian machine, or if a part that describes how it
    ///   is loaded is cut off or malformed.
    package init(_ bytes: [UInt8]) throws(ELFError) {
        let file = Region(bytes)
        var names = NameBudget(fileSize: bytes.count)
        let header = try FileHeader(file)
        let segments = try Segment.all(header, in: file)
        let sections = try Section.all(header, in: file, names: &names)
        for segment in segments where segment.kind == .load {
            _ = try segment.contents(in: file, part: "a loaded segment")
        }
        let table = try Self.dynamicTable(of: file, segments: segments)

        self.file = file
        machine = header.machine
        type = header.type
        entry = header.entry
        self.segments = segments
        self.sections = sections
        interpreter = try Self.interpreter(of: file, segments: segments, names: &names)
        dynamicTable = table
        buildID = try Self.buildID(of: file, segments: segments, sections: sections)
        debugLink = try Self.debugLink(of: file, sections: sections, names: &names)
        if let table {
            dynamic = try DynamicInfo(table, names: &names)
            versionRequirements = try SymbolVersions.requirements(of: table, sections: sections, names: &names)
            versionDefinitions = try SymbolVersions.definitions(of: table, names: &names).map(\.name)
        } else {
            dynamic = nil
            versionRequirements = []
            versionDefinitions = []
        }
    }

    // Only a file's debug half has these kinds of segments without bytes.
    private static func dynamicTable(of file: Region, segments: [Segment]) throws(ELFError) -> DynamicTable? {
        guard let segment = segments.last(where: { $0.kind == .dynamic }), segment.fileSize > 0 else { return nil }
        return try DynamicTable(
            try segment.contents(in: file, part: "the dynamic section"),
            map: LoadMap(file: file, segments: segments))
    }

    private static func interpreter(
        of file: Region, segments: [Segment], names: inout NameBudget
    ) throws(ELFError) -> String? {
        guard let segment = segments.first(where: { $0.kind == .interpreter }), segment.fileSize > 0 else {
            return nil
        }
        return try names.name(in: try segment.contents(in: file, part: "the interpreter's path"), at: 0)
    }

    private static func buildID(
        of file: Region, segments: [Segment], sections: [Section]
    ) throws(ELFError) -> [UInt8]? {
        var reader = NoteReader(fileSize: file.count)
        for segment in segments where segment.kind == .note {
            if let found = try reader.buildID(in: try segment.contents(in: file, part: "a note")) { return found }
        }
        for section in sections where section.kind == .note {
            if let found = try reader.buildID(in: try section.contents(in: file, part: "a note")) { return found }
        }
        return nil
    }

    private static func debugLink(
        of file: Region, sections: [Section], names: inout NameBudget
    ) throws(ELFError) -> String? {
        guard let section = sections.first(where: { $0.name == ".gnu_debuglink" && $0.occupiesFile }) else {
            return nil
        }
        return try names.name(in: try section.contents(in: file, part: "the debug link"), at: 0)
    }
}
