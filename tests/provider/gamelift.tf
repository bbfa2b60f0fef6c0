# What each type must be given, and no more.

resource "aws_gamelift_alias" "a" {
  name = "demo"
  routing_strategy {
    type = "SIMPLE"
  }
}

resource "aws_gamelift_build" "a" {
  name             = "demo"
  operating_system = "WINDOWS_2012"
  storage_location {
    bucket   = "demo-bucket-xyz"
    key      = "demo"
    role_arn = "arn:aws:iam::123456789012:role/demo"
  }
}

resource "aws_gamelift_fleet" "a" {
  build_id          = "demo"
  ec2_instance_type = "c5.large"
  name              = "demo"
}

resource "aws_gamelift_game_session_queue" "a" {
  name = "demo"
}

resource "aws_gamelift_script" "a" {
  name = "demo"
  storage_location {
    bucket   = "demo-bucket-xyz"
    key      = "demo"
    role_arn = "arn:aws:iam::123456789012:role/demo"
  }
}
