"""Plays what stands around a walk through stages and regions on the stand-in for AWS on a port of 127.0.0.1.

    walk.py PORT archives DIRECTORY TEXT FUNCTION...   makes archives with manifests, as `swiftlambda package` lays them out
    walk.py PORT upload DIRECTORY RESULT-FILE          uploads what a result of `swiftlambda terraform --format json` lists
    walk.py PORT mappings REGION                       prints each event source mapping with its function
    walk.py PORT rest REGION...                        prints what is left, besides buckets for artifacts
"""

import base64
import hashlib
import io
import json
import os
import sys
import zipfile

import boto3

port, action, *arguments = sys.argv[1:]


def client(service, region="us-east-1"):
    return boto3.client(
        service,
        region_name=region,
        endpoint_url=f"http://127.0.0.1:{port}",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


def make_archive(directory, function, text):
    entry = zipfile.ZipInfo("bootstrap")
    entry.external_attr = 0o755 << 16
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr(entry, f"#!/bin/sh\n# {function} {text}\n")
    folder = os.path.join(directory, ".build", "swiftlambda", function, "arm64")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "function.zip"), "wb") as file:
        file.write(content.getvalue())
    digest = hashlib.sha256(content.getvalue())
    identity = {
        "function": function,
        "architecture": "arm64",
        "archive": {
            "sha256": digest.hexdigest(),
            "sourceCodeHash": base64.b64encode(digest.digest()).decode(),
            "sizeBytes": len(content.getvalue()),
        },
    }
    with open(os.path.join(folder, "manifest.json"), "w") as file:
        json.dump(identity, file)


def upload(directory, entry):
    s3 = client("s3", entry["region"])
    if entry["bucket"] not in [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]:
        place = {} if entry["region"] == "us-east-1" else {"LocationConstraint": entry["region"]}
        s3.create_bucket(Bucket=entry["bucket"], **({"CreateBucketConfiguration": place} if place else {}))
    with open(os.path.join(directory, entry["archive"]), "rb") as file:
        s3.put_object(
            Bucket=entry["bucket"],
            Key=entry["key"],
            Body=file.read(),
            ChecksumAlgorithm="SHA256",
            ChecksumSHA256=entry["hash"],
            IfNoneMatch="*",
        )


def rest(region):
    yield from (f["FunctionName"] for f in client("lambda", region).list_functions()["Functions"])
    yield from (m["UUID"] for m in client("lambda", region).list_event_source_mappings()["EventSourceMappings"])
    yield from (g["logGroupName"] for g in client("logs", region).describe_log_groups()["logGroups"])
    yield from (t["TopicArn"] for t in client("sns", region).list_topics()["Topics"])
    yield from (s["SubscriptionArn"] for s in client("sns", region).list_subscriptions()["Subscriptions"])
    yield from client("sqs", region).list_queues().get("QueueUrls", [])
    yield from (r["Name"] for r in client("events", region).list_rules()["Rules"])
    yield from (s["Name"] for s in client("scheduler", region).list_schedules()["Schedules"])
    yield from client("dynamodb", region).list_tables()["TableNames"]
    yield from client("kinesis", region).list_streams()["StreamNames"]
    yield from (a["ApiId"] for a in client("apigatewayv2", region).get_apis()["Items"])
    yield from (r["RoleName"] for r in client("iam", region).list_roles()["Roles"])
    names = [bucket["Name"] for bucket in client("s3", region).list_buckets()["Buckets"]]
    yield from (name for name in names if not name.endswith("-artifacts"))


if action == "archives":
    directory, text, *functions = arguments
    for function in functions:
        make_archive(directory, function, text)
elif action == "upload":
    directory, result = arguments
    with open(result) as file:
        entries = json.load(file)["uploads"]
    for entry in entries:
        upload(directory, entry)
        print(entry["bucket"], entry["function"])
elif action == "mappings":
    for mapping in client("lambda", arguments[0]).list_event_source_mappings()["EventSourceMappings"]:
        print(mapping["UUID"], mapping["FunctionArn"].split(":")[6])
elif action == "rest":
    for region in arguments:
        for name in rest(region):
            print(region, name)
