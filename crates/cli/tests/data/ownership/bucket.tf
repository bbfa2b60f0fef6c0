resource "aws_s3_bucket" "orders" {
  bucket = "orders-of-the-shop"
}
