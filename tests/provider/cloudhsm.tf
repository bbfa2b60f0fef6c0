# What each type must be given, and no more.

resource "aws_cloudhsm_v2_cluster" "a" {
  hsm_type   = "hsm1.medium"
  subnet_ids = ["subnet-0123456789abcdef0"]
}

resource "aws_cloudhsm_v2_hsm" "a" {
  availability_zone = "demo"
  cluster_id        = "demo"
}
