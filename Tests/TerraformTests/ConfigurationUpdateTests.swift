import Model
import Testing

@testable import Terraform

/// Updating a directory.
@Suite
struct ConfigurationUpdateTests {
    private func conditions(_ update: ConfigurationUpdate) -> [String: ConfigurationUpdate.Condition] {
        Dictionary(uniqueKeysWithValues: update.drift.map { ($0.path, $0.condition) })
    }

    private func edited(_ bytes: [UInt8]) -> [UInt8] {
        Array(String(decoding: bytes, as: UTF8.self).replacing("handler", with: "Handler").utf8) + Array(" ".utf8)
    }

    /// An empty directory gets every file, and policies before the file that records their digests.
    @Test func create() throws {
        let files = try generated("orders")
        let steps = try ConfigurationUpdate(generated: files, existing: [:]).steps(force: false)
        let paths = steps.map { step in if case .write(let file) = step { file.path } else { "" } }
        #expect(Set(paths) == Set(files.map(\.path)))
        let firstSource = try #require(paths.firstIndex { $0.hasSuffix(".tf") })
        #expect(paths[firstSource...].allSatisfy { $0.hasSuffix(".tf") })
    }

    /// Nothing is written if nothing changed, and the user's files are left alone.
    @Test func unchanged() throws {
        let files = try generated("orders")
        var existing = onDisk(files)
        existing["main.tf"] = Array("# mine\n".utf8)
        existing["policies/mine.json"] = Array("{}\n".utf8)
        let update = ConfigurationUpdate(generated: files, existing: existing)
        #expect(update.drift == [])
        #expect(try update.steps(force: true) == [])
    }

