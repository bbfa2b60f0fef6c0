# guest-os and platform: AWS starts, patches and replaces the instances; the customer sets the requirements for them.

resource "aws_ecs_cluster" "shop" {
  name = "shop"
}

resource "aws_ecs_task_definition" "shop" {
  family                   = "shop"
  requires_compatibilities = ["EC2", "FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{ name = "shop", image = "public.ecr.aws/nginx/nginx:stable", essential = true }])
}

resource "aws_ecs_capacity_provider" "managed" {
  name    = "managed"
  cluster = aws_ecs_cluster.shop.name

  managed_instances_provider {
    infrastructure_role_arn = "arn:aws:iam::111122223333:role/ecs-infrastructure"

    instance_launch_template {
      ec2_instance_profile_arn = "arn:aws:iam::111122223333:instance-profile/ecs"

      network_configuration {
        subnets         = ["subnet-0123456789abcdef0"]
        security_groups = ["sg-0123456789abcdef0"]
      }
    }
  }
}

resource "aws_ecs_service" "shop" {
  name            = "shop"
  cluster         = aws_ecs_cluster.shop.id
  task_definition = aws_ecs_task_definition.shop.arn
  desired_count   = 2

  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.managed.name
    weight            = 1
  }

  network_configuration {
    subnets = ["subnet-0123456789abcdef0"]
  }
}
