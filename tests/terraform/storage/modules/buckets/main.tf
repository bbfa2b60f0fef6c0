variable "defaults" {
  type    = any
  default = {}
}

variable "items" {
  type    = any
  default = {}
}

module "wrapper" {
  source   = "../bucket"
  for_each = var.items

  create         = try(each.value.create, var.defaults.create, true)
  bucket         = try(each.value.bucket, var.defaults.bucket, null)
  bucket_prefix  = try(each.value.bucket_prefix, var.defaults.bucket_prefix, null)
  force_destroy  = try(each.value.force_destroy, var.defaults.force_destroy, false)
  versioning     = try(each.value.versioning, var.defaults.versioning, {})
  lifecycle_rule = try(each.value.lifecycle_rule, var.defaults.lifecycle_rule, [])
  cors_rule      = try(each.value.cors_rule, var.defaults.cors_rule, [])
  tags           = try(each.value.tags, var.defaults.tags, {})
}

output "wrapper" {
  value = module.wrapper
}
