# What each type must be given, and no more.

resource "aws_media_store_container" "a" {
  name = "demo"
}

resource "aws_media_store_container_policy" "a" {
  container_name = "demo"
  policy         = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}
