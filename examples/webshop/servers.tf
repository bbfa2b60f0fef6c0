# The back office still runs on servers: the guest operating system and all above it is the customer's.

resource "aws_launch_template" "office" {
  name_prefix   = "${local.name}-office-"
  image_id      = var.app_ami_id
  instance_type = local.is_production ? "t3.medium" : "t3.small"

  vpc_security_group_ids = [aws_security_group.office.id]

  user_data = base64encode(templatefile("${path.module}/templates/office.sh.tftpl", {
    environment = var.environment
    port        = local.office_port
  }))

  iam_instance_profile {
    arn = aws_iam_instance_profile.office.arn # MET ec2-instance-profile
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "optional" # UNMET imdsv2
    http_put_response_hop_limit = 1          # MET imds-hop-limit
  }

  monitoring {
    enabled = true # MET ec2-detailed-monitoring
  }

  # MET ec2-blockdevice-encryption
  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_type = "gp3"
      volume_size = 30
      encrypted   = true
    }
  }
}

# UNKNOWN guest-os-patch: no configuration shows whether the servers have their updates.
resource "aws_autoscaling_group" "office" {
  name                = "${local.name}-office"
  min_size            = 2
  max_size            = 4
  vpc_zone_identifier = module.network.private_subnet_ids
  target_group_arns   = [aws_lb_target_group.office.arn]
  health_check_type   = "ELB"

  launch_template {
    id      = aws_launch_template.office.id
    version = "$Latest"
  }

  tag {
    key                 = "Name"
    value               = "${local.name}-office"
    propagate_at_launch = true
  }
}
