# What each type must be given, and no more.

resource "aws_media_package_channel" "a" {
  channel_id = "demo"
}

resource "aws_media_packagev2_channel_group" "a" {
  name = "demo"
}
