# facilities: the customer; hardware: shared, AWS still owns and maintains the rack.

resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "this" {
  vpc_id            = aws_vpc.this.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-central-1a"
  outpost_arn       = "arn:aws:outposts:eu-central-1:111122223333:outpost/op-0123456789abcdef0"
}

resource "aws_instance" "office" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "m5.large"
  subnet_id     = aws_subnet.this.id

  metadata_options {
    http_tokens = "required"
  }
}
