# What each type must be given, and no more.

resource "aws_autoscaling_attachment" "a" {
  autoscaling_group_name = "demo"
  elb                    = "demo"
}

resource "aws_autoscaling_group" "a" {
  launch_configuration = "demo"
  max_size             = 1
  min_size             = 1
}

resource "aws_autoscaling_group_tag" "a" {
  autoscaling_group_name = "demo"
  tag {
    key                 = "demo"
    propagate_at_launch = false
    value               = "demo"
  }
}

resource "aws_autoscaling_lifecycle_hook" "a" {
  autoscaling_group_name = "demo"
  lifecycle_transition   = "autoscaling:EC2_INSTANCE_LAUNCHING"
  name                   = "demo"
}

resource "aws_autoscaling_notification" "a" {
  group_names   = ["demo"]
  notifications = ["demo"]
  topic_arn     = "arn:aws:sns:eu-west-1:123456789012:demo"
}

resource "aws_autoscaling_policy" "a" {
  autoscaling_group_name = "demo"
  name                   = "demo"
}

resource "aws_autoscaling_schedule" "a" {
  autoscaling_group_name = "demo"
  scheduled_action_name  = "demo"
}

resource "aws_autoscaling_traffic_source_attachment" "a" {
  autoscaling_group_name = "demo"
}

resource "aws_ebs_encryption_by_default" "a" {
}

resource "aws_ebs_snapshot_block_public_access" "a" {
  state = "block-all-sharing"
}

resource "aws_ebs_volume" "a" {
  availability_zone = "demo"
  size              = 1
}

resource "aws_ec2_fleet" "a" {
  launch_template_config {
  }
  target_capacity_specification {
    default_target_capacity_type = "spot"
    total_target_capacity        = 1
  }
}

resource "aws_ec2_host" "a" {
  availability_zone = "demo"
  instance_family   = "demo"
}

resource "aws_ec2_instance_connect_endpoint" "a" {
  subnet_id = "subnet-0123456789abcdef0"
}

resource "aws_instance" "a" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
}

resource "aws_key_pair" "a" {
  public_key = "demo"
}

resource "aws_launch_configuration" "a" {
  image_id      = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
}

resource "aws_launch_template" "a" {
}

resource "aws_placement_group" "a" {
  name     = "demo"
  strategy = "cluster"
}

resource "aws_spot_fleet_request" "a" {
  iam_fleet_role  = "arn:aws:iam::123456789012:role/demo"
  target_capacity = 1
  launch_specification {
    ami           = "ami-0123456789abcdef0"
    instance_type = "t3.micro"
  }
}

resource "aws_spot_instance_request" "a" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
}

resource "aws_volume_attachment" "a" {
  device_name = "demo"
  instance_id = "demo"
  volume_id   = "demo"
}
