# What each type must be given, and no more.

resource "aws_bcmdataexports_export" "a" {
}
