# encryption-at-rest and resilience: the customer, whose key manager answers every request; facilities and hardware: shared.

resource "aws_kms_key" "shop" {
  description         = "Data of the shop"
  custom_key_store_id = "cks-0123456789abcdef0"
  xks_key_id          = "shop-key-1"
}
