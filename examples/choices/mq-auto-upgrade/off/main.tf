# platform.upgrade: the customer, minor versions too.

variable "password" {
  type      = string
  sensitive = true
}

resource "aws_mq_broker" "orders" {
  broker_name                = "orders"
  engine_type                = "RabbitMQ"
  engine_version             = "3.13"
  host_instance_type         = "mq.m5.large"
  auto_minor_version_upgrade = false

  user {
    username = "shop"
    password = var.password
  }
}
