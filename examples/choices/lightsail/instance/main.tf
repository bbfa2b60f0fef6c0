# guest-os: the customer. platform: AWS publishes blueprints, the customer updates what they brought.

resource "aws_lightsail_instance" "shop" {
  name              = "shop"
  availability_zone = "eu-central-1a"
  blueprint_id      = "amazon_linux_2023"
  bundle_id         = "small_3_0"
}
