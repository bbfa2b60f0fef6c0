# encryption-at-rest and resilience: shared; the customer owns the cluster that keeps the material.

resource "aws_kms_key" "shop" {
  description         = "Data of the shop"
  custom_key_store_id = "cks-0123456789abcdef0"
}
