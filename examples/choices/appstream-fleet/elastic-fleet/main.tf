# guest-os and platform: AWS keeps the streaming instances; the customer packs applications into app blocks.

resource "aws_appstream_fleet" "office" {
  name          = "office"
  fleet_type    = "ELASTIC"
  instance_type = "stream.standard.medium"

  vpc_config {
    subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  }
}
