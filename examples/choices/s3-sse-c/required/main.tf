# encryption-at-rest.operate: shared; AWS encrypts with the key of the request, the customer stores and tracks the keys.

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
      Condition = { Null = { "s3:x-amz-server-side-encryption-customer-algorithm" = "true" } }
    }]
  })
}
