"""Prints as JSON what AWS says about the functions of a region: its port on 127.0.0.1, the region, then their names."""

import json
import sys

import boto3

port, region, *names = sys.argv[1:]


def client(service):
    return boto3.client(
        service,
        region_name=region,
        endpoint_url=f"http://127.0.0.1:{port}",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


def function(name):
    configuration = client("lambda").get_function(FunctionName=name)
    settings = configuration["Configuration"]
    role = settings["Role"].split("/")[-1]
    iam = client("iam")
    policies = {
        policy: iam.get_role_policy(RoleName=role, PolicyName=policy)["PolicyDocument"]
        for policy in iam.list_role_policies(RoleName=role)["PolicyNames"]
    }
    group = client("logs").describe_log_groups(logGroupNamePrefix=f"/aws/lambda/{name}")["logGroups"][0]
    return {
        "architectures": settings["Architectures"],
        "codeSha256": settings["CodeSha256"],
        "description": settings["Description"],
        "environment": settings.get("Environment", {}).get("Variables", {}),
        "layers": [layer["Arn"] for layer in settings.get("Layers", [])],
        "logGroup": group["logGroupName"],
        "logging": settings.get("LoggingConfig", {}),
        "memory": settings["MemorySize"],
        "policies": {name: json.dumps(document, sort_keys=True) for name, document in policies.items()},
        "retention": group.get("retentionInDays"),
        "role": role,
        "tags": configuration.get("Tags", {}),
        "tracing": settings["TracingConfig"]["Mode"],
        "trust": json.dumps(iam.get_role(RoleName=role)["Role"]["AssumeRolePolicyDocument"], sort_keys=True),
    }


print(json.dumps({name: function(name) for name in names}))
