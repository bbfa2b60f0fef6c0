# What each type must be given, and no more.

resource "aws_licensemanager_license_configuration" "a" {
  license_counting_type = "vCPU"
  name                  = "demo"
}
