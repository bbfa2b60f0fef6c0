# What each type must be given, and no more.

resource "aws_rekognition_collection" "a" {
  collection_id = "demo"
}

resource "aws_rekognition_project" "a" {
  name = "demo"
}
