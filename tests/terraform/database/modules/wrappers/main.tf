variable "defaults" {
  type    = any
  default = {}
}

variable "items" {
  type    = any
  default = {}
}

module "wrapper" {
  source   = "../instance"
  for_each = var.items

  identifier        = try(each.value.identifier, var.defaults.identifier, each.key)
  engine            = try(each.value.engine, var.defaults.engine, "postgres")
  engine_version    = try(each.value.engine_version, var.defaults.engine_version, null)
  instance_class    = try(each.value.instance_class, var.defaults.instance_class, "db.t3.micro")
  allocated_storage = try(each.value.allocated_storage, var.defaults.allocated_storage, null)
  storage_encrypted = try(each.value.storage_encrypted, var.defaults.storage_encrypted, true)
  multi_az          = try(each.value.multi_az, var.defaults.multi_az, false)
  parameters        = try(each.value.parameters, var.defaults.parameters, [])
  options           = try(each.value.options, var.defaults.options, [])
  backup            = try(each.value.backup, var.defaults.backup, {})
  tags              = merge(try(var.defaults.tags, {}), try(each.value.tags, {}))
}

output "wrapper" {
  value = module.wrapper
}
