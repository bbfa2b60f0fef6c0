# MET ecr-scan-on-push; UNMET ecr-immutable-tags
resource "aws_ecr_repository" "shop" {
  name                 = local.name
  image_tag_mutability = "MUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.shop.arn
  }
}

resource "aws_ecs_cluster" "shop" {
  name = local.name

  setting {
    name  = "containerInsights"
    value = "enabled" # MET ecs-container-insights
  }
}

resource "aws_ecs_task_definition" "shop" {
  family                   = local.name
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 512
  memory                   = 1024
  execution_role_arn       = aws_iam_role.task_execution.arn
  task_role_arn            = aws_iam_role.shop.arn

  container_definitions = jsonencode([
    {
      name                   = "shop"
      image                  = "${aws_ecr_repository.shop.repository_url}:${var.image_tag}"
      essential              = true
      privileged             = false # MET ecs-privileged
      readonlyRootFilesystem = true
      portMappings           = [{ containerPort = local.app_port, protocol = "tcp" }]
      environment            = [{ name = "ORDERS_TABLE", value = aws_dynamodb_table.this["orders"].name }]
      secrets                = [{ name = "PAYMENT_KEY", valueFrom = aws_secretsmanager_secret.payment.arn }]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.this["shop"].name
          awslogs-region        = var.region
          awslogs-stream-prefix = "shop"
        }
      }
    }
  ])
}

# Fargate: the operating system under the containers is AWS's.
resource "aws_ecs_service" "shop" {
  name            = "shop"
  cluster         = aws_ecs_cluster.shop.id
  task_definition = aws_ecs_task_definition.shop.arn
  launch_type     = "FARGATE"
  desired_count   = local.is_production ? 3 : 1

  network_configuration {
    subnets          = module.network.private_subnet_ids
    security_groups  = [aws_security_group.shop.id]
    assign_public_ip = false # MET ecs-public-ip
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.shop.arn
    container_name   = "shop"
    container_port   = local.app_port
  }

  depends_on = [aws_lb_listener.https]
}
