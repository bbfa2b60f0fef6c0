# What each type must be given, and no more.

resource "aws_athena_capacity_reservation" "a" {
  name        = "demo"
  target_dpus = 24
}

resource "aws_athena_data_catalog" "a" {
  description = "demo"
  name        = "demo"
  parameters  = { "demo" : "demo" }
  type        = "LAMBDA"
}

resource "aws_athena_named_query" "a" {
  database = "demo"
  name     = "demo"
  query    = "demo"
}

resource "aws_athena_prepared_statement" "a" {
  name            = "demo"
  query_statement = "demo"
  workgroup       = "demo"
}

resource "aws_athena_workgroup" "a" {
  name = "demo"
}
