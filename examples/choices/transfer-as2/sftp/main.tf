# traffic-protection: shared; AWS ends SSH with the policy of the server.

resource "aws_transfer_server" "partners" {
  domain                 = "S3"
  protocols              = ["SFTP"]
  identity_provider_type = "SERVICE_MANAGED"
  endpoint_type          = "VPC"

  endpoint_details {
    vpc_id     = "vpc-0123456789abcdef0"
    subnet_ids = ["subnet-0123456789abcdef0"]
  }
}
