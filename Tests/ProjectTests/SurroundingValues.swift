/// Right and wrong values of the keys for what surrounds a function, for the schema and the reader.
enum SurroundingValues {
    private static let queue = #""arn:aws:sqs:eu-west-1:123456789012:failed""#
    private static let topic = #""arn:aws:sns:eu-west-1:123456789012:failed""#
    private static let stream = #""arn:aws:kinesis:eu-west-1:123456789012:stream/orders""#
    private static let key = #""arn:aws:kms:eu-west-1:123456789012:key/1234abcd""#

    private static func numbers(_ count: Int) -> String { (1...count).map(String.init).joined(separator: ", ") }

    static let all: [(key: String, right: [String], wrong: [String])] = [
        (
            "concurrency", ["{}", #"{"reserved": 0}"#, #"{"reserved": 100}"#],
            [
                "10", #"{"reserved": -1}"#, #"{"reserved": "many"}"#, #"{"provisioned": 0}"#, #"{"unreserved": 1}"#,

            ]
        ),
        ("versions", ["true", "false"], [#""yes""#, "1"]),
        (
            "alias", [#""live""#, #""v1""#, #""\#(String(repeating: "a", count: 128))""#],
            [#""""#, #""a b""#, #""12""#, #""\#(String(repeating: "a", count: 129))""#, "[]"]
        ),
        (
            "deadLetter", [queue, topic, #""arn:aws-cn:sqs:cn-north-1:123456789012:q""#],
            [
                #""failed""#, #""arn:aws:sqs:eu-west-1:123456789012:failed.fifo""#, #""arn:aws:s3:::failed""#,
                #""arn:aws:sqs::123456789012:failed""#, #""arn:aws:sqs:eu-west-1:1234:failed""#,
                #""arn:aws:sqs:eu-west-1:123456789012:""#, #""arn:aws:sqs:eu-west-1:123456789012:a b""#, "true", "{}",
            ]
        ),
        (
            "async",
            [
                "{}", #"{"maxAge": 60}"#, #"{"maxAge": 21600, "attempts": 1}"#, #"{"attempts": 3}"#,
                #"{"onSuccess": \#(queue), "onFailure": "arn:aws:s3:::failed"}"#,
                #"{"onFailure": "arn:aws:events:eu-west-1:123456789012:event-bus/default"}"#,
                #"{"onSuccess": "arn:aws:lambda:eu-west-1:123456789012:function:next:live"}"#,
            ],
            [
                #"{"maxAge": 59}"#, #"{"maxAge": 21601}"#, #"{"attempts": 0}"#, #"{"attempts": 4}"#,
                #"{"onSuccess": "arn:aws:s3:::done"}"#, #"{"onFailure": "arn:aws:s3:::failed/key"}"#,
                #"{"onFailure": \#(key)}"#, #"{"retries": 1}"#, "[]",
            ]
        ),
        (
            "kms", [key, #"{"environment": \#(key)}"#, #"{"logs": \#(key)}"#, "{}"],
            [
                #""alias/orders""#, #""arn:aws:kms:eu-west-1:123456789012:alias/orders""#, #"{"code": \#(key)}"#, "[]",
                #"{"logs": \#(queue)}"#,
            ]
        ),
        (
            "vpc",
            [
                #"{"subnets": ["subnet-1a"], "securityGroups": ["sg-1a"]}"#,
                #"{"subnets": ["subnet-1a", "subnet-2b"], "securityGroups": ["sg-1a"], "ipv6": true}"#,
            ],
            [
                "{}", "true", #"{"subnets": ["subnet-1a"]}"#, #"{"subnets": [], "securityGroups": ["sg-1a"]}"#,
                #"{"subnets": ["sg-1a"], "securityGroups": ["sg-1a"]}"#,
                #"{"subnets": ["subnet-"], "securityGroups": ["sg-1a"]}"#,
                #"{"subnets": "subnet-1a", "securityGroups": ["sg-1a"]}"#,
                #"{"subnets": ["subnet-1a"], "securityGroups": ["sg-1a"], "ipv6": 1}"#,
                #"{"subnets": ["subnet-1a"], "securityGroups": ["sg-1", "sg-2", "sg-3", "sg-4", "sg-5", "sg-6"]}"#,
                #"{"subnets": ["subnet-1a"], "securityGroups": ["sg-1a"], "region": "eu-west-1"}"#,
            ]
        ),
        (
            "codeSigning", [#""arn:aws:lambda:eu-west-1:123456789012:code-signing-config:csc-0a""#],
            [#""csc-0a""#, #""arn:aws:lambda:eu-west-1:123456789012:function:f""#, "true"]
        ),
        (
            "role",
            [
                "{}", #"{"path": "/"}"#, #"{"path": "/a/b/", "replacesFunction": true}"#,
                #"{"boundary": "arn:aws:iam::123456789012:policy/a/b"}"#,
                #"{"boundary": "arn:aws:iam::aws:policy/PowerUserAccess"}"#,
            ],
            [
                #""arn:aws:iam::123456789012:role/r""#, #"{"path": "a"}"#, #"{"path": "/a"}"#, #"{"path": ""}"#,
                #"{"boundary": "arn:aws:iam::123456789012:role/r"}"#, #"{"name": "r"}"#,
                #"{"replacesFunction": "yes"}"#, #"{"boundary": "arn:aws:iam:eu-west-1:123456789012:policy/a"}"#,
            ]
        ),
        (
            "logs",
            [
                #"{"group": "/shop/all"}"#, #"{"class": "infrequent", "keep": true}"#,
                #"{"subscription": {"destination": "arn:aws:kinesis:eu-west-1:123456789012:stream/s"}}"#,
                #"{"subscription": {"destination": "arn:aws:logs:eu-west-1:123456789012:destination:d", "filter": "E"}}"#,
            ],
            [
                #"{"group": "a b"}"#, #"{"group": ""}"#, #"{"class": "delivery"}"#, #"{"keep": "yes"}"#,
                #"{"subscription": {}}"#, #"{"subscription": {"filter": "E"}}"#,
                #"{"subscription": {"destination": "arn:aws:sqs:eu-west-1:123456789012:q"}}"#,
            ]
        ),
        (
            "fileSystem", [],
            [
                "{}", #"{"path": "/mnt/a"}"#, #"{"arn": "fsap-1", "path": "/mnt/a"}"#,
                #"{"arn": "arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-1", "path": "/data"}"#,
            ]
        ),
        (
            "url",
            [
                "true", "false", "{}", #"{"auth": "none"}"#, #"{"auth": "iam", "invokeMode": "stream"}"#,
                #"{"cors": {"origins": ["https://example.com"], "methods": ["GET", "*"], "maxAge": 86400}}"#,
                #"{"cors": {"origins": ["*"], "headers": ["x"], "exposeHeaders": ["y"], "credentials": false}}"#,
            ],
            [
                "[]", #""iam""#, #"{"auth": "jwt"}"#, #"{"invokeMode": "streaming"}"#, #"{"cors": true}"#,
                #"{"cors": {}}"#, #"{"cors": {"origins": "*"}}"#, #"{"cors": {"origins": ["*"], "maxAge": 86401}}"#,
                #"{"cors": {"origins": ["*"], "methods": ["OPTIONS"]}}"#, #"{"path": "/"}"#,
            ]
        ),
        (
            "api",
            [
                "true", "false", "{}", #"{"routes": ["$default", "GET /", "ANY /a/{b}/c.d~e/{f+}", "PUT /a/"]}"#,
                #"{"jwt": {"issuer": "https://id.example.com", "audience": ["a", 7]}}"#,
                #"{"jwt": {"issuer": "https://id.example.com/x", "audience": ["a"], "scopes": ["b", "c"]}}"#,
                #"{"iam": true, "public": false, "accessLogs": true}"#, #"{"public": true}"#,
                #"{"cors": {"origins": ["*"]}, "accessLogs": false}"#, #"{"authorizer": "orders"}"#,
                #"{"iam": false, "authorizer": "orders"}"#,
            ],
            [
                "[]", #""GET /""#, #"{"route": ["GET /"]}"#, #"{"routes": []}"#, #"{"routes": "GET /"}"#,
                #"{"routes": ["GET /a", "GET /a"]}"#, #"{"routes": ["get /a"]}"#, #"{"routes": ["/a"]}"#,
                #"{"routes": ["GET /a/{b}c"]}"#, #"{"routes": ["GET /{a+}/b"]}"#, #"{"routes": ["GET /a//b"]}"#,
                #"{"routes": ["GET a"]}"#, #"{"routes": ["GET  /a"]}"#, #"{"routes": ["TRACE /a"]}"#,
                #"{"routes": ["GET /:a"]}"#, #"{"routes": ["GET /{}"]}"#, #"{"routes": ["GET /{a"]}"#,
                #"{"with": "orders"}"#, #"{"with": "", "routes": ["GET /"]}"#,
                #"{"with": "orders", "routes": ["GET /"], "cors": {"origins": ["*"]}}"#,
                #"{"with": "orders", "routes": ["GET /"], "accessLogs": true}"#,
                #"{"jwt": true}"#, #"{"jwt": {"issuer": "https://a.b"}}"#, #"{"jwt": {"audience": ["a"]}}"#,
                #"{"jwt": {"issuer": "http://a.b", "audience": ["a"]}}"#,
                #"{"jwt": {"issuer": "https://a.b", "audience": []}}"#,
                #"{"jwt": {"issuer": "https://a.b", "audience": ["a", "a"]}}"#,
                #"{"jwt": {"issuer": "https://a.b", "audience": "a"}}"#,
                #"{"jwt": {"issuer": "https://a.b", "audience": ["a"], "scope": ["b"]}}"#,
                #"{"jwt": {"issuer": "https://a.b", "audience": [\#(numbers(51))]}}"#,
                #"{"jwt": {"issuer": "https://a.b", "audience": ["a"], "scopes": [\#(numbers(11))]}}"#,
                #"{"jwt": {"issuer": "https://a.b", "audience": ["a"]}, "iam": true}"#,
                #"{"authorizer": "orders", "public": true}"#, #"{"iam": true, "public": true}"#,
                #"{"authorizer": ""}"#, #"{"iam": "yes"}"#, #"{"accessLogs": {}}"#, #"{"cors": {}}"#,
            ]
        ),
        (
            "triggers",
            [
                "[]", #"[{"sqs": \#(queue)}]"#, #"[{"sqs": "arn:aws:sqs:eu-west-1:123456789012:a.fifo"}]"#,
                #"[{"sqs": {"queue": \#(queue), "batch": 10, "partial": false, "filters": [{"body": {"a": [1]}}]}}]"#,
                #"[{"sqs": {"queue": \#(queue), "window": 5, "maxConcurrency": 2, "visibility": 30, "name": "in"}}]"#,
                #"[{"sns": \#(topic)}, {"schedule": "rate(5 minutes)"}]"#,
                #"[{"sns": {"topic": \#(topic), "filter": {"a": ["b"]}, "scope": "body"}}]"#,
                #"[{"schedule": {"expression": "cron(0 8 ? * MON-FRI *)", "timeZone": "Europe/Berlin", "input": [1]}}]"#,
                #"[{"schedule": "at(2030-01-31T08:00:00)"}]"#,
                #"[{"rule": {"pattern": {"source": ["aws.ec2"]}}}]"#, #"[{"s3": "arn:aws:s3:::orders"}]"#,
                #"[{"s3": {"bucket": "arn:aws:s3:::orders", "events": ["s3:ObjectRemoved:*"], "suffix": ".json"}}]"#,
                #"[{"kinesis": {"stream": \#(stream), "start": "oldest", "attempts": 1, "onFailure": \#(queue)}}]"#,
                #"[{"dynamodb": "arn:aws:dynamodb:eu-west-1:123456789012:table/t/stream/2030-01-31T08:00:00.000"}]"#,
            ],
            [
                "{}", #"["sqs"]"#, "[{}]", #"[{"sqs": \#(queue), "sns": \#(topic)}]"#, #"[{"kafka": "a"}]"#,
                #"[{"sqs": "orders"}]"#, #"[{"sqs": {"batch": 1}}]"#, #"[{"sqs": {"queue": \#(queue), "batch": 0}}]"#,
                #"[{"sqs": {"queue": \#(queue), "filters": ["a"]}}]"#,
                #"[{"sqs": {"queue": \#(queue), "name": "a b"}}]"#,
                #"[{"sqs": {"queue": \#(queue), "maxConcurrency": 1}}]"#, #"[{"sns": {"topic": \#(queue)}}]"#,
                #"[{"sns": "arn:aws:sns:eu-west-1:123456789012:a.fifo"}]"#,
                #"[{"sns": {"topic": \#(topic), "scope": "all"}}]"#, #"[{"schedule": "every day"}]"#,
                #"[{"schedule": "rate(0 minutes)"}]"#, #"[{"schedule": "cron(0 8 * * *)"}]"#,
                #"[{"schedule": {"expression": "rate(1 day)", "timeZone": "a b"}}]"#, #"[{"rule": {"pattern": "a"}}]"#,
                #"[{"rule": {"pattern": {}, "bus": "default"}}]"#, #"[{"s3": "orders"}]"#,
                #"[{"s3": {"bucket": "arn:aws:s3:::orders", "events": ["created"]}}]"#,
                #"[{"s3": {"bucket": "arn:aws:s3:::orders", "events": []}}]"#,
                #"[{"kinesis": {"stream": \#(stream), "start": "first"}}]"#, #"[{"kinesis": \#(queue)}]"#,
                #"[{"kinesis": {"stream": \#(stream), "batch": 10001}}]"#,
                #"[{"dynamodb": "arn:aws:dynamodb:eu-west-1:123456789012:table/t"}]"#,
            ]
        ),
    ]
}
