# guest-os: the customer, who also keeps the cluster current; resilience.maintenance-window: shared.

resource "aws_batch_compute_environment" "reports" {
  compute_environment_name = "reports"
  type                     = "MANAGED"

  eks_configuration {
    eks_cluster_arn      = "arn:aws:eks:eu-central-1:111122223333:cluster/shop"
    kubernetes_namespace = "reports"
  }

  compute_resources {
    type               = "EC2"
    max_vcpus          = 16
    subnets            = ["subnet-0123456789abcdef0"]
    security_group_ids = ["sg-0123456789abcdef0"]
    min_vcpus          = 0
    instance_role      = "arn:aws:iam::111122223333:instance-profile/batch"
    instance_type      = ["m6i.large"]
  }
}