    /// A change replaces only the affected files, and reports the first line that differs.
    @Test func replace() throws {
        let files = try generated("orders", memory: 1_024)
        let update = ConfigurationUpdate(generated: files, existing: onDisk(try generated("orders")))
        #expect(conditions(update) == ["orders.tf": .outdated])
        let difference = try #require(update.drift.first?.difference)
        #expect(difference.found?.contains("= 512") == true)
        #expect(difference.expected?.contains("= 1024") == true)
        let line = try #require(
            String(decoding: onDisk(try generated("orders"))["orders.tf"] ?? [], as: UTF8.self)
                .split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("memory_size") })
        #expect(difference.line == line + 1)
        #expect(update.drift.first?.diagnostic.location?.line == line + 1)
    }

    /// Files of a function that is gone are removed, policies first.
    @Test func stale() throws {
        let update = ConfigurationUpdate(
            generated: try generated("orders"), existing: onDisk(try generated("orders", "report")))
        #expect(
            conditions(update) == [
                "outputs.tf": .outdated, "report.tf": .stale, "policies/report-logs.json": .stale,
            ])
        let steps = try update.steps(force: false)
        #expect(steps.first == .remove(path: "policies/report-logs.json"))
        #expect(steps.last == .remove(path: "report.tf"))
    }

    /// Policies as JSON, which former releases always wrote, are removed if nobody asks for them any more.
    @Test func formsOfPolicies() throws {
        let documents = onDisk(try generated("orders"))
        var existing = documents
        existing["policies/mine.json"] = Array("{}\n".utf8)
        let wanted = try generated("orders", policies: .inline)
        let update = ConfigurationUpdate(generated: wanted, existing: existing)
        for step in try update.steps(force: false) { apply(step, to: &existing) }
        var expected = onDisk(wanted)
        expected["policies/mine.json"] = Array("{}\n".utf8)
        #expect(existing == expected)

        let path = "policies/orders-logs.json"
        let edit = ConfigurationUpdate(
            generated: wanted, existing: documents.merging([path: edited(documents[path] ?? [])]) { $1 })
        #expect(conditions(edit)[path] == .editedStale)
        #expect(throws: ConfigurationConflict.self) { try edit.steps(force: false) }
    }

    /// An edit is kept unless --force is given.
    @Test(
        arguments: ["orders.tf", "policies/orders-logs.json", "policies/lambda-trust.json", "terraform.tf"])
    func edit(path: String) throws {
        let files = try generated("orders")
        var existing = onDisk(files)
        existing[path] = edited(existing[path] ?? [])
        let update = ConfigurationUpdate(generated: files, existing: existing)
        #expect(conditions(update) == [path: .edited])
        #expect(throws: ConfigurationConflict.self) { try update.steps(force: false) }
        let content = try #require(files.first { $0.path == path })
        #expect(try update.steps(force: true) == [.write(content)])
    }

    /// An edited file of a function that is gone is kept, too.
    @Test func editedStale() throws {
        var existing = onDisk(try generated("orders", "report"))
        existing["report.tf"] = edited(existing["report.tf"] ?? [])
        let update = ConfigurationUpdate(generated: try generated("orders"), existing: existing)
        #expect(conditions(update)["report.tf"] == .editedStale)
        #expect(throws: ConfigurationConflict.self) { try update.steps(force: false) }
        #expect(try update.steps(force: true).contains(.remove(path: "report.tf")))
    }

    /// A user's file at the path of a generated one is a conflict.
    @Test func foreign() throws {
        let update = ConfigurationUpdate(
            generated: try generated("orders"), existing: ["orders.tf": Array("# mine\n".utf8)])
        #expect(conditions(update)["orders.tf"] == .foreign)
        #expect(throws: ConfigurationConflict(entries: update.entries.filter { $0.path == "orders.tf" })) {
            try update.steps(force: false)
        }
    }

    /// An update that was interrupted at any point can be repeated.
    @Test(arguments: 0...11)
    func interruption(done: Int) throws {
        let wanted = try generated("orders", "invoices", memory: 1_024)
        var directory = onDisk(try generated("orders", "report"))
        let steps = try ConfigurationUpdate(generated: wanted, existing: directory).steps(force: false)
        for step in steps.prefix(done) { apply(step, to: &directory) }
        let rest = try ConfigurationUpdate(generated: wanted, existing: directory).steps(force: false)
        for step in rest { apply(step, to: &directory) }
        #expect(directory == onDisk(wanted))
    }

    private func apply(_ step: ConfigurationUpdate.Step, to directory: inout [String: [UInt8]]) {
        switch step {
        case .write(let file): directory[file.path] = Array(file.content.utf8)
        case .remove(let path): directory[path] = nil
        }
    }

    /// A file that moves to another function is not reported as removed.
    @Test func renamedFile() throws {
        let files = try generated("orders", "report")
        var existing = onDisk(files)
        existing["Orders.tf"] = existing["orders.tf"]
        let renamed = ConfigurationUpdate(generated: files, existing: existing)
        #expect(conditions(renamed) == ["Orders.tf": .stale])
        #expect(renamed.abandoned == [])
        let selection = ConfigurationUpdate(generated: try generated("orders"), existing: onDisk(files))
        #expect(selection.abandoned == ["report.tf"])
    }

    /// Imports that were done are removed, even by a run for some functions.
    @Test func imports() throws {
        let adopted = try Sample(
            functions: [.named("orders") { $0.memory = 512 }], adopted: ["orders"], policies: .json
        ).configuration().files
        let update = ConfigurationUpdate(generated: try generated("orders"), existing: onDisk(adopted))
        #expect(conditions(update) == ["imports.tf": .stale])
        #expect(update.abandoned == [])
    }

    /// An address of a function is not reused while that function exists.
    @Test func addressTaken() throws {
        let old = try generated("orders").map { file in
            guard file.path.hasSuffix(".tf") else { return file }
            let body = file.content.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)[2]
            let renamed = String(body).replacing("function_name    = \"orders\"", with: "function_name = \"Orders\"")
            return GeneratedFile(path: file.path, content: FileMark.marked(renamed))
        }
        let both = ConfigurationUpdate(generated: try generated("orders", "Orders"), existing: onDisk(old))
        let change = AddressTaken.Change(
            address: "orders", former: "Orders", formerAddress: "orders_b7e8acdd", new: "orders")
        #expect(both.addressesTaken == AddressTaken(changes: [change]))
        #expect(throws: AddressTaken(changes: [change])) { try both.steps(force: false) }
        #expect(try !both.steps(force: true).isEmpty)
        for functions in [["Orders"], ["orders"]] {
            let files = try Sample(functions: functions.map { .named($0) }).configuration().files
            #expect(ConfigurationUpdate(generated: files, existing: onDisk(old)).addressesTaken == nil)
        }
    }

    /// Every kind of drift has its own diagnostic with a hint.
    @Test func diagnostics() {
        let entries = ConfigurationUpdate.Condition.allCases.filter { $0 != .current }.map { condition in
            ConfigurationUpdate.Entry(path: "orders.tf", condition: condition)
        }
        #expect(Set(entries.map(\.diagnostic.identifier)).count == entries.count)
        #expect(entries.allSatisfy { !$0.diagnostic.hints.isEmpty })
    }

    /// A checkout that ends lines with CR and LF has the same files.
    @Test func carriageReturns() throws {
        let files = try Sample(functions: [.named("orders")], policies: .json).configuration().files
        var existing = onDisk(files).mapValues {
            Array(String(decoding: $0, as: UTF8.self).replacing("\n", with: "\r\n").utf8)
        }
        #expect(ConfigurationUpdate(generated: files, existing: existing).drift.isEmpty)
        let others = try Sample(functions: [.named("orders") { $0.memory = 1_024 }], policies: .json).configuration()
        let outdated = ConfigurationUpdate(generated: others.files, existing: existing).drift
        #expect(outdated.map(\.condition) == [.outdated])
        existing["orders.tf"]?.append(UInt8(ascii: "#"))
        #expect(ConfigurationUpdate(generated: files, existing: existing).drift.map(\.condition) == [.edited])
    }
}

/// Marks of files.
@Suite
struct FileMarkTests {
    /// A mark covers all bytes below it.
    @Test func reading() {
        let marked = FileMark.marked("\nlocals {}\n")
        #expect(FileMark.read(Array(marked.utf8)) == FileMark.Reading(isIntact: true, records: [:]))
        #expect(FileMark.read(Array((marked + "\n").utf8))?.isIntact == false)
        #expect(FileMark.read(Array(marked.dropLast().utf8))?.isIntact == false)
    }

    /// Files without a mark are not ours.
    @Test(arguments: ["", "# mine\n", "\n\n\n", "# Generated by swiftlambda\n\n"])
    func foreign(text: String) {
        #expect(FileMark.read(Array(text.utf8)) == nil)
    }

    /// A mark records the digests of files that hold no comments.
    @Test func records() {
        let file = GeneratedFile(path: "policies/a.json", content: "abc")
        let marked = FileMark.marked("# " + FileMark.record(of: file) + "\n\nlocals {}\n")
        let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(FileMark.read(Array(marked.utf8))?.records == ["policies/a.json": digest])
    }
}
