# What each type must be given, and no more.

resource "aws_media_convert_queue" "a" {
  name = "demo"
}
