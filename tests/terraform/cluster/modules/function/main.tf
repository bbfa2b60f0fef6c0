variable "name" { type = string }
variable "memory" { type = number }
variable "timeout" { type = number }
variable "env" {
  type    = map(string)
  default = {}
}
variable "policies" {
  type    = any
  default = {}
}
variable "triggers" {
  type    = map(any)
  default = {}
}

data "aws_iam_policy_document" "this" {
  dynamic "statement" {
    for_each = var.policies
    content {
      sid       = try(statement.value.sid, replace(statement.key, "/[^0-9A-Za-z]*/", ""))
      effect    = try(statement.value.effect, null)
      actions   = try(statement.value.actions, null)
      resources = try(statement.value.resources, null)

      dynamic "condition" {
        for_each = try(statement.value.condition, [])
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_role" "this" {
  name               = var.name
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
}

resource "aws_iam_policy" "this" {
  name   = "${var.name}-inline"
  policy = data.aws_iam_policy_document.this.json
}

resource "aws_lambda_function" "this" {
  function_name = var.name
  role          = aws_iam_role.this.arn
  runtime       = "python3.13"
  handler       = "index.handler"
  filename      = "${path.module}/code.zip"
  memory_size   = var.memory
  timeout       = var.timeout
  architectures = ["arm64"]

  dynamic "environment" {
    for_each = length(keys(var.env)) == 0 ? [] : [true]
    content {
      variables = var.env
    }
  }
}

resource "aws_lambda_permission" "this" {
  for_each = { for k, v in var.triggers : k => v }

  function_name = aws_lambda_function.this.function_name
  statement_id  = try(each.value.statement_id, each.key)
  action        = "lambda:InvokeFunction"
  principal     = try(each.value.principal, format("%s.amazonaws.com", try(each.value.service, "")))
  source_arn    = try(each.value.source_arn, null)
}

output "role_name" {
  value = aws_iam_role.this.name
}
