# guest-os: AWS. platform: AWS installs and patches domain controllers, the customer sets policies in its own unit.

variable "password" {
  type      = string
  sensitive = true
}

resource "aws_directory_service_directory" "office" {
  name     = "office.example.com"
  password = var.password
  type     = "MicrosoftAD"
  edition  = "Standard"

  vpc_settings {
    vpc_id     = "vpc-0123456789abcdef0"
    subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  }
}
