# What each type must be given, and no more.

resource "aws_identitystore_group" "a" {
  display_name      = "demo"
  identity_store_id = "demo"
}

resource "aws_identitystore_group_membership" "a" {
  group_id          = "demo"
  identity_store_id = "demo"
  member_id         = "demo"
}

resource "aws_identitystore_user" "a" {
  display_name      = "demo"
  identity_store_id = "demo"
  user_name         = "demo"
  name {
    family_name = "demo"
    given_name  = "demo"
  }
}

resource "aws_ssoadmin_application" "a" {
  application_provider_arn = "arn:aws:iam::123456789012:role/demo"
  instance_arn             = "arn:aws:iam::123456789012:role/demo"
  name                     = "demo"
}

resource "aws_ssoadmin_application_access_scope" "a" {
  application_arn = "arn:aws:iam::123456789012:role/demo"
  scope           = "demo"
}

resource "aws_ssoadmin_application_assignment" "a" {
  application_arn = "arn:aws:iam::123456789012:role/demo"
  principal_id    = "demo"
  principal_type  = "USER"
}

resource "aws_ssoadmin_application_assignment_configuration" "a" {
  application_arn     = "arn:aws:iam::123456789012:role/demo"
  assignment_required = false
}

resource "aws_ssoadmin_customer_managed_policy_attachment" "a" {
  instance_arn       = "arn:aws:iam::123456789012:role/demo"
  permission_set_arn = "arn:aws:iam::123456789012:role/demo"
  customer_managed_policy_reference {
    name = "demo"
  }
}

resource "aws_ssoadmin_instance_access_control_attributes" "a" {
  instance_arn = "arn:aws:iam::123456789012:role/demo"
  attribute {
    key = "demo"
    value {
      source = ["demo"]
    }
  }
}

resource "aws_ssoadmin_managed_policy_attachment" "a" {
  instance_arn       = "arn:aws:iam::123456789012:role/demo"
  managed_policy_arn = "arn:aws:iam::123456789012:role/demo"
  permission_set_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_ssoadmin_permission_set_inline_policy" "a" {
  inline_policy      = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  instance_arn       = "arn:aws:iam::123456789012:role/demo"
  permission_set_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_ssoadmin_permissions_boundary_attachment" "a" {
  instance_arn       = "arn:aws:iam::123456789012:role/demo"
  permission_set_arn = "arn:aws:iam::123456789012:role/demo"
  permissions_boundary {
  }
}
