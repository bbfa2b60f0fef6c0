variable "context" {
  type = any
  default = {
    namespace  = null
    stage      = null
    name       = null
    delimiter  = null
    attributes = []
    tags       = {}
  }

  validation {
    condition     = lookup(var.context, "delimiter", null) == null ? true : length(var.context["delimiter"]) > 0
    error_message = "The delimiter must not be empty."
  }
}

variable "namespace" {
  type    = string
  default = null
}

variable "stage" {
  type    = string
  default = null
}

variable "name" {
  type    = string
  default = null
}

variable "delimiter" {
  type    = string
  default = null
}

variable "attributes" {
  type    = list(string)
  default = []
}

variable "tags" {
  type    = map(string)
  default = {}
}

locals {
  input = {
    namespace  = var.namespace == null ? var.context.namespace : var.namespace
    stage      = var.stage == null ? var.context.stage : var.stage
    name       = var.name == null ? var.context.name : var.name
    delimiter  = var.delimiter == null ? var.context.delimiter : var.delimiter
    attributes = compact(distinct(concat(coalesce(var.context.attributes, []), coalesce(var.attributes, []))))
    tags       = merge(var.context.tags, var.tags)
  }

  formatted = { for k in ["namespace", "stage", "name"] : k => local.input[k] == null ? "" : lower(replace(local.input[k], "/[^-a-zA-Z0-9]/", "")) }
  delimiter = coalesce(local.input.delimiter, "-")
  id_full   = join(local.delimiter, compact([local.formatted.namespace, local.formatted.stage, local.formatted.name, join(local.delimiter, local.input.attributes)]))
  tags = merge(
    { for l in setintersection(keys(local.formatted), ["name", "stage"]) : title(l) => local.formatted[l] if length(local.formatted[l]) > 0 },
    local.input.tags,
  )
  output_context = { namespace = local.formatted.namespace, stage = local.formatted.stage, name = local.input.name, delimiter = local.delimiter, attributes = local.input.attributes, tags = local.tags }
}

output "id" {
  value = local.id_full
}

output "tags" {
  value = local.tags
}

output "context" {
  value = local.output_context
}
