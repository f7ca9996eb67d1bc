import Model
import Testing

@testable import LinkAudit

@Suite struct ScriptAuditTests {
    @Test(arguments: [
        ("#!/bin/sh\nexec ./x\n", "bootstrap.script"),
        ("#! /bin/bash -e\n", "bootstrap.script"),
        ("#!/usr/bin/env bash\n", "bootstrap.script"),
        ("#!/var/task/tools/run\n", "bootstrap.script"),
        ("#!/usr/bin/python3\n", "bootstrap.script-interpreter"),
        ("#!/usr/bin/env python3\n", "bootstrap.script-interpreter"),
        ("#!/var/task/tools/other\n", "bootstrap.script-interpreter"),
        ("#!/var/task/tools/plain\n", "bootstrap.script-interpreter"),
        ("#!\n", "bootstrap.script-interpreter"),
        ("#!/bin/sh\r\n", "bootstrap.script-line-endings"),
    ])
    func theInterpreterMustBeThere(script: String, identifier: String) {
        let entries = [
            AuditedEntry(path: "tools/run", kind: .file, permissions: 0o755, sizeBytes: 1, index: 0),
            AuditedEntry(path: "tools/plain", kind: .file, permissions: 0o644, sizeBytes: 1, index: 1),
        ]
        let findings = ScriptAudit(runtime: .providedAL2023).findings(Array(script.utf8), in: entries)
        #expect(findings.map(\.identifier) == [identifier])
    }
}

@Suite struct ArchivePathTests {
    @Test(arguments: [
        ("/var/task/lib/x.so", "lib/x.so"), ("/var/task", ""), ("/var/task/./a//b", "a/b"), ("/var/task/a/../b", "b"),
    ])
    func mountedPathsBecomeRelative(mounted: String, relative: String) {
        #expect(ArchivePath(mounted: mounted)?.text == relative)
    }

    @Test(arguments: ["/var/tasks/x", "/opt/x", "var/task/x", "/var/task/../x"])
    func otherPathsAreNotInTheArchive(path: String) {
        #expect(ArchivePath(mounted: path) == nil)
    }
}
