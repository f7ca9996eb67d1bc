"""Handles archives in S3 of the stand-in for AWS on a port of 127.0.0.1.

    artifacts.py PORT create BUCKET
    artifacts.py PORT put BUCKET PREFIX FUNCTION TEXT     prints the SHA-256 of a zip with the text, in hexadecimal and base64
    artifacts.py PORT keys BUCKET                         prints the keys of all objects
    artifacts.py PORT replace FUNCTION TEXT               deploys other code past Terraform
    artifacts.py PORT make FUNCTION TEXT                  makes a function with a role and a log group
    artifacts.py PORT versions FUNCTION                   prints each version of a function and its description
    artifacts.py PORT bucket BUCKET                       prints as JSON how a bucket is configured
"""

import base64
import hashlib
import io
import json
import sys
import zipfile

import boto3

port, action, *arguments = sys.argv[1:]
REGION = "eu-west-1"


def client(service):
    return boto3.client(
        service,
        region_name=REGION,
        endpoint_url=f"http://127.0.0.1:{port}",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


def archive(text):
    entry = zipfile.ZipInfo("bootstrap")
    entry.external_attr = 0o755 << 16
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr(entry, f"#!/bin/sh\n# {text}\n")
    return content.getvalue()


s3 = client("s3")
if action == "create":
    s3.create_bucket(Bucket=arguments[0], CreateBucketConfiguration={"LocationConstraint": REGION})
elif action == "put":
    bucket, prefix, function, text = arguments
    content = archive(text)
    digest = hashlib.sha256(content)
    key = f"{prefix}/{function}/{digest.hexdigest()}.zip"
    s3.put_object(Bucket=bucket, Key=key, Body=content, IfNoneMatch="*")
    print(digest.hexdigest(), base64.b64encode(digest.digest()).decode())
elif action == "keys":
    for entry in s3.list_objects_v2(Bucket=arguments[0]).get("Contents", []):
        print(entry["Key"])
elif action == "replace":
    client("lambda").update_function_code(FunctionName=arguments[0], ZipFile=archive(arguments[1]))
elif action == "versions":
    for version in client("lambda").list_versions_by_function(FunctionName=arguments[0])["Versions"]:
        print(version["Version"], version["Description"])
elif action == "make":
    name, text = arguments
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    role = client("iam").create_role(
        RoleName=f"former-{name}",
        AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
    )["Role"]["Arn"]
    client("logs").create_log_group(logGroupName=f"/aws/lambda/{name}")
    client("lambda").create_function(
        FunctionName=name,
        Role=role,
        Runtime="provided.al2023",
        Handler="bootstrap",
        Architectures=["arm64"],
        Code={"ZipFile": archive(text)},
    )
elif action == "bucket":
    name = {"Bucket": arguments[0]}
    rule = s3.get_bucket_encryption(**name)["ServerSideEncryptionConfiguration"]["Rules"][0]
    (cycle,) = s3.get_bucket_lifecycle_configuration(**name)["Rules"]
    (statement,) = json.loads(s3.get_bucket_policy(**name)["Policy"])["Statement"]
    print(
        json.dumps(
            {
                "abortDays": str(cycle["AbortIncompleteMultipartUpload"]["DaysAfterInitiation"]),
                "encryption": rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"],
                "noncurrentDays": str(cycle["NoncurrentVersionExpiration"]["NoncurrentDays"]),
                "ownership": s3.get_bucket_ownership_controls(**name)["OwnershipControls"]["Rules"][0]["ObjectOwnership"],
                "public": str(not all(s3.get_public_access_block(**name)["PublicAccessBlockConfiguration"].values())),
                "statement": statement["Effect"] + " " + json.dumps(statement["Condition"]),
                "versioning": s3.get_bucket_versioning(**name)["Status"],
            }
        )
    )
