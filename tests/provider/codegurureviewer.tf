# What each type must be given, and no more.

resource "aws_codegurureviewer_repository_association" "a" {
  repository {
  }
}
