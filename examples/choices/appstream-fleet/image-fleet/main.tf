# guest-os and platform: AWS publishes base images, the customer builds updated images and moves the fleet to them.

resource "aws_appstream_fleet" "office" {
  name          = "office"
  fleet_type    = "ALWAYS_ON"
  instance_type = "stream.standard.medium"
  image_name    = "office-2026-10"

  compute_capacity {
    desired_instances = 2
  }

  vpc_config {
    subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  }
}
