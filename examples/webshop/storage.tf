# Pictures of the goods: everything as it should be.
module "media" {
  source = "./modules/bucket"

  name             = "${local.name}-media"
  encrypt_with_kms = true
  kms_key_arn      = aws_kms_key.shop.arn
  log_bucket       = module.logs.name
}

# Logs of the load balancer, the trail and the other buckets; these writers cannot use the shop's key.
module "logs" {
  source = "./modules/bucket"

  name             = "${local.name}-logs"
  policy_documents = [data.aws_iam_policy_document.log_writers.json]
}

data "aws_iam_policy_document" "log_writers" {
  dynamic "statement" {
    for_each = {
      LoadBalancer = { service = "logdelivery.elasticloadbalancing.amazonaws.com", prefix = "alb" }
      Buckets      = { service = "logging.s3.amazonaws.com", prefix = "s3" }
      Trail        = { service = "cloudtrail.amazonaws.com", prefix = "trail" }
    }

    content {
      sid       = "${statement.key}Writes"
      actions   = ["s3:PutObject"]
      resources = ["arn:aws:s3:::${local.name}-logs/${statement.value.prefix}/*"]

      principals {
        type        = "Service"
        identifiers = [statement.value.service]
      }

      condition {
        test     = "StringEquals"
        variable = "aws:SourceAccount"
        values   = [var.account_id]
      }
    }
  }

  statement {
    sid       = "TrailReadsAcl"
    actions   = ["s3:GetBucketAcl"]
    resources = ["arn:aws:s3:::${local.name}-logs"]

    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com"]
    }
  }
}

# Exports for the accountant: made by hand and forgotten.
# MET by AWS's default: s3-default-encryption. UNMET: s3-tls-only (no policy at all), s3-access-logging, s3-lifecycle.
resource "aws_s3_bucket" "exports" {
  bucket = "${local.name}-exports"
}

resource "aws_s3_bucket_versioning" "exports" {
  bucket = aws_s3_bucket.exports.id

  versioning_configuration {
    status = "Suspended" # UNMET s3-versioning
  }
}

resource "aws_s3_bucket_public_access_block" "exports" {
  bucket = aws_s3_bucket.exports.id

  block_public_acls       = true
  block_public_policy     = false # UNMET s3-public-access-block-all-four: three of four
  ignore_public_acls      = true
  restrict_public_buckets = true
}
