"""Makes what functions are connected to, and prints the ARNs as JSON: its port on 127.0.0.1, the region."""

import json
import sys

import boto3

port, region = sys.argv[1:]


def client(service):
    return boto3.client(
        service,
        region_name=region,
        endpoint_url=f"http://127.0.0.1:{port}",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


def once(make):
    """Two tests of a suite share one account."""
    try:
        make()
    except Exception as error:
        if not any(word in type(error).__name__ for word in ("Exist", "InUse", "Owned")):
            raise


sqs, dynamodb, kinesis = client("sqs"), client("dynamodb"), client("kinesis")
queue = sqs.create_queue(QueueName="incoming", Attributes={"VisibilityTimeout": "180"})["QueueUrl"]
once(
    lambda: dynamodb.create_table(
        TableName="orders",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )
)
once(lambda: kinesis.create_stream(StreamName="incoming", ShardCount=1))
once(
    lambda: client("s3").create_bucket(
        Bucket="incoming-files", CreateBucketConfiguration={"LocationConstraint": region}
    )
)
once(lambda: client("logs").create_log_group(logGroupName="/shop/all"))
print(
    json.dumps(
        {
            "queue": sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"],
            "topic": client("sns").create_topic(Name="incoming")["TopicArn"],
            "table": dynamodb.describe_table(TableName="orders")["Table"]["LatestStreamArn"],
            "stream": kinesis.describe_stream(StreamName="incoming")["StreamDescription"]["StreamARN"],
            "bucket": "arn:aws:s3:::incoming-files",
        }
    )
)
