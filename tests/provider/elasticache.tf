# What each type must be given, and no more.

resource "aws_elasticache_cluster" "a" {
  cluster_id = "demo"
  engine     = "memcached"
}

resource "aws_elasticache_global_replication_group" "a" {
  global_replication_group_id_suffix = "demo"
  primary_replication_group_id       = "demo"
}

resource "aws_elasticache_parameter_group" "a" {
  family = "demo"
  name   = "demo"
}

resource "aws_elasticache_replication_group" "a" {
  description          = "demo"
  replication_group_id = "demo"
}

resource "aws_elasticache_serverless_cache" "a" {
  engine = "demo"
  name   = "demo"
}

resource "aws_elasticache_subnet_group" "a" {
  name       = "demo"
  subnet_ids = ["subnet-0123456789abcdef0"]
}

resource "aws_elasticache_user" "a" {
  access_string = "demo"
  engine        = "redis"
  user_id       = "demo"
  user_name     = "demo"
}

resource "aws_elasticache_user_group" "a" {
  engine        = "redis"
  user_group_id = "demo"
}

resource "aws_elasticache_user_group_association" "a" {
  user_group_id = "demo"
  user_id       = "demo"
}
