provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = { Owner = "platform" }
  }
}

data "aws_availability_zones" "available" {
  state = "available"
}

locals {
  name = "ex-${basename(path.cwd) == "" ? "x" : "network"}"
  cidr = "10.0.0.0/16"
  azs  = slice(data.aws_availability_zones.available.names, 0, 3)

  acls = {
    default_inbound = [
      { rule_number = 900, rule_action = "allow", from_port = 1024, to_port = 65535, protocol = "tcp", cidr_block = "0.0.0.0/0" },
    ]
    public_inbound = [
      { rule_number = 100, rule_action = "allow", from_port = 80, to_port = 80, protocol = "tcp", cidr_block = "0.0.0.0/0" },
      { rule_number = "110", rule_action = "allow", from_port = "443", to_port = 443, protocol = "tcp", ipv6_cidr_block = "::/0" },
    ]
  }
}

module "vpc" {
  source = "./modules/vpc"

  name = local.name
  cidr = local.cidr

  azs             = local.azs
  private_subnets = [for k, v in local.azs : cidrsubnet(local.cidr, 4, k)]
  public_subnets  = [for k, v in local.azs : cidrsubnet(local.cidr, 8, k + 48)]
  intra_subnets   = [for k, v in local.azs : cidrsubnet(local.cidr, 8, k + 52)]

  private_subnet_names = ["Private One", "Private Two"]

  enable_nat_gateway = true
  single_nat_gateway = true

  public_inbound_acl_rules = concat(local.acls["default_inbound"], local.acls["public_inbound"])

  public_subnet_tags_per_az = {
    "eu-west-1a" = { zone = "first" }
  }

  flow_log = { enabled = true, traffic = "ALL" }
  endpoints = {
    s3 = {
      service = "s3"
      tags    = { Name = "s3-endpoint" }
    }
    dynamodb = {
      service      = "dynamodb"
      service_type = "Gateway"
      route_table_ids = flatten([
        module.vpc.intra_route_table_ids, module.vpc.private_route_table_ids
      ])
    }
    ecs = {
      service             = "ecs"
      private_dns_enabled = true
      subnet_ids          = module.vpc.private_subnets
      policy              = data.aws_iam_policy_document.endpoint.json
    }
  }

  tags = { Example = local.name }
}

data "aws_iam_policy_document" "endpoint" {
  statement {
    effect    = "Deny"
    actions   = ["*"]
    resources = ["*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "StringNotEquals"
      variable = "aws:SourceVpc"
      values   = [module.vpc.vpc_id]
    }
  }
}

module "off" {
  source     = "./modules/vpc"
  create_vpc = false
}

output "vpc_id" {
  value = module.vpc.vpc_id
}
