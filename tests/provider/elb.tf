# What each type must be given, and no more.

resource "aws_alb" "a" {
  subnet_mapping {
    subnet_id = "subnet-0123456789abcdef0"
  }
}

resource "aws_alb_listener" "a" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/demo/1234567890abcdef"
  port              = 80
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
    }
  }
}

resource "aws_alb_listener_certificate" "a" {
  certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
  listener_arn    = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_alb_listener_rule" "a" {
  listener_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/demo/1234567890abcdef/1234567890abcdef"
  action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
    }
  }
  condition {
    path_pattern {
      values = ["/x"]
    }
  }
}

resource "aws_alb_target_group" "a" {
  port     = 80
  protocol = "HTTP"
  vpc_id   = "vpc-0123456789abcdef0"
}

resource "aws_alb_target_group_attachment" "a" {
  target_group_arn = "arn:aws:iam::123456789012:role/demo"
  target_id        = "demo"
}

resource "aws_app_cookie_stickiness_policy" "a" {
  cookie_name   = "demo"
  lb_port       = 1
  load_balancer = "demo"
  name          = "demo"
}

resource "aws_elb" "a" {
  subnets = ["subnet-0123456789abcdef0"]
  listener {
    instance_port     = 80
    instance_protocol = "HTTP"
    lb_port           = 80
    lb_protocol       = "HTTP"
  }
}

resource "aws_elb_attachment" "a" {
  elb      = "demo"
  instance = "demo"
}

resource "aws_lb" "a" {
  subnet_mapping {
    subnet_id = "subnet-0123456789abcdef0"
  }
}

resource "aws_lb_cookie_stickiness_policy" "a" {
  lb_port       = 1
  load_balancer = "demo"
  name          = "demo"
}

resource "aws_lb_listener" "a" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/demo/1234567890abcdef"
  port              = 80
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
    }
  }
}

resource "aws_lb_listener_certificate" "a" {
  certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
  listener_arn    = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_lb_listener_rule" "a" {
  listener_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/demo/1234567890abcdef/1234567890abcdef"
  action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
    }
  }
  condition {
    path_pattern {
      values = ["/x"]
    }
  }
}

resource "aws_lb_ssl_negotiation_policy" "a" {
  lb_port       = 1
  load_balancer = "demo"
  name          = "demo"
}

resource "aws_lb_target_group" "a" {
  port     = 80
  protocol = "HTTP"
  vpc_id   = "vpc-0123456789abcdef0"
}

resource "aws_lb_target_group_attachment" "a" {
  target_group_arn = "arn:aws:iam::123456789012:role/demo"
  target_id        = "demo"
}

resource "aws_lb_trust_store" "a" {
  ca_certificates_bundle_s3_bucket = "demo-bucket-xyz"
  ca_certificates_bundle_s3_key    = "demo"
}

resource "aws_lb_trust_store_revocation" "a" {
  revocations_s3_bucket = "demo-bucket-xyz"
  revocations_s3_key    = "demo"
  trust_store_arn       = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_load_balancer_backend_server_policy" "a" {
  instance_port      = 1
  load_balancer_name = "demo"
}

resource "aws_load_balancer_listener_policy" "a" {
  load_balancer_name = "demo"
  load_balancer_port = 1
}

resource "aws_load_balancer_policy" "a" {
  load_balancer_name = "demo"
  policy_name        = "demo"
  policy_type_name   = "demo"
}
