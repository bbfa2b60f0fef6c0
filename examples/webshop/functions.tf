# A zip package on a managed runtime: AWS patches the runtime.
resource "aws_lambda_function" "confirm" {
  function_name = "${local.name}-confirm"
  role          = aws_iam_role.functions.arn
  runtime       = "python3.13" # MET lambda-runtime-deprecated
  handler       = "confirm.handler"
  s3_bucket     = var.artifact_bucket
  s3_key        = "confirm/${var.image_tag}.zip"

  environment {
    variables = {
      TABLE = aws_dynamodb_table.this["orders"].name
      # UNMET lambda-env-secrets: a literal (and obviously fake) secret; Demarc never prints the value.
      PAYMENT_API_TOKEN = "not-a-real-secret-1234"
    }
  }

  # MET lambda-dlq
  dead_letter_config {
    target_arn = aws_sqs_queue.orders_failed.arn
  }

  tracing_config {
    mode = "Active" # MET lambda-tracing
  }

  vpc_config {
    subnet_ids         = module.network.private_subnet_ids
    security_group_ids = [aws_security_group.shop.id]
  }
}

# A container image: the customer rebuilds it when its base image is patched.
resource "aws_lambda_function" "thumbnail" {
  function_name = "${local.name}-thumbnail"
  role          = aws_iam_role.functions.arn
  package_type  = "Image"
  image_uri     = "${aws_ecr_repository.shop.repository_url}:thumbnail-${var.image_tag}"
  memory_size   = 1024
  timeout       = 60

  environment {
    variables = {
      BUCKET = module.media.name
    }
  }
}

resource "aws_lambda_event_source_mapping" "confirm" {
  event_source_arn = aws_sqs_queue.orders.arn
  function_name    = aws_lambda_function.confirm.arn
  batch_size       = 10
}

resource "aws_cloudwatch_event_rule" "nightly" {
  name                = "${local.name}-thumbnails"
  schedule_expression = "cron(0 2 * * ? *)"
}

resource "aws_cloudwatch_event_target" "nightly" {
  rule = aws_cloudwatch_event_rule.nightly.name
  arn  = aws_lambda_function.thumbnail.arn
}

# MET lambda-permission-source
resource "aws_lambda_permission" "nightly" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.thumbnail.function_name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.nightly.arn
}
