# platform: AWS patches and moves to minor versions; the customer moves to major ones.

resource "aws_elasticache_serverless_cache" "sessions" {
  name        = "sessions"
  description = "Sessions of the shop"
  engine      = "valkey"
}
