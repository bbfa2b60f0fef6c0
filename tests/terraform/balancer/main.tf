provider "aws" {
  region = "eu-west-1"
}

locals {
  listeners = yamldecode(file("${path.module}/listeners.yaml"))

  targets = {
    for name, listener in local.listeners :
    name => merge({ protocol = "HTTP", health = "/" }, try(listener.target, {}))
    if can(listener.target)
  }
}

resource "aws_vpc" "this" {
  cidr_block = "10.20.0.0/16"
}

data "aws_availability_zones" "available" {
  state = "available"
}

resource "aws_subnet" "public" {
  count             = min(2, length(data.aws_availability_zones.available.names))
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 8, count.index)
  availability_zone = element(data.aws_availability_zones.available.names, count.index)
  tags              = { Name = format("public-%02d", count.index + 1) }
}

module "alb" {
  source = "./modules/alb"

  name      = "front"
  vpc_id    = aws_vpc.this.id
  subnets   = aws_subnet.public[*].id
  listeners = local.listeners
  targets   = local.targets
  internal  = length(aws_subnet.public) < 2

  access_logs = {
    bucket = "logs-${lower("FRONT")}"
    prefix = trimprefix("/alb", "/")
  }
}

resource "aws_route53_record" "front" {
  for_each = toset(compact([for l in values(local.listeners) : try(l.host, "")]))
  zone_id  = "Z123"
  name     = each.key
  type     = "A"

  alias {
    name                   = module.alb.dns_name
    zone_id                = module.alb.zone_id
    evaluate_target_health = true
  }
}
