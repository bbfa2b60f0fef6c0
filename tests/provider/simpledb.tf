# What each type must be given, and no more.

resource "aws_simpledb_domain" "a" {
  name = "demo"
}
