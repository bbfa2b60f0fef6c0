# What each type must be given, and no more.

resource "aws_iam_access_key" "a" {
  user = "demo"
}

resource "aws_iam_group" "a" {
  name = "demo"
}

resource "aws_iam_group_membership" "a" {
  group = "demo"
  name  = "demo"
  users = ["demo"]
}

resource "aws_iam_group_policies_exclusive" "a" {
  group_name   = "demo"
  policy_names = ["JSON:{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"]
}

resource "aws_iam_group_policy" "a" {
  group  = "demo"
  policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}

resource "aws_iam_group_policy_attachment" "a" {
  group      = "demo"
  policy_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_iam_group_policy_attachments_exclusive" "a" {
  group_name  = "demo"
  policy_arns = ["arn:aws:iam::123456789012:role/demo"]
}

resource "aws_iam_instance_profile" "a" {
}

resource "aws_iam_openid_connect_provider" "a" {
  client_id_list = ["demo"]
  url            = "https://example.com"
}

resource "aws_iam_policy" "a" {
  policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}

resource "aws_iam_policy_attachment" "a" {
  groups     = ["demo"]
  name       = "demo"
  policy_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_iam_role" "a" {
  assume_role_policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}

resource "aws_iam_role_policies_exclusive" "a" {
  policy_names = ["JSON:{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"]
  role_name    = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_iam_role_policy" "a" {
  policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}]}"
  role   = "demo"
}

resource "aws_iam_role_policy_attachment" "a" {
  policy_arn = "arn:aws:iam::123456789012:role/demo"
  role       = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_iam_role_policy_attachments_exclusive" "a" {
  policy_arns = ["arn:aws:iam::123456789012:role/demo"]
  role_name   = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_iam_saml_provider" "a" {
  name                   = "demo"
  saml_metadata_document = "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"
}

resource "aws_iam_server_certificate" "a" {
  certificate_body = "demo"
  private_key      = "demo"
}

resource "aws_iam_service_specific_credential" "a" {
  service_name = "demo"
  user_name    = "demo"
}

resource "aws_iam_signing_certificate" "a" {
  certificate_body = "demo"
  user_name        = "demo"
}

resource "aws_iam_user" "a" {
  name = "demo"
}

resource "aws_iam_user_group_membership" "a" {
  groups = ["demo"]
  user   = "demo"
}

resource "aws_iam_user_login_profile" "a" {
  user = "demo"
}

resource "aws_iam_user_policies_exclusive" "a" {
  policy_names = ["JSON:{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"]
  user_name    = "demo"
}

resource "aws_iam_user_policy" "a" {
  policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  user   = "demo"
}

resource "aws_iam_user_policy_attachment" "a" {
  policy_arn = "arn:aws:iam::123456789012:role/demo"
  user       = "demo"
}

resource "aws_iam_user_policy_attachments_exclusive" "a" {
  policy_arns = ["arn:aws:iam::123456789012:role/demo"]
  user_name   = "demo"
}

resource "aws_iam_user_ssh_key" "a" {
  encoding   = "SSH"
  public_key = "demo"
  username   = "demo"
}

resource "aws_iam_virtual_mfa_device" "a" {
  virtual_mfa_device_name = "demo"
}

resource "aws_ssoadmin_permission_set" "a" {
  instance_arn = "arn:aws:iam::123456789012:role/demo"
  name         = "demo"
}
