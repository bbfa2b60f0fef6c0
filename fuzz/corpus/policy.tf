data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["s3:*"]
    resources = ["${aws_s3_bucket.b.arn}/*"]
    dynamic "principals" {
      for_each = var.p
      content {
        type        = "AWS"
        identifiers = [principals.value]
      }
    }
  }
}
variable "p" {}
resource "aws_s3_bucket" "b" {
  for_each = toset(["a", "b"])
  bucket   = try(lookup({ a = 1 }, each.key, null), "x")
}
