# What each type must be given, and no more.

resource "aws_pinpointsmsvoicev2_configuration_set" "a" {
  name = "demo"
}

resource "aws_pinpointsmsvoicev2_opt_out_list" "a" {
  name = "demo"
}
