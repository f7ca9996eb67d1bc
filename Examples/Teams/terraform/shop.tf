# What the functions work with. swiftlambda leaves this file alone; swiftlambda.yaml refers to it with `!tf`.

resource "aws_dynamodb_table" "orders" {
  name             = "orders-${var.stage}"
  billing_mode     = "PAY_PER_REQUEST"
  hash_key         = "id"
  stream_enabled   = true
  stream_view_type = "NEW_IMAGE"

  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_sqs_queue" "orders" {
  name                       = "orders-${var.stage}"
  visibility_timeout_seconds = 60
}

resource "aws_sqs_queue" "failed" {
  name = "failed-${var.stage}"
}

resource "aws_s3_bucket" "prices" {
  bucket = "shop-prices-${var.stage}-${var.region}"
}

resource "aws_sns_topic" "prices" {
  name = "prices-${var.stage}"
}

resource "aws_kinesis_stream" "audit" {
  name        = "audit-${var.stage}"
  shard_count = 1
}
