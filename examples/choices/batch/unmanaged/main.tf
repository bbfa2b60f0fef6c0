# guest-os, platform and resilience: the customer, who runs and scales the machines.

resource "aws_batch_compute_environment" "reports" {
  compute_environment_name = "reports"
  type                     = "UNMANAGED"
  service_role             = "arn:aws:iam::111122223333:role/batch"
}
