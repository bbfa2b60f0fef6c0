resource "aws_lb" "shop" {
  name               = local.name
  load_balancer_type = "application"
  internal           = false
  subnets            = module.network.public_subnet_ids
  security_groups    = [aws_security_group.balancer.id]

  drop_invalid_header_fields = true                # MET alb-drop-invalid-headers
  enable_deletion_protection = local.is_production # MET alb-deletion-protection in production

  # MET alb-access-logs
  access_logs {
    bucket  = module.logs.name
    prefix  = "alb"
    enabled = true
  }
}

resource "aws_lb_target_group" "shop" {
  name        = "${local.name}-shop"
  port        = local.app_port
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = module.network.vpc_id

  health_check {
    path = "/health"
  }
}

resource "aws_lb_target_group" "office" {
  name     = "${local.name}-office"
  port     = local.office_port
  protocol = "HTTPS"
  vpc_id   = module.network.vpc_id
}

# MET alb-https-listener, alb-tls12-policy
resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.shop.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = var.certificate_arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.shop.arn
  }
}

resource "aws_lb_listener_rule" "office" {
  listener_arn = aws_lb_listener.https.arn
  priority     = 10

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.office.arn
  }

  condition {
    path_pattern {
      values = ["/office/*"]
    }
  }
}

# MET alb-http-redirect
resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.shop.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      protocol    = "HTTPS"
      port        = "443"
      status_code = "HTTP_301"
    }
  }
}
