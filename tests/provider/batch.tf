# What each type must be given, and no more.

resource "aws_batch_compute_environment" "a" {
  type = "MANAGED"
}

resource "aws_batch_job_definition" "a" {
  name = "demo"
  type = "container"
}

resource "aws_batch_job_queue" "a" {
  name     = "demo"
  priority = 1
  state    = "ENABLED"
  compute_environment_order {
    compute_environment = "arn:aws:batch:eu-west-1:123456789012:compute-environment/demo"
    order               = 1
  }
}

resource "aws_batch_scheduling_policy" "a" {
  name = "demo"
}
