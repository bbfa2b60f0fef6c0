# What each type must be given, and no more.

resource "aws_kms_alias" "a" {
  target_key_id = "demo"
}

resource "aws_kms_ciphertext" "a" {
  key_id    = "demo"
  plaintext = "demo"
}

resource "aws_kms_external_key" "a" {
}

resource "aws_kms_grant" "a" {
  grantee_principal = "arn:aws:iam::123456789012:role/demo"
  key_id            = "demo"
  operations        = ["Decrypt"]
}

resource "aws_kms_key" "a" {
}

resource "aws_kms_key_policy" "a" {
  key_id = "demo"
  policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}

resource "aws_kms_replica_external_key" "a" {
  primary_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}

resource "aws_kms_replica_key" "a" {
  primary_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}
