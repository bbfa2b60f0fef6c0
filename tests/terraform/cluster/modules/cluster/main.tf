variable "name" { type = string }
variable "version_number" { type = string }
variable "addons" {
  type    = any
  default = {}
}
variable "node_groups" {
  type    = any
  default = {}
}
variable "node_group_defaults" {
  type    = any
  default = {}
}
variable "security_group_additional_rules" {
  type    = any
  default = {}
}
variable "tags" {
  type    = map(string)
  default = {}
}
variable "log_types" {
  type    = list(string)
  default = ["audit", "api", "authenticator"]
}

locals {
  node_policies = { for k, v in toset(["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy"]) : k => "arn:aws:iam::aws:policy/${v}" }
  rules = { for k, v in merge(
    {
      base = { protocol = "tcp", from_port = 443, to_port = 443, type = "ingress", source_node_security_group = true, description = "API" }
    },
    var.security_group_additional_rules,
  ) : k => v }
}

data "aws_iam_policy_document" "assume" {
  statement {
    sid     = "Assume"
    actions = ["sts:AssumeRole", "sts:TagSession"]
    principals {
      type        = "Service"
      identifiers = ["eks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "this" {
  name               = "${var.name}-cluster"
  assume_role_policy = data.aws_iam_policy_document.assume.json

  dynamic "inline_policy" {
    for_each = []
    content {
      name = inline_policy.value
    }
  }
}

resource "aws_security_group" "cluster" {
  name_prefix = "${var.name}-cluster-"
  tags        = merge(var.tags, { "kubernetes.io/cluster/${var.name}" = "owned" })
}

resource "aws_security_group" "node" {
  name = "${var.name}-node"
}

resource "aws_security_group_rule" "cluster" {
  for_each = { for k, v in local.rules : k => v }

  security_group_id        = aws_security_group.cluster.id
  protocol                 = each.value.protocol
  from_port                = each.value.from_port
  to_port                  = each.value.to_port
  type                     = each.value.type
  description              = lookup(each.value, "description", null)
  cidr_blocks              = lookup(each.value, "cidr_blocks", null)
  self                     = lookup(each.value, "self", null)
  source_security_group_id = try(each.value.source_node_security_group, false) ? aws_security_group.node.id : lookup(each.value, "source_security_group_id", null)
}

resource "aws_eks_cluster" "this" {
  name                      = var.name
  role_arn                  = aws_iam_role.this.arn
  version                   = var.version_number
  enabled_cluster_log_types = var.log_types

  vpc_config {
    security_group_ids      = compact(distinct(concat([], [aws_security_group.cluster.id])))
    subnet_ids              = coalescelist([], ["subnet-1", "subnet-2"])
    endpoint_private_access = true
    endpoint_public_access  = false
  }

  dynamic "kubernetes_network_config" {
    for_each = [{ family = "ipv4" }]
    content {
      ip_family = kubernetes_network_config.value["family"]
    }
  }
}

resource "aws_eks_addon" "this" {
  for_each = { for k, v in var.addons : k => v if !try(v.before_compute, false) }

  cluster_name         = aws_eks_cluster.this.id
  addon_name           = try(each.value.name, each.key)
  configuration_values = try(each.value.configuration_values, null)
  preserve             = try(each.value.preserve, true)
}

resource "aws_eks_addon" "before" {
  for_each = { for k, v in var.addons : k => v if try(v.before_compute, false) }

  cluster_name         = aws_eks_cluster.this.name
  addon_name           = try(each.value.name, each.key)
  configuration_values = try(each.value.configuration_values, null)
}

module "nodes" {
  source   = "../nodes"
  for_each = { for k, v in var.node_groups : k => v }

  name                  = try(each.value.name, each.key)
  cluster               = aws_eks_cluster.this.name
  min_size              = try(each.value.min_size, var.node_group_defaults.min_size, 1)
  max_size              = try(each.value.max_size, var.node_group_defaults.max_size, 3)
  desired_size          = try(each.value.desired_size, var.node_group_defaults.desired_size, 1)
  instance_types        = try(each.value.instance_types, var.node_group_defaults.instance_types, null)
  capacity_type         = try(each.value.capacity_type, var.node_group_defaults.capacity_type, null)
  labels                = merge(try(var.node_group_defaults.labels, {}), try(each.value.labels, {}))
  taints                = try(each.value.taints, var.node_group_defaults.taints, {})
  block_device_mappings = try(each.value.block_device_mappings, var.node_group_defaults.block_device_mappings, {})
  policies              = merge(local.node_policies, try(each.value.iam_role_additional_policies, {}))
  tags                  = merge(var.tags, try(each.value.tags, var.node_group_defaults.tags, {}))
}

output "node_roles" {
  value = [for group in module.nodes : group.role_arn]
}
