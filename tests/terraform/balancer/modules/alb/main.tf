variable "name" { type = string }
variable "vpc_id" { type = string }
variable "subnets" { type = list(string) }
variable "internal" { type = bool }
variable "listeners" { type = any }
variable "targets" {
  type = map(object({
    port     = optional(number, 80)
    protocol = optional(string, "HTTP")
    health   = optional(string)
  }))
}
variable "access_logs" {
  type    = map(string)
  default = {}
}

locals {
  rules = flatten([
    for name, listener in var.listeners : [
      for rule_name, rule in try(listener.rules, {}) : merge(rule, {
        key      = "${name}/${rule_name}"
        listener = name
      })
    ]
  ])
}

resource "aws_security_group" "this" {
  name   = var.name
  vpc_id = var.vpc_id

  dynamic "ingress" {
    for_each = { for name, l in var.listeners : name => l.port }
    content {
      description = "Listener ${ingress.key}"
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = var.internal ? ["10.0.0.0/8"] : ["0.0.0.0/0"]
    }
  }
}

resource "aws_lb" "this" {
  name                       = var.name
  internal                   = var.internal
  load_balancer_type         = "application"
  subnets                    = var.subnets
  security_groups            = [aws_security_group.this.id]
  drop_invalid_header_fields = true

  dynamic "access_logs" {
    for_each = length(var.access_logs) > 0 ? [var.access_logs] : []
    content {
      bucket  = access_logs.value.bucket
      prefix  = lookup(access_logs.value, "prefix", null)
      enabled = tobool(lookup(access_logs.value, "enabled", "true"))
    }
  }
}

resource "aws_lb_target_group" "this" {
  for_each = var.targets
  name     = "${var.name}-${each.key}"
  port     = each.value.port
  protocol = each.value.protocol
  vpc_id   = var.vpc_id

  dynamic "health_check" {
    for_each = each.value.health[*]
    content {
      enabled             = true
      path                = health_check.value
      matcher             = "200-299"
      interval            = 30
      port                = "traffic-port"
      protocol            = each.value.protocol
      healthy_threshold   = 3
      unhealthy_threshold = 3
    }
  }
}

resource "aws_lb_listener" "this" {
  for_each          = var.listeners
  load_balancer_arn = aws_lb.this.arn
  port              = each.value.port
  protocol          = try(each.value.protocol, "HTTP")
  certificate_arn   = try(each.value.certificate, null)
  ssl_policy        = try(each.value.protocol, "") == "HTTPS" ? try(each.value.ssl_policy, "ELBSecurityPolicy-TLS13-1-2-2021-06") : null

  dynamic "default_action" {
    for_each = try([each.value.redirect], [])
    content {
      type = "redirect"
      redirect {
        host        = "#{host}"
        path        = try(default_action.value.path, "/#{path}")
        query       = "#{query}"
        port        = try(default_action.value.port, null)
        protocol    = try(default_action.value.protocol, null)
        status_code = default_action.value.status_code
      }
    }
  }

  dynamic "default_action" {
    for_each = can(each.value.redirect) ? [] : [1]
    content {
      type             = "forward"
      target_group_arn = aws_lb_target_group.this[each.key].arn
    }
  }
}

resource "aws_lb_listener_rule" "this" {
  for_each     = { for rule in local.rules : rule.key => rule }
  listener_arn = aws_lb_listener.this[each.value.listener].arn
  priority     = each.value.priority

  dynamic "action" {
    for_each = try([each.value.fixed], [])
    content {
      type = "fixed-response"
      dynamic "fixed_response" {
        for_each = [action.value]
        content {
          content_type = fixed_response.value.content_type
          status_code  = fixed_response.value.status_code
          message_body = try(fixed_response.value.message_body, null)
        }
      }
    }
  }

  dynamic "action" {
    for_each = can(each.value.fixed) ? [] : [each.value.listener]
    content {
      type             = "forward"
      target_group_arn = aws_lb_target_group.this[action.value].arn
    }
  }

  dynamic "condition" {
    for_each = [for c in each.value.conditions : c if c.field == "path"]
    content {
      path_pattern {
        values = condition.value.values
      }
    }
  }

  dynamic "condition" {
    for_each = [for c in each.value.conditions : c if c.field == "host"]
    content {
      host_header {
        values = condition.value["values"]
      }
    }
  }
}

output "dns_name" {
  value = aws_lb.this.dns_name
}

output "zone_id" {
  value = aws_lb.this.zone_id
}
