# What each type must be given, and no more.

resource "aws_cloud9_environment_ec2" "a" {
  image_id      = "amazonlinux-1-x86_64"
  instance_type = "t3.micro"
  name          = "demo"
}

resource "aws_cloud9_environment_membership" "a" {
  environment_id = "demo"
  permissions    = "owner"
  user_arn       = "arn:aws:iam::123456789012:role/demo"
}
