# encryption-at-rest and resilience: shared; the customer makes the material, keeps a copy and imports it again.

resource "aws_kms_external_key" "shop" {
  description = "Data of the shop"
}
