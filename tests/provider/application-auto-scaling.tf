# What each type must be given, and no more.

resource "aws_appautoscaling_policy" "a" {
  name               = "demo"
  resource_id        = "demo"
  scalable_dimension = "demo"
  service_namespace  = "demo"
}

resource "aws_appautoscaling_target" "a" {
  max_capacity       = 1
  min_capacity       = 1
  resource_id        = "demo"
  scalable_dimension = "demo"
  service_namespace  = "demo"
}
