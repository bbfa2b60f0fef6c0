# platform and resilience: AWS; there is no broker to size or to upgrade.

resource "aws_msk_serverless_cluster" "orders" {
  cluster_name = "orders"

  vpc_config {
    subnet_ids         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
    security_group_ids = ["sg-0123456789abcdef0"]
  }

  client_authentication {
    sasl {
      iam {
        enabled = true
      }
    }
  }
}
