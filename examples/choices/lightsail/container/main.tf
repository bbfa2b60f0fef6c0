# guest-os and platform: AWS. application: the customer, with the operating system and software inside its images.

resource "aws_lightsail_container_service" "shop" {
  name  = "shop"
  power = "small"
  scale = 1
}
