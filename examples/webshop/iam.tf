locals {
  # Who may take on which role.
  assumed_by = {
    flow_log       = "vpc-flow-logs.amazonaws.com"
    trail          = "cloudtrail.amazonaws.com"
    task_execution = "ecs-tasks.amazonaws.com"
    shop           = "ecs-tasks.amazonaws.com"
    functions      = "lambda.amazonaws.com"
    office         = "ec2.amazonaws.com"
  }
}

data "aws_iam_policy_document" "assume" {
  for_each = local.assumed_by

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = [each.value]
    }
  }
}

# MET iam-role-public-assume: every role is for one service.
resource "aws_iam_role" "flow_log" {
  name               = "${local.name}-flow-log"
  assume_role_policy = data.aws_iam_policy_document.assume["flow_log"].json
}

resource "aws_iam_role" "trail" {
  name               = "${local.name}-trail"
  assume_role_policy = data.aws_iam_policy_document.assume["trail"].json
}

data "aws_iam_policy_document" "write_logs" {
  for_each = { flow_log = "flow", trail = "trail" }

  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:aws:logs:${var.region}:${var.account_id}:log-group:${local.log_groups[each.value].name}:*"]
  }
}

resource "aws_iam_role_policy" "flow_log" {
  name   = "write-logs"
  role   = aws_iam_role.flow_log.id
  policy = data.aws_iam_policy_document.write_logs["flow_log"].json
}

resource "aws_iam_role_policy" "trail" {
  name   = "write-logs"
  role   = aws_iam_role.trail.id
  policy = data.aws_iam_policy_document.write_logs["trail"].json
}

resource "aws_iam_role" "task_execution" {
  name               = "${local.name}-task-execution"
  assume_role_policy = data.aws_iam_policy_document.assume["task_execution"].json
}

resource "aws_iam_role_policy_attachment" "task_execution" {
  role       = aws_iam_role.task_execution.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

# The ARNs are known to the code as references, and to a plan not before apply.
resource "aws_iam_role_policy" "task_execution" {
  name = "read-payment-key"
  role = aws_iam_role.task_execution.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = aws_secretsmanager_secret.payment.arn
      },
      {
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = aws_kms_key.shop.arn
      },
    ]
  })
}

resource "aws_iam_role" "shop" {
  name               = "${local.name}-shop"
  assume_role_policy = data.aws_iam_policy_document.assume["shop"].json
}

# MET iam-star-action, iam-star-resource: named actions on named resources.
data "aws_iam_policy_document" "shop" {
  statement {
    actions   = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"]
    resources = [for table in keys(local.tables) : "arn:aws:dynamodb:${var.region}:${var.account_id}:table/${local.name}-${table}"]
  }

  statement {
    actions   = ["sqs:SendMessage"]
    resources = ["arn:aws:sqs:${var.region}:${var.account_id}:${local.name}-orders"]
  }
}

resource "aws_iam_role_policy" "shop" {
  name   = "shop"
  role   = aws_iam_role.shop.id
  policy = data.aws_iam_policy_document.shop.json
}

resource "aws_iam_role" "functions" {
  name               = "${local.name}-functions"
  assume_role_policy = data.aws_iam_policy_document.assume["functions"].json
}

resource "aws_iam_role_policy_attachment" "functions" {
  for_each = toset(["AWSLambdaVPCAccessExecutionRole", "AWSLambdaSQSQueueExecutionRole"])

  role       = aws_iam_role.functions.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/${each.value}"
}

resource "aws_iam_role_policy" "functions" {
  name = "use-the-shops-key"
  role = aws_iam_role.functions.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = aws_kms_key.shop.arn
      },
    ]
  })
}

resource "aws_iam_role" "office" {
  name               = "${local.name}-office"
  assume_role_policy = data.aws_iam_policy_document.assume["office"].json
}

# UNMET iam-star-action, iam-admin-policy, iam-star-resource, iam-passrole-wildcard: far too wide.
resource "aws_iam_policy" "office" {
  name = "${local.name}-office"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "*"
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "office" {
  role       = aws_iam_role.office.name
  policy_arn = aws_iam_policy.office.arn
}

resource "aws_iam_instance_profile" "office" {
  name = "${local.name}-office"
  role = aws_iam_role.office.name
}
