terraform {
  required_version = ">= 1.3"
}

provider "aws" {
  region = "eu-west-1"
}

variable "databases" {
  type    = any
  default = {}
}

variable "defaults" {
  type    = any
  default = {}
}

module "wrapper" {
  source = "./modules/wrappers"

  defaults = var.defaults
  items    = var.databases
}

locals {
  replicas = flatten([
    for name, db in var.databases : [
      for n in range(try(db.replicas, 0)) : { of = name, number = n + 1 }
    ]
  ])
}

resource "aws_db_instance" "replica" {
  for_each = { for r in local.replicas : "${r.of}:${r.number}" => r }

  identifier          = "${each.value.of}-replica-${format("%02d", each.value.number)}"
  replicate_source_db = module.wrapper.wrapper[each.value.of].identifier
  instance_class      = try(var.databases[each.value.of].replica_class, var.defaults.instance_class)
  skip_final_snapshot = true
}

resource "aws_cloudwatch_metric_alarm" "cpu" {
  for_each = { for k, v in module.wrapper.wrapper : k => v.identifier if try(var.databases[k].alarm, true) }

  alarm_name          = "cpu.${each.key}"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 2
  metric_name         = "CPUUtilization"
  namespace           = "AWS/RDS"
  period              = 60 * 5
  statistic           = "Average"
  threshold           = lookup(lookup(var.databases[each.key], "thresholds", {}), "cpu", 80)
  dimensions          = { DBInstanceIdentifier = each.value }
}
