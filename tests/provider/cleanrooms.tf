# What each type must be given, and no more.

resource "aws_cleanrooms_collaboration" "a" {
  creator_display_name     = "demo"
  creator_member_abilities = ["demo"]
  description              = "demo"
  name                     = "demo"
  query_log_status         = "demo"
}

resource "aws_cleanrooms_configured_table" "a" {
  allowed_columns = ["demo"]
  analysis_method = "demo"
  name            = "demo"
  table_reference {
    database_name = "demo"
    table_name    = "demo"
  }
}
