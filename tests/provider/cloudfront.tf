# What each type must be given, and no more.

resource "aws_cloudfront_cache_policy" "a" {
  name = "demo"
  parameters_in_cache_key_and_forwarded_to_origin {
    cookies_config {
      cookie_behavior = "none"
    }
    headers_config {
    }
    query_strings_config {
      query_string_behavior = "none"
    }
  }
}

resource "aws_cloudfront_distribution" "a" {
  enabled = false
  default_cache_behavior {
    allowed_methods        = ["demo"]
    cached_methods         = ["demo"]
    target_origin_id       = "demo"
    viewer_protocol_policy = "allow-all"
  }
  origin {
    domain_name = "example.com"
    origin_id   = "demo"
  }
  restrictions {
    geo_restriction {
      restriction_type = "blacklist"
    }
  }
  viewer_certificate {
  }
}

resource "aws_cloudfront_field_level_encryption_profile" "a" {
  name = "demo"
  encryption_entities {
  }
}

resource "aws_cloudfront_function" "a" {
  code    = "demo"
  name    = "demo"
  runtime = "cloudfront-js-1.0"
}

resource "aws_cloudfront_key_group" "a" {
  items = ["demo"]
  name  = "demo"
}

resource "aws_cloudfront_key_value_store" "a" {
  name = "demo"
}

resource "aws_cloudfront_monitoring_subscription" "a" {
  distribution_id = "demo"
  monitoring_subscription {
    realtime_metrics_subscription_config {
      realtime_metrics_subscription_status = "Enabled"
    }
  }
}

resource "aws_cloudfront_origin_access_control" "a" {
  name                              = "demo"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "never"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_origin_access_identity" "a" {
}

resource "aws_cloudfront_origin_request_policy" "a" {
  name = "demo"
  cookies_config {
    cookie_behavior = "none"
  }
  headers_config {
  }
  query_strings_config {
    query_string_behavior = "none"
  }
}

resource "aws_cloudfront_public_key" "a" {
  encoded_key = "demo"
}

resource "aws_cloudfront_realtime_log_config" "a" {
  fields        = ["demo"]
  name          = "demo"
  sampling_rate = 1
  endpoint {
    stream_type = "Kinesis"
    kinesis_stream_config {
      role_arn   = "arn:aws:iam::123456789012:role/demo"
      stream_arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/demo"
    }
  }
}

resource "aws_cloudfront_response_headers_policy" "a" {
  name = "demo"
  cors_config {
    access_control_allow_credentials = false
    origin_override                  = false
    access_control_allow_headers {
    }
    access_control_allow_methods {
    }
    access_control_allow_origins {
    }
  }
}

resource "aws_cloudfrontkeyvaluestore_key" "a" {
  key                 = "demo"
  key_value_store_arn = "arn:aws:iam::123456789012:role/demo"
  value               = "demo"
}

resource "aws_cloudfrontkeyvaluestore_keys_exclusive" "a" {
  key_value_store_arn = "arn:aws:iam::123456789012:role/demo"
}
