# guest-os and platform of the nodes: the customer, in every task; the Auto Scaling group carries them.

resource "aws_eks_cluster" "shop" {
  name     = "shop"
  role_arn = "arn:aws:iam::111122223333:role/eks"
  version  = "1.33"

  vpc_config {
    subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  }
}

resource "aws_launch_template" "nodes" {
  name_prefix   = "shop-nodes-"
  image_id      = "ami-0123456789abcdef0"
  instance_type = "m6i.large"
}

resource "aws_autoscaling_group" "nodes" {
  name                = "shop-nodes"
  min_size            = 2
  max_size            = 4
  vpc_zone_identifier = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]

  launch_template {
    id      = aws_launch_template.nodes.id
    version = aws_launch_template.nodes.latest_version
  }

  tag {
    key                 = "kubernetes.io/cluster/shop"
    value               = "owned"
    propagate_at_launch = true
  }
}
