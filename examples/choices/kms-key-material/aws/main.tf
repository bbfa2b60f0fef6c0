# encryption-at-rest: AWS makes, keeps and rotates the key material on request.

resource "aws_kms_key" "shop" {
  description         = "Data of the shop"
  enable_key_rotation = true
}
