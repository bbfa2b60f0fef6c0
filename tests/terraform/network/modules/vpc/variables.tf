variable "create_vpc" {
  type    = bool
  default = true
}

variable "name" {
  type    = string
  default = ""
}

variable "cidr" {
  type    = string
  default = "10.0.0.0/16"
}

variable "azs" {
  type    = list(string)
  default = []
}

variable "private_subnets" {
  type    = list(string)
  default = []
}

variable "public_subnets" {
  type    = list(string)
  default = []
}

variable "intra_subnets" {
  type    = list(string)
  default = []
}

variable "private_subnet_names" {
  type    = list(string)
  default = []
}

variable "private_subnet_suffix" {
  type    = string
  default = "private"
}

variable "public_subnet_tags_per_az" {
  type    = map(map(string))
  default = {}
}

variable "enable_nat_gateway" {
  type    = bool
  default = false
}

variable "single_nat_gateway" {
  type    = bool
  default = false
}

variable "one_nat_gateway_per_az" {
  type    = bool
  default = false
}

variable "reuse_nat_ips" {
  type    = bool
  default = false
}

variable "external_nat_ip_ids" {
  type    = list(string)
  default = []
}

variable "public_inbound_acl_rules" {
  type    = list(map(string))
  default = [{ rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" }]
}

variable "default_security_group_ingress" {
  type    = list(map(string))
  default = []
}

variable "flow_log" {
  type = object({
    enabled  = optional(bool, false)
    traffic  = optional(string, "REJECT")
    interval = optional(number, 600)
    log_group = optional(object({
      name      = optional(string)
      retention = optional(number, 30)
    }), {})
  })
  default = {}
}

variable "endpoints" {
  type    = any
  default = {}
}

variable "tags" {
  type    = map(string)
  default = {}
}
