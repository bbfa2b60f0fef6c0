# guest-os: the customer, although the environment is called managed. platform: the customer moves to newer images.

resource "aws_batch_compute_environment" "reports" {
  compute_environment_name = "reports"
  type                     = "MANAGED"
  service_role             = "arn:aws:iam::111122223333:role/batch"

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
