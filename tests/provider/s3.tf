# What each type must be given, and no more.

resource "aws_s3_access_point" "a" {
  bucket = "demo-bucket-xyz"
  name   = "demo"
}

resource "aws_s3_bucket" "a" {
}

resource "aws_s3_bucket_accelerate_configuration" "a" {
  bucket = "demo-bucket-xyz"
  status = "Enabled"
}

resource "aws_s3_bucket_acl" "a" {
  bucket = "demo-bucket-xyz"
  access_control_policy {
    owner {
      id = "demo"
    }
  }
}

resource "aws_s3_bucket_analytics_configuration" "a" {
  bucket = "demo-bucket-xyz"
  name   = "demo"
}

resource "aws_s3_bucket_cors_configuration" "a" {
  bucket = "demo-bucket-xyz"
  cors_rule {
    allowed_methods = ["demo"]
    allowed_origins = ["demo"]
  }
}

resource "aws_s3_bucket_inventory" "a" {
  bucket                   = "demo-bucket-xyz"
  included_object_versions = "All"
  name                     = "demo"
  destination {
    bucket {
      bucket_arn = "arn:aws:s3:::demo-bucket"
      format     = "CSV"
    }
  }
  schedule {
    frequency = "Daily"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "a" {
  bucket = "demo-bucket-xyz"
}

resource "aws_s3_bucket_logging" "a" {
  bucket        = "demo-bucket-xyz"
  target_bucket = "demo-bucket-xyz"
  target_prefix = "demo"
}

resource "aws_s3_bucket_metric" "a" {
  bucket = "demo-bucket-xyz"
  name   = "demo"
}

resource "aws_s3_bucket_notification" "a" {
  bucket = "demo-bucket-xyz"
}

resource "aws_s3_bucket_object" "a" {
  bucket = "demo-bucket-xyz"
  key    = "demo"
}

resource "aws_s3_bucket_object_lock_configuration" "a" {
  bucket = "demo-bucket-xyz"
}

resource "aws_s3_bucket_ownership_controls" "a" {
  bucket = "demo-bucket-xyz"
  rule {
    object_ownership = "BucketOwnerPreferred"
  }
}

resource "aws_s3_bucket_policy" "a" {
  bucket = "demo-bucket-xyz"
  policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}

resource "aws_s3_bucket_public_access_block" "a" {
  bucket = "demo-bucket-xyz"
}

resource "aws_s3_bucket_replication_configuration" "a" {
  bucket = "demo-bucket-xyz"
  role   = "arn:aws:iam::123456789012:role/demo"
  rule {
    status = "Enabled"
    destination {
      bucket = "arn:aws:s3:::demo-bucket"
    }
  }
}

resource "aws_s3_bucket_request_payment_configuration" "a" {
  bucket = "demo-bucket-xyz"
  payer  = "Requester"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "a" {
  bucket = "demo-bucket-xyz"
  rule {
  }
}

resource "aws_s3_bucket_versioning" "a" {
  bucket = "demo-bucket-xyz"
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_website_configuration" "a" {
  bucket = "demo-bucket-xyz"
}

resource "aws_s3_directory_bucket" "a" {
  bucket = "demo--euw1-az1--x-s3"
  location {
    name = "euw1-az1"
  }
}

resource "aws_s3_object" "a" {
  bucket = "demo-bucket-xyz"
  key    = "demo"
}

resource "aws_s3_object_copy" "a" {
  bucket = "demo-bucket-xyz"
  key    = "demo"
  source = "demo"
}

resource "aws_s3control_access_grants_instance" "a" {
}

resource "aws_s3control_access_grants_location" "a" {
  iam_role_arn   = "arn:aws:iam::123456789012:role/demo"
  location_scope = "demo"
}

resource "aws_s3control_access_point_policy" "a" {
  access_point_arn = "arn:aws:iam::123456789012:role/demo"
  policy           = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}

resource "aws_s3control_bucket" "a" {
  bucket     = "demo-bucket-xyz"
  outpost_id = "demo"
}

resource "aws_s3control_bucket_lifecycle_configuration" "a" {
  bucket = "arn:aws:s3:::demo-bucket"
  rule {
    id = "demo"
  }
}

resource "aws_s3control_bucket_policy" "a" {
  bucket = "arn:aws:s3:::demo-bucket"
  policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}

resource "aws_s3control_multi_region_access_point" "a" {
  details {
    name = "demo"
    region {
      bucket = "demo-bucket-xyz"
    }
  }
}

resource "aws_s3control_multi_region_access_point_policy" "a" {
  details {
    name   = "demo"
    policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  }
}

resource "aws_s3control_object_lambda_access_point_policy" "a" {
  name   = "demo"
  policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}

resource "aws_s3outposts_endpoint" "a" {
  outpost_id        = "demo"
  security_group_id = "sg-0123456789abcdef0"
  subnet_id         = "subnet-0123456789abcdef0"
}

resource "aws_s3tables_namespace" "a" {
  namespace        = "demo"
  table_bucket_arn = "arn:aws:s3:::demo-bucket"
}

resource "aws_s3tables_table_bucket" "a" {
  name = "demo"
}

resource "aws_s3tables_table_bucket_policy" "a" {
  resource_policy  = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  table_bucket_arn = "arn:aws:s3:::demo-bucket"
}

resource "aws_s3tables_table_policy" "a" {
  name             = "demo"
  namespace        = "demo"
  resource_policy  = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  table_bucket_arn = "arn:aws:s3:::demo-bucket"
}
