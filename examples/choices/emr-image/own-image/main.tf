# guest-os: the customer, who builds, patches and renews the image.

resource "aws_emr_cluster" "reports" {
  name          = "reports"
  release_label = "emr-7.9.0"
  custom_ami_id = "ami-0123456789abcdef0"
  applications  = ["Spark"]
  service_role  = "arn:aws:iam::111122223333:role/emr"

  ec2_attributes {
    subnet_id        = "subnet-0123456789abcdef0"
    instance_profile = "arn:aws:iam::111122223333:instance-profile/emr"
  }

  master_instance_group {
    instance_type = "m6i.xlarge"
  }

  core_instance_group {
    instance_type  = "m6i.xlarge"
    instance_count = 2
  }
}
