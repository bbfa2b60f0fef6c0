# platform.upgrade: shared; AWS moves to newer minor versions, the customer to major ones.

variable "password" {
  type      = string
  sensitive = true
}

resource "aws_mq_broker" "orders" {
  broker_name                = "orders"
  engine_type                = "RabbitMQ"
  engine_version             = "3.13"
  host_instance_type         = "mq.m5.large"
  auto_minor_version_upgrade = true

  user {
    username = "shop"
    password = var.password
  }
}
