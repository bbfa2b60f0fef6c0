# What each type must be given, and no more.

resource "aws_resourceexplorer2_view" "a" {
  name = "demo"
}
