# What the recorded expressions may use. `u` is known after apply.
resource "terraform_data" "u" {}

resource "terraform_data" "many" {
  count = 2
}

resource "terraform_data" "each" {
  for_each = toset(["a", "b/c"])
}

variable "empty_map" {
  type    = map(string)
  default = {}
}

variable "empty_list" {
  type    = list(string)
  default = []
}

variable "null_string" {
  type    = string
  default = null
}

variable "null_number" {
  type    = number
  default = null
}

variable "null_any" {
  default = null
}

variable "items" {
  type = list(object({
    name    = string
    port    = optional(number, 443)
    tags    = optional(map(string), {})
    cidrs   = optional(list(string))
    enabled = optional(bool, true)
    deep = optional(object({
      a = optional(string, "A")
      b = optional(number)
    }), {})
  }))
  default = [{ name = "one" }, { name = "two", port = "80", deep = { b = 2 } }]
}

variable "anything" {
  type = any
  default = {
    web = { port = 80, cidrs = ["10.0.0.0/8"] }
    ssh = { port = "22" }
  }
}

variable "any_map" {
  type    = map(any)
  default = { a = { x = 1 }, b = { x = "2" } }
}

variable "any_list" {
  type    = list(any)
  default = [{ a = 1 }, { a = "x", b = true }]
}

variable "strings_of" {
  type    = list(map(string))
  default = [{ from = 80, ok = true }]
}

variable "numbers" {
  type    = set(number)
  default = [3, 1, "2", 2]
}

variable "pair" {
  type    = tuple([string, number])
  default = [1, "2"]
}

variable "not_null" {
  type     = string
  default  = "d"
  nullable = false
}

locals {
  users = {
    alice = { admin = true, groups = ["dev", "ops"] }
    bob   = { admin = false, groups = ["dev"] }
  }
  list  = ["a", "b", "c"]
  id    = terraform_data.u.id
  bool  = terraform_data.u.id == "x"
  num   = length(terraform_data.u.id)
  strs  = split(",", terraform_data.u.id)
  tmpl  = "a is $${a}, %%{ for x in l }$${x};%%{ endfor }"
  json  = jsondecode(terraform_data.u.id)
}
