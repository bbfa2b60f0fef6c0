provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "replica"
  region = var.replica_region

  default_tags {
    tags = { Replica = "yes" }
  }
}

variable "replica_region" {
  type = string
}

variable "context" {
  type = any
  default = {
    namespace  = null
    stage      = null
    name       = null
    attributes = []
    tags       = {}
  }
}

module "base" {
  source    = "./modules/label"
  namespace = "eg"
  stage     = "prod"
  tags      = { Team = "a" }
}

module "label" {
  source     = "./modules/label"
  context    = module.base.context
  name       = "app"
  attributes = ["data", "v2"]
  tags       = { Kind = "store", Team = "b" }
}

module "buckets" {
  source = "./modules/buckets"

  defaults = {
    force_destroy = true
    versioning    = { enabled = true }
    tags          = module.label.tags
  }

  items = {
    logs = {
      bucket = "${module.label.id}-logs"
      lifecycle_rule = [
        {
          id      = "log"
          enabled = true
          filter  = { prefix = "log/", tags = { a = "1", b = "2" } }
          transition = [
            { days = 30, storage_class = "ONEZONE_IA" },
            { days = "60", storage_class = "GLACIER" },
          ]
          noncurrent_version_expiration = { days = 300 }
        },
        { id = "tmp", enabled = false, expiration = { days = 7 }, filter = { prefix = "tmp/" } },
      ]
    }
    "data/main" = {
      bucket_prefix = "data-"
      versioning    = jsonencode({ status = "Suspended", mfa_delete = "Disabled" })
      cors_rule     = jsonencode([{ allowed_methods = ["PUT"], allowed_origins = ["https://a"], max_age_seconds = "3000" }])
    }
    off = { create = false }
  }
}

module "replica" {
  source    = "./modules/bucket"
  providers = { aws = aws.replica }
  bucket    = "${module.label.id}-replica"
}

module "firewall" {
  source        = "./modules/firewall"
  name          = module.label.id
  ingress_rules = ["https-443-tcp", "ssh-tcp"]
  with_cidr = [
    { rule = "https-443-tcp", cidr_blocks = "10.0.0.0/8,192.168.0.0/16" },
    { from_port = 8080, to_port = 8090, protocol = "tcp", description = "apps" },
  ]
}
