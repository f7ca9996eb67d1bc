"""Makes a function that was released once in moto: a bucket, the function with a version and an alias, logs, an alarm and
a metric. Prints the function's first digest.

    make_release.py PORT REGION NAME
"""

import base64
import datetime
import hashlib
import io
import json
import sys
import time
import urllib.request
import zipfile

import boto3

port, region, name = sys.argv[1:]
address = f"http://127.0.0.1:{port}"
# Without Docker, an invocation answers with its event.
configuration = json.dumps({"lambda": {"use_docker": False}}).encode()
urllib.request.urlopen(urllib.request.Request(f"{address}/moto-api/config", data=configuration, method="POST"))


def client(service):
    return boto3.client(
        service, region_name=region, endpoint_url=address, aws_access_key_id="test", aws_secret_access_key="test"
    )


content = io.BytesIO()
with zipfile.ZipFile(content, "w") as archive:
    archive.writestr("bootstrap", "#!/bin/sh\n")
content = content.getvalue()

client("s3").create_bucket(Bucket=f"{name}-artifacts", CreateBucketConfiguration={"LocationConstraint": region})
trust = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}
role = client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
functions = client("lambda")
functions.create_function(
    FunctionName=name,
    Runtime="provided.al2023",
    Role=role,
    Handler="bootstrap",
    Code={"ZipFile": content},
    Environment={"Variables": {"PASSWORD": "hunter2"}},
    Tags={"owner": "shop"},
    Publish=True,
)
functions.create_alias(FunctionName=name, Name="live", FunctionVersion="1")

logs = client("logs")
group = f"/aws/lambda/{name}"
logs.create_log_group(logGroupName=group)
logs.create_log_stream(logGroupName=group, logStreamName="one")
now = int(time.time() * 1000)
messages = [f"line {number}\n" for number in range(5)]
logs.put_log_events(
    logGroupName=group,
    logStreamName="one",
    logEvents=[{"timestamp": now + number, "message": message} for number, message in enumerate(messages)],
)

metrics = client("cloudwatch")
dimensions = [{"Name": "FunctionName", "Value": name}]
metrics.put_metric_alarm(
    AlarmName=f"{name}-errors",
    Namespace="AWS/Lambda",
    MetricName="Errors",
    Dimensions=dimensions,
    Statistic="Sum",
    Period=60,
    EvaluationPeriods=1,
    Threshold=1,
    ComparisonOperator="GreaterThanOrEqualToThreshold",
)
metrics.set_alarm_state(AlarmName=f"{name}-errors", StateValue="ALARM", StateReason="too many errors")
metrics.put_metric_data(
    Namespace="AWS/Lambda",
    MetricData=[
        {
            "MetricName": "Errors",
            "Dimensions": dimensions,
            "Timestamp": datetime.datetime.now(datetime.timezone.utc),
            "Value": 3,
        }
    ],
)
print(base64.b64encode(hashlib.sha256(content).digest()).decode())
