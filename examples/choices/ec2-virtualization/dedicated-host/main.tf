# virtualization.configure: the customer, who places instances on the host; AWS runs the hypervisor.

resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "this" {
  vpc_id            = aws_vpc.this.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-central-1a"
}

resource "aws_instance" "office" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "m5.large"
  subnet_id     = aws_subnet.this.id
  tenancy       = "host"

  metadata_options {
    http_tokens = "required"
  }
}
