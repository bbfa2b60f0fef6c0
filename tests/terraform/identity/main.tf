provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = { Owner = "platform" }
  }
}

variable "teams" {
  type = map(object({
    members  = optional(list(string), [])
    admin    = optional(bool, false)
    services = optional(set(string), [])
    boundary = optional(string)
    limits = optional(object({
      hours = optional(number, 1)
      mfa   = optional(bool, true)
    }), {})
  }))
  default = {
    web  = { members = ["ann", "bob"], services = ["s3", "sqs"] }
    data = { members = ["bob"], admin = true, limits = { hours = 4 } }
    ops  = {}
  }
}

locals {
  memberships = merge([
    for team, t in var.teams : {
      for member in t.members : "${team}/${member}" => { team = team, member = member }
    }
  ]...)

  members = toset(distinct(flatten([for t in var.teams : t.members])))

  pairs = { for p in setproduct(keys(var.teams), ["read", "write"]) : "${p[0]}.${p[1]}" => { team = p[0], access = p[1] } }
}

data "aws_partition" "current" {}

resource "aws_iam_group" "team" {
  for_each = var.teams
  name     = title(each.key)
  path     = "/teams/${each.key}/"
}

resource "aws_iam_user" "member" {
  for_each      = local.members
  name          = each.value
  force_destroy = true
}

resource "aws_iam_group_membership" "team" {
  for_each = { for k, v in var.teams : k => v if length(v.members) > 0 }
  name     = "${each.key}-members"
  group    = aws_iam_group.team[each.key].name
  users    = [for m in each.value.members : aws_iam_user.member[m].name]
}

resource "aws_iam_access_key" "member" {
  for_each = local.memberships
  user     = each.value.member
  status   = startswith(each.key, "web/") ? "Active" : "Inactive"
}

module "role" {
  source   = "./modules/role"
  for_each = var.teams

  name                 = "team-${each.key}"
  max_session_duration = each.value.limits.hours * 3600
  boundary             = each.value.boundary
  require_mfa          = each.value.limits.mfa
  account              = "123456789012"
  statements = concat(
    [for s in sort(tolist(each.value.services)) : { sid = title(s), actions = ["${s}:*"], resources = ["*"] }],
    each.value.admin ? [{ sid = "Admin", actions = ["*"] }] : [],
  )
}

module "policy" {
  source   = "./modules/policy"
  for_each = local.pairs

  name   = replace(each.key, ".", "-")
  access = each.value.access
  bucket = "arn:${data.aws_partition.current.partition}:s3:::${lower(each.value.team)}-data"
}

resource "aws_iam_role_policy_attachment" "team" {
  for_each   = { for k, p in local.pairs : k => p if p.access == "read" || try(var.teams[p.team].admin, false) }
  role       = module.role[each.value.team].name
  policy_arn = module.policy[each.key].arn
}

resource "aws_iam_account_password_policy" "this" {
  minimum_password_length      = max(14, [for t in var.teams : t.limits.hours]...)
  require_symbols              = alltrue([for t in var.teams : t.limits.mfa])
  require_numbers              = anytrue([for t in var.teams : t.admin])
  password_reuse_prevention    = length(local.members) * 12
  hard_expiry                  = !anytrue(values(var.teams)[*].admin)
  max_password_age             = try(var.teams["ops"].limits.days, 90)
  require_lowercase_characters = contains(keys(var.teams), "web") && can(var.teams.web.services)
}

output "roles" {
  value = { for k, r in module.role : k => r.arn }
}
