# encryption-at-rest.operate: AWS; uploads that bring a key of their own are refused.

resource "aws_s3_bucket" "orders" {
  bucket = "orders-of-the-shop"
}

resource "aws_s3_bucket_policy" "orders" {
  bucket = aws_s3_bucket.orders.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.orders.arn}/*"
      Condition = { Null = { "s3:x-amz-server-side-encryption-customer-algorithm" = "false" } }
    }]
  })
}
