# facilities to virtualization: shared, the customer provides site, machines and link of its nodes; guest-os of the nodes: the customer.

resource "aws_eks_cluster" "shop" {
  name     = "shop"
  role_arn = "arn:aws:iam::111122223333:role/eks"
  version  = "1.33"

  access_config {
    authentication_mode = "API_AND_CONFIG_MAP"
  }

  remote_network_config {
    remote_node_networks {
      cidrs = ["10.80.0.0/16"]
    }
  }

  vpc_config {
    subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  }
}
