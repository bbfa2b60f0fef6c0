# guest-os: AWS. platform: AWS patches kubelet and container runtime, pods started again get the newer version.

resource "aws_eks_cluster" "shop" {
  name     = "shop"
  role_arn = "arn:aws:iam::111122223333:role/eks"
  version  = "1.33"

  vpc_config {
    subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  }
}

resource "aws_eks_fargate_profile" "shop" {
  cluster_name           = aws_eks_cluster.shop.name
  fargate_profile_name   = "shop"
  pod_execution_role_arn = "arn:aws:iam::111122223333:role/eks-pod"
  subnet_ids             = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]

  selector {
    namespace = "shop"
  }
}
