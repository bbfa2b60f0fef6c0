data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["123456789012"]
}

locals {
  name = "shop"
  tags = { Name = local.name }
}

module "cluster" {
  source = "./modules/cluster"

  name           = local.name
  version_number = "1.31"

  addons = {
    coredns    = { most_recent = true }
    kube-proxy = {}
    vpc-cni = {
      before_compute = true
      configuration_values = jsonencode({
        env = { ENABLE_PREFIX_DELEGATION = "true", WARM_PREFIX_TARGET = "1" }
      })
    }
  }

  node_group_defaults = {
    instance_types = ["m6i.large", "m5.large"]
    labels         = { pool = "default" }
  }

  node_groups = {
    blue = {}
    green = {
      min_size       = 1
      max_size       = 10
      desired_size   = 1
      instance_types = ["t3.large"]
      capacity_type  = "SPOT"
      labels         = { Environment = "test" }
      taints = {
        dedicated = { key = "dedicated", value = "gpuGroup", effect = "NO_SCHEDULE" }
      }
      block_device_mappings = {
        xvda = {
          device_name = "/dev/xvda"
          ebs         = { volume_size = 75, volume_type = "gp3", encrypted = true }
        }
      }
      iam_role_additional_policies = {
        ecr = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly"
      }
    }
  }

  security_group_additional_rules = {
    ingress_nodes = {
      description                = "From nodes"
      protocol                   = "tcp"
      from_port                  = 1025
      to_port                    = "65535"
      type                       = "ingress"
      source_node_security_group = true
    }
    egress_all = { protocol = "-1", from_port = 0, to_port = 0, type = "egress", cidr_blocks = ["0.0.0.0/0"] }
  }

  tags = local.tags
}

module "function" {
  source   = "./modules/function"
  for_each = { for k, v in { orders = { memory = 256 }, mail = { timeout = 30, env = { TO = "a@b.c" } } } : k => v }

  name    = "${local.name}-${each.key}"
  memory  = lookup(each.value, "memory", 128)
  timeout = try(each.value.timeout, 3)
  env     = lookup(each.value, "env", {})
  policies = {
    table = { effect = "Allow", actions = ["dynamodb:GetItem"], resources = ["arn:aws:dynamodb:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:table/${each.key}"] }
    logs  = { effect = "Allow", actions = ["logs:PutLogEvents"], resources = ["*"], condition = { org = { test = "StringEquals", variable = "aws:PrincipalOrgID", values = ["o-1"] } } }
  }
  triggers = each.key == "orders" ? { queue = { service = "sqs", source_arn = aws_sqs_queue.orders.arn }, api = { service = "apigateway" } } : {}
}

resource "aws_sqs_queue" "orders" {
  name           = "${local.name}-orders"
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 3 })
  tags           = merge(local.tags, { Kind = title("work queue") })
}

resource "aws_sqs_queue" "dead" {
  name_prefix               = "${local.name}-dead-"
  message_retention_seconds = 14 * 24 * 60 * 60
}

resource "aws_iam_role_policy" "late" {
  for_each = { for name, function in module.function : name => function.role_name }
  name     = "late"
  role     = each.value
  policy   = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*" }] })
}

moved {
  from = aws_sqs_queue.old
  to   = aws_sqs_queue.orders
}

check "named" {
  assert {
    condition     = length(local.name) > 0
    error_message = "A name is needed."
  }
}
