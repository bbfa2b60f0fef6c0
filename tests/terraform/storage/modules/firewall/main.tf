variable "name" {
  type = string
}

variable "rules" {
  type = map(list(any))
  default = {
    https-443-tcp = [443, 443, "tcp", "HTTPS"]
    ssh-tcp       = [22, 22, "tcp", "SSH"]
    all-all       = [-1, -1, "-1", "All protocols"]
    _             = ["", "", ""]
  }
}

variable "ingress_rules" {
  type    = list(string)
  default = []
}

variable "ingress_cidr_blocks" {
  type    = list(string)
  default = ["10.10.0.0/16"]
}

variable "with_cidr" {
  type    = list(map(string))
  default = []
}

resource "aws_security_group" "this" {
  name_prefix = "${var.name}-"
  description = "Managed"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group_rule" "ingress_rules" {
  count = length(var.ingress_rules)

  security_group_id = aws_security_group.this.id
  type              = "ingress"
  cidr_blocks       = var.ingress_cidr_blocks
  description       = var.rules[var.ingress_rules[count.index]][3]
  from_port         = var.rules[var.ingress_rules[count.index]][0]
  to_port           = var.rules[var.ingress_rules[count.index]][1]
  protocol          = var.rules[var.ingress_rules[count.index]][2]
}

resource "aws_security_group_rule" "with_cidr" {
  count = length(var.with_cidr)

  security_group_id = aws_security_group.this.id
  type              = "ingress"
  cidr_blocks       = compact(split(",", lookup(var.with_cidr[count.index], "cidr_blocks", join(",", var.ingress_cidr_blocks))))
  description       = lookup(var.with_cidr[count.index], "description", "Ingress Rule")
  from_port         = lookup(var.with_cidr[count.index], "from_port", var.rules[lookup(var.with_cidr[count.index], "rule", "_")][0])
  to_port           = lookup(var.with_cidr[count.index], "to_port", var.rules[lookup(var.with_cidr[count.index], "rule", "_")][1])
  protocol          = lookup(var.with_cidr[count.index], "protocol", var.rules[lookup(var.with_cidr[count.index], "rule", "_")][2])
}
