# What each type must be given, and no more.

resource "aws_mq_broker" "a" {
  broker_name        = "demo"
  engine_type        = "ACTIVEMQ"
  engine_version     = "demo"
  host_instance_type = "demo"
  user {
    password = "Sup3rSecretPw-123"
    username = "demo"
  }
}

resource "aws_mq_configuration" "a" {
  data           = "demo"
  engine_type    = "ACTIVEMQ"
  engine_version = "demo"
  name           = "demo"
}
