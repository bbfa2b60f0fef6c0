resource "aws_security_group" "balancer" {
  name        = "${local.name}-balancer"
  description = "Load balancer of the shop"
  vpc_id      = module.network.vpc_id

  # Open on purpose: a shop is public. Neither port is an administration port.
  dynamic "ingress" {
    for_each = { http = 80, https = 443 }

    content {
      description = "${ingress.key} from customers"
      protocol    = "tcp"
      from_port   = ingress.value
      to_port     = ingress.value
      cidr_blocks = ["0.0.0.0/0"]
    }
  }

  egress {
    description = "To the containers and servers"
    protocol    = "tcp"
    from_port   = local.app_port
    to_port     = local.office_port
    cidr_blocks = [var.vpc_cidr]
  }
}

resource "aws_security_group" "shop" {
  name        = "${local.name}-shop"
  description = "Containers and functions of the shop"
  vpc_id      = module.network.vpc_id

  ingress {
    description     = "From the load balancer"
    protocol        = "tcp"
    from_port       = local.app_port
    to_port         = local.app_port
    security_groups = [aws_security_group.balancer.id]
  }

  egress {
    description = "AWS endpoints and the payment provider"
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    description = "Database"
    protocol    = "tcp"
    from_port   = 5432
    to_port     = 5432
    cidr_blocks = [var.vpc_cidr]
  }
}

resource "aws_security_group" "office" {
  name        = "${local.name}-office"
  description = "Back office servers"
  vpc_id      = module.network.vpc_id

  ingress {
    description     = "From the load balancer"
    protocol        = "tcp"
    from_port       = local.office_port
    to_port         = local.office_port
    security_groups = [aws_security_group.balancer.id]
  }

  # UNMET sg-open-22: somebody needed SSH "for a moment".
  ingress {
    description = "SSH"
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["0.0.0.0/0"]
  }

  # UNMET sg-egress-open
  egress {
    description = "Everything out"
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "database" {
  name        = "${local.name}-database"
  description = "Order database"
  vpc_id      = module.network.vpc_id

  ingress {
    description     = "From the shop and the back office"
    protocol        = "tcp"
    from_port       = 5432
    to_port         = 5432
    security_groups = [aws_security_group.shop.id, aws_security_group.office.id]
  }

  egress {
    description = "Replies inside the VPC"
    protocol    = "tcp"
    from_port   = 1024
    to_port     = 65535
    cidr_blocks = [var.vpc_cidr]
  }
}
