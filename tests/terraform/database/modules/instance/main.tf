variable "identifier" { type = string }
variable "engine" { type = string }
variable "engine_version" {
  type    = string
  default = null
}
variable "instance_class" { type = string }
variable "allocated_storage" {
  type    = number
  default = null
}
variable "storage_encrypted" { type = bool }
variable "multi_az" { type = bool }
variable "parameters" {
  type    = list(map(string))
  default = []
}
variable "options" {
  type    = any
  default = []
}
variable "backup" {
  type = object({
    days   = optional(number, 7)
    window = optional(string)
  })
  default = {}
}
variable "tags" {
  type    = map(string)
  default = {}
}
variable "ports" {
  type    = map(number)
  default = { postgres = 5432, mysql = 3306 }
}

locals {
  major     = var.engine_version == null ? null : element(split(".", var.engine_version), 0)
  family    = local.major == null ? null : var.engine == "mysql" ? "mysql${var.engine_version}" : "${var.engine}${local.major}"
  protected = var.multi_az || contains(["prod", "live"], terraform.workspace)
}

resource "aws_db_parameter_group" "this" {
  count       = length(var.parameters) > 0 ? 1 : 0
  name_prefix = "${var.identifier}-"
  family      = coalesce(local.family, "postgres15")

  dynamic "parameter" {
    for_each = var.parameters
    content {
      name         = parameter.value.name
      value        = parameter.value.value
      apply_method = lookup(parameter.value, "apply_method", "immediate")
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_db_option_group" "this" {
  count                = length(var.options) > 0 && var.engine == "mysql" ? 1 : 0
  name                 = trimsuffix("${var.identifier}-options-", "-")
  engine_name          = var.engine
  major_engine_version = var.engine_version

  dynamic "option" {
    for_each = var.options
    content {
      option_name = option.value.option_name
      port        = lookup(option.value, "port", null)

      dynamic "option_settings" {
        for_each = lookup(option.value, "option_settings", [])
        iterator = setting
        content {
          name  = lookup(setting.value, "name", null)
          value = lookup(setting.value, "value", null)
        }
      }
    }
  }
}

resource "aws_db_instance" "this" {
  identifier                   = var.identifier
  engine                       = var.engine
  engine_version               = var.engine_version
  instance_class               = var.instance_class
  allocated_storage            = var.allocated_storage
  max_allocated_storage        = try(var.allocated_storage * 5, null)
  storage_encrypted            = var.storage_encrypted
  multi_az                     = var.multi_az
  port                         = var.ports[var.engine]
  parameter_group_name         = try(aws_db_parameter_group.this[0].name, null)
  option_group_name            = one(aws_db_option_group.this[*].name)
  backup_retention_period      = var.backup.days
  backup_window                = var.backup.window
  deletion_protection          = local.protected
  skip_final_snapshot          = !local.protected
  final_snapshot_identifier    = local.protected ? "${var.identifier}-final" : null
  performance_insights_enabled = startswith(var.instance_class, "db.t4g")
  enabled_cloudwatch_logs_exports = {
    postgres = ["postgresql", "upgrade"]
    mysql    = ["audit", "error"]
  }[var.engine]
  username                    = "admin"
  manage_master_user_password = true
  tags                        = merge(var.tags, { Name = var.identifier })
}

output "identifier" {
  value = aws_db_instance.this.identifier
}

output "arn" {
  value = aws_db_instance.this.arn
}
