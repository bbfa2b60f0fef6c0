# What each type must be given, and no more.

resource "aws_datapipeline_pipeline" "a" {
  name = "demo"
}

resource "aws_datapipeline_pipeline_definition" "a" {
  pipeline_id = "demo"
  pipeline_object {
    id   = "demo"
    name = "demo"
  }
}
