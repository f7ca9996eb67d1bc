"""Prints the names of the log groups of a region: its port on 127.0.0.1, the region."""

import sys

import boto3

port, region = sys.argv[1:]
logs = boto3.client(
    "logs",
    region_name=region,
    endpoint_url=f"http://127.0.0.1:{port}",
    aws_access_key_id="test",
    aws_secret_access_key="test",
)
for group in logs.describe_log_groups()["logGroups"]:
    print(group["logGroupName"])
