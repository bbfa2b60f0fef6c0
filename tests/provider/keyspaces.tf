# What each type must be given, and no more.

resource "aws_keyspaces_keyspace" "a" {
  name = "demo"
}

resource "aws_keyspaces_table" "a" {
  keyspace_name = "demo"
  table_name    = "demo"
  schema_definition {
    column {
      name = "demo"
      type = "demo"
    }
    partition_key {
      name = "demo"
    }
  }
}
