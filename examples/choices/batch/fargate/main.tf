# guest-os: AWS. platform: AWS patches the container runtime.

resource "aws_batch_compute_environment" "reports" {
  compute_environment_name = "reports"
  type                     = "MANAGED"
  service_role             = "arn:aws:iam::111122223333:role/batch"

  compute_resources {
    type               = "FARGATE"
    max_vcpus          = 16
    subnets            = ["subnet-0123456789abcdef0"]
    security_group_ids = ["sg-0123456789abcdef0"]
  }
}
