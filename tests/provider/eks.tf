# What each type must be given, and no more.

resource "aws_eks_access_entry" "a" {
  cluster_name  = "demo"
  principal_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_eks_access_policy_association" "a" {
  cluster_name  = "demo"
  policy_arn    = "arn:aws:iam::123456789012:role/demo"
  principal_arn = "arn:aws:iam::123456789012:role/demo"
  access_scope {
    type = "demo"
  }
}

resource "aws_eks_addon" "a" {
  addon_name   = "demo"
  cluster_name = "demo"
}

resource "aws_eks_cluster" "a" {
  name     = "demo"
  role_arn = "arn:aws:iam::123456789012:role/demo"
  vpc_config {
    subnet_ids = ["subnet-0123456789abcdef0"]
  }
}

resource "aws_eks_fargate_profile" "a" {
  cluster_name           = "demo"
  fargate_profile_name   = "demo"
  pod_execution_role_arn = "arn:aws:iam::123456789012:role/demo"
  selector {
    namespace = "demo"
  }
}

resource "aws_eks_identity_provider_config" "a" {
  cluster_name = "demo"
  oidc {
    client_id                     = "demo"
    identity_provider_config_name = "demo"
    issuer_url                    = "https://example.com"
  }
}

resource "aws_eks_node_group" "a" {
  cluster_name  = "demo"
  node_role_arn = "arn:aws:iam::123456789012:role/demo"
  subnet_ids    = ["subnet-0123456789abcdef0"]
  scaling_config {
    desired_size = 1
    max_size     = 1
    min_size     = 1
  }
}

resource "aws_eks_pod_identity_association" "a" {
  cluster_name    = "demo"
  namespace       = "demo"
  role_arn        = "arn:aws:iam::123456789012:role/demo"
  service_account = "demo"
}
