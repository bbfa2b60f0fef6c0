# Policy documents of every kind; `policies.json` beside holds what the provider makes of them.
data "aws_iam_policy_document" "plain" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::bucket/*"]
  }
}

data "aws_iam_policy_document" "empty" {}

data "aws_iam_policy_document" "many" {
  policy_id = "p1"
  version   = "2008-10-17"
  statement {
    sid           = "One"
    effect        = "Deny"
    not_actions   = ["iam:*", "sts:*", "iam:*"]
    not_resources = ["b", "a", "c"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root"]
    }
    not_principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com", "lambda.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:username"
      values   = ["x"]
    }
  }
  statement {
    sid       = ""
    actions   = ["s3:ListBucket", "s3:GetObject", "s3:PutObject"]
    resources = ["arn:aws:s3:::a", "arn:aws:s3:::a/*"]
  }
}

data "aws_iam_policy_document" "principals" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = ["b", "a"]
    }
    principals {
      type        = "Service"
      identifiers = ["x.amazonaws.com"]
    }
    principals {
      type        = "AWS"
      identifiers = ["c"]
    }
  }
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "*"
      identifiers = ["a", "*"]
    }
  }
}

data "aws_iam_policy_document" "conditions" {
  statement {
    actions   = ["*"]
    resources = ["*"]
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["home/", "", "home/&{aws:username}/"]
    }
    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["more"]
    }
    condition {
      test     = "StringLike"
      variable = "aws:x"
      values   = ["z", "a"]
    }
    condition {
      test     = "NumericLessThan"
      variable = "aws:n"
      values   = [5]
    }
  }
}

data "aws_iam_policy_document" "source" {
  source_policy_documents = [
    data.aws_iam_policy_document.many.json,
    jsonencode({ Statement = [{ Sid = "Single", Effect = "Allow", Action = ["x"], Resource = "*", Extra = 1 }] }),
    "",
  ]
  statement {
    sid       = "Own"
    actions   = ["a:b"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "override" {
  source_policy_documents = [
    jsonencode({ Version = "2012-10-17", Id = "first", Statement = [
      { Sid = "A", Effect = "Allow", Action = "a:a", Resource = "*" },
      { Sid = "B", Effect = "Allow", Action = "b:b", Resource = "*" },
      { Effect = "Allow", Action = "n:n", Resource = "*" },
    ] })
  ]
  override_policy_documents = [
    jsonencode({ Statement = [
      { Sid = "B", Effect = "Deny", Action = "b:override", Resource = "*" },
      { Sid = "C", Effect = "Deny", Action = "c:c", Resource = "*" },
      { Effect = "Deny", Action = "n:override", Resource = "*" },
    ] }),
    jsonencode({ Statement = [{ Sid = "C", Effect = "Allow", Action = "c:last", Resource = "*", Condition = { Bool = { k = true } } }] }),
  ]
  statement {
    sid       = "A"
    actions   = ["own:own"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "dynamic" {
  dynamic "statement" {
    for_each = { a = ["a:1", "a:2"], b = ["b:1"] }
    iterator = each_one
    content {
      sid       = each_one.key
      actions   = each_one.value
      resources = [for x in each_one.value : "arn:${x}"]
      dynamic "condition" {
        for_each = each_one.key == "a" ? [1] : []
        content {
          test     = "Bool"
          variable = "v"
          values   = [condition.value]
        }
      }
    }
  }
}

data "aws_iam_policy_document" "escapes" {
  statement {
    actions   = ["s3:*"]
    resources = ["arn:aws:s3:::<b>&c\"d\\e"]
  }
}

data "aws_iam_policy_document" "nulls" {
  policy_id               = null
  source_policy_documents = null
  statement {
    sid       = null
    effect    = null
    actions   = ["a"]
    resources = null
  }
}

data "aws_iam_policy_document" "empties" {
  statement {
    actions   = []
    resources = []
  }
}

data "aws_iam_policy_document" "service_lists" {
  source_policy_documents = [jsonencode({ Statement = [{ Sid = "L", Effect = "Allow", Action = ["z", "a"], Principal = { AWS = ["2", "1"], Service = "s" }, Resource = ["r"], Condition = { StringEquals = { a = ["y", "x"], b = "one" } } }] })]
}

data "aws_iam_policy_document" "star_principal" {
  source_policy_documents = [jsonencode({ Statement = [{ Sid = "S", Effect = "Allow", Action = "x", Principal = "*", NotPrincipal = { AWS = "*" }, Resource = "*" }] })]
}
