# What each type must be given, and no more.

resource "aws_notifications_channel_association" "a" {
  arn                            = "arn:aws:iam::123456789012:role/demo"
  notification_configuration_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_notifications_notification_configuration" "a" {
  description = "demo"
  name        = "demo"
}

resource "aws_notifications_notification_hub" "a" {
  notification_hub_region = "eu-west-1"
}

resource "aws_notificationscontacts_email_contact" "a" {
  email_address = "a@example.com"
  name          = "demo"
}
