# What each type must be given, and no more.

resource "aws_osis_pipeline" "a" {
  max_units                   = 1
  min_units                   = 1
  pipeline_configuration_body = "demo"
  pipeline_name               = "demo"
}
