variable "name" { type = string }
variable "account" { type = string }
variable "max_session_duration" { type = number }
variable "boundary" {
  type    = string
  default = null
}
variable "require_mfa" {
  type    = bool
  default = true
}
variable "statements" {
  type = any
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${var.account}:root"]
    }

    dynamic "condition" {
      for_each = var.require_mfa ? { "aws:MultiFactorAuthPresent" = ["true"] } : {}
      content {
        test     = "Bool"
        variable = condition.key
        values   = condition.value
      }
    }
  }
}

data "aws_iam_policy_document" "permissions" {
  count = length(var.statements) > 0 ? 1 : 0

  dynamic "statement" {
    for_each = var.statements
    content {
      sid       = try(statement.value.sid, null)
      effect    = try(statement.value.effect, "Allow")
      actions   = statement.value.actions
      resources = try(statement.value.resources, ["arn:aws:iam::${var.account}:*"])
    }
  }
}

resource "aws_iam_role" "this" {
  name                 = var.name
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  max_session_duration = var.max_session_duration
  permissions_boundary = var.boundary
  tags                 = merge({ Name = var.name }, var.boundary != null ? { Bounded = "yes" } : {})
}

resource "aws_iam_role_policy" "this" {
  count  = length(data.aws_iam_policy_document.permissions)
  name   = "${var.name}-inline"
  role   = aws_iam_role.this.id
  policy = one(data.aws_iam_policy_document.permissions[*].json)
}

output "name" {
  value = aws_iam_role.this.name
}

output "arn" {
  value = try(aws_iam_role.this.arn, "")
}
