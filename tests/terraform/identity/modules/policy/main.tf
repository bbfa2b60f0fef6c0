variable "name" { type = string }
variable "bucket" { type = string }
variable "access" {
  type = string

  validation {
    condition     = contains(["read", "write"], var.access)
    error_message = "Choose read or write."
  }
}

locals {
  actions = {
    read  = ["s3:GetObject", "s3:ListBucket"]
    write = ["s3:PutObject"]
  }
  chosen = lookup(local.actions, var.access, [])
}

resource "aws_iam_policy" "this" {
  name        = var.name
  description = format("%s access for %q", title(var.access), var.name)
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for index, action in local.chosen : {
        Sid      = "S${index + 1}"
        Effect   = "Allow"
        Action   = action
        Resource = index == 0 ? ["${var.bucket}/*"] : [var.bucket]
      }
    ]
  })
}

output "arn" {
  value = aws_iam_policy.this.arn
}
