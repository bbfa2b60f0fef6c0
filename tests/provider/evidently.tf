# What each type must be given, and no more.

resource "aws_evidently_feature" "a" {
  name    = "demo"
  project = "demo"
  variations {
    name = "demo"
    value {
    }
  }
}

resource "aws_evidently_launch" "a" {
  name    = "demo"
  project = "demo"
  groups {
    feature   = "demo"
    name      = "demo"
    variation = "demo"
  }
}

resource "aws_evidently_project" "a" {
  name = "demo"
}
