resource "aws_subnet" "near" {
  vpc_id            = "vpc-0123456789abcdef0"
  cidr_block        = "10.0.9.0/24"
  availability_zone = "eu-central-1-ham-1a"
}

resource "aws_instance" "web" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "m6i.large"
  subnet_id     = aws_subnet.near.id
}
