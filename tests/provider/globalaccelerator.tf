# What each type must be given, and no more.

resource "aws_globalaccelerator_accelerator" "a" {
  name = "demo"
}

resource "aws_globalaccelerator_cross_account_attachment" "a" {
  name = "demo"
}

resource "aws_globalaccelerator_custom_routing_accelerator" "a" {
  name = "demo"
}

resource "aws_globalaccelerator_endpoint_group" "a" {
  listener_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_globalaccelerator_listener" "a" {
  accelerator_arn = "arn:aws:iam::123456789012:role/demo"
  protocol        = "TCP"
  port_range {
  }
}
