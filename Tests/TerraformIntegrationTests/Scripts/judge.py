"""Judges configurations with checkov and their policy files with parliament, and compares the findings with the accepted ones.

    judges-python judge.py CONFIGURATIONS ACCEPTED.json

CONFIGURATIONS has a directory for each configuration. Prints each finding that is not accepted, and each accepted one that is no
longer found; the status is 1 if there is any.
"""
import fnmatch
import json
import os
import pathlib
import subprocess
import sys

import parliament


def checkov(root):
    """The failed checks as tuples of check, resource and title."""
    command = pathlib.Path(sys.executable).parent / "checkov"
    options = ["--framework", "terraform", "--quiet", "--compact", "--skip-download", "--output", "json"]
    environment = dict(os.environ, LOG_LEVEL="ERROR")
    result = subprocess.run([command, "--directory", root, *options], stdout=subprocess.PIPE, env=environment)
    report = json.loads(result.stdout)
    if report["summary"]["parsing_errors"] or not report["summary"]["resource_count"]:
        sys.exit(f"checkov did not read the configurations: {report['summary']}")
    print(f"checkov: {report['summary']['passed']} passed, {report['summary']['failed']} failed")
    for check in report["results"]["failed_checks"]:
        configuration = pathlib.Path(check["file_path"]).parts[1]
        yield check["check_id"], f"{configuration}/{check['resource']}", check["check_name"]


def judge_policies(root):
    """The findings of parliament as tuples of issue, file and detail."""
    files = sorted(pathlib.Path(root).glob("*/policies/*.json"))
    if not files:
        sys.exit("there are no policy files")
    for file in files:
        policy = parliament.analyze_policy_string(file.read_text(), str(file), include_community_auditors=True)
        for finding in policy.findings:
            yield finding.issue, str(file.relative_to(root)), str(finding.detail or finding.title or "")


def main():
    root, list_of_accepted = sys.argv[1:]
    accepted = json.loads(pathlib.Path(list_of_accepted).read_text())["accepted"]
    found = {("checkov", *finding) for finding in checkov(root)}
    found |= {("parliament", *finding) for finding in judge_policies(root)}

    def matches(entry, finding):
        judge, check, where, _ = finding
        if (entry["judge"], entry["check"]) != (judge, check) or not fnmatch.fnmatchcase(where, entry["where"]):
            return False
        return "except" not in entry or not fnmatch.fnmatchcase(where, entry["except"])

    faults = [
        f"not accepted: {judge} {check} in {where}: {title}"
        for judge, check, where, title in sorted(found)
        if not any(matches(entry, (judge, check, where, title)) for entry in accepted)
    ]
    for entry in accepted:
        if not entry.get("reason"):
            faults.append(f"without a reason: {entry}")
        if not any(matches(entry, finding) for finding in found):
            faults.append(f"no longer found: {entry['judge']} {entry['check']} in {entry['where']}")
    print("\n".join(faults))
    sys.exit(1 if faults else 0)


main()
