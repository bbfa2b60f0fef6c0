data "aws_iam_policy_document" "key" {
  statement {
    sid       = "Account"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${var.account_id}:root"]
    }
  }

  statement {
    sid       = "Services"
    actions   = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*", "kms:DescribeKey"]
    resources = ["*"]

    principals {
      type = "Service"
      identifiers = [
        "logs.${var.region}.amazonaws.com",
        "cloudtrail.amazonaws.com",
        "cloudwatch.amazonaws.com",
      ]
    }
  }
}

# MET kms-rotation, kms-wildcard-principal
resource "aws_kms_key" "shop" {
  description         = "Data of the shop"
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.key.json
}

resource "aws_kms_alias" "shop" {
  name          = "alias/${local.name}"
  target_key_id = aws_kms_key.shop.key_id
}

# MET secrets-cmk; UNMET secrets-rotation: the key is changed by hand, or not.
resource "aws_secretsmanager_secret" "payment" {
  name       = "${local.name}/payment"
  kms_key_id = aws_kms_key.shop.arn
}
