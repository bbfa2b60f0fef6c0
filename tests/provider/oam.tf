# What each type must be given, and no more.

resource "aws_oam_sink" "a" {
  name = "demo"
}

resource "aws_oam_sink_policy" "a" {
  policy          = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  sink_identifier = "demo"
}
