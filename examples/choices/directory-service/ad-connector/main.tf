# platform, data, identity: the customer runs the directory behind the connectors; AWS keeps no copy of it.

variable "password" {
  type      = string
  sensitive = true
}

resource "aws_directory_service_directory" "office" {
  name     = "office.example.com"
  password = var.password
  type     = "ADConnector"
  size     = "Small"

  connect_settings {
    vpc_id            = "vpc-0123456789abcdef0"
    subnet_ids        = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
    customer_dns_ips  = ["10.80.0.10", "10.80.1.10"]
    customer_username = "connector"
  }
}
